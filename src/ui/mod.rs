//! How things look: primitives that know no API.

pub mod dialog;
pub mod dom;
pub mod download;
pub mod facets;
pub mod filter_box;
pub mod filter_help;
pub mod filter_problems;
pub mod icon;
pub mod listbox;
pub mod media;
pub mod moment;
pub mod table;
