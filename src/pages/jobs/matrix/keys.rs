//! Keys in the matrix (APG, "Grid"): one of its buttons is in the Tab order, arrows lead from one to the
//! next. Cells without jobs have no button and are passed over.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::ui::dom::set;

/// Where a key leads among rows of places, of which some have no button; `None`: it is not ours.
///
/// `rows` holds for each row the columns that have one, in their order.
fn step(
    key: &str,
    command: bool,
    at: (usize, usize),
    rows: &[Vec<usize>],
) -> Option<(usize, usize)> {
    let (row, column) = at;
    let here = rows.get(row)?;
    let in_row = |column: Option<&usize>| Some((row, *column?));
    // In another row: the same column, or the nearest before it.
    let nearest = |row: usize| {
        let columns = rows.get(row)?;
        let before = columns.iter().rev().find(|other| **other <= column);
        Some((row, *before.or_else(|| columns.first())?))
    };
    let to = match (key, command) {
        ("Home", true) => nearest_end(rows, true),
        ("End", true) => nearest_end(rows, false),
        (_, true) => return None,
        ("ArrowRight", _) => in_row(here.iter().find(|other| **other > column)),
        ("ArrowLeft", _) => in_row(here.iter().rev().find(|other| **other < column)),
        ("Home", _) => in_row(here.first()),
        ("End", _) => in_row(here.last()),
        ("ArrowDown", _) => nearest(row + 1),
        ("ArrowUp", _) => row.checked_sub(1).and_then(nearest),
        ("PageDown", _) => nearest((row + PAGE).min(rows.len().saturating_sub(1))),
        ("PageUp", _) => nearest(row.saturating_sub(PAGE)),
        _ => return None,
    };
    // The key is ours, so the page stays where it is.
    Some(to.unwrap_or(at))
}

fn nearest_end(rows: &[Vec<usize>], first: bool) -> Option<(usize, usize)> {
    if first {
        Some((0, *rows.first()?.first()?))
    } else {
        Some((rows.len().checked_sub(1)?, *rows.last()?.last()?))
    }
}

/// So many rows does a page key go.
const PAGE: usize = 8;
/// What a button of the grid has: its column.
pub const COLUMN: &str = "data-column";
const STOP: &str = "tabindex";

fn all(of: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = of.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

fn column_of(place: &Element) -> usize {
    let said = place.get_attribute(COLUMN);
    said.and_then(|said| said.parse().ok()).unwrap_or(0)
}

/// The button of a place: itself, or the first within.
fn button_of(place: &Element) -> Option<HtmlElement> {
    if place.tag_name() == "BUTTON" {
        return place.clone().dyn_into().ok();
    }
    let within = place.query_selector("button").ok().flatten()?;
    within.dyn_into().ok()
}

/// The rows of a matrix, and in each its places that have a button.
fn places(table: &Element) -> Vec<Vec<(usize, HtmlElement)>> {
    let with_button = |place: Element| Some((column_of(&place), button_of(&place)?));
    let of_row = |row: &Element| {
        let places = all(row, "[data-column]");
        places.into_iter().filter_map(with_button).collect()
    };
    all(table, "tbody > tr").iter().map(of_row).collect()
}

/// Leaves one button in the Tab order: the one that has the focus or had it last, or else the first.
pub fn settle(table: &Element) {
    let active = leptos::prelude::document().active_element();
    let rows = places(table);
    let mut buttons = rows.iter().flatten();
    let is_stop = |button: &HtmlElement| button.get_attribute(STOP).as_deref() == Some("0");
    let focused = buttons.clone().find(|(_, button)| {
        active
            .as_ref()
            .is_some_and(|active| button.is_same_node(Some(active)))
    });
    let stop = focused
        .or_else(|| buttons.clone().find(|(_, button)| is_stop(button)))
        .or_else(|| buttons.next())
        .map(|(_, button)| button.clone());
    for (_, button) in rows.iter().flatten() {
        let is_this = stop
            .as_ref()
            .is_some_and(|stop| stop.is_same_node(Some(button)));
        if is_this != is_stop(button) || !button.has_attribute(STOP) {
            set(button, STOP, if is_this { "0" } else { "-1" });
        }
    }
}

/// A key was pressed on one of the buttons.
pub fn press(table: &Element, event: &ev::KeyboardEvent) {
    let Some(active) = leptos::prelude::document().active_element() else {
        return;
    };
    if event.alt_key() || event.default_prevented() {
        return;
    }
    let rows = places(table);
    let found = rows.iter().enumerate().find_map(|(row, places)| {
        let (column, _) = places
            .iter()
            .find(|(_, button)| button.is_same_node(Some(&active)))?;
        Some((row, *column))
    });
    let Some(at) = found else { return };
    let columns: Vec<Vec<usize>> = rows
        .iter()
        .map(|places| places.iter().map(|(column, _)| *column).collect())
        .collect();
    let command = event.ctrl_key() || event.meta_key();
    let Some((row, column)) = step(&event.key(), command, at, &columns) else {
        return;
    };
    event.prevent_default();
    let to = rows.get(row).and_then(|places| {
        let (_, button) = places.iter().find(|(other, _)| *other == column)?;
        Some(button)
    });
    if let Some(to) = to {
        drop(to.focus());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(key: &str, at: (usize, usize)) -> Option<(usize, usize)> {
        // The Action, the sum, and cells of two classes, of which rows lack some.
        let rows = [vec![0, 1, 2, 5], vec![0, 3], vec![0, 1, 2, 3, 5]];
        step(key, false, at, &rows)
    }

    #[test]
    fn arrows_pass_over_what_is_empty() {
        assert_eq!(go("ArrowRight", (0, 2)), Some((0, 5)));
        assert_eq!(go("ArrowRight", (0, 5)), Some((0, 5)));
        assert_eq!(go("ArrowLeft", (1, 3)), Some((1, 0)));
        assert_eq!(go("ArrowDown", (0, 2)), Some((1, 0)));
        assert_eq!(go("ArrowDown", (0, 5)), Some((1, 3)));
        assert_eq!(go("ArrowDown", (2, 5)), Some((2, 5)));
        assert_eq!(go("ArrowUp", (2, 5)), Some((1, 3)));
        assert_eq!(go("ArrowUp", (0, 0)), Some((0, 0)));
        assert_eq!(
            [go("Home", (2, 3)), go("End", (2, 3))],
            [Some((2, 0)), Some((2, 5))]
        );
        assert_eq!(go("PageDown", (0, 5)), Some((2, 5)));
        assert_eq!(go("x", (0, 0)), None);
    }

    #[test]
    fn with_a_command_key_only_the_ends_are_ours() {
        let rows = [vec![0, 1], vec![0, 2]];
        assert_eq!(step("Home", true, (1, 2), &rows), Some((0, 0)));
        assert_eq!(step("End", true, (0, 0), &rows), Some((1, 2)));
        assert_eq!(step("ArrowRight", true, (0, 0), &rows), None);
        assert_eq!(step("ArrowRight", false, (0, 0), &[]), None);
    }
}
