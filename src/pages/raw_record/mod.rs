//! What the records of a Tyk Dashboard have in common: their JSON is all there is, known fields or not, and a
//! change writes the whole of it back.

pub mod edit;
pub mod facts;
pub mod form;
pub mod kept;
pub mod open;
pub mod page;
pub mod place;
pub mod save;
