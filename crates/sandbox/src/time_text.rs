//! Times as text: RFC 3339, as both APIs write and read them.

use crate::clock::Millis;

const DAY: Millis = 86_400_000;
/// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: what four digits of a year can say.
const RANGE: std::ops::RangeInclusive<Millis> = -62_167_219_200_000..=253_402_300_799_999;

/// `2026-01-15T12:00:00Z`. A time outside the years 0 to 9999 is shown as the nearest inside.
pub fn to_rfc3339(at: Millis) -> String {
    let (date, [hours, minutes, seconds, _]) = split(at);
    format!("{date}T{hours:02}:{minutes:02}:{seconds:02}Z")
}

/// `2026-01-15T12:00:00.000Z`, otherwise like [`to_rfc3339`].
pub fn to_rfc3339_ms(at: Millis) -> String {
    let (date, [hours, minutes, seconds, millis]) = split(at);
    format!("{date}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z")
}

/// The date, and hours, minutes, seconds and milliseconds.
fn split(at: Millis) -> (String, [Millis; 4]) {
    let at = at.clamp(*RANGE.start(), *RANGE.end());
    let (year, month, day) = civil(at.div_euclid(DAY));
    let rest = at.rem_euclid(DAY);
    let parts = [
        rest / 3_600_000,
        rest / 60_000 % 60,
        rest / 1000 % 60,
        rest % 1000,
    ];
    (format!("{year:04}-{month:02}-{day:02}"), parts)
}

/// Reads `2026-01-15`, `2026-01-15T12:00:00Z`, `2026-01-15 12:00:00.25`, `2026-01-15T12:00:00+01:00`.
/// No offset means UTC. A blank before the offset stands for `+`, which is what a `+` in a query
/// string is read as when the caller forgot to encode it. `None` for anything else.
pub fn parse(text: &str) -> Option<Millis> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let day = parse_date(date)?;
    if rest.is_empty() {
        return Some(day * DAY);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, offset) = match rest.find(['Z', 'z', '+', '-', ' ']) {
        Some(index) => rest.split_at_checked(index)?,
        None => (rest, "Z"),
    };
    Some(day * DAY + parse_clock(clock)? - parse_offset(offset)?)
}

/// Days since 1970 of `YYYY-MM-DD`.
fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (
        digits(parts.next()?, 4)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    let days = days(year, month, day);
    // A day that does not exist (30 February) comes back as another one.
    (parts.next().is_none() && civil(days) == (year, month, day)).then_some(days)
}

/// Milliseconds since midnight of `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fff…`.
fn parse_clock(text: &str) -> Option<Millis> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':');
    let (hours, minutes) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let seconds = parts.next().map_or(Some(0), |text| digits(text, 2))?;
    let in_range = hours < 24 && minutes < 60 && seconds < 60 && parts.next().is_none();
    let fraction_ok = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !in_range || !fraction_ok {
        return None;
    }
    let millis: Millis = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + millis)
}

/// Milliseconds east of Greenwich of `Z`, `+HH:MM`, `-HHMM`.
fn parse_offset(text: &str) -> Option<Millis> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let plain = rest.replacen(':', "", 1);
    let (hours, minutes) = plain.split_at_checked(2)?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let east = (hours * 60 + minutes) * 60_000;
    (hours < 24 && minutes < 60).then_some(if sign == "-" { -east } else { east })
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

/// Days since 1970 of a day of the Gregorian calendar: Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms", `days_from_civil`. Years start in March there, so that a leap day ends one.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The reverse of [`days`]: `civil_from_days` of the same source.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_moments() {
        assert_eq!(to_rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(to_rfc3339(1_768_478_400_000), "2026-01-15T12:00:00Z");
        assert_eq!(to_rfc3339_ms(1_709_164_799_999), "2024-02-28T23:59:59.999Z");
        assert_eq!(to_rfc3339(1_709_164_800_000), "2024-02-29T00:00:00Z");
        assert_eq!(to_rfc3339_ms(-1), "1969-12-31T23:59:59.999Z");
        assert_eq!(to_rfc3339(Millis::MAX), "9999-12-31T23:59:59Z");
        assert_eq!(to_rfc3339(Millis::MIN), "0000-01-01T00:00:00Z");
    }

    #[test]
    fn every_spelling_of_a_moment() {
        let noon = Some(1_768_478_400_000);
        for text in [
            "2026-01-15T12:00:00Z",
            "2026-01-15T12:00:00.000Z",
            "2026-01-15 12:00",
            "2026-01-15T13:30:00+01:30",
            "2026-01-15T13:30:00 01:30",
            "2026-01-15t04:00:00-0800",
        ] {
            assert_eq!(parse(text), noon, "{text}");
        }
        assert_eq!(parse("2026-01-15"), Some(1_768_435_200_000));
        assert_eq!(parse("2026-01-15T12:00:00.25Z"), Some(1_768_478_400_250));
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "now",
            "2026",
            "2026-02-30",
            "2026-13-01",
            "2026-01-15T",
            "2026-01-15T25:00:00Z",
            "2026-01-15T12:00:60Z",
            "2026-01-15T12:00:00.Z",
            "2026-01-15T12:00:00.é",
            "2026-01-15T12:00:00+1",
            "2026-01-15X12:00:00Z",
            "20260-01-15",
            "2026-01-15T12:00:00+99:00",
            "ééééé",
            "2026-01-15-T",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(at in *RANGE.start()..=*RANGE.end()) {
            prop_assert_eq!(parse(&to_rfc3339_ms(at)), Some(at));
            prop_assert_eq!(parse(&to_rfc3339(at)), Some(at - at.rem_euclid(1000)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = parse(&text);
        }
    }
}
