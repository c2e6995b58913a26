//! The clock by which hours and days are told. Asking the browser for the offset of 200,000 moments would
//! take longer than all else; it is asked once a day of the span, and closer where it changes.

use super::entry::Entry;
use crate::analysis::sign_ins::Offset;
use crate::wire::time::Timestamp;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// How far a clock is ahead of UTC, and since when. UTC itself by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone(Vec<(i64, i16)>);

impl Zone {
    /// The offsets of a span of time; before it the first holds, after it the last.
    pub fn of(from: Timestamp, to: Timestamp, offset: Offset<'_>) -> Self {
        let minutes = |at: i64| i16::try_from(offset(Timestamp(at)) / MINUTE).unwrap_or(0);
        let mut steps = vec![(i64::MIN, minutes(from.0))];
        let mut at = from.0;
        while at < to.0 {
            let next = at + DAY;
            let (before, after) = (minutes(at), minutes(next));
            if before != after {
                let (mut low, mut high) = (at, next);
                while high - low > MINUTE {
                    let middle = low + (high - low) / 2;
                    if minutes(middle) == before {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                // Clocks change on the minute.
                steps.push((high.div_euclid(MINUTE) * MINUTE, after));
            }
            at = next;
        }
        Self(steps)
    }

    /// How many minutes the clock is ahead of UTC at a moment.
    pub fn minutes(&self, at: Timestamp) -> i16 {
        let mut steps = self.0.iter().rev();
        steps
            .find(|(since, _)| *since <= at.0)
            .map_or(0, |(_, minutes)| *minutes)
    }

    /// The same in milliseconds.
    pub fn offset(&self, at: Timestamp) -> i64 {
        i64::from(self.minutes(at)) * MINUTE
    }

    /// Writes into a record what this clock shows.
    pub fn tell(&self, entry: &Entry) {
        entry.offset.set(entry.at.map_or(0, |at| self.minutes(at)));
    }

    /// A record that knows what this clock shows.
    pub fn told(&self, entry: Entry) -> Entry {
        self.tell(&entry);
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("a moment")
    }

    /// Dublin in 2026: summer time from 29 March to 25 October, 01:00 UTC.
    fn dublin(moment: Timestamp) -> i64 {
        let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
        if summer.contains(&moment) {
            3_600_000
        } else {
            0
        }
    }

    #[test]
    fn the_clock_changes_when_it_does() {
        let zone = Zone::of(
            at("2026-03-20T11:22:33Z"),
            at("2026-04-05T00:00:00Z"),
            &dublin,
        );
        for (moment, minutes) in [
            ("2025-01-01T00:00:00Z", 0),
            ("2026-03-29T00:59:59Z", 0),
            ("2026-03-29T01:00:00Z", 60),
            ("2026-05-01T00:00:00Z", 60),
        ] {
            assert_eq!(zone.minutes(at(moment)), minutes, "{moment}");
        }
        assert_eq!(Zone::default().minutes(at("2026-03-29T01:00:00Z")), 0);
    }

    proptest! {
        #[test]
        fn it_agrees_with_who_was_asked(start in 0_i64..400, length in 0_i64..62, minute in 0_i64..90_000) {
            let from = Timestamp(at("2026-01-01T00:00:00Z").0 + start * DAY);
            let to = Timestamp(from.0 + length * DAY);
            let zone = Zone::of(from, to, &dublin);
            let moment = Timestamp(from.0 + minute % (length * 24 * 60 + 1) * MINUTE);
            prop_assert_eq!(zone.offset(moment), dublin(moment));
        }
    }
}
