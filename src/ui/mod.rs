//! How things look: primitives that know no API.

pub mod dialog;
pub mod flyout;
pub mod icon;
pub mod moment;
pub mod search_box;
pub mod selection_bar;
pub mod table;
pub mod typing;
