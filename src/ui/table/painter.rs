//! Draws the rows of a table straight into its `<tbody>`.
//!
//! By hand, because it is the one place where a framework's cost per cell is felt: a row that stays in
//! view keeps its element (and with it the focus and the reader's place), and an element that left is
//! filled anew instead of made anew.

use std::collections::HashMap;
use std::ops::Range;

use web_sys::{Document, Element, HtmlTableSectionElement};

use super::cell::Row;
use super::column::{Column, Shown};
use super::row_view::{Marks, RowView};

/// What is to be drawn.
pub struct Picture<'a> {
    /// All columns of the table.
    pub columns: &'static [Column],
    /// Those that are shown.
    pub shown: Shown,
    /// Whether rows can be selected.
    pub picks: bool,
    /// Which places stand in the document.
    pub window: Range<usize>,
    /// Which of them are in view and must be right now. The others may wait for the next picture; until
    /// then they are missing, or still show what stood there before.
    pub urgent: Range<usize>,
    /// One row, by its place.
    pub row_at: &'a dyn Fn(usize) -> Option<Row>,
    /// Whether a row is selected.
    pub is_picked: &'a dyn Fn(&str) -> bool,
    /// The place that the Tab key comes to.
    pub current: usize,
}

/// A row on screen.
struct Drawn {
    view: RowView,
    row: Row,
    marks: Marks,
}

/// The rows on screen.
#[derive(Default)]
pub struct Painter {
    drawn: Vec<Drawn>,
    spare: Vec<Drawn>,
    /// What the elements were made for.
    shape: Option<(Shown, bool)>,
}

impl Painter {
    /// Makes the rows of the picture stand between the two spacers of `body`, in their order; answers
    /// which places stand there now.
    pub fn paint(
        &mut self,
        body: &HtmlTableSectionElement,
        picture: &Picture<'_>,
    ) -> Option<Range<usize>> {
        let document = body.owner_document()?;
        let shape = Some((picture.shown, picture.picks));
        if self.shape != shape {
            self.shape = shape;
            self.spare.clear();
            for drawn in self.drawn.drain(..) {
                drawn.view.element.remove();
            }
        }
        let (before, old, after) = self.waiting(picture);
        let mut old: Vec<Option<Drawn>> = old.into_iter().map(Some).collect();
        let keys = old.iter().flatten().map(|drawn| drawn.row.key.clone());
        let places: HashMap<String, usize> = keys.zip(0..).collect();
        let mut next: Vec<(usize, Row, Option<Drawn>)> = picture
            .urgent
            .clone()
            .filter_map(|index| {
                let row = (picture.row_at)(index)?;
                let place = places.get(&row.key);
                let drawn = place.and_then(|place| old.get_mut(*place)?.take());
                Some((index, row, drawn))
            })
            .collect();
        for left in reuse(&mut next, old, &document) {
            left.view.element.remove();
            self.spare.push(left);
        }
        let mut drawn = after;
        drawn.reverse();
        // From the last to the first: each stands before the one behind it, and what is already in its
        // place is not touched.
        let mut behind = drawn
            .last()
            .map(|one| one.view.element.clone())
            .or_else(|| body.last_element_child());
        while let Some((index, row, before)) = next.pop() {
            let is_new = before.is_none();
            let Some(one) = self.draw(&document, picture, index, row, before) else {
                continue;
            };
            let element = &one.view.element;
            if is_new || element.next_element_sibling() != behind {
                drop(body.insert_before(element, behind.as_ref().map(AsRef::as_ref)));
            }
            behind = Some(element.clone());
            drawn.push(one);
        }
        drawn.extend(before.into_iter().rev());
        drawn.reverse();
        self.drawn = drawn;
        // What was needed once, for a print or a tall screen, is not kept for ever.
        self.spare.truncate(64);
        let first = self.drawn.first().map_or(picture.window.start, at);
        Some(first..self.drawn.last().map_or(first, |last| at(last) + 1))
    }

    /// What stands in the document, in three: the rows before those that are urgent and the rows behind
    /// them, as far as they can wait where they are, and all others.
    fn waiting(&mut self, picture: &Picture<'_>) -> (Vec<Drawn>, Vec<Drawn>, Vec<Drawn>) {
        let Range { start, end } = picture.urgent;
        let has = |place: usize| self.drawn.iter().any(|drawn| at(drawn) == place);
        // Without a gap between them and the urgent ones.
        let (can_before, can_after) = (start > 0 && has(start - 1), has(end));
        let (mut before, mut old, mut after) = (Vec::new(), Vec::new(), Vec::new());
        for drawn in self.drawn.drain(..) {
            let place = at(&drawn);
            if !picture.window.contains(&place) {
                old.push(drawn);
            } else if can_before && place < start {
                before.push(drawn);
            } else if can_after && place >= end {
                after.push(drawn);
            } else {
                old.push(drawn);
            }
        }
        (before, old, after)
    }

    /// The place and the key of the row that an element stands in.
    pub fn row_of(&self, element: &Element) -> Option<(usize, &Row)> {
        let row = element.closest("tbody > tr").ok().flatten()?;
        let drawn = self.drawn.iter().find(|drawn| drawn.view.element == row)?;
        Some((at(drawn), &drawn.row))
    }

    /// The element of the row at a place, if it is on screen.
    pub fn element_at(&self, place: usize) -> Option<&Element> {
        Some(&self.drawn_at(place)?.view.element)
    }

    /// Sets the box of the row at a place.
    pub fn set_box(&self, place: usize, picked: bool) {
        if let Some(drawn) = self.drawn_at(place) {
            drawn.view.set_box(picked);
        }
    }

    fn drawn_at(&self, place: usize) -> Option<&Drawn> {
        self.drawn.iter().find(|drawn| at(drawn) == place)
    }

    fn draw(
        &mut self,
        document: &Document,
        picture: &Picture<'_>,
        index: usize,
        row: Row,
        before: Option<Drawn>,
    ) -> Option<Drawn> {
        let marks = Marks {
            index,
            picked: (picture.is_picked)(&row.key),
            current: index == picture.current,
        };
        let (mut view, old, old_marks) = match before.or_else(|| self.spare.pop()) {
            Some(drawn) => (drawn.view, Some(drawn.row), Some(drawn.marks)),
            None => (RowView::new(document, picture)?, None, None),
        };
        if old.as_ref() != Some(&row) {
            view.fill(document, picture, &row, old.as_ref());
        }
        view.mark(marks, old_marks);
        Some(Drawn { view, row, marks })
    }
}

fn at(drawn: &Drawn) -> usize {
    drawn.marks.index
}

/// Gives rows that come the elements of rows that go, where they stand: taking an element out of the
/// document and putting it back is what costs. An element that has the focus is used for no other record,
/// now or later, or the focus would come to mean that one. Answers those that are left over.
fn reuse(
    next: &mut [(usize, Row, Option<Drawn>)],
    left: Vec<Option<Drawn>>,
    document: &Document,
) -> Vec<Drawn> {
    let focused = document.active_element();
    let has_focus = |drawn: &Drawn| {
        drawn
            .view
            .element
            .contains(focused.as_ref().map(AsRef::as_ref))
    };
    let (gone, mut left): (Vec<Drawn>, Vec<Drawn>) =
        left.into_iter().flatten().partition(has_focus);
    for drawn in gone {
        drawn.view.element.remove();
    }
    for (_, _, before) in next.iter_mut().rev() {
        if before.is_none() {
            *before = left.pop();
        }
    }
    left
}
