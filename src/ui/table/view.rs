//! What happens in a table: drawing, moving from row to row, selecting.

use std::ops::Range;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Rows;
use super::column::{Column, Shown};
use super::keyboard::{Move, Pressed, read, target};
use super::painter::{Painter, Picture};
use super::selection::Selection;
use crate::reactive::effect_with_last;
use crate::state::table_prefs::TablePrefs;
use crate::ui::sight::{Sight, after_the_frame};
use crate::ui::typing::typing;

/// The height of the sticky head, in CSS pixels (`style/table.css`).
const HEAD: u32 = 35;

/// One table on screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TableView {
    /// What scrolls.
    pub scroller: NodeRef<html::Div>,
    /// What holds the rows.
    pub body: NodeRef<html::Tbody>,
    /// What draws them.
    pub painter: StoredValue<Painter, LocalStorage>,
    /// Where they come from.
    pub rows: StoredValue<Rows, LocalStorage>,
    /// All columns.
    pub columns: &'static [Column],
    /// Those that are shown.
    pub shown: Signal<Shown>,
    /// What is selected, where rows can be.
    pub selection: Option<Selection>,
    /// The place of the current row: the one in the Tab order.
    pub current: RwSignal<usize>,
    /// How far it is scrolled, in pixels.
    pub top: RwSignal<u32>,
    /// How much of it is seen, in pixels.
    pub height: RwSignal<u32>,
    /// How high a row is, in pixels.
    pub row_height: Memo<u32>,
    /// The places to draw.
    pub window: Memo<Range<usize>>,
    /// Whether letters do something.
    pub prefs: Option<TablePrefs>,
    /// Whether it is out of sight.
    pub sight: Sight,
}

impl TableView {
    /// How many rows there are; tracks it.
    pub fn total(self) -> usize {
        self.rows.with_value(|rows| rows.total).get()
    }

    /// Draws the rows, now and whenever something changes that they show.
    ///
    /// Where all of them change at once, those in view are drawn first and the spare ones after the next
    /// frame: one waits for half of the work. A table further down the page than the screen reaches is drawn
    /// after that frame as a whole. What is looked at is another order or another search, which
    /// starts at the top. On paper all rows stand at once.
    pub fn follow(self, looked_at: Signal<String>, printing: RwSignal<bool>) {
        // Whether the spare rows are still to be drawn.
        let hasty = StoredValue::new(false);
        let again = RwSignal::new(0_u32);
        let draw_all = move || {
            if hasty.try_set_value(false).is_none() {
                self.look_around();
                again.update(|again| *again = again.wrapping_add(1));
            }
        };
        effect_with_last(move |before: Option<Option<(String, bool)>>| {
            again.track();
            let now = self
                .body
                .get()
                .map(|_| (looked_at.get(), self.total() == 0));
            let before = before.flatten();
            let looks_elsewhere =
                before.as_ref().map(|(at, _)| at) != now.as_ref().map(|(at, _)| at);
            // The first rows of a list that is being fetched are new to the eye, too.
            let is_new = now.is_some()
                && (looks_elsewhere || before.as_ref().is_some_and(|(_, empty)| *empty));
            let starts_over = looks_elsewhere && before.is_some();
            if starts_over && self.top.get_untracked() > 0 {
                // Only then: asked for it, the browser lays out all that has changed by now.
                self.scroll_to(0);
            }
            if is_new && !hasty.get_value() {
                hasty.set_value(true);
                after_the_frame(draw_all);
            }
            let hasty = hasty.get_value() && !printing.get_untracked();
            if !hasty || !self.sight.is_away() {
                self.draw(hasty);
            }
            if starts_over && self.current.get_untracked() > 0 && self.focused_row().is_none() {
                self.current.set(0);
            }
            now
        });
    }

    /// Draws what is in view and what stands ready around it.
    pub fn paint(self) {
        untrack(|| self.draw(false));
    }

    /// Draws what is in view and, unless it is `urgent`, what stands ready around it; tracks all that it
    /// shows.
    fn draw(self, urgent: bool) {
        let Some(body) = self.body.get() else { return };
        let total = self.total();
        let window = self.window.get();
        let picture = Picture {
            columns: self.columns,
            shown: self.shown.get(),
            picks: self.selection.is_some(),
            urgent: if urgent {
                self.in_view(&window)
            } else {
                window.clone()
            },
            window,
            row_at: &|place| self.rows.with_value(|rows| (rows.at)(place)),
            is_picked: &|key| self.selection.is_some_and(|selection| selection.has(key)),
            // A list that has become shorter still has a row to come to.
            current: self.current.get().min(total.saturating_sub(1)),
        };
        // The row that has the focus may be one of those that leave the document, or that move in it.
        let focused = self.focused();
        let held = focused.as_ref().and_then(|focused| self.row_of(focused));
        let drawn = self
            .painter
            .try_update_value(|painter| painter.paint(&body, &picture))
            .flatten()
            .unwrap_or_default();
        // At once, too: were the list shorter for a moment, the browser would scroll it back.
        let before = body.first_element_child();
        self.make_room(before, drawn.start);
        self.make_room(body.last_element_child(), total.saturating_sub(drawn.end));
        let Some(focused) = focused else { return };
        let now = self.row_of(&focused);
        if self.focused().is_none() {
            // A browser takes the focus from what moves. Where the row is gone, its keys still work
            // from the list, and bring it back.
            let scroller = self.scroller.get_untracked();
            let to = scroller
                .filter(|_| now.is_none())
                .map(|scroller| (*scroller).clone());
            if let Some(to) = to.or_else(|| focused.dyn_into().ok()) {
                focus_without_scrolling(&to);
            }
        }
        if let (Some((before, key)), Some((now, same))) = (held, now)
            && before != now
            && key == same
        {
            // The focus stays with its record, and the keys go on from there.
            self.current.set(now);
        }
    }

    /// Gives a spacer the height of so many rows; tracks how high one is.
    fn make_room(self, spacer: Option<Element>, rows: usize) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let height = rows.saturating_mul(self.row_height.get()).to_string() + "px";
        if let Some(spacer) = spacer.and_then(|spacer| spacer.dyn_into::<HtmlElement>().ok()) {
            drop(spacer.style().set_property("--height", &height));
        }
    }

    /// The place and the key of the row that an element stands in.
    fn row_of(self, element: &Element) -> Option<(usize, String)> {
        self.painter
            .try_with_value(|painter| {
                let (place, row) = painter.row_of(element)?;
                Some((place, row.key.clone()))
            })
            .flatten()
    }

    /// The places of a window that are on screen, with one to spare: the view may begin within a row.
    fn in_view(self, window: &Range<usize>) -> Range<usize> {
        let row = self.row_height.get().max(1);
        let (top, height) = (self.top.get_untracked(), self.height.get_untracked());
        let whole = |rows: u32| usize::try_from(rows).unwrap_or(usize::MAX);
        let first = whole(top / row).clamp(window.start, window.end);
        let last = whole((top.saturating_add(height)) / row).saturating_add(1);
        first..last.clamp(first, window.end)
    }

    /// The place and the key of the row that has the focus.
    fn focused_row(self) -> Option<(usize, String)> {
        self.row_of(&self.focused()?)
    }

    fn look_around(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            self.sight.look(&scroller);
        }
    }

    /// A key was pressed somewhere on the page: `j` and `k` bring the focus into the list.
    pub fn key_from_outside(self, event: &ev::KeyboardEvent) {
        self.look_around();
        let ours = matches!(event.key().as_str(), "j" | "k");
        if ours && !typing(event) && self.focused().is_none() {
            // It comes to the current row, not past it.
            let letters = self
                .prefs
                .is_none_or(|prefs| untrack(|| prefs.single_keys()));
            if letters && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
                event.prevent_default();
                self.go(self.current.get_untracked());
            }
        }
    }

    /// What has the focus, if it is in this table.
    fn focused(self) -> Option<Element> {
        let active = document().active_element()?;
        let scroller = self.scroller.get_untracked()?;
        scroller.contains(Some(&active)).then_some(active)
    }

    fn key_at(self, place: usize) -> Option<String> {
        self.rows.with_value(|rows| (rows.key)(place))
    }

    /// Whether all rows are selected; tracks them.
    pub fn all_picked(self) -> bool {
        let total = self.total();
        self.selection.is_some_and(|selection| {
            total > 0
                && selection.len() >= total
                && (0..total).all(|place| self.key_at(place).is_some_and(|key| selection.has(&key)))
        })
    }

    /// Selects all that match.
    pub fn pick_all(self) {
        if let Some(selection) = self.selection {
            let total = self.rows.with_value(|rows| rows.total).get_untracked();
            selection.set(untrack(|| {
                (0..total).filter_map(|place| self.key_at(place)).collect()
            }));
        }
    }

    /// Scrolls to a place in pixels.
    pub fn scroll_to(self, top: u32) {
        if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
            scroller.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
            self.top.set(top);
        }
    }

    /// A key was pressed in the table.
    pub fn key(self, event: &ev::KeyboardEvent) {
        if event.alt_key() || event.default_prevented() {
            return;
        }
        let single_keys = self
            .prefs
            .is_none_or(|prefs| untrack(|| prefs.single_keys()));
        let page = self.height.get_untracked().saturating_sub(HEAD)
            / self.row_height.get_untracked().max(1);
        let pressed = Pressed {
            key: &event.key(),
            command: event.ctrl_key() || event.meta_key(),
            single_keys,
            page: i32::try_from(page.saturating_sub(1).max(1)).unwrap_or(1),
        };
        let Some(asked) = read(pressed) else { return };
        let current = self.current.get_untracked();
        let total = self.rows.with_value(|rows| rows.total).get_untracked();
        match asked {
            Move::PickNone => {
                // Escape means something else to what lies over the table.
                match self.selection {
                    Some(selection) if untrack(|| !selection.is_empty()) => selection.clear(),
                    _ => return,
                }
            }
            Move::PickAll if self.selection.is_some() => self.pick_all(),
            Move::Pick => self.pick(current, event.shift_key()),
            _ => {
                let Some(to) = target(current, asked, total) else {
                    return;
                };
                if event.shift_key()
                    && let Some(selection) = self.selection
                {
                    if untrack(|| selection.is_empty()) {
                        self.pick(current, false);
                    }
                    selection.extend(to, total, &|place| self.key_at(place));
                }
                self.go(to);
            }
        }
        event.prevent_default();
    }

    /// Makes a row the current one, scrolls to it, and gives it the focus.
    fn go(self, place: usize) {
        let row = self.row_height.get_untracked();
        let above = u32::try_from(place).unwrap_or(u32::MAX).saturating_mul(row);
        let (top, height) = (self.top.get_untracked(), self.height.get_untracked());
        let seen = height.saturating_sub(HEAD).max(row);
        if above < top {
            self.scroll_to(above);
        } else if above + row > top + seen {
            self.scroll_to(above + row - seen);
        }
        // The checkbox, where one was on a checkbox.
        let on_pick = self
            .focused()
            .is_some_and(|focused| focused.tag_name() == "INPUT");
        self.current.set(place);
        self.paint();
        let focus = self.painter.with_value(|painter| {
            let row = painter.element_at(place)?;
            let wanted = if on_pick { "td > input" } else { "th > a" };
            row.query_selector(wanted)
                .ok()
                .flatten()
                .or_else(|| row.query_selector("input, a").ok().flatten())
        });
        if let Some(focus) = focus.and_then(|focus| focus.dyn_into::<HtmlElement>().ok()) {
            focus_without_scrolling(&focus);
        }
    }

    /// Selects a row or takes it out; with shift, all from the last one.
    fn pick(self, place: usize, to_here: bool) {
        let Some(selection) = self.selection else {
            return;
        };
        let Some(key) = untrack(|| self.key_at(place)) else {
            return;
        };
        if to_here {
            let total = self.rows.with_value(|rows| rows.total).get_untracked();
            untrack(|| selection.extend(place, total, &|place| self.key_at(place)));
        } else {
            selection.toggle(key);
        }
    }

    /// Something in the table was clicked: the box of a row, or what lies around it.
    pub fn click(self, event: &ev::MouseEvent) {
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        let place = self.row_of(&target).map(|(place, _)| place);
        let in_box = target.closest(".col-pick").ok().flatten().is_some();
        if let Some(place) = place
            && in_box
        {
            self.current.set(place);
            self.pick(place, event.shift_key());
            // The browser has set the box already; what counts is what is selected.
            untrack(|| {
                self.paint();
                let picked = self
                    .key_at(place)
                    .is_some_and(|key| self.selection.is_some_and(|selection| selection.has(&key)));
                self.painter
                    .with_value(|painter| painter.set_box(place, picked));
            });
        }
    }

    /// The focus came to a row: it is the current one.
    pub fn focus(self, event: &ev::FocusEvent) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let place = target.and_then(|target| self.row_of(&target));
        if let Some((place, _)) = place
            && self.current.get_untracked() != place
        {
            self.current.set(place);
        }
    }
}

fn focus_without_scrolling(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}
