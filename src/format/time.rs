//! Moments as people read them. The calendar work is the browser's (`Intl`), made once and kept.

use std::cell::OnceCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::wire::time::Timestamp;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// The mean of the calendar's months and years: the words round anyway.
const MONTH: i64 = YEAR / 12;
const YEAR: i64 = 365 * DAY + 6 * HOUR;

/// How long ago, in the largest unit that says something: `just now`, `5 min ago`, `3 h ago`,
/// `12 d ago`, `8 mo ago`, `3 y ago`; `in 5 min` for a moment to come.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let passed = now.0 - then.0;
    let span = passed.abs();
    if span < MINUTE {
        return "just now".to_owned();
    }
    let text = if span < HOUR {
        format!("{} min", span / MINUTE)
    } else if span < DAY {
        format!("{} h", span / HOUR)
    } else if span < 90 * DAY {
        format!("{} d", span / DAY)
    } else if span < 730 * DAY {
        format!("{} mo", span / MONTH)
    } else {
        format!("{} y", span / YEAR)
    };
    if passed < 0 {
        format!("in {text}")
    } else {
        format!("{text} ago")
    }
}

/// Whole days between two moments; never below zero.
pub fn days_between(then: Timestamp, now: Timestamp) -> i64 {
    ((now.0 - then.0) / DAY).max(0)
}

/// How far the browser's time zone is ahead of UTC at a moment, in milliseconds: it changes twice a year.
pub fn offset(at: Timestamp) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "minutes of less than two days"
    )]
    let minutes = js_date(at).get_timezone_offset() as i64;
    -minutes * MINUTE
}

/// `12 Jan 2026`, in the browser's time zone.
pub fn date(at: Timestamp) -> String {
    thread_local!(static FORMAT: OnceCell<Function> = const { OnceCell::new() });
    FORMAT.with(|format| {
        write(
            format,
            &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            at,
        )
    })
}

/// `03:12`, in the browser's time zone.
pub fn hour_and_minute(at: Timestamp) -> String {
    thread_local!(static FORMAT: OnceCell<Function> = const { OnceCell::new() });
    let parts = [
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ];
    FORMAT.with(|format| write(format, &parts, at))
}

/// `12 Jan 2026, 03:12:09 UTC`, in the browser's time zone, which is named.
pub fn exact(at: Timestamp) -> String {
    thread_local!(static FORMAT: OnceCell<Function> = const { OnceCell::new() });
    let parts = [
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("hourCycle", "h23"),
        ("timeZoneName", "short"),
    ];
    FORMAT.with(|format| write(format, &parts, at))
}

/// What the browser's time zone is called: `Europe/Dublin`.
pub fn zone_name() -> String {
    thread_local!(static NAME: OnceCell<String> = const { OnceCell::new() });
    let ask = || {
        let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
        Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"))
            .ok()
            .and_then(|name| name.as_string())
            .unwrap_or_else(|| "local time".to_owned())
    };
    NAME.with(|name| name.get_or_init(ask).clone())
}

fn write(format: &OnceCell<Function>, parts: &[(&str, &str)], at: Timestamp) -> String {
    format
        .get_or_init(|| formatter(parts))
        .call1(&JsValue::UNDEFINED, &js_date(at))
        .ok()
        .and_then(|text| text.as_string())
        // Outside the years that a `Date` holds.
        .unwrap_or_else(|| at.to_rfc3339())
}

fn js_date(at: Timestamp) -> Date {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds stay far below 2^53"
    )]
    let millis = at.0 as f64;
    Date::new(&JsValue::from_f64(millis))
}

fn formatter(parts: &[(&str, &str)]) -> Function {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a field of an object just made cannot fail.
        drop(Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        ));
    }
    // British English whatever the browser speaks: the words beside it are English.
    Intl::DateTimeFormat::new(
        &Array::of1(&JsValue::from_str("en-GB")),
        options.unchecked_ref(),
    )
    .format()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_that_says_something() {
        let now = Timestamp(1_768_478_400_000);
        let texts = [
            0,
            59_999,
            5 * MINUTE,
            3 * HOUR,
            12 * DAY,
            89 * DAY,
            244 * DAY,
            1_100 * DAY,
            -5 * MINUTE,
        ]
        .map(|passed| ago(Timestamp(now.0 - passed), now));
        assert_eq!(
            texts,
            [
                "just now",
                "just now",
                "5 min ago",
                "3 h ago",
                "12 d ago",
                "89 d ago",
                "8 mo ago",
                "3 y ago",
                "in 5 min"
            ]
        );
    }

    #[test]
    fn days_never_fall_below_zero() {
        assert_eq!(days_between(Timestamp(0), Timestamp(2 * DAY + 1)), 2);
        assert_eq!(days_between(Timestamp(DAY), Timestamp(0)), 0);
    }
}
