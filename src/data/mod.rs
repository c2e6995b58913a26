//! Loading and keeping: one answer, a whole list, one change.

pub mod apis;
pub mod capabilities;
pub mod changes;
pub mod collection;
pub mod filtering;
pub mod finder;
pub mod in_order;
pub mod job_queues;
pub mod key_check;
pub mod list;
pub mod listings;
pub mod mutation;
pub mod owners;
pub mod query;
pub mod sign_in_log;
pub mod sign_ins;
pub mod sync;
pub mod templates;
pub mod tenant;
