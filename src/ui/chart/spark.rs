//! How a number went lately: a small line without axes, beside the number itself.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::figures::{Figures, figures};
use super::{Noun, number::figure};
use crate::format::time::exact;
use crate::reactive::live;
use crate::wire::time::Timestamp;

/// One number over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is called: `Dead`.
    pub name: &'static str,
    /// When it was how much, the oldest first.
    pub points: Vec<(Timestamp, u32)>,
}

/// The width and height of the picture, in its own units.
const WIDE: i64 = 120;
const HIGH: i64 = 28;
/// So much stays free above and below, for the line's own width.
const EDGE: i64 = 2;

/// The line. It says in words what it shows; where there are fewer than two points it is empty, but keeps
/// its room.
pub fn sparkline(line: Signal<Arc<Line>>, noun: Noun) -> AnyView {
    let path = move |closed| line.with(|line| path(&line.points, closed));
    view! {
        <svg
            class="sparkline"
            role="img"
            viewBox="0 0 120 28"
            preserveAspectRatio="none"
            aria-label=live(move || line.with(|line| said(line, noun)))
        >
            <path class="spark-area" d=live(move || path(true)) />
            <path class="spark-line" d=live(move || path(false)) />
        </svg>
    }
    .into_any()
}

/// The points of several lines as one table, the newest first.
pub fn spark_figures(caption: &'static str, lines: Signal<Vec<Arc<Line>>>) -> AnyView {
    let make = move || {
        lines.with(|lines| Figures {
            caption: caption.to_owned(),
            heads: std::iter::once("When".to_owned())
                .chain(lines.iter().map(|line| line.name.to_owned()))
                .collect(),
            rows: rows(lines, exact),
        })
    };
    figures("History as a table", Rc::new(make))
}

fn rows(lines: &[Arc<Line>], when: fn(Timestamp) -> String) -> Vec<Vec<String>> {
    let points = lines.iter().flat_map(|line| &line.points);
    let mut moments: Vec<Timestamp> = points.map(|(at, _)| *at).collect();
    moments.sort_unstable_by_key(|at| std::cmp::Reverse(at.0));
    moments.dedup();
    let known = |line: &Arc<Line>, at: Timestamp| {
        let mut points = line.points.iter();
        let found = points.find(|(moment, _)| *moment == at);
        found.map_or_else(|| "not known".to_owned(), |(_, value)| figure(*value))
    };
    let row = |at: Timestamp| {
        let cells = lines.iter().map(|line| known(line, at));
        std::iter::once(when(at)).chain(cells).collect()
    };
    moments.into_iter().map(row).collect()
}

/// The line's path; `closed`: down to the ground and back, to be filled.
fn path(points: &[(Timestamp, u32)], closed: bool) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return String::new();
    };
    let span = last.0.0 - first.0.0;
    if span <= 0 {
        return String::new();
    }
    let values = points.iter().map(|(_, value)| i64::from(*value));
    let (low, high) = (values.clone().min().unwrap_or(0), values.max().unwrap_or(0));
    let room = HIGH - 2 * EDGE;
    let mut path = String::new();
    if closed && low == high {
        return path;
    }
    for (at, value) in points {
        let x = (at.0 - first.0.0) * WIDE / span;
        let above = i64::from(*value) - low;
        // One that does not move is drawn in the middle.
        let y = if high == low {
            HIGH / 2
        } else {
            HIGH - EDGE - above * room / (high - low)
        };
        let to = if path.is_empty() { "M" } else { "L" };
        path.extend([to, &x.to_string(), " ", &y.to_string()]);
    }
    if closed {
        path.extend(["L", &WIDE.to_string(), " ", &HIGH.to_string()]);
        path.extend(["L0 ", &HIGH.to_string(), "Z"]);
    }
    path
}

/// `Dead jobs in this tab: from 612 to 624, at least 610, at most 630`.
fn said(line: &Line, noun: Noun) -> String {
    let values = || line.points.iter().map(|(_, value)| *value);
    let (Some(first), Some(last)) = (values().next(), values().next_back()) else {
        return [line.name, " ", noun.many, ": not looked at yet"].concat();
    };
    let name = [line.name, " ", noun.many, " in this tab: "].concat();
    if line.points.len() == 1 {
        return [&name, &figure(first), ", looked at once"].concat();
    }
    let lowest = figure(values().min().unwrap_or(0));
    let highest = figure(values().max().unwrap_or(0));
    [
        &name,
        "from ",
        &figure(first),
        " to ",
        &figure(last),
        ", at least ",
        &lowest,
        ", at most ",
        &highest,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOBS: Noun = Noun::JOBS;

    fn line(points: &[(i64, u32)]) -> Line {
        Line {
            name: "Dead",
            points: points
                .iter()
                .map(|(at, to)| (Timestamp(*at), *to))
                .collect(),
        }
    }

    #[test]
    fn a_line_goes_by_time_from_edge_to_edge() {
        let shown = line(&[(1_000, 10), (2_000, 20), (5_000, 10)]);
        assert_eq!(path(&shown.points, false), "M0 26L30 2L120 26");
        assert_eq!(path(&shown.points, true), "M0 26L30 2L120 26L120 28L0 28Z");
        let flat = line(&[(0, 7), (10, 7)]);
        assert_eq!(path(&flat.points, false), "M0 14L120 14");
    }

    #[test]
    fn less_than_a_line_is_nothing() {
        for points in [&[][..], &[(5, 5)], &[(5, 5), (5, 9)]] {
            assert_eq!(path(&line(points).points, false), "");
        }
    }

    #[test]
    fn it_says_what_it_shows() {
        assert_eq!(said(&line(&[]), JOBS), "Dead jobs: not looked at yet");
        assert_eq!(
            said(&line(&[(1, 7)]), JOBS),
            "Dead jobs in this tab: 7, looked at once"
        );
        assert_eq!(
            said(&line(&[(1, 5), (2, 1_200), (3, 7)]), JOBS),
            "Dead jobs in this tab: from 5 to 7, at least 5, at most 1,200"
        );
    }

    #[test]
    fn the_table_has_every_moment_once_the_newest_first() {
        let lines = [
            Arc::new(line(&[(1, 5), (3, 7)])),
            Arc::new(line(&[(1, 9), (2, 8)])),
        ];
        let shown = rows(&lines, |at| at.0.to_string());
        assert_eq!(
            shown,
            [
                ["3", "7", "not known"],
                ["2", "not known", "8"],
                ["1", "5", "9"]
            ]
        );
    }
}
