//! Pure functions over what was read: no browser, tested on the host.

pub mod attention;
pub mod filter;
pub mod list_index;
