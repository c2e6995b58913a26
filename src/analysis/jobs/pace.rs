//! When a live page looks again.
//!
//! At each tick the queues are counted: four or five small calls. The lists behind them are read anew at a tick
//! too, but so seldom that they cost one request a second on average ([`Pace::may_read`]): a tenant of up to
//! some thousand jobs at every tick, one with 50,000 about every two minutes. With a look every 5 seconds that is
//! at most 120 requests a minute, of the 5,000 that a tenant allows.

use crate::wire::time::Timestamp;

/// The times between two looks to choose from, in seconds.
pub const INTERVALS: [u32; 6] = [5, 10, 15, 30, 60, 300];
/// The longest time between two looks after failures, in milliseconds.
const LONGEST: i64 = 10 * 60_000;
/// How long a list that took one request is good for, in milliseconds.
const PER_REQUEST: i64 = 1_000;

/// Why the page does not look for itself just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Rows are selected.
    Selecting,
    /// Something is being typed.
    Typing,
    /// A question is open.
    Confirming,
    /// The tab is hidden.
    Hidden,
    /// It was told to wait.
    Paused,
}

impl Hold {
    /// All of them, the weightiest first.
    pub const ALL: [Self; 5] = [
        Self::Paused,
        Self::Confirming,
        Self::Selecting,
        Self::Typing,
        Self::Hidden,
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// When to look next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Seconds between two looks; `None`: only when asked.
    interval: Option<u32>,
    holds: u8,
    failures: u32,
    /// When the last look ended.
    looked: Option<i64>,
    /// Nothing before this moment: the server said so.
    not_before: i64,
}

impl Pace {
    /// Looks every so many seconds from now on, between 5 seconds and 5 minutes; `None`: only when asked.
    pub fn set_interval(&mut self, seconds: Option<u32>) {
        let [shortest, .., longest] = INTERVALS;
        self.interval = seconds.map(|seconds| seconds.clamp(shortest, longest));
    }

    /// Seconds between two looks; `None`: only when asked.
    pub fn interval(&self) -> Option<u32> {
        self.interval
    }

    /// Sets or lifts a reason to wait.
    pub fn set_hold(&mut self, hold: Hold, is_on: bool) {
        if is_on {
            self.holds |= hold.bit();
        } else {
            self.holds &= !hold.bit();
        }
    }

    /// The weightiest reason to wait.
    pub fn hold(&self) -> Option<Hold> {
        Hold::ALL
            .into_iter()
            .find(|hold| self.holds & hold.bit() != 0)
    }

    /// A look ended well.
    pub fn succeed(&mut self, now: Timestamp) {
        self.looked = Some(now.0);
        self.failures = 0;
        self.not_before = 0;
    }

    /// A look failed; `retry_after`: seconds to wait, where the server says so.
    pub fn fail(&mut self, now: Timestamp, retry_after: Option<u32>) {
        self.looked = Some(now.0);
        self.failures = self.failures.saturating_add(1);
        let wait = i64::from(retry_after.unwrap_or(0)) * 1_000;
        self.not_before = now.0 + wait;
    }

    /// How many looks have failed in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// When to look next, whether or not something holds it back; `None`: only when asked.
    pub fn due(&self) -> Option<Timestamp> {
        let interval = i64::from(self.interval?) * 1_000;
        let Some(looked) = self.looked else {
            return Some(Timestamp(self.not_before));
        };
        // Twice as long after each failure, up to ten minutes; never sooner than in good times.
        let doubled = interval.saturating_mul(1 << self.failures.min(20));
        let wait = doubled.min(LONGEST).max(interval);
        Some(Timestamp((looked + wait).max(self.not_before)))
    }

    /// Whether to look now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.hold().is_none() && self.due().is_some_and(|due| due <= now)
    }

    /// Whether lists that took so many requests, and were complete at `as_of`, may be read anew by themselves.
    pub fn may_read(requests: u32, as_of: Timestamp, now: Timestamp) -> bool {
        now.0 - as_of.0 >= i64::from(requests) * PER_REQUEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn later(millis: i64) -> Timestamp {
        Timestamp(NOW.0 + millis)
    }

    fn every(seconds: u32) -> Pace {
        let mut pace = Pace::default();
        pace.set_interval(Some(seconds));
        pace
    }

    #[test]
    fn off_is_never_and_the_first_look_is_now() {
        assert_eq!(Pace::default().due(), None);
        assert!(!Pace::default().is_due(NOW));
        assert!(every(60).is_due(NOW));
        let mut pace = every(60);
        pace.succeed(NOW);
        assert_eq!(
            (pace.is_due(later(59_999)), pace.is_due(later(60_000))),
            (false, true)
        );
    }

    #[test]
    fn the_interval_has_its_bounds() {
        assert_eq!(every(0).interval(), Some(5));
        assert_eq!(every(9_000).interval(), Some(300));
    }

    #[test]
    fn reasons_to_wait_add_up() {
        let mut pace = every(5);
        pace.set_hold(Hold::Typing, true);
        pace.set_hold(Hold::Confirming, true);
        assert_eq!(
            (pace.hold(), pace.is_due(NOW)),
            (Some(Hold::Confirming), false)
        );
        pace.set_hold(Hold::Confirming, false);
        assert_eq!(pace.hold(), Some(Hold::Typing));
        pace.set_hold(Hold::Typing, false);
        assert!(pace.is_due(NOW));
    }

    #[test]
    fn failures_double_the_wait_up_to_ten_minutes_and_a_success_ends_that() {
        let mut pace = every(5);
        let mut waits = Vec::new();
        for _ in 0..9 {
            pace.fail(NOW, None);
            waits.push(pace.due().map_or(0, |due| (due.0 - NOW.0) / 1_000));
        }
        assert_eq!(waits, [10, 20, 40, 80, 160, 320, 600, 600, 600]);
        pace.succeed(NOW);
        assert_eq!(pace.due(), Some(later(5_000)));
    }

    #[test]
    fn the_server_s_word_counts_where_it_asks_for_more() {
        let mut pace = every(5);
        pace.fail(NOW, Some(90));
        assert_eq!(pace.due(), Some(later(90_000)));
        pace.fail(NOW, Some(1));
        assert_eq!(pace.due(), Some(later(20_000)));
        let mut pace = every(300);
        pace.fail(NOW, Some(3_600));
        assert_eq!(pace.due(), Some(later(3_600_000)));
    }

    #[test]
    fn long_lists_are_read_less_often() {
        assert!(Pace::may_read(4, NOW, later(5_000)));
        assert!(!Pace::may_read(110, NOW, later(60_000)));
        assert!(Pace::may_read(110, NOW, later(110_000)));
    }

    proptest! {
        #[test]
        fn never_sooner_than_the_interval(seconds in 5_u32..300, failures in 0_u32..60, asked in proptest::option::of(0_u32..4_000)) {
            let mut pace = every(seconds);
            pace.succeed(NOW);
            for _ in 0..failures {
                pace.fail(NOW, asked);
            }
            let due = pace.due().expect("it is on");
            prop_assert!(due >= later(i64::from(seconds) * 1_000));
            prop_assert!(due.0 <= NOW.0 + LONGEST.max(i64::from(asked.unwrap_or(0)) * 1_000));
        }
    }
}
