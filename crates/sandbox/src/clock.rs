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
        Self {
            start: AtomicI64::new(start),
            running_since: None,
        }
    }

    /// A clock that shows `start` now and runs on.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn running(start: Millis) -> Self {
        Self {
            start: AtomicI64::new(start),
            running_since: Some(Instant::now()),
        }
    }

    /// What the clock shows.
    pub fn now(&self) -> Millis {
        let passed = self.running_since.map_or(0, |since| {
            i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX)
        });
        self.start.load(Ordering::Relaxed).saturating_add(passed)
    }

    /// Moves the clock by so many milliseconds, for tests that wait for days.
    pub fn advance(&self, by: Millis) {
        self.start.fetch_add(by, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_clock_moves_only_when_it_is_moved() {
        let clock = Clock::still(1_000);
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert_eq!(clock.now(), 1_000);
        clock.advance(86_400_000);
        assert_eq!(clock.now(), 86_401_000);
    }

    #[test]
    fn a_running_clock_runs_from_where_it_was_set() {
        let clock = Clock::running(1_000);
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(first >= 1_000 && clock.now() >= first + 5, "{first}");
    }
}
