//! Day after day: how many on each, as a strip of bars.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::cells::{Cell, Frame, Picture, cells};
use super::figures::{Figures, figures};
use super::{Noun, total};
use crate::format::number::figure;
use crate::reactive::part;

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// In full: `Sunday 11 January 2026`.
    pub name: String,
    /// In short, for the line below: `11 Jan`.
    pub short: String,
    /// 0 is Monday, 6 is Sunday.
    pub weekday: u8,
    /// How many.
    pub count: u32,
    /// Attempts that failed, beside those.
    pub failed: u32,
}

/// What the strip shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarData {
    /// Each day of the span, the earliest first, 1 to 62.
    pub days: Vec<CalendarDay>,
    /// The days that the filter asks for, as places in `days`.
    pub picked: Vec<usize>,
    /// What is counted, one and many.
    pub noun: Noun,
}

/// The strip, a line that says the day that is pointed at, and the same numbers as a table.
///
/// `on_pick` is told the day (a place in `days`) that was clicked, or on which Enter or Space was
/// pressed, whether it is picked already or not: the caller toggles it and gives new data.
pub fn calendar(data: Signal<Arc<CalendarData>>, on_pick: Callback<usize>) -> AnyView {
    let frame = Frame {
        class: "calendar",
        rest: "Pick a day to filter by it.",
        legend: part(move || data.with(|data| has_failed(data)).then(legend)).into_any(),
    };
    view! {
        <div class="chart by-day">
            {cells(frame, Rc::new(move || data.with(|data| picture(data))), on_pick)}
            {figures("Figures by day", Rc::new(move || data.with(|data| table(data))))}
        </div>
    }
    .into_any()
}

fn legend() -> AnyView {
    view! {
        <span class="chart-legend" aria-hidden="true">
            <span class={"day-failed"}></span>
            <span>{"with failed attempts"}</span>
        </span>
    }
    .into_any()
}

fn has_failed(data: &CalendarData) -> bool {
    data.days.iter().any(|day| day.failed > 0)
}

fn picture(data: &CalendarData) -> Picture {
    let most = data.days.iter().map(|day| day.count).max();
    let most = most.unwrap_or_default().max(FULL);
    let cells = data.days.iter().enumerate().map(|(at, day)| Cell {
        class: match (day.weekday > 4, day.failed > 0) {
            (false, false) => "day",
            (false, true) => "day failed",
            (true, false) => "day weekend",
            (true, true) => "day weekend failed",
        },
        high: percent(day.count, most),
        picked: data.picked.contains(&at),
        name: words(day, data.noun),
    });
    let (first, last) = (data.days.first(), data.days.last());
    let label = match (first, last) {
        (Some(first), Some(last)) if data.days.len() > 1 => {
            ["By day, ", &first.name, " to ", &last.name].concat()
        }
        (Some(day), _) => ["By day, ", &day.name].concat(),
        _ => "By day".to_owned(),
    };
    Picture {
        label,
        columns: data.days.len(),
        heads: &[],
        cells: cells.collect(),
        feet: feet(&data.days),
    }
}

/// Which days are named: all of a week; then the Mondays; of more than five weeks every second one.
fn feet(days: &[CalendarDay]) -> Vec<(usize, String)> {
    let named = days.iter().enumerate().filter(|(at, day)| {
        // Words that would not fit into what is left of the line are left out.
        days.len() <= 8 || (day.weekday == 0 && at + 2 < days.len())
    });
    let every = if days.len() > 36 { 2 } else { 1 };
    named
        .step_by(every)
        .map(|(at, day)| (at, day.short.clone()))
        .collect()
}

/// At least one for what is there at all: it must be seen.
fn percent(count: u32, most: u32) -> u32 {
    let part = u64::from(count) * 100 / u64::from(most.max(1));
    u32::try_from(part)
        .unwrap_or(100)
        .max(u32::from(count > 0) * 3)
}

/// `Sunday 11 January 2026: 38 sign-ins, 2 failed`.
fn words(day: &CalendarDay, noun: Noun) -> String {
    let mut words = [&day.name, ": ", &noun.counted(day.count)].concat();
    if day.failed > 0 {
        words += ", ";
        words += &figure(day.failed);
        words += " failed";
    }
    words
}

fn table(data: &CalendarData) -> Figures {
    let failed = has_failed(data);
    let row = |name: &str, count: String, bad: String| {
        let mut row = vec![name.to_owned(), count];
        if failed {
            row.push(bad);
        }
        row
    };
    let each = |day: &CalendarDay| row(&day.name, figure(day.count), figure(day.failed));
    let mut rows: Vec<_> = data.days.iter().map(each).collect();
    rows.push(row(
        "All",
        total(data.days.iter().map(|day| &day.count)),
        total(data.days.iter().map(|day| &day.failed)),
    ));
    Figures {
        caption: "By day".to_owned(),
        heads: row("Day", "Count".to_owned(), "Failed".to_owned()),
        rows,
    }
}

/// Five on one day are no full bar: one sign-in a month is no peak.
const FULL: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn days(count: usize) -> CalendarData {
        let day = |at: usize| CalendarDay {
            name: format!("Day {at}"),
            short: format!("{at}"),
            weekday: u8::try_from(at % 7).expect("a weekday"),
            count: u32::try_from(at * 10).expect("few"),
            failed: u32::from(at == 3) * 2,
        };
        CalendarData {
            days: (0..count).map(day).collect(),
            picked: vec![1],
            noun: Noun::SIGN_INS,
        }
    }

    #[test]
    fn a_bar_is_as_high_as_its_day() {
        let shown = picture(&days(11));
        let highs: Vec<u32> = shown.cells.iter().map(|cell| cell.high).collect();
        assert_eq!(highs, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        assert_eq!(shown.cells[3].class, "day failed");
        assert_eq!(shown.cells[3].name, "Day 3: 30 sign-ins, 2 failed");
        assert_eq!(shown.cells[5].class, "day weekend");
        assert!(shown.cells[1].picked && !shown.cells[2].picked);
        assert_eq!(shown.label, "By day, Day 0 to Day 10");
        // One among thousands is still seen, and one alone is no peak.
        assert_eq!([percent(1, 4_000), percent(0, 4_000)], [3, 0]);
        assert_eq!(percent(1, FULL), 20);
        assert_eq!(percent(u32::MAX, u32::MAX), 100);
    }

    #[test]
    fn the_named_days_never_crowd() {
        for count in 0..=62 {
            let feet = feet(&days(count).days);
            let least = match count {
                0..=8 => 1,
                9..=36 => 7,
                _ => 14,
            };
            assert!(feet.windows(2).all(|two| two[1].0 - two[0].0 >= least));
            assert_eq!(feet.is_empty(), count == 0, "{count} days");
        }
    }

    #[test]
    fn the_table_has_a_column_for_what_is_known() {
        let mut data = days(4);
        assert_eq!(table(&data).heads, ["Day", "Count", "Failed"]);
        assert_eq!(table(&data).rows[4], ["All", "60", "2"]);
        data.days.pop();
        assert_eq!(table(&data).heads, ["Day", "Count"]);
        assert_eq!(table(&data).rows[3], ["All", "30"]);
    }
}
