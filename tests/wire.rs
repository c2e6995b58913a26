//! The wire types against what the two APIs have said over the years (`tests/golden`, written from
//! the wire contract) and against anything at all.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "wire/pages.rs"]
mod pages;
#[path = "wire/properties.rs"]
mod properties;
#[path = "wire/records.rs"]
mod records;
#[path = "wire/refusals.rs"]
mod refusals;
#[path = "wire/secrets.rs"]
mod secrets;
#[path = "wire/times.rs"]
mod times;
#[path = "wire/tines.rs"]
mod tines;
#[path = "wire/tyk.rs"]
mod tyk;

use gatehouse::wire::time::Timestamp;

/// A moment from its text, for comparing.
fn at(text: &str) -> Option<Timestamp> {
    let at = Timestamp::parse(text);
    assert!(at.is_some(), "{text}");
    at
}
