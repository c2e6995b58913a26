//! Loading and keeping: one answer, a whole list, one change.

pub mod capabilities;
pub mod collection;
pub mod filtering;
pub mod in_order;
pub mod key_check;
pub mod list;
pub mod listings;
pub mod mutation;
pub mod query;
pub mod sync;
pub mod tenant;
