//! Moments by the clock on screen: the browser's `Intl` knows its own zone and UTC, but would be asked for
//! each of thousands of rows.

use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::zone::Zone;
use crate::wire::time::Timestamp;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY: i64 = 86_400_000;

/// The parts of a moment as a clock shows it: `2026`, `01`, `11`, `03:12:09`.
fn parts(local: i64) -> (String, String, String, String) {
    let text = Timestamp(local).to_rfc3339();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    (part(0, 4), part(5, 7), part(8, 10), part(11, 19))
}

/// `11 Jan` of a clock's milliseconds.
fn day_and_month(local: i64) -> String {
    let (_, month, day, _) = parts(local);
    let month = month.parse::<usize>().unwrap_or(1).saturating_sub(1);
    let month = MONTHS.get(month).copied().unwrap_or_default();
    [day.trim_start_matches('0'), " ", month].concat()
}

/// `Sun` of a clock's milliseconds.
pub fn weekday(local: i64) -> &'static str {
    let day = (local.div_euclid(DAY) + 3).rem_euclid(7);
    usize::try_from(day)
        .ok()
        .and_then(|day| WEEKDAYS.get(day))
        .copied()
        .unwrap_or_default()
}

/// `11 Jan 2026, 03:12:09` of a clock's milliseconds.
pub fn exact(local: i64) -> String {
    let (year, _, _, time) = parts(local);
    [&day_and_month(local), " ", &year, ", ", &time].concat()
}

/// `11 Jan 03:12` of a clock's milliseconds.
pub fn short(local: i64) -> String {
    let (_, _, _, time) = parts(local);
    [
        &day_and_month(local),
        " ",
        time.get(..5).unwrap_or_default(),
    ]
    .concat()
}

/// `Sun 11 Jan 03:12` of a clock's milliseconds.
pub fn with_weekday(local: i64) -> String {
    [weekday(local), " ", &short(local)].concat()
}

/// `11 Jan 2026` of a day since 1970.
pub fn day(day: i64) -> String {
    let (year, ..) = parts(day * DAY);
    [&day_and_month(day * DAY), " ", &year].concat()
}

/// A moment as a clock shows it, in milliseconds since 1970.
pub fn local(at: Timestamp, zone: &Zone) -> i64 {
    at.0 + zone.offset(at)
}

/// When a record was, in full; `no time` where it does not say.
pub fn of(entry: &Entry) -> String {
    entry.local().map_or_else(|| "no time".to_owned(), exact)
}
