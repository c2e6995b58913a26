//! The pages: which data, which columns, which words.

pub mod connect;
pub mod jobs;
pub mod journal;
pub mod not_found;
pub mod overview;
pub mod sign_ins;
pub mod templates;
pub mod users;
