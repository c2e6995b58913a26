//! What the whole app knows: connections, keys, the list in the URL, theme, toasts.

pub mod clock;
pub mod config_file;
pub mod connections;
pub mod drafts;
pub mod idle;
pub mod journal;
pub mod leaving;
pub mod list_params;
pub mod read_only;
pub mod saved_views;
pub mod session;
pub mod storage;
pub mod table_prefs;
pub mod theme;
pub mod toasts;
