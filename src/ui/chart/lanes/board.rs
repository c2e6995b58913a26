//! What is looked at, and what is said of it.

use std::sync::Arc;

use leptos::{html, prelude::*};

use crate::ui::dom::set;

use super::held::{Cursor, Held, whole};
use super::layout::Room;
use super::span::Span;
use super::{LaneCalls, LaneData};

/// One set of lanes on screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Board {
    /// What is shown.
    pub data: Signal<Arc<LaneData>>,
    /// What it asks and tells.
    calls: StoredValue<LaneCalls>,
    /// How it is looked at.
    pub look: RwSignal<Look>,
    /// Its elements.
    pub nodes: Nodes,
    /// What stands on the screen.
    pub held: StoredValue<Held, LocalStorage>,
}

/// How it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What room there is.
    pub room: Room,
    /// Which page of lanes.
    pub page: usize,
    /// A part of the range; `None`: all of it.
    pub zoom: Option<Span>,
}

/// Its elements.
#[derive(Clone, Copy)]
pub struct Nodes {
    /// The line that says what is pointed at.
    pub line: NodeRef<html::P>,
    /// What has the focus.
    pub plot: NodeRef<html::Div>,
    /// The colours.
    pub inks: NodeRef<html::Span>,
    /// What lies below the pixels.
    pub under: NodeRef<html::Div>,
    /// The pixels.
    pub canvas: NodeRef<html::Canvas>,
    /// What lies above the pixels.
    pub over: NodeRef<html::Div>,
    /// The words of the time marks.
    pub dates: NodeRef<html::Div>,
    /// The current lane, for those who listen.
    pub option: NodeRef<html::Div>,
    /// The current tick, for those who listen.
    pub said: NodeRef<html::P>,
}

impl Board {
    /// The lanes of some data, not drawn yet.
    pub fn new(data: Signal<Arc<LaneData>>, calls: LaneCalls) -> Self {
        Self {
            data,
            calls: StoredValue::new(calls),
            look: RwSignal::new(Look {
                room: Room {
                    width: 0,
                    ratio: 100,
                },
                page: 0,
                zoom: None,
            }),
            nodes: Nodes {
                line: NodeRef::new(),
                plot: NodeRef::new(),
                inks: NodeRef::new(),
                under: NodeRef::new(),
                canvas: NodeRef::new(),
                over: NodeRef::new(),
                dates: NodeRef::new(),
                option: NodeRef::new(),
                said: NodeRef::new(),
            },
            held: StoredValue::new_local(Held::new()),
        }
    }

    /// What it asks and tells.
    pub fn calls(self) -> LaneCalls {
        self.calls.get_value()
    }

    /// Draws what is pointed at, and says it.
    pub fn draw_marks(self) {
        // Who leaves with the focus on the lanes takes it from what is already gone.
        if self.held.is_disposed() {
            return;
        }
        let focused = self.has_focus();
        let asked = self.held.try_update_value(|held| {
            let pointed = held.pointed.map(|(cursor, _)| cursor);
            let keys = (focused && !held.data.lanes.is_empty()).then_some(held.now);
            let shown = pointed.or(keys);
            if let Some(marks) = &held.marks {
                marks.point(held, shown);
            }
            let drawn = held.press.and_then(|press| held.time_of(&press));
            (
                drawn,
                shown.map(|shown| (shown.lane, held.row(shown))),
                held.data.lanes.is_empty(),
            )
        });
        // Outside of what is held: the caller answers.
        let words = match asked {
            Some((Some((from, to)), ..)) => {
                self.words_of(from, to) + ". Release to filter by it, Escape to drop it."
            }
            Some((None, Some(which), _)) => {
                self.say(&self.calls().describe.run(which), true);
                return;
            }
            Some((None, None, true)) => "Nobody to show.".to_owned(),
            _ => REST.to_owned(),
        };
        self.say(&words, false);
    }

    fn say(self, words: &str, said: bool) {
        if let Some(line) = self.nodes.line.get_untracked() {
            line.set_text_content(Some(words));
            line.set_class_name(if said {
                "chart-line said"
            } else {
                "chart-line"
            });
        }
    }

    /// Says the current lane to those who listen: the one option of the list that stands in the document.
    pub fn tell_lane(self) {
        let (Some(option), Some(plot)) = (
            self.nodes.option.get_untracked(),
            self.nodes.plot.get_untracked(),
        ) else {
            return;
        };
        let (lane, total) = self
            .held
            .with_value(|held| (held.now.lane, held.data.lanes.len()));
        if total == 0 {
            for name in [
                "id",
                "role",
                "aria-selected",
                "aria-posinset",
                "aria-setsize",
            ] {
                drop(option.remove_attribute(name));
            }
            drop(plot.remove_attribute("aria-activedescendant"));
            option.set_text_content(None);
            return;
        }
        option.set_text_content(Some(&self.calls().describe.run((lane, None))));
        set(&option, "id", OPTION);
        set(&option, "role", "option");
        set(&option, "aria-selected", "true");
        set(&option, "aria-posinset", &(lane + 1).to_string());
        set(&option, "aria-setsize", &total.to_string());
        set(&plot, "aria-activedescendant", OPTION);
    }

    /// Comes to a lane or a tick by keys, on whichever page it is, and says it to those who listen.
    pub fn stand(self, cursor: Cursor) {
        let Some((moved, at, whole)) = self.held.try_update_value(|held| {
            let moved = held.now.lane != cursor.lane;
            held.now = cursor;
            held.pointed = None;
            let at = cursor.tick.and_then(|tick| held.data.ticks.get(tick));
            (moved, at.map(|tick| tick.at), whole(&held.data))
        }) else {
            return;
        };
        let before = self.look.get_untracked();
        let mut look = before;
        look.page = cursor.lane / look.room.page();
        if let (Some(zoom), Some(at)) = (look.zoom, at) {
            look.zoom = Some(zoom.showing(at, whole));
        }
        if look == before {
            self.draw_marks();
        } else {
            // Draws the marks as well.
            self.look.set(look);
        }
        if moved {
            self.tell_lane();
        }
        let row = self.held.with_value(|held| held.row(cursor));
        let words = row.map(|row| self.calls().describe.run((cursor.lane, Some(row))));
        self.tell(&words.unwrap_or_default());
    }

    fn tell(self, words: &str) {
        if let Some(said) = self.nodes.said.get_untracked() {
            said.set_text_content(Some(words));
        }
    }

    /// The pointer is there, or nowhere.
    pub fn point_at(self, pointed: Option<(Cursor, i32)>) {
        let changed = self.held.try_update_value(|held| {
            let changed = held.pointed != pointed;
            held.pointed = pointed;
            changed
        });
        if changed == Some(true) {
            self.draw_marks();
        }
    }

    /// Forgets the span that is being drawn; says whether there was one.
    pub fn drop_brush(self) -> bool {
        let press = self.held.try_update_value(|held| held.press.take());
        let drawn = press.flatten().is_some_and(|press| press.drawn().is_some());
        self.draw_marks();
        drawn
    }

    /// Opens what is under a cursor.
    pub fn open(self, cursor: Cursor) {
        match self.held.with_value(|held| held.row(cursor)) {
            Some(row) => self.calls().on_tick.run(row),
            None => self.calls().on_lane.run(cursor.lane),
        }
    }

    /// Half of the time, or twice as much, around the current tick or else around the middle.
    pub fn zoom(self, closer: bool) {
        let (span, whole, at) = self.held.with_value(|held| {
            let tick = held.now.tick.and_then(|tick| held.data.ticks.get(tick));
            let at = tick.map_or(held.span.from.midpoint(held.span.to), |tick| tick.at);
            (held.span, whole(&held.data), at)
        });
        self.look_at(span.zoomed(closer, at, whole));
    }

    /// All of the range.
    pub fn zoom_to_all(self) {
        self.look_at(None);
    }

    /// As [`Self::zoom_to_all`] by its button, which goes with the zoom: the focus goes to the lanes.
    pub fn leave_zoom(self) {
        self.zoom_to_all();
        if let Some(plot) = self.nodes.plot.get_untracked() {
            drop(plot.focus());
        }
    }

    /// Earlier or later.
    pub fn shift(self, later: bool) {
        let (span, whole) = self.held.with_value(|held| (held.span, whole(&held.data)));
        self.look_at(Some(span.moved(later, whole)));
    }

    fn look_at(self, zoom: Option<Span>) {
        if self.look.with_untracked(|look| look.zoom == zoom) {
            return;
        }
        self.look.update(|look| look.zoom = zoom);
        let words = zoom.map(|span| self.words_of(span.from, span.to));
        self.tell(&words.unwrap_or_else(|| "The whole range".to_owned()));
    }

    /// Another page of lanes.
    pub fn turn_to(self, page: usize) {
        self.look.update(|look| look.page = page);
    }

    /// A span in words.
    pub fn words_of(self, from: i64, to: i64) -> String {
        let moment = |at| self.calls().moment.run(at);
        [&moment(from), " to ", &moment(to)].concat()
    }

    fn has_focus(self) -> bool {
        let plot = self.nodes.plot.get_untracked();
        let active = document().active_element();
        plot.zip(active)
            .is_some_and(|(plot, active)| active.is_same_node(Some(&plot)))
    }
}

const OPTION: &str = "lanes-current";
const REST: &str = "Point at a lane to see who and when. Click opens, dragging picks a time.";
