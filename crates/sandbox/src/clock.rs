//! The tenant's clock. Nothing else in the crate may ask the machine for the time (`clippy.toml`).

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

/// A moment, in whole milliseconds since 1970 (UTC).
pub type Millis = i64;

/// The tenant's time: it starts where it was told to and runs on from there, unless it stands still.
#[derive(Debug)]
pub struct Clock {
    start: AtomicI64,
    /// `None`: the clock stands still (`--still`).
    running_since: Option<Instant>,
}

impl Clock {
    /// A clock that shows `start` for ever, or until it is set.
    pub fn still(start: Millis) -> Self {
        Self { start: AtomicI64::new(start), running_since: None }
    }

    /// A clock that shows `start` now and runs on.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn running(start: Millis) -> Self {
        Self { start: AtomicI64::new(start), running_since: Some(Instant::now()) }
    }

    /// What the clock shows.
    pub fn now(&self) -> Millis {
        let passed = self
            .running_since
            .map_or(0, |since| i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX));
        self.start.load(Ordering::Relaxed).saturating_add(passed)
    }

    /// Moves the clock by so many milliseconds, for tests that wait for days.
    pub fn advance(&self, by: Millis) {
        self.start.fetch_add(by, Ordering::Relaxed);
    }
}
