//! How each kind of record is searched, filtered and sorted: tables, one file per list.

pub mod apis;
pub mod gateway_users;
pub mod jobs;
#[cfg(test)]
mod matching;
pub mod organisations;
pub mod sign_ins;
pub mod templates;
pub mod users;
