//! Cells in rows, each of which can be picked (APG, "Grid"): one is in the Tab order, arrow keys move,
//! Enter and Space pick. Made by hand once and written over where something changed.

use std::rc::Rc;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::reactive::{effect, on};
use crate::ui::dom::{add, set, told_place};

/// A cell as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How it looks.
    pub class: &'static str,
    /// How high its bar is, in percent; cells without one say nought.
    pub high: u32,
    /// Whether the filter asks for it.
    pub picked: bool,
    /// What it is called, which is also what the line below says.
    pub name: String,
}

/// All cells, row after row.
#[derive(Debug, Default)]
pub struct Picture {
    /// What the whole is called.
    pub label: String,
    /// How many cells a row has.
    pub columns: usize,
    /// What stands before each row, in short; empty for a single row.
    pub heads: &'static [&'static str],
    /// The cells.
    pub cells: Vec<Cell>,
    /// What stands below a column, for the eye alone: every cell's name says it, too.
    pub feet: Vec<(usize, String)>,
}

/// What stays as it is while the numbers change.
pub struct Frame {
    /// The class of the whole.
    pub class: &'static str,
    /// What the line below says while nothing is pointed at.
    pub rest: &'static str,
    /// What stands beside that line.
    pub legend: AnyView,
}

/// The cells, and a line below them that says the one that is pointed at. `draw` tracks what it reads.
/// `on_pick` is told which cell was asked for, picked or not: the caller toggles it.
pub fn cells(frame: Frame, draw: Rc<dyn Fn() -> Picture>, on_pick: Callback<usize>) -> AnyView {
    let (place, line) = (NodeRef::<html::Div>::new(), NodeRef::<html::P>::new());
    let held = StoredValue::new_local(Held::new(frame.rest));
    effect(move || {
        let (Some(place), Some(line)) = (place.get(), line.get()) else {
            return;
        };
        let picture = draw();
        held.try_update_value(|held| {
            held.paint(&place, picture);
            held.say(&line);
        });
    });
    let point = move |at: Option<usize>| {
        let Some(line) = line.get_untracked() else {
            return;
        };
        held.try_update_value(|held| {
            held.pointed = at;
            held.say(&line);
        });
    };
    let over = move |event: &Event| point(told_place(event, AT));
    let left = move || {
        // What has the focus is still pointed at.
        let active = document().active_element();
        point(active.and_then(|one| held.with_value(|held| held.place_of(&one))));
    };
    let focused = move |event: ev::FocusEvent| {
        if let Some(at) = told_place(&event, AT) {
            held.update_value(|held| held.stand(at));
            point(Some(at));
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let Some(at) = told_place(&event, AT) else {
            return;
        };
        let key = event.key();
        let command = event.ctrl_key() || event.meta_key();
        if matches!(key.as_str(), "Enter" | " ") && !command {
            event.prevent_default();
            on_pick.run(at);
            return;
        }
        let to = held.with_value(|held| step(&key, command, at, held.columns, held.shown.len()));
        if let Some(to) = to.filter(|_| !event.alt_key()) {
            event.prevent_default();
            // Outside of what is held: the focus tells us at once.
            if let Some(to) = held.with_value(|held| held.elements.get(to).cloned()) {
                drop(to.focus());
            }
        }
    };
    view! {
        <div
            class=["cells ", frame.class].concat()
            role="grid"
            aria-multiselectable="true"
            node_ref=place
            on:pointerover=on(move |event: ev::PointerEvent| over(&event))
            on:pointerleave=on(move |_: ev::PointerEvent| left())
            on:focusin=on(focused)
            on:focusout=on(move |_: ev::FocusEvent| point(None))
            on:keydown=on(pressed)
            on:click=on(move |event: ev::MouseEvent| {
                if let Some(at) = told_place(&event, AT) {
                    on_pick.run(at);
                }
            })
        ></div>
        <div class="chart-foot">
            <p class="chart-line" node_ref=line></p>
            {frame.legend}
        </div>
    }
    .into_any()
}

/// Where a key leads among `total` cells in rows of `columns`; `None`: it is not ours, or there is no
/// farther.
fn step(key: &str, command: bool, at: usize, columns: usize, total: usize) -> Option<usize> {
    let columns = columns.max(1);
    let (first, last) = (at - at % columns, total.checked_sub(1)?);
    let end = (first + columns - 1).min(last);
    let to = match (key, command) {
        ("Home", true) => 0,
        ("End", true) => last,
        (_, true) => return None,
        ("ArrowRight", _) => (at + 1).min(end),
        ("ArrowLeft", _) => at.saturating_sub(1).max(first),
        ("ArrowDown", _) if at + columns <= last => at + columns,
        ("ArrowUp", _) if at >= columns => at - columns,
        // In a single row of days, a week.
        ("PageDown", _) => (at + WEEK).min(end),
        ("PageUp", _) => at.saturating_sub(WEEK).max(first),
        ("Home", _) => first,
        ("End", _) => end,
        // The arrow is ours, so the page stays where it is.
        ("ArrowDown" | "ArrowUp", _) => at,
        _ => return None,
    };
    Some(to)
}

/// What stands on the screen.
struct Held {
    shown: Vec<Cell>,
    elements: Vec<HtmlElement>,
    columns: usize,
    label: String,
    feet: Vec<(usize, String)>,
    /// The cell in the Tab order.
    current: usize,
    /// The cell that pointer or focus are on.
    pointed: Option<usize>,
    rest: &'static str,
}

impl Held {
    const fn new(rest: &'static str) -> Self {
        Self {
            shown: Vec::new(),
            elements: Vec::new(),
            columns: 0,
            label: String::new(),
            feet: Vec::new(),
            current: 0,
            pointed: None,
            rest,
        }
    }

    fn paint(&mut self, place: &HtmlElement, picture: Picture) {
        if self.label != picture.label {
            set(place, "aria-label", &picture.label);
            self.label = picture.label;
        }
        let same = self.columns == picture.columns && self.shown.len() == picture.cells.len();
        if !same || self.feet != picture.feet {
            self.columns = picture.columns;
            self.feet = picture.feet;
            self.build(place, picture.heads, picture.cells.len());
        }
        for (at, cell) in picture.cells.iter().enumerate() {
            let (Some(element), before) = (self.elements.get(at), self.shown.get(at)) else {
                continue;
            };
            write(element, before, cell);
        }
        self.shown = picture.cells;
    }

    /// Makes the elements anew: there are others than before.
    fn build(&mut self, place: &HtmlElement, heads: &[&str], total: usize) {
        let had_focus = document()
            .active_element()
            .is_some_and(|active| place.contains(Some(&active)));
        place.set_text_content(None);
        self.shown.clear();
        self.elements.clear();
        self.current = self.current.min(total.saturating_sub(1));
        self.pointed = None;
        let columns = self.columns.max(1);
        property(place, "--columns", columns);
        for row in 0..total.div_ceil(columns) {
            let line = add(place, "div", "cells-row", "");
            set(&line, "role", "row");
            if let Some(head) = heads.get(row) {
                set(&add(&line, "span", "cells-head", head), "role", "rowheader");
            }
            for at in row * columns..((row + 1) * columns).min(total) {
                let cell = add(&line, "div", "", "");
                set(&cell, "role", "gridcell");
                set(&cell, AT, &at.to_string());
                let stop = if at == self.current { "0" } else { "-1" };
                set(&cell, "tabindex", stop);
                if let Ok(cell) = cell.dyn_into() {
                    self.elements.push(cell);
                }
            }
        }
        if !self.feet.is_empty() {
            let line = add(place, "div", "cells-row cells-feet", "");
            set(&line, "aria-hidden", "true");
            if !heads.is_empty() {
                add(&line, "span", "", "");
            }
            let first = usize::from(!heads.is_empty()) + 1;
            for (at, words) in &self.feet {
                if let Ok(foot) = add(&line, "span", "", words).dyn_into::<HtmlElement>() {
                    property(&foot, "--column", first + at);
                }
            }
        }
        if had_focus && let Some(current) = self.elements.get(self.current) {
            drop(current.focus());
        }
    }

    /// Brings a cell into the Tab order, and the one before out of it.
    fn stand(&mut self, at: usize) {
        for (place, stop) in [(self.current, "-1"), (at, "0")] {
            if let Some(element) = self.elements.get(place) {
                set(element, "tabindex", stop);
            }
        }
        self.current = at;
    }

    fn place_of(&self, element: &Element) -> Option<usize> {
        let at = element.get_attribute(AT)?.parse().ok()?;
        let own: &HtmlElement = self.elements.get(at)?;
        own.is_same_node(Some(element)).then_some(at)
    }

    /// Says the cell that is pointed at.
    fn say(&self, line: &HtmlElement) {
        let cell = self.pointed.and_then(|at| self.shown.get(at));
        line.set_text_content(Some(cell.map_or(self.rest, |cell| &cell.name)));
        line.set_class_name(if cell.is_some() {
            "chart-line said"
        } else {
            "chart-line"
        });
    }
}

/// Writes what is not there yet.
fn write(element: &HtmlElement, before: Option<&Cell>, cell: &Cell) {
    if before == Some(cell) {
        return;
    }
    if before.is_none_or(|before| before.class != cell.class) {
        element.set_class_name(cell.class);
    }
    if before.is_none_or(|before| before.picked != cell.picked) {
        let picked = if cell.picked { "true" } else { "false" };
        set(element, "aria-selected", picked);
    }
    if before.is_none_or(|before| before.name != cell.name) {
        set(element, "aria-label", &cell.name);
    }
    if before.map_or(0, |before| before.high) != cell.high {
        property(
            element,
            "--high",
            usize::try_from(cell.high).unwrap_or_default(),
        );
    }
}

fn property(element: &HtmlElement, name: &str, value: usize) {
    drop(element.style().set_property(name, &value.to_string()));
}

const AT: &str = "data-at";
const WEEK: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    fn week(key: &str, at: usize) -> Option<usize> {
        step(key, false, at, 24, 168)
    }

    #[test]
    fn arrows_stay_in_their_row_and_column() {
        assert_eq!(week("ArrowRight", 22), Some(23));
        assert_eq!(week("ArrowRight", 23), Some(23));
        assert_eq!(week("ArrowLeft", 24), Some(24));
        assert_eq!(week("ArrowDown", 23), Some(47));
        assert_eq!(week("ArrowDown", 167), Some(167));
        assert_eq!(week("ArrowUp", 23), Some(23));
        assert_eq!(week("ArrowUp", 24), Some(0));
        assert_eq!([week("Home", 30), week("End", 30)], [Some(24), Some(47)]);
        assert_eq!(week("x", 30), None);
    }

    #[test]
    fn days_go_by_weeks_as_well() {
        let day = |key, command, at| step(key, command, at, 30, 30);
        assert_eq!(day("PageDown", false, 3), Some(10));
        assert_eq!(day("PageDown", false, 27), Some(29));
        assert_eq!(day("PageUp", false, 3), Some(0));
        assert_eq!(day("End", true, 3), Some(29));
        assert_eq!(day("Home", true, 3), Some(0));
        // The browser's own.
        assert_eq!(day("ArrowRight", true, 3), None);
        assert_eq!(step("ArrowRight", false, 0, 0, 0), None);
    }
}
