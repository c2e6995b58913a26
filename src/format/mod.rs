//! How values are written for people.

pub mod fold;
pub mod number;
pub mod time;
