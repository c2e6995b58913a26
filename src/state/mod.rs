//! What the whole app knows: connections, keys, the list in the URL, theme, toasts.

pub mod clock;
pub mod config_file;
pub mod connections;
pub mod idle;
pub mod list_params;
pub mod saved_views;
pub mod session;
pub mod storage;
pub mod theme;
pub mod toasts;
