//! How values are written for people.

pub mod csv;
pub mod curl;
pub mod export;
pub mod file_name;
pub mod fold;
pub mod number;
pub mod time;
