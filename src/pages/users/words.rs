//! What is said of a user in a cell, wherever one is shown.

use crate::format::time::{ago, date, exact};
use crate::ui::moment::Tick;
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::time::Timestamp;
use crate::wire::tines::Status;

/// Where a user stands.
pub fn status(status: Status) -> (Tone, String) {
    let (tone, words) = match status {
        Status::Active => (Tone::Good, "Active"),
        Status::Inactive => (Tone::Off, "Inactive"),
        Status::Pending => (Tone::Waiting, "Pending"),
    };
    (tone, words.to_owned())
}

/// The mark of an owner.
pub fn owner() -> (Tone, String) {
    (Tone::Plain, "Owner".to_owned())
}

/// How long ago, and the day.
pub fn moment(at: Option<Timestamp>, nothing: &'static str) -> Cell {
    match at {
        Some(at) => Cell::Moment {
            at,
            ago: ago(at, Tick::now()),
            date: date(at),
        },
        None => Cell::Nothing(nothing),
    }
}

/// The moment to the second, and how long ago; in UTC on hover.
pub fn exact_moment(at: Option<Timestamp>, nothing: &'static str) -> Cell {
    match at {
        Some(at) => Cell::Moment {
            at,
            ago: exact(at),
            date: ago(at, Tick::now()),
        },
        None => Cell::Nothing(nothing),
    }
}

/// One mark for each permission.
pub fn permissions(all: Option<&[String]>) -> Cell {
    match all {
        Some([]) | None => Cell::Text(String::new()),
        Some(all) => Cell::Badges(all.iter().map(|one| (Tone::Plain, one.clone())).collect()),
    }
}
