//! Pure functions over what was read: no browser, tested on the host.

pub mod attention;
pub mod list_index;
pub mod sign_ins;
pub mod user_agent;
