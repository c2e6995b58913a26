//! Draws the rows of a table straight into its `<tbody>`.
//!
//! By hand, because it is the one place where a framework's cost per cell is felt: a row that stays in
//! view keeps its element (and with it the focus and the reader's place), and an element that left is
//! filled anew instead of made anew.

use std::collections::HashMap;
use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement, HtmlTableSectionElement};

use super::cell::{Cell, Row, fill};
use super::column::{Column, Shown};

/// What is to be drawn.
pub struct Picture<'a> {
    /// All columns of the table.
    pub columns: &'static [Column],
    /// Those that are shown.
    pub shown: Shown,
    /// Whether rows can be selected.
    pub picks: bool,
    /// Which places.
    pub window: Range<usize>,
    /// One row, by its place.
    pub row_at: &'a dyn Fn(usize) -> Option<Row>,
    /// Whether a row is selected.
    pub is_picked: &'a dyn Fn(&str) -> bool,
    /// The place that the Tab key comes to.
    pub current: usize,
}

/// A row on screen.
struct Drawn {
    element: Element,
    row: Row,
    index: usize,
    picked: bool,
    current: bool,
}

/// The rows on screen.
#[derive(Default)]
pub struct Painter {
    drawn: Vec<Drawn>,
    spare: Vec<Element>,
    /// What the elements were made for.
    shape: Option<(Shown, bool)>,
}

impl Painter {
    /// Makes the rows of the picture stand between the two spacers of `body`, in their order.
    pub fn paint(&mut self, body: &HtmlTableSectionElement, picture: &Picture<'_>) {
        let Some(document) = body.owner_document() else {
            return;
        };
        let shape = Some((picture.shown, picture.picks));
        if self.shape != shape {
            self.shape = shape;
            self.spare.clear();
            for drawn in self.drawn.drain(..) {
                drawn.element.remove();
            }
        }
        let mut kept: HashMap<String, Drawn> = self
            .drawn
            .drain(..)
            .map(|drawn| (drawn.row.key.clone(), drawn))
            .collect();
        let mut next: Vec<(usize, Row, Option<Drawn>)> = picture
            .window
            .clone()
            .filter_map(|index| {
                let row = (picture.row_at)(index)?;
                let drawn = kept.remove(&row.key);
                Some((index, row, drawn))
            })
            .collect();
        for left in reuse(&mut next, kept, &document) {
            left.element.remove();
            self.spare.push(left.element);
        }
        // From the last to the first: each stands before the one behind it, and what is already in its
        // place is not touched.
        let mut behind = body.last_element_child();
        let mut drawn = Vec::with_capacity(next.len());
        while let Some((index, row, before)) = next.pop() {
            let Some(one) = self.draw(&document, picture, index, row, before) else {
                continue;
            };
            if one.element.next_element_sibling() != behind
                || one.element.parent_element().is_none()
            {
                drop(body.insert_before(&one.element, behind.as_ref().map(AsRef::as_ref)));
            }
            behind = Some(one.element.clone());
            drawn.push(one);
        }
        drawn.reverse();
        self.drawn = drawn;
        // What was needed once, for a print or a tall screen, is not kept for ever.
        self.spare.truncate(64);
    }

    /// The place and the key of the row that an element stands in.
    pub fn row_of(&self, element: &Element) -> Option<(usize, &Row)> {
        let row = element.closest("tbody > tr").ok().flatten()?;
        let drawn = self.drawn.iter().find(|drawn| drawn.element == row)?;
        Some((drawn.index, &drawn.row))
    }

    /// The element of the row at a place, if it is on screen.
    pub fn element_at(&self, place: usize) -> Option<&Element> {
        let drawn = self.drawn.iter().find(|drawn| drawn.index == place)?;
        Some(&drawn.element)
    }

    /// Sets the box of the row at a place.
    pub fn set_box(&self, place: usize, picked: bool) {
        if let Some(pick) = self.element_at(place).and_then(pick_of) {
            pick.set_checked(picked);
        }
    }

    fn draw(
        &mut self,
        document: &Document,
        picture: &Picture<'_>,
        index: usize,
        row: Row,
        before: Option<Drawn>,
    ) -> Option<Drawn> {
        let picked = (picture.is_picked)(&row.key);
        let current = index == picture.current;
        let (element, old, marks) = if let Some(drawn) = before {
            let marks = (drawn.index, drawn.picked, drawn.current);
            (drawn.element, Some(drawn.row), Some(marks))
        } else {
            let element = self.spare.pop().or_else(|| new_row(document, picture))?;
            (element, None, None)
        };
        if old.as_ref() != Some(&row) {
            fill_row(document, &element, picture, &row, old.as_ref());
        }
        if marks != Some((index, picked, current)) {
            mark_row(&element, picture.picks, index, picked, current);
        }
        Some(Drawn {
            element,
            row,
            index,
            picked,
            current,
        })
    }
}

/// Gives rows that come the elements of rows that go, where they stand: taking an element out of the
/// document and putting it back is what costs. An element that has the focus is used for no other record,
/// now or later, or the focus would come to mean that one. Answers those that are left over.
fn reuse(
    next: &mut [(usize, Row, Option<Drawn>)],
    kept: HashMap<String, Drawn>,
    document: &Document,
) -> Vec<Drawn> {
    let focused = document.active_element();
    let has_focus = |drawn: &Drawn| drawn.element.contains(focused.as_ref().map(AsRef::as_ref));
    let (gone, mut left): (Vec<Drawn>, Vec<Drawn>) =
        kept.into_values().partition(|drawn| has_focus(drawn));
    for drawn in gone {
        drawn.element.remove();
    }
    left.sort_unstable_by_key(|drawn| drawn.index);
    for (_, _, before) in next.iter_mut().rev() {
        if before.is_none() {
            *before = left.pop();
        }
    }
    left
}

/// Roles are spelled out: as cards, the elements lose the ones they were born with.
fn new_row(document: &Document, picture: &Picture<'_>) -> Option<Element> {
    let row = document.create_element("tr").ok()?;
    drop(row.set_attribute("role", "row"));
    if picture.picks {
        let cell = document.create_element("td").ok()?;
        drop(cell.set_attribute("role", "cell"));
        cell.set_class_name("col-pick");
        let pick = document.create_element("input").ok()?;
        drop(pick.set_attribute("type", "checkbox"));
        drop(cell.append_child(&pick));
        drop(row.append_child(&cell));
    }
    for (index, column) in picture.columns.iter().enumerate() {
        if !picture.shown.has(index) {
            continue;
        }
        let heads = index == 0;
        let cell = document
            .create_element(if heads { "th" } else { "td" })
            .ok()?;
        drop(cell.set_attribute("role", if heads { "rowheader" } else { "cell" }));
        if heads {
            drop(cell.set_attribute("scope", "row"));
        }
        cell.set_class_name(column.class);
        drop(cell.set_attribute("data-label", column.label));
        drop(row.append_child(&cell));
    }
    Some(row)
}

fn fill_row(
    document: &Document,
    element: &Element,
    picture: &Picture<'_>,
    row: &Row,
    old: Option<&Row>,
) {
    let cells = element.children();
    let mut number = u32::from(picture.picks);
    for (index, cell) in row.cells.iter().enumerate() {
        if !picture.shown.has(index) {
            continue;
        }
        let same = old.is_some_and(|old| {
            old.cells.get(index) == Some(cell) && (index > 0 || old.href == row.href)
        });
        if !same && let Some(into) = cells.item(number) {
            match &row.href {
                Some(href) if index == 0 => fill_link(document, &into, href, cell),
                _ => fill(document, &into, cell),
            }
        }
        number += 1;
    }
    if picture.picks
        && let Some(pick) = pick_of(element)
    {
        let name = row.cells.first().map_or("", Cell::words);
        drop(pick.set_attribute("aria-label", &["Select ", name].concat()));
    }
}

/// The cell that heads the row, as the link to its record: the same element stays, and with it the focus.
fn fill_link(document: &Document, into: &Element, href: &str, cell: &Cell) {
    let link = into
        .first_element_child()
        .filter(|child| child.tag_name() == "A");
    let Some(link) = link.or_else(|| document.create_element("a").ok()) else {
        return;
    };
    drop(link.set_attribute("href", href));
    fill(document, &link, cell);
    if link.parent_element().is_none() {
        into.set_text_content(None);
        drop(into.append_child(&link));
    }
}

fn mark_row(element: &Element, picks: bool, index: usize, picked: bool, current: bool) {
    // Counted from 1, and the heading is the first row (WAI-ARIA 1.2, aria-rowindex).
    drop(element.set_attribute("aria-rowindex", &(index + 2).to_string()));
    let classes = element.class_list();
    drop(classes.toggle_with_force("even", index % 2 == 1));
    drop(classes.toggle_with_force("picked", picked));
    // One row at a time is in the Tab order; the arrow keys go from row to row (APG, roving tabindex).
    let stop = if current { "0" } else { "-1" };
    if picks && let Some(pick) = pick_of(element) {
        pick.set_checked(picked);
        drop(pick.set_attribute("tabindex", stop));
    }
    if let Ok(Some(link)) = element.query_selector("th > a") {
        drop(link.set_attribute("tabindex", stop));
    }
}

fn pick_of(row: &Element) -> Option<HtmlInputElement> {
    row.first_element_child()?
        .first_element_child()?
        .dyn_into()
        .ok()
}
