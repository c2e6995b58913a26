//! What the two APIs say, leniently read. Uses nothing else of ours, and no browser.
//!
//! The facts come from the wire contract, whose marks the comments repeat: *doc* (documented),
//! *seen* (a client met it), *guess* (nobody knows, so every variant is read).
//!
//! A field of the wrong kind becomes its default where that is harmless (a name, a count) and makes
//! the record odd where it is the record's identity. One odd record never blanks a list
//! ([`page::OddRecord`]).

pub mod answer;
pub mod fields;
pub mod json;
mod number;
pub mod page;
pub mod pretty;
pub mod record;
pub mod refusal;
pub mod secret;
pub mod time;
pub mod tines;
pub mod tyk;
mod value;

pub use fields::{Fields, Record};
pub use record::{Kept, Unreadable, decode};
