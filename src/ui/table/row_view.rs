//! The elements of one row, held so that filling them anew asks the document for nothing.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement};

use super::cell::{Row, refill};
use super::painter::Picture;

/// What is said of a row besides what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Its place in the list.
    pub index: usize,
    /// Whether it is selected.
    pub picked: bool,
    /// Whether it is the one that the Tab key comes to.
    pub current: bool,
}

/// A row in the document.
pub struct RowView {
    /// The row itself.
    pub element: Element,
    pick: Option<HtmlInputElement>,
    /// Its cells, one per column that is shown.
    cells: Vec<Element>,
    /// The link in the first of them.
    link: Option<Element>,
}

impl RowView {
    /// An empty row. Roles are spelled out: as cards, the elements lose the ones they were born with.
    pub fn new(document: &Document, picture: &Picture<'_>) -> Option<Self> {
        let element = document.create_element("tr").ok()?;
        drop(element.set_attribute("role", "row"));
        let pick = if picture.picks {
            let cell = document.create_element("td").ok()?;
            drop(cell.set_attribute("role", "cell"));
            cell.set_class_name("col-pick");
            let pick = document.create_element("input").ok()?;
            drop(pick.set_attribute("type", "checkbox"));
            drop(cell.append_child(&pick));
            drop(element.append_child(&cell));
            Some(pick.dyn_into().ok()?)
        } else {
            None
        };
        let mut cells = Vec::with_capacity(picture.columns.len());
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
            drop(element.append_child(&cell));
            cells.push(cell);
        }
        Some(Self {
            element,
            pick,
            cells,
            link: None,
        })
    }

    /// Sets its box.
    pub fn set_box(&self, picked: bool) {
        if let Some(pick) = &self.pick {
            pick.set_checked(picked);
        }
    }

    /// Fills it; only what differs from what it holds is touched.
    pub fn fill(
        &mut self,
        document: &Document,
        picture: &Picture<'_>,
        row: &Row,
        old: Option<&Row>,
    ) {
        let shown = row
            .cells
            .iter()
            .enumerate()
            .filter(|(index, _)| picture.shown.has(*index));
        for (into, (index, cell)) in self.cells.iter().zip(shown) {
            let before = old.and_then(|old| old.cells.get(index));
            match &row.href {
                Some(href) if index == 0 => {
                    if old.is_none_or(|old| old.href != row.href) {
                        link_to(document, into, &mut self.link, href);
                    }
                    if let Some(link) = &self.link {
                        refill(document, link, cell, before);
                    }
                }
                _ => refill(document, into, cell, before),
            }
        }
        let name = |row: &Row| row.cells.first().map(|cell| cell.words().to_owned());
        let name = name(row).filter(|now| old.and_then(name).as_ref() != Some(now));
        if let (Some(pick), Some(name)) = (&self.pick, name) {
            drop(pick.set_attribute("aria-label", &["Select ", &name].concat()));
        }
    }

    /// Marks it; only what differs from its marks is touched.
    pub fn mark(&self, now: Marks, old: Option<Marks>) {
        let differs = |part: fn(Marks) -> bool| old.map(part) != Some(part(now));
        if old.is_none_or(|old| old.index != now.index) {
            // Counted from 1, and the heading is the first row (WAI-ARIA 1.2, aria-rowindex).
            drop(
                self.element
                    .set_attribute("aria-rowindex", &(now.index + 2).to_string()),
            );
        }
        if differs(|marks| marks.index % 2 == 1) {
            self.class("even", now.index % 2 == 1);
        }
        if differs(|marks| marks.picked) {
            self.class("picked", now.picked);
            self.set_box(now.picked);
        }
        if differs(|marks| marks.current) {
            // One row at a time is in the Tab order; the arrow keys go from row to row (APG, roving tabindex).
            let stop = if now.current { "0" } else { "-1" };
            let pick = self.pick.as_ref().map(AsRef::<Element>::as_ref);
            for one in [pick, self.link.as_ref()].into_iter().flatten() {
                drop(one.set_attribute("tabindex", stop));
            }
        }
    }

    fn class(&self, name: &str, there: bool) {
        drop(self.element.class_list().toggle_with_force(name, there));
    }
}

/// The cell that heads the row leads to its record: the same link stays, and with it the focus.
fn link_to(document: &Document, into: &Element, link: &mut Option<Element>, href: &str) {
    if link.is_none() {
        *link = document.create_element("a").ok();
        if let Some(link) = link {
            into.set_text_content(None);
            drop(into.append_child(link));
        }
    }
    if let Some(link) = link {
        drop(link.set_attribute("href", href));
    }
}
