//! Weekday × hour: how many in each hour of the week.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::cells::{Cell, Frame, Picture, cells};
use super::figures::{Figures, figures};
use super::level::{HEAT, class};
use super::{Noun, total};

/// What the map shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatData {
    /// Each hour of the week by the clock of `zone`, Monday 00:00 first.
    pub counts: Box<[u32; HOURS]>,
    /// The hours that the filter asks for, as places in `counts`.
    pub picked: Vec<usize>,
    /// Whose clock it is, in words: `UTC`, `local time`.
    pub zone: String,
    /// What is counted, one and many.
    pub noun: Noun,
}

/// Hours of a week.
pub const HOURS: usize = 7 * 24;

/// The map, a line that says the hour that is pointed at, and the same numbers as a table.
///
/// `on_pick` is told the hour (a place in `counts`) that was clicked, or on which Enter or Space was
/// pressed, whether it is picked already or not: the caller toggles it and gives new data. Between
/// two data only the cells that differ are written.
pub fn heat_map(data: Signal<Arc<HeatData>>, on_pick: Callback<usize>) -> AnyView {
    let frame = Frame {
        class: "heat-map",
        rest: "Pick an hour to filter by it.",
        legend: legend(),
    };
    view! {
        <div class="chart">
            {cells(frame, Rc::new(move || data.with(|data| picture(data))), on_pick)}
            {figures("Figures by weekday and hour", Rc::new(move || data.with(|data| table(data))))}
        </div>
    }
    .into_any()
}

fn legend() -> AnyView {
    let levels = HEAT.map(|class| view! { <span class=class></span> }.into_any());
    view! {
        <span class="chart-legend" aria-hidden="true">
            <span>{"none"}</span>
            {levels.into_iter().collect_view()}
            <span>{"most"}</span>
        </span>
    }
    .into_any()
}

fn picture(data: &HeatData) -> Picture {
    let most = data.counts.iter().copied().max().unwrap_or_default();
    let cells = data.counts.iter().enumerate().map(|(at, count)| Cell {
        class: class(*count, most),
        high: 0,
        picked: data.picked.contains(&at),
        name: [&when(at), ": ", &data.noun.counted(*count)].concat(),
    });
    Picture {
        label: caption(data),
        columns: 24,
        heads: &DAYS,
        cells: cells.collect(),
        feet: (0..24).step_by(3).map(|hour| (hour, two(hour))).collect(),
    }
}

fn table(data: &HeatData) -> Figures {
    let rows = (0..24).map(|hour| {
        let of_hour = data.counts.iter().skip(hour).step_by(24);
        let mut row = vec![clock(hour)];
        row.extend(of_hour.clone().map(u32::to_string));
        row.push(total(of_hour));
        row
    });
    let mut rows: Vec<_> = rows.collect();
    let mut sums = vec!["All".to_owned()];
    sums.extend(data.counts.chunks(24).map(|day| total(day.iter())));
    sums.push(total(data.counts.iter()));
    rows.push(sums);
    let mut heads = vec!["From".to_owned()];
    heads.extend(DAYS.map(str::to_owned));
    heads.push("All".to_owned());
    Figures {
        caption: caption(data),
        heads,
        rows,
    }
}

fn caption(data: &HeatData) -> String {
    let mut words = data.noun.many.to_owned();
    // The nouns are plain English words.
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words + " by weekday and hour, " + &data.zone
}

/// `Sunday 03:00 to 04:00`.
fn when(at: usize) -> String {
    let day = LONG.get(at / 24).copied().unwrap_or_default();
    [day, " ", &clock(at % 24), " to ", &clock(at % 24 + 1)].concat()
}

/// `03:00`.
fn clock(hour: usize) -> String {
    two(hour) + ":00"
}

fn two(number: usize) -> String {
    let digits = number.to_string();
    if number < 10 {
        ["0", &digits].concat()
    } else {
        digits
    }
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn data(cells: &[(usize, u32)], picked: &[usize]) -> HeatData {
        let mut counts = Box::new([0; HOURS]);
        for (at, count) in cells {
            counts[*at] = *count;
        }
        HeatData {
            counts,
            picked: picked.to_vec(),
            zone: "UTC".to_owned(),
            noun: Noun::SIGN_INS,
        }
    }

    #[test]
    fn a_cell_says_its_hour_and_its_count() {
        let shown = picture(&data(&[(6 * 24 + 3, 1), (9, 1_284)], &[9]));
        assert_eq!(shown.cells.len(), HOURS);
        let sunday = &shown.cells[6 * 24 + 3];
        assert_eq!(sunday.name, "Sunday 03:00 to 04:00: 1 sign-in");
        assert_eq!((sunday.class, sunday.picked), ("heat heat-1", false));
        let monday = &shown.cells[9];
        assert_eq!(monday.name, "Monday 09:00 to 10:00: 1,284 sign-ins");
        assert_eq!((monday.class, monday.picked), ("heat heat-5", true));
        assert_eq!(shown.cells[23].name, "Monday 23:00 to 24:00: 0 sign-ins");
        assert_eq!(shown.label, "Sign-ins by weekday and hour, UTC");
        assert_eq!(shown.feet[1], (3, "03".to_owned()));
    }

    #[test]
    fn the_table_has_every_number_and_its_sums() {
        let shown = table(&data(&[(0, 5), (24, 7), (167, 2), (143, 3)], &[]));
        assert_eq!(shown.heads.len(), 9);
        assert!(shown.rows.iter().all(|row| row.len() == 9));
        assert_eq!(shown.rows[0][..3], ["00:00", "5", "7"]);
        assert_eq!(shown.rows[0][8], "12");
        assert_eq!(shown.rows[23][6..], ["3", "2", "5"]);
        assert_eq!(
            shown.rows[24],
            ["All", "5", "7", "0", "0", "0", "3", "2", "17"]
        );
    }
}
