//! What every generator needs of randomness and of the calendar.

use crate::clock::Millis;
use crate::random::Random;

pub(super) const SECOND: Millis = 1000;
pub(super) const MINUTE: Millis = 60 * SECOND;
pub(super) const HOUR: Millis = 60 * MINUTE;
pub(super) const DAY: Millis = 24 * HOUR;

/// A stream of its own per generator, so that changing one moves no record of another
/// (FNV-1a over the name, then the number of the record).
pub(super) fn stream(name: &str, number: u64) -> Random {
    let seed = name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    Random::new(seed ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03))
}

/// A number from `low` up to, not including, `high`; `low` for an empty range.
pub(super) fn between(random: &mut Random, low: i64, high: i64) -> i64 {
    let width = u64::try_from(high - low).unwrap_or(0);
    low + i64::try_from(random.below(width)).unwrap_or(0)
}

/// True so many times in a hundred.
pub(super) fn percent(random: &mut Random, chance: u64) -> bool {
    random.below(100) < chance
}

/// One row of a constant table, which is never empty.
pub(super) fn one_of<T: Copy, const N: usize>(random: &mut Random, items: &[T; N]) -> T {
    items[index(random, N)]
}

/// An index into something of so many items; 0 for none.
pub(super) fn index(random: &mut Random, len: usize) -> usize {
    usize::try_from(random.below(len as u64)).unwrap_or(0)
}

/// A place in a list as a number; lists here are far shorter than 2^63.
pub(super) fn number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// The day that a moment falls on, in days since 1970 (UTC).
pub(super) fn day_of(at: Millis) -> i64 {
    at.div_euclid(DAY)
}

/// 0 = Sunday, as 1 January 1970 was a Thursday.
pub(super) fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

pub(super) fn is_weekend(day: i64) -> bool {
    matches!(weekday(day), 0 | 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time_text::parse;

    #[test]
    fn weekdays_follow_the_calendar() {
        let day = |text| parse(text).map(|at| weekday(day_of(at)));
        assert_eq!(day("2026-01-15"), Some(4));
        assert_eq!(day("2026-03-29"), Some(0));
        assert_eq!(day("1969-12-31"), Some(3));
    }

    #[test]
    fn streams_of_two_names_or_numbers_differ() {
        let first = |name, number| stream(name, number).next_u64();
        assert_ne!(first("people", 0), first("jobs", 0));
        assert_ne!(first("people", 0), first("people", 1));
        assert_eq!(first("people", 1), first("people", 1));
    }
}
