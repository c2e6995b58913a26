//! How each kind of record is searched, filtered and sorted: tables, one file per list.

pub mod jobs;
pub mod sign_ins;
pub mod templates;
pub mod users;
