//! How things look: primitives that know no API.

pub mod cell_view;
pub mod copy;
pub mod dialog;
pub mod download;
pub mod export;
pub mod file_picker;
pub mod form;
pub mod icon;
pub mod moment;
pub mod popover;
pub mod search_box;
pub mod selection_bar;
pub mod table;
pub mod typing;
