//! How things look: primitives that know no API.

pub mod cell_view;
pub mod dialog;
pub mod icon;
pub mod moment;
pub mod search_box;
pub mod table;
