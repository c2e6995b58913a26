//! What lies around and above the pixels: names, dates, and what is pointed at. Elements, so that words
//! are crisp and what follows the pointer needs no pixel drawn anew.

use std::sync::Arc;

use web_sys::Element;

use crate::format::number::figure;
use crate::ui::dom::{add, set_flag};

use super::LaneData;
use super::held::{Cursor, Held};
use super::inks::html;
use super::layout::Layout;
use super::span::Span;

/// The elements.
pub struct Marks {
    names: Element,
    band: Element,
    cross: Element,
    ring: Element,
    brush: Element,
    /// What the names were made for.
    named: Option<(Arc<LaneData>, Layout)>,
}

impl Marks {
    /// Makes them, below and above the pixels.
    pub fn new(under: &Element, over: &Element) -> Self {
        let made = Self {
            band: add(under, "div", "lanes-band", ""),
            names: add(over, "div", "lanes-names", ""),
            cross: add(over, "div", "lanes-cross", ""),
            ring: add(over, "div", "lanes-ring", ""),
            brush: add(over, "div", "lanes-brush", ""),
            named: None,
        };
        for one in [&made.band, &made.cross, &made.ring, &made.brush] {
            set_flag(one, "hidden", true);
        }
        made
    }

    /// Writes the names, where there is room for any.
    pub fn names(&mut self, data: &Arc<LaneData>, layout: &Layout) {
        if self
            .named
            .as_ref()
            .is_some_and(|(old, was)| Arc::ptr_eq(old, data) && was == layout)
        {
            return;
        }
        self.names.set_text_content(None);
        let shown = data.lanes.iter().skip(layout.first).take(layout.lanes);
        let mut sides: Option<(Element, Element)> = None;
        for (place, lane) in shown.enumerate().filter(|_| layout.has_names()) {
            let (column, top) = layout.origin(place);
            if top == 0 {
                let start = column * layout.pitch;
                let behind = layout.left(column) + layout.plot;
                sides = Some((
                    self.side("lanes-side", layout.css(start)),
                    self.side("lanes-side lanes-notes", layout.css(behind)),
                ));
            }
            if let Some((names, notes)) = &sides {
                add(names, "span", "", &lane.name);
                add(notes, "span", "", &figure(lane.count));
            }
        }
        self.named = Some((Arc::clone(data), *layout));
    }

    fn side(&self, class: &str, left: String) -> Element {
        let side = add(&self.names, "div", class, "");
        if let Some(side) = html(side.clone()) {
            drop(side.style().set_property("--x", &left));
        }
        side
    }

    /// Shows what is pointed at: its lane, its tick, its moment, and the span that is being drawn.
    pub fn point(&self, held: &Held, shown: Option<Cursor>) {
        let layout = &held.layout;
        let least = layout.device(3);
        let on_page =
            shown.filter(|shown| (layout.first..layout.first + layout.lanes).contains(&shown.lane));
        let lane = on_page.map(|shown| layout.origin(shown.lane - layout.first));
        let band = lane.map(|(column, top)| {
            let more = (least - layout.lane).max(0);
            let start = column * layout.pitch;
            let end = layout.left(column) + layout.plot + layout.notes;
            (start, top - more / 2, end - start, layout.lane + more)
        });
        let tick = on_page.and_then(|shown| held.data.ticks.get(shown.tick?));
        let x = tick.and_then(|tick| held.span.x(tick.at, layout.plot));
        let ring = lane.zip(x).map(|((column, top), x)| {
            let (wide, around) = (layout.device(10), layout.device(2));
            let high = layout.lane.max(layout.device(6)) + around;
            let top = top + (layout.lane - high) / 2;
            (layout.left(column) + x - wide / 2, top, wide, high)
        });
        let pointed = held.pointed.map(|(_, x)| x).or(x);
        let cross = lane
            .zip(pointed)
            .map(|((column, _), x)| (layout.left(column) + x, 0, layout.device(1), layout.height));
        let drawn = held
            .press
            .as_ref()
            .and_then(|press| Some((press.column, press.drawn()?)));
        let brush = drawn.map(|(column, (from, to))| {
            (layout.left(column) + from, 0, to - from + 1, layout.height)
        });
        let cross = cross.filter(|_| brush.is_none());
        lay(&self.band, layout, band);
        lay(&self.ring, layout, ring);
        lay(&self.cross, layout, cross);
        lay(&self.brush, layout, brush);
    }
}

/// Writes the words of the time marks, as many as fit.
pub fn dates(into: &Element, data: &LaneData, layout: &Layout, span: Span) {
    into.set_text_content(None);
    let room = layout.device(46);
    for column in 0..layout.columns {
        for (x, words) in data.marks(layout, span) {
            if x + room > layout.plot + layout.notes {
                continue;
            }
            if let Some(date) = html(add(into, "span", "", words)) {
                let left = layout.css(layout.left(column) + x);
                drop(date.style().set_property("--x", &left));
            }
        }
    }
}

/// Lays an element somewhere (left, top, width, height), or hides it.
fn lay(element: &Element, layout: &Layout, place: Option<(i32, i32, i32, i32)>) {
    set_flag(element, "hidden", place.is_none());
    if let (Some((x, y, wide, high)), Some(element)) = (place, html(element.clone())) {
        let style = element.style();
        for (name, length) in [("--x", x), ("--y", y), ("--w", wide), ("--h", high)] {
            drop(style.set_property(name, &layout.css(length)));
        }
    }
}
