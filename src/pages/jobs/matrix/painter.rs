//! The rows of the matrix, made by hand and written over in place: what a key or an answer changes are a few
//! numbers, and elements made anew for them would cost more than counting fifty thousand jobs.

use std::any::Any;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use super::cell_view::CellView;
use super::keys::COLUMN;
use super::shape::{Cell, Head, Line, Shape};
use super::text::{Flag, Text, age};
use crate::analysis::filter::syntax::Value;
use crate::format::number::figure;
use crate::pages::jobs::board::{Ask, Picked};
use crate::ui::dom::{add, set};
use crate::wire::time::Timestamp;

/// What a row has: its place.
pub const ROW: &str = "data-row";
/// Columns before the first error.
pub const FIXED: usize = 3;

/// Puts the calls that delete an Action's jobs into a place, for the Action (its number and its name) of a
/// signal, and keeps them there for as long as the answer is kept.
pub type Menus = Rc<dyn Fn(Element, RwSignal<Option<(i64, String)>>) -> Box<dyn Any>>;

/// The rows.
pub struct Painter {
    body: Element,
    /// Whom the rows belong to, and what deletes.
    parts: (Owner, Menus),
    /// Those that were ever needed.
    rows: Vec<RowView>,
    /// What the first of them show.
    lines: Vec<Line>,
    heads: Vec<Head>,
}

impl Painter {
    /// No rows yet.
    pub fn new(body: Element, parts: (Owner, Menus)) -> Self {
        Self {
            body,
            parts,
            rows: Vec::new(),
            lines: Vec::new(),
            heads: Vec::new(),
        }
    }

    /// Shows it; only what differs from what stands there is touched.
    pub fn paint(&mut self, shape: &Shape, now: Timestamp) {
        let lines = &shape.lines;
        let is_other = self.heads != shape.heads;
        for (place, line) in lines.iter().enumerate() {
            if self.rows.len() == place {
                let (owner, menus) = &self.parts;
                let row = owner.with(|| RowView::new(&self.body, place, menus));
                self.rows.push(row);
            }
            let Some(row) = self.rows.get_mut(place) else {
                return;
            };
            // One that comes back may have had other columns.
            let comes = place >= self.lines.len();
            if comes {
                drop(self.body.append_child(&row.element));
            }
            row.fill(line, &shape.heads, is_other || comes);
            row.grade(&line.cells, shape.most);
            row.ages(line, now);
        }
        for row in self.rows.iter().skip(lines.len()) {
            row.element.remove();
        }
        self.lines.clone_from(lines);
        if is_other {
            self.heads.clone_from(&shape.heads);
        }
    }

    /// Says of each button whether the filter asks for it.
    pub fn press(&mut self, picked: &Picked) {
        for (row, line) in self.rows.iter_mut().zip(&self.lines) {
            let has_action = picked.has_action(&line.ask);
            row.pressed.set(&row.name.element, has_action);
            for (view, head) in row.cells.iter_mut().zip(&self.heads) {
                let error = head.error.as_ref();
                let both = error.map(|error| has_action && picked.has_both(&line.ask, error));
                view.press(both.unwrap_or(false));
            }
        }
    }

    /// Says again how long ago everything was.
    pub fn ages(&mut self, now: Timestamp) {
        for (row, line) in self.rows.iter_mut().zip(&self.lines) {
            row.ages(line, now);
        }
    }

    /// What a place asks for, as it is shown: an Action, and in a cell an error of it.
    pub fn at(&self, row: usize, column: usize) -> Option<(Ask, Option<Value>)> {
        let line = self.lines.get(row)?;
        if column == 0 {
            return Some((line.ask.clone(), None));
        }
        let error = self.heads.get(column.checked_sub(FIXED)?)?.error.clone()?;
        Some((line.ask.clone(), Some(error)))
    }
}

/// The elements of one Action.
struct RowView {
    element: Element,
    name: Text,
    pressed: Flag,
    title: String,
    sum: Text,
    newest: Text,
    cells: Vec<CellView>,
    acts: Element,
    action: RwSignal<Option<(i64, String)>>,
    /// What deletes; ends with the row.
    _menu: Box<dyn Any>,
}

impl RowView {
    fn new(body: &Element, place: usize, menus: &Menus) -> Self {
        let element = add(body, "tr", "", "");
        set(&element, "role", "row");
        set(&element, ROW, &place.to_string());
        let head = add(&element, "th", "", "");
        set(&head, "role", "rowheader");
        set(&head, "scope", "row");
        let name = add(&head, "button", "", "");
        for (attribute, value) in [("type", "button"), ("tabindex", "-1"), (COLUMN, "0")] {
            set(&name, attribute, value);
        }
        let sum = gridcell(&element, "jobs-sum", "Jobs");
        let newest = gridcell(&element, "jobs-age", "Newest");
        let acts = add(&element, "td", "jobs-row-acts", "");
        set(&acts, "role", "gridcell");
        let action = RwSignal::new(None);
        Self {
            name: Text::of(name),
            pressed: Flag::default(),
            title: String::new(),
            sum: Text::of(sum),
            newest: Text::of(newest),
            cells: Vec::new(),
            action,
            _menu: menus(acts.clone(), action),
            acts,
            element,
        }
    }

    fn fill(&mut self, line: &Line, heads: &[Head], columns_changed: bool) {
        let is_other = self.name.say(&line.name) || columns_changed;
        if self.title != line.title {
            set(&self.name.element, "title", &line.title);
            self.title.clone_from(&line.title);
            self.name.element.set_class_name(if line.is_nameless {
                "jobs-action jobs-nameless"
            } else {
                "jobs-action"
            });
        }
        let action = line.action.map(|action| (action, line.name.clone()));
        if self.action.with_untracked(|before| *before != action) {
            self.action.set(action);
        }
        self.sum.say(&figure(line.sum.count));
        if columns_changed {
            for gone in self.cells.drain(heads.len().min(self.cells.len())..) {
                gone.element.remove();
            }
            set(&self.acts, COLUMN, &(heads.len() + FIXED).to_string());
        }
        for (at, (cell, head)) in line.cells.iter().zip(heads).enumerate() {
            if self.cells.len() == at {
                let place = gridcell(&self.element, "", &head.name);
                drop(self.element.insert_before(&place, Some(&self.acts)));
                self.cells.push(CellView::new(place, at + FIXED));
            }
            let Some(view) = self.cells.get_mut(at) else {
                return;
            };
            if columns_changed {
                set(&view.element, "data-label", &head.name);
            }
            view.fill(*cell, head, &line.name, is_other);
        }
    }

    fn grade(&mut self, cells: &[Cell], most: u32) {
        for (view, cell) in self.cells.iter_mut().zip(cells) {
            view.grade(cell.count, most);
        }
    }

    fn ages(&mut self, line: &Line, now: Timestamp) {
        self.newest.say(&age(line.sum.newest, now));
        for (view, cell) in self.cells.iter_mut().zip(&line.cells) {
            view.age(cell.newest, now);
        }
    }
}

fn gridcell(row: &Element, class: &str, label: &str) -> Element {
    let cell = add(row, "td", class, "");
    set(&cell, "role", "gridcell");
    set(&cell, "data-label", label);
    cell
}
