//! JSON on the page: an editor over the browser's own text field, a tree, what differs, what is brought
//! together. Knows no API.

mod complete;
pub mod diff;
pub mod editor;
mod edits;
mod field;
mod find;
pub mod merge;
pub mod merge_dialog;
mod paper;
mod rows;
mod said;
pub mod tied;
pub mod tree;
