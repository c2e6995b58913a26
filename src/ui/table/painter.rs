//! Draws the rows of a table straight into its `<tbody>`.
//!
//! By hand, because it is the one place where a framework's cost per cell is felt: a row that stays in
//! view keeps its element (and with it the focus and the reader's place), and an element that left is
//! filled anew instead of made anew.

use std::collections::HashMap;
use std::ops::Range;

use web_sys::{Document, Element, HtmlTableSectionElement};

use super::cell::{Row, fill};
use super::column::Column;

/// A row on screen.
struct Drawn {
    element: Element,
    row: Row,
    index: usize,
}

/// The rows on screen.
#[derive(Default)]
pub struct Painter {
    drawn: Vec<Drawn>,
    spare: Vec<Element>,
}

impl Painter {
    /// Makes the rows of `window` stand between the two spacers of `body`, in their order.
    pub fn paint(
        &mut self,
        body: &HtmlTableSectionElement,
        columns: &[Column],
        window: Range<usize>,
        row_at: &dyn Fn(usize) -> Option<Row>,
    ) {
        let Some(document) = body.owner_document() else {
            return;
        };
        let wanted: Vec<(usize, Row)> = window
            .filter_map(|index| Some((index, row_at(index)?)))
            .collect();
        let mut kept: HashMap<String, Drawn> = self
            .drawn
            .drain(..)
            .map(|drawn| (drawn.row.key.clone(), drawn))
            .collect();
        let mut next: Vec<(usize, Row, Option<Drawn>)> = wanted
            .into_iter()
            .map(|(index, row)| {
                let drawn = kept.remove(&row.key);
                (index, row, drawn)
            })
            .collect();
        for (_, left) in kept {
            left.element.remove();
            self.spare.push(left.element);
        }
        // From the last to the first: each stands before the one behind it, and what is already in its
        // place is not touched.
        let mut behind = body.last_element_child();
        let mut drawn = Vec::with_capacity(next.len());
        while let Some((index, row, before)) = next.pop() {
            let Some(one) = self.draw(&document, columns, index, row, before) else {
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
    }

    fn draw(
        &mut self,
        document: &Document,
        columns: &[Column],
        index: usize,
        row: Row,
        before: Option<Drawn>,
    ) -> Option<Drawn> {
        let mut drawn = match before {
            Some(drawn) if drawn.row == row => drawn,
            Some(Drawn {
                element,
                row: old,
                index,
            }) => {
                fill_row(document, &element, &row, Some(&old));
                Drawn {
                    element,
                    row,
                    index,
                }
            }
            None => {
                let element = self.spare.pop().or_else(|| new_row(document, columns))?;
                fill_row(document, &element, &row, None);
                Drawn {
                    element,
                    row,
                    index: usize::MAX,
                }
            }
        };
        if drawn.index != index {
            // Counted from 1, and the heading is the first row (WAI-ARIA 1.2, aria-rowindex).
            drop(
                drawn
                    .element
                    .set_attribute("aria-rowindex", &(index + 2).to_string()),
            );
            drop(
                drawn
                    .element
                    .class_list()
                    .toggle_with_force("even", index % 2 == 1),
            );
            drawn.index = index;
        }
        Some(drawn)
    }
}

/// Roles are spelled out: as cards, the elements lose the ones they were born with.
fn new_row(document: &Document, columns: &[Column]) -> Option<Element> {
    let row = document.create_element("tr").ok()?;
    drop(row.set_attribute("role", "row"));
    for (index, column) in columns.iter().enumerate() {
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

fn fill_row(document: &Document, element: &Element, row: &Row, old: Option<&Row>) {
    let cells = element.children();
    for (index, (cell, number)) in row.cells.iter().zip(0_u32..).enumerate() {
        if old.and_then(|old| old.cells.get(index)) != Some(cell)
            && let Some(into) = cells.item(number)
        {
            fill(document, &into, cell);
        }
    }
}
