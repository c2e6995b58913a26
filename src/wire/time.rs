//! Moments, without a calendar crate: text to milliseconds and back is all the wire needs, and
//! showing them is the browser's own `Intl` (`format`).

use std::fmt;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment: milliseconds since 1970-01-01T00:00:00Z, without leap seconds, as in the browser's `Date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// `0000-01-01T00:00:00Z`, the earliest moment that [`Timestamp::parse`] answers.
    pub const MIN: Self = Self(-62_167_219_200_000);
    /// `9999-12-31T23:59:59.999Z`, the latest.
    pub const MAX: Self = Self(253_402_300_799_999);
    /// Go's zero time, `0001-01-01T00:00:00Z`: how Tyk writes "never".
    pub const ZERO: Self = Self(-62_135_596_800_000);

    /// Reads ISO 8601 as the APIs and their forebears write it: `2026-01-15T12:00:00Z`, with or
    /// without a fraction (kept to the millisecond), any offset (none is UTC), a blank for the `T`,
    /// a bare date (its midnight). `None` for anything else, and outside [`Self::MIN`] to [`Self::MAX`].
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = Cursor(text.trim().as_bytes());
        let date = rest.date()?;
        let mut at = date * DAY;
        if !rest.0.is_empty() {
            rest.one_of(b"Tt ")?;
            at += rest.time_of_day()?;
            at -= rest.offset()?;
        }
        Self(at).in_range()
    }

    /// From seconds since 1970 with a fraction, as the job lists write them; rounded to the millisecond.
    /// `None` when it is no number or lies outside [`Self::MIN`] to [`Self::MAX`].
    pub fn from_epoch_seconds(seconds: f64) -> Option<Self> {
        let millis = (seconds * 1_000.0).round();
        // 2^53: beyond it a float holds no whole milliseconds, and the cast below could saturate.
        if !millis.is_finite() || millis.abs() > 9_007_199_254_740_992.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole, and within 2^53 by the line above"
        )]
        Self(millis as i64).in_range()
    }

    /// Whether this is Go's zero time, to be shown as "never".
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// `2026-01-15T12:00:00Z`, in UTC, with `.123` only where there are milliseconds.
    pub fn to_rfc3339(self) -> String {
        self.to_string()
    }

    fn in_range(self) -> Option<Self> {
        (Self::MIN..=Self::MAX).contains(&self).then_some(self)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let of_day = self.0.rem_euclid(DAY);
        let (hour, minute) = (of_day / HOUR, of_day / MINUTE % 60);
        let (second, milli) = (of_day / SECOND % 60, of_day % SECOND);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if milli != 0 {
            write!(f, ".{milli:03}")?;
        }
        f.write_str("Z")
    }
}

/// What is still to be read of a timestamp.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn one_of(&mut self, any: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        any.contains(&first).then(|| {
            self.0 = rest;
            first
        })
    }

    /// Exactly `count` digits as a number.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let mut number = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            number = number * 10 + i64::from(digit - b'0');
        }
        self.0 = rest;
        Some(number)
    }

    /// `2026-01-15` as days since 1970-01-01.
    fn date(&mut self) -> Option<i64> {
        let year = self.digits(4)?;
        self.one_of(b"-")?;
        let month = self.digits(2)?;
        self.one_of(b"-")?;
        let day = self.digits(2)?;
        let days = days_since_1970(year, month, day);
        // A date that does not exist (the 30th of February) comes back as another one.
        (civil(days) == (year, month, day)).then_some(days)
    }

    /// `12:00`, `12:00:00` or `12:00:00.123456` as milliseconds since midnight.
    fn time_of_day(&mut self) -> Option<i64> {
        let hour = self.digits(2)?;
        self.one_of(b":")?;
        let minute = self.digits(2)?;
        let mut millis = 0;
        let mut second = 0;
        if self.one_of(b":").is_some() {
            second = self.digits(2)?;
            if self.one_of(b".,").is_some() {
                millis = self.fraction()?;
            }
        }
        // 60: a leap second, which counts as the next minute's first, as everywhere on the web.
        (hour < 24 && minute < 60 && second <= 60)
            .then_some(hour * HOUR + minute * MINUTE + second * SECOND + millis)
    }

    /// At least one digit after the point; those below a millisecond are dropped.
    fn fraction(&mut self) -> Option<i64> {
        let mut millis = self.digits(1)? * 100;
        for unit in [10, 1] {
            match self.digits(1) {
                Some(digit) => millis += digit * unit,
                None => return Some(millis),
            }
        }
        while self.digits(1).is_some() {}
        Some(millis)
    }

    /// `Z`, `UTC`, `+02:00`, `-0330`, `+02` or nothing, up to the end, as milliseconds ahead of UTC.
    fn offset(&mut self) -> Option<i64> {
        let rest = self.0.trim_ascii_start();
        if ["", "Z", "UTC"]
            .iter()
            .any(|utc| rest.eq_ignore_ascii_case(utc.as_bytes()))
        {
            return Some(0);
        }
        self.0 = rest;
        let sign = if self.one_of(b"+-")? == b'-' { -1 } else { 1 };
        let hour = self.digits(2)?;
        let colon = self.one_of(b":").is_some();
        let minute = if !colon && self.0.is_empty() {
            0
        } else {
            self.digits(2)?
        };
        (hour < 24 && minute < 60 && self.0.is_empty())
            .then_some(sign * (hour * HOUR + minute * MINUTE))
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date. The year begins in March here, so that the
/// leap day is its last (H. Hinnant, "chrono-compatible low-level date algorithms").
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, month and day of a day counted from 1970-01-01: the way back.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = (march_month + 2) % 12 + 1;
    (era * 400 + year + i64::from(month <= 2), month, day)
}
