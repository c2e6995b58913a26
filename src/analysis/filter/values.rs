//! What a value behind a qualifier asks for: a range of numbers, or a text.

use super::syntax::{Value, is_any, is_missing};
use super::vocabulary::{About, Kind};
use crate::format::fold::fold;
use crate::wire::time::Timestamp;

/// The number of a record without a value: below all others.
pub const MISSING: i64 = i64::MIN;
/// The least number that a record can have.
const LEAST: i64 = i64::MIN + 1;
const MOST: i64 = i64::MAX;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// What one value asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A number from the first to the second, both included.
    Numbers(i64, i64),
    /// A text, folded.
    Text(String),
    /// No text at all.
    NoText,
    /// Any text.
    AnyText,
}

/// Why a value asks for nothing. The words for it are [`super::explain`]'s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// It is still to be written.
    Unfinished,
    /// None of the known values.
    Unknown,
    /// An age without a comparison.
    BareAge(String),
    /// A range without an end on either side.
    Endless,
    /// A range from an age to a date.
    Mixed,
    /// A range whose end comes first: its two sides.
    Backwards(String, String),
    /// This is no whole number.
    NoNumber(String),
    /// This is no date and no age.
    NoMoment(String),
}

/// Reads one value. `now` is asked only where an age is to be measured.
pub fn read(about: &About, value: &Value, now: &dyn Fn() -> Timestamp) -> Result<Asked, Odd> {
    let text = value.text.as_str();
    if text.is_empty() && !value.is_quoted() {
        return Err(Odd::Unfinished);
    }
    let special = |what: fn(&str) -> bool| !value.is_quoted() && what(text);
    let numbers = about.kind.is_number();
    if special(is_missing) {
        return Ok(if numbers {
            Asked::Numbers(MISSING, MISSING)
        } else {
            Asked::NoText
        });
    }
    if special(is_any) {
        return Ok(if numbers {
            Asked::Numbers(LEAST, MOST)
        } else {
            Asked::AnyText
        });
    }
    let (from, to) = match about.kind {
        Kind::Words | Kind::Names | Kind::Like(_) => {
            return Ok(Asked::Text(plain(text)));
        }
        Kind::Choice | Kind::Flag => choice(about, text)?,
        Kind::Moment => span(text, &|text| moment(text, now))?,
        Kind::Number => span(text, &number)?,
    };
    Ok(Asked::Numbers(from, to))
}

/// A text as it is looked for: folded, on one line as the rows are.
pub fn plain(text: &str) -> String {
    fold(text).replace('\n', " ")
}

fn choice(about: &About, text: &str) -> Result<(i64, i64), Odd> {
    let given = fold(text);
    let values = || about.values().iter().zip(0..);
    if let Some((_, place)) =
        values().find(|((value, label), _)| *value == given || fold(label) == given)
    {
        return Ok((place, place));
    }
    // The other usual words for yes and no.
    if about.kind == Kind::Flag {
        match given.as_str() {
            "true" | "on" | "1" | "y" => return Ok((1, 1)),
            "false" | "off" | "0" | "n" => return Ok((0, 0)),
            _ => {}
        }
    }
    Err(Odd::Unknown)
}

/// What a comparison is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    /// From the first to the last number that is called so: a year has many milliseconds.
    Exact(i64, i64),
    /// So long ago: the older, the smaller the number.
    Ago(i64),
}

/// `5`, `>5`, `5..9`, and the same of moments. `read` reads what is compared with.
fn span(text: &str, read: &dyn Fn(&str) -> Result<Point, Odd>) -> Result<(i64, i64), Odd> {
    if let Some((from, to)) = text.split_once("..") {
        return range(from, to, read);
    }
    let (compare, rest) = [">=", "<=", ">", "<", "="]
        .iter()
        .find_map(|sign| Some((*sign, text.strip_prefix(sign)?)))
        .unwrap_or(("", text));
    Ok(match (compare, read(rest)?) {
        // More than 45 days ago is before that moment.
        (">", Point::Ago(at)) => (LEAST, at - 1),
        (">=", Point::Ago(at)) => (LEAST, at),
        ("<", Point::Ago(at)) => (at + 1, MOST),
        ("<=", Point::Ago(at)) => (at, MOST),
        (_, Point::Ago(_)) => return Err(Odd::BareAge(rest.to_owned())),
        (">", Point::Exact(_, last)) => (last.saturating_add(1), MOST),
        (">=", Point::Exact(first, _)) => (first, MOST),
        ("<", Point::Exact(first, _)) => (LEAST, first.saturating_sub(1)),
        ("<=", Point::Exact(_, last)) => (LEAST, last),
        (_, Point::Exact(first, last)) => (first, last),
    })
}

fn range(
    from: &str,
    to: &str,
    read: &dyn Fn(&str) -> Result<Point, Odd>,
) -> Result<(i64, i64), Odd> {
    let bound = |end: &str| match end {
        "" => Ok(None),
        end => read(end).map(Some),
    };
    let (first, last) = match (bound(from)?, bound(to)?) {
        (None, None) => return Err(Odd::Endless),
        // 30d..90d: from 90 to 30 days ago.
        (Some(Point::Ago(late)), Some(Point::Ago(early))) => (early, late),
        (Some(Point::Ago(late)), None) => (LEAST, late),
        (None, Some(Point::Ago(early))) => (early, MOST),
        (Some(Point::Exact(first, _)), Some(Point::Exact(_, last))) => (first, last),
        (Some(Point::Exact(first, _)), None) => (first, MOST),
        (None, Some(Point::Exact(_, last))) => (LEAST, last),
        _ => return Err(Odd::Mixed),
    };
    if first > last {
        return Err(Odd::Backwards(from.to_owned(), to.to_owned()));
    }
    Ok((first, last))
}

fn number(text: &str) -> Result<Point, Odd> {
    match text.parse::<i64>() {
        Ok(number) if number > MISSING => Ok(Point::Exact(number, number)),
        _ => Err(Odd::NoNumber(text.to_owned())),
    }
}

fn moment(text: &str, now: &dyn Fn() -> Timestamp) -> Result<Point, Odd> {
    if let Some(span) = age(text) {
        return Ok(Point::Ago(now().0.saturating_sub(span).max(LEAST + 1)));
    }
    let (first, last) = match text.len() {
        4 => {
            let next = text.parse::<u16>().ok().map(|year| year + 1);
            let last = next.and_then(|next| day(&format!("{next}-01-01")));
            (day(&format!("{text}-01-01")), last)
        }
        7 => {
            let first = day(&format!("{text}-01"));
            // The day 31 days on lies in the next month, and that month begins on its first.
            let inside = first.map(|first| Timestamp(first + 31 * DAY).to_rfc3339());
            let last = inside.and_then(|inside| day(&format!("{}-01", inside.get(..7)?)));
            (first, last)
        }
        10 => {
            let first = day(text);
            (first, first.map(|first| first + DAY))
        }
        length => {
            let first = day(text).filter(|_| length > 10);
            // To the minute, or to the second.
            let precise = text.bytes().filter(|byte| *byte == b':').count() > 1;
            let wide = if precise { 1_000 } else { MINUTE };
            (first, first.map(|first| first + wide))
        }
    };
    match first {
        Some(first) => Ok(Point::Exact(
            first,
            last.map_or(Timestamp::MAX.0, |last| last - 1),
        )),
        None => Err(Odd::NoMoment(text.to_owned())),
    }
}

fn day(text: &str) -> Option<i64> {
    Timestamp::parse(text).map(|at| at.0)
}

/// `30m`, `12h`, `45d`, `6w` in milliseconds.
fn age(text: &str) -> Option<i64> {
    let unit = match text.as_bytes().last()? {
        b'm' | b'M' => MINUTE,
        b'h' | b'H' => 60 * MINUTE,
        b'd' | b'D' => DAY,
        b'w' | b'W' => 7 * DAY,
        _ => return None,
    };
    let digits = text.get(..text.len() - 1)?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse::<i64>().ok().filter(|_| plain)?;
    number.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_768_478_400_000); // 2026-01-15T12:00:00Z

    fn about(kind: Kind) -> About {
        About {
            name: "field",
            label: "Field",
            means: "",
            example: "field:x",
            kind,
            known: &[("active", "Active"), ("inactive", "Switched off")],
            missing: None,
        }
    }

    fn ask(kind: Kind, text: &str) -> Result<Asked, Odd> {
        read(&about(kind), &Value::meaning(text), &|| NOW)
    }

    fn moments(text: &str) -> (String, String) {
        let show = |at: i64| match at {
            LEAST | MOST => "…".to_owned(),
            at => Timestamp(at).to_rfc3339(),
        };
        match ask(Kind::Moment, text).expect(text) {
            Asked::Numbers(first, last) => (show(first), show(last)),
            other => (format!("{other:?}"), String::new()),
        }
    }

    #[test]
    fn dates_are_as_long_as_they_say() {
        for (text, first, last) in [
            ("2025", "2025-01-01T00:00:00Z", "2025-12-31T23:59:59.999Z"),
            ("9999", "9999-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"),
            (
                "2025-02",
                "2025-02-01T00:00:00Z",
                "2025-02-28T23:59:59.999Z",
            ),
            (
                "2024-02",
                "2024-02-01T00:00:00Z",
                "2024-02-29T23:59:59.999Z",
            ),
            (
                "2025-12",
                "2025-12-01T00:00:00Z",
                "2025-12-31T23:59:59.999Z",
            ),
            (
                "2025-06-15",
                "2025-06-15T00:00:00Z",
                "2025-06-15T23:59:59.999Z",
            ),
            (
                "2025-06-15T10:30",
                "2025-06-15T10:30:00Z",
                "2025-06-15T10:30:59.999Z",
            ),
            (
                "2025-06-15T10:30:07Z",
                "2025-06-15T10:30:07Z",
                "2025-06-15T10:30:07.999Z",
            ),
            (">2025-02", "2025-03-01T00:00:00Z", "…"),
            (">=2025-02", "2025-02-01T00:00:00Z", "…"),
            ("<2025-02", "…", "2025-01-31T23:59:59.999Z"),
            ("<=2025-02", "…", "2025-02-28T23:59:59.999Z"),
            (
                "2025-01..2025-06",
                "2025-01-01T00:00:00Z",
                "2025-06-30T23:59:59.999Z",
            ),
            ("..2025-06", "…", "2025-06-30T23:59:59.999Z"),
            ("2025-03-01..", "2025-03-01T00:00:00Z", "…"),
        ] {
            assert_eq!(moments(text), (first.to_owned(), last.to_owned()), "{text}");
        }
    }

    #[test]
    fn ages_are_measured_from_now() {
        for (text, first, last) in [
            (">45d", "…", "2025-12-01T11:59:59.999Z"),
            (">=45d", "…", "2025-12-01T12:00:00Z"),
            ("<2w", "2026-01-01T12:00:00.001Z", "…"),
            ("<=12h", "2026-01-15T00:00:00Z", "…"),
            (">30m", "…", "2026-01-15T11:29:59.999Z"),
            ("1d..3d", "2026-01-12T12:00:00Z", "2026-01-14T12:00:00Z"),
            ("..3d", "2026-01-12T12:00:00Z", "…"),
            ("3d..", "…", "2026-01-12T12:00:00Z"),
        ] {
            assert_eq!(moments(text), (first.to_owned(), last.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_clock_is_asked_for_ages_only() {
        let asked = std::cell::Cell::new(0);
        let now = || {
            asked.set(asked.get() + 1);
            NOW
        };
        for text in ["2025", "never", "..2025-06", "any"] {
            assert!(read(&about(Kind::Moment), &Value::meaning(text), &now).is_ok());
        }
        assert_eq!(asked.get(), 0);
        assert!(read(&about(Kind::Moment), &Value::meaning(">1d"), &now).is_ok());
        assert_eq!(asked.get(), 1);
    }

    #[test]
    fn with_and_without_a_value() {
        for text in ["never", "none", "NONE"] {
            assert_eq!(
                ask(Kind::Moment, text),
                Ok(Asked::Numbers(MISSING, MISSING))
            );
            assert_eq!(ask(Kind::Names, text), Ok(Asked::NoText));
        }
        assert_eq!(ask(Kind::Number, "any"), Ok(Asked::Numbers(LEAST, MOST)));
        assert_eq!(ask(Kind::Words, "any"), Ok(Asked::AnyText));
        let quoted = read(&about(Kind::Words), &Value::exactly("None"), &|| NOW);
        assert_eq!(quoted, Ok(Asked::Text("none".to_owned())));
    }

    #[test]
    fn choices_flags_and_numbers() {
        assert_eq!(ask(Kind::Choice, "Inactive"), Ok(Asked::Numbers(1, 1)));
        assert_eq!(ask(Kind::Choice, "switched off"), Ok(Asked::Numbers(1, 1)));
        assert_eq!(ask(Kind::Flag, "yes"), Ok(Asked::Numbers(1, 1)));
        assert_eq!(ask(Kind::Flag, "FALSE"), Ok(Asked::Numbers(0, 0)));
        assert_eq!(ask(Kind::Number, "-5"), Ok(Asked::Numbers(-5, -5)));
        assert_eq!(ask(Kind::Number, "5..9"), Ok(Asked::Numbers(5, 9)));
        assert_eq!(ask(Kind::Number, "<=9"), Ok(Asked::Numbers(LEAST, 9)));
        assert_eq!(
            ask(Kind::Number, ">9223372036854775807"),
            Ok(Asked::Numbers(MOST, MOST))
        );
    }

    proptest! {
        #[test]
        fn any_value_is_read_or_refused(text in "[0-9<>=.dwhm:TZ+-]{0,14}|\\PC{0,12}", kind in 0..6_usize) {
            let kind = [Kind::Words, Kind::Names, Kind::Choice, Kind::Moment, Kind::Number, Kind::Flag][kind];
            if let Ok(Asked::Numbers(first, last)) = ask(kind, &text) {
                prop_assert!(first <= last || text.starts_with(['<', '>']), "{} {}", first, last);
            }
        }

        #[test]
        fn a_moment_lies_in_its_own_day_month_and_year(at in Timestamp::MIN.0..Timestamp::MAX.0) {
            let text = Timestamp(at).to_rfc3339();
            for length in [4, 7, 10] {
                let Ok(Asked::Numbers(first, last)) = ask(Kind::Moment, &text[..length]) else {
                    return Err(TestCaseError::fail(text));
                };
                prop_assert!((first..=last).contains(&at), "{} {}", text, length);
            }
        }
    }
}
