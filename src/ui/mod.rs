//! How things look: primitives that know no API.

pub mod cell_view;
pub mod chart;
pub mod copy;
pub mod dialog;
pub mod dom;
pub mod download;
pub mod export;
pub mod facets;
pub mod file_picker;
pub mod filter_box;
pub mod filter_combo;
pub mod filter_help;
pub mod filter_problems;
pub mod form;
pub mod icon;
pub mod json;
pub mod listbox;
pub mod media;
pub mod merge_question;
pub mod moment;
pub mod popover;
pub mod press;
pub mod selection_bar;
pub mod sight;
pub mod table;
pub mod typing;
