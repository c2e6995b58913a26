//! Staying below a rate limit: the documented one belongs to the key and the address, so other people
//! and other tabs use it too, and a part is left for them.

use std::collections::VecDeque;

/// The span that a limit counts, in milliseconds.
const MINUTE: i64 = 60_000;

/// At most so many requests in any sixty seconds.
#[derive(Debug)]
pub struct Pace {
    limit: usize,
    sent: VecDeque<i64>,
    /// Nothing may leave before this moment: the server said so.
    not_before: i64,
}

impl Pace {
    /// A budget of nine tenths of the documented requests a minute.
    pub fn below(documented: u32) -> Self {
        let limit = usize::try_from(documented / 10 * 9)
            .unwrap_or(usize::MAX)
            .max(1);
        Self {
            limit,
            sent: VecDeque::new(),
            not_before: i64::MIN,
        }
    }

    /// How many requests leave in any sixty seconds.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Books the next request at `now` (milliseconds) and says how long it must wait.
    pub fn book(&mut self, now: i64) -> u32 {
        while self.sent.front().is_some_and(|sent| sent + MINUTE <= now) {
            self.sent.pop_front();
        }
        // Bookings lie in the order of their time, so the one that must have left the window before
        // this request fits is `limit` places from the end.
        let full = self
            .sent
            .len()
            .checked_sub(self.limit)
            .and_then(|index| self.sent.get(index));
        let earliest = full
            .map_or(now, |sent| now.max(sent + MINUTE))
            .max(self.not_before);
        self.sent.push_back(earliest);
        u32::try_from(earliest - now).unwrap_or(u32::MAX)
    }

    /// How long from `now` on until the last of so many further requests may leave, if all are booked at once.
    pub fn span(&self, requests: usize, now: i64) -> u32 {
        let Some(last) = requests.checked_sub(1) else {
            return 0;
        };
        // Each request leaves a minute after the one `limit` places before it.
        let mut place = self.sent.len() + last;
        let mut minutes = 0;
        while place >= self.sent.len() && place >= self.limit {
            place -= self.limit;
            minutes += 1;
        }
        let earliest = self
            .sent
            .get(place)
            .copied()
            .unwrap_or(now)
            .max(now - MINUTE);
        let earliest = (earliest + minutes * MINUTE).max(now).max(self.not_before);
        u32::try_from(earliest - now).unwrap_or(u32::MAX)
    }

    /// The server asked for a pause: nothing leaves before `moment` (milliseconds).
    pub fn pause_until(&mut self, moment: i64) {
        self.not_before = self.not_before.max(moment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_burst_leaves_at_once_and_the_next_waits() {
        let mut pace = Pace::below(10);
        assert!((0..9).all(|_| pace.book(1_000) == 0));
        assert_eq!(pace.book(2_000), 59_000);
    }

    #[test]
    fn a_pause_holds_everything() {
        let mut pace = Pace::below(500);
        pace.pause_until(5_000);
        assert_eq!(pace.book(1_000), 4_000);
        assert_eq!(pace.book(6_000), 0);
    }

    proptest! {
        #[test]
        fn no_minute_ever_holds_more_than_the_limit(gaps in proptest::collection::vec(0_i64..3_000, 1..400)) {
            let mut pace = Pace::below(50);
            let (mut now, mut sent) = (0, Vec::new());
            for gap in gaps {
                now += gap;
                sent.push(now + i64::from(pace.book(now)));
            }
            sent.sort_unstable();
            for window in sent.windows(46) {
                prop_assert!(window[45] - window[0] >= MINUTE);
            }
        }
    }
}
