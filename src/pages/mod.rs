//! The pages: which data, which columns, which words.

pub mod checks;
pub mod connect;
pub mod gateway_users;
pub mod jobs;
pub mod journal;
pub mod not_found;
pub mod organisations;
pub mod overview;
mod raw_record;
pub mod sign_ins;
pub mod templates;
pub mod users;
