//! What is looked at, and when it is drawn again.

use std::sync::Arc;

use leptos::{html, prelude::*};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageData};

use crate::reactive::effect;
use crate::state::theme::ThemeChoice;
use crate::ui::dom::set;
use crate::ui::media;

use super::layout::{Layout, Room};
use super::marks::{Marks, dates};
use super::paint::{Ink, Scene, paint};
use super::pointer::Press;
use super::span::Span;
use super::{LaneCalls, LaneData, inks, ticks};

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

/// A lane, by its place among all, and one of its ticks, by its place among all ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The lane.
    pub lane: usize,
    /// The tick.
    pub tick: Option<usize>,
}

/// What stands on the screen.
pub struct Held {
    /// What was drawn.
    pub data: Arc<LaneData>,
    /// Where the ticks of each lane begin.
    pub starts: Vec<usize>,
    /// Where the lanes lie.
    pub layout: Layout,
    /// The time that is shown.
    pub span: Span,
    /// Where the keys are.
    pub now: Cursor,
    /// Where the pointer is, and how far from the left of its column's ticks.
    pub pointed: Option<(Cursor, i32)>,
    /// The pointer's button is down.
    pub press: Option<Press>,
    marks: Option<Marks>,
    pixels: Vec<Ink>,
}

impl Held {
    fn new() -> Self {
        let data = Arc::<LaneData>::default();
        let room = Room {
            width: 0,
            ratio: 100,
        };
        Self {
            starts: vec![0],
            layout: Layout::new(0, 0, room),
            span: whole(&data),
            data,
            now: Cursor::default(),
            pointed: None,
            press: None,
            marks: None,
            pixels: Vec::new(),
        }
    }

    /// Takes in other data. Who and what is looked at stays so, wherever it is now.
    fn take(&mut self, data: Arc<LaneData>) {
        if Arc::ptr_eq(&self.data, &data) {
            return;
        }
        let before = std::mem::replace(&mut self.data, data);
        self.starts = ticks::starts(self.data.lanes.len(), &self.data.ticks);
        self.pointed = None;
        self.press = None;
        let key = before.lanes.get(self.now.lane).map(|lane| lane.key);
        let row = self.now.tick.and_then(|tick| before.ticks.get(tick));
        let row = row.map(|tick| tick.row);
        let lane = self
            .data
            .lanes
            .iter()
            .position(|lane| Some(lane.key) == key);
        self.now = lane.map_or_else(Cursor::default, |lane| Cursor {
            lane,
            tick: ticks::of_lane(&self.starts, lane)
                .find(|at| row.is_some() && self.data.ticks.get(*at).map(|tick| tick.row) == row),
        });
    }

    /// The lane and the tick at a point of the picture.
    pub fn at(&self, x: i32, y: i32) -> Option<(Cursor, i32)> {
        let spot = self.layout.spot(x, y)?;
        let inside = (0..self.layout.plot).contains(&spot.x);
        let picture = (&self.layout, self.span);
        let all = (self.data.ticks.as_slice(), self.starts.as_slice());
        let tick = inside.then(|| ticks::nearest(picture, all, spot, self.layout.device(REACH)));
        let cursor = Cursor {
            lane: self.layout.first + spot.place,
            tick: tick.flatten(),
        };
        Some((cursor, spot.x.clamp(0, self.layout.plot - 1)))
    }

    /// The first and the last moment of the span that is being drawn.
    pub fn time_of(&self, press: &Press) -> Option<(i64, i64)> {
        let (from, to) = press.drawn()?;
        let plot = self.layout.plot;
        // Up to the last moment of the last pixel.
        let to = (self.span.at(to + 1, plot) - 1).min(self.span.to);
        Some((self.span.at(from, plot), to))
    }

    /// The caller's name for the tick under a cursor.
    pub fn row(&self, cursor: Cursor) -> Option<u32> {
        Some(self.data.ticks.get(cursor.tick?)?.row)
    }
}

/// How near to a tick one must point, in CSS pixels.
const REACH: i32 = 4;

/// The whole range.
pub fn whole(data: &LaneData) -> Span {
    Span::new(data.from, data.to)
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

    /// Draws it, now and whenever something changes that it shows: the data, the look, the room, the
    /// colours.
    pub fn follow(self) {
        self.watch_room();
        let theme = use_context::<ThemeChoice>();
        let dark = media::matches("(prefers-color-scheme: dark)");
        let forced = media::matches("(forced-colors: active)");
        effect(move || {
            dark.track();
            forced.track();
            if let Some(theme) = theme {
                theme.get();
            }
            let (data, look) = (self.data.get(), self.look.get());
            if look.room.width > 0 {
                untrack(|| self.draw(data, look));
            }
        });
    }

    /// Measures the room, now and whenever it changes.
    fn watch_room(self) {
        let watcher = StoredValue::new_local(None);
        let measure = move || {
            let width = self.nodes.plot.try_get_untracked().flatten();
            let width = width.map_or(0, |plot| plot.client_width());
            let room = Room {
                width,
                ratio: ratio(),
            };
            // Nothing while it is hidden: then the room is what it was.
            if width > 0
                && self
                    .look
                    .try_get_untracked()
                    .is_some_and(|look| look.room != room)
            {
                self.look.update(|look| look.room = room);
            }
        };
        effect(move || {
            let Some(plot) = self.nodes.plot.get() else {
                return;
            };
            measure();
            let again = Closure::<dyn Fn()>::new(measure);
            if let Ok(observer) = web_sys::ResizeObserver::new(again.as_ref().unchecked_ref()) {
                observer.observe(&plot);
                watcher.set_value(Some((observer, again)));
            }
        });
        // A screen of another sharpness changes no width.
        let resized = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || {
            resized.remove();
            watcher.with_value(|watcher| {
                if let Some((observer, _)) = watcher {
                    observer.disconnect();
                }
            });
        });
    }

    fn draw(self, data: Arc<LaneData>, mut look: Look) {
        let range = self.held.with_value(|held| whole(&held.data));
        let pages = data.lanes.len().div_ceil(look.room.page()).max(1);
        let fitting = Look {
            page: look.page.min(pages - 1),
            // What was zoomed into another range means nothing in this one.
            zoom: look.zoom.filter(|_| range == whole(&data)),
            ..look
        };
        if look != fitting {
            look = fitting;
            self.look.set(look);
        }
        self.held.try_update_value(|held| {
            held.take(data);
            held.span = look.zoom.unwrap_or_else(|| whole(&held.data));
            held.layout = Layout::new(held.data.lanes.len(), look.page, look.room);
            let shown = held.layout.first..held.layout.first + held.layout.lanes;
            if !shown.contains(&held.now.lane) {
                held.now = Cursor {
                    lane: shown.start,
                    tick: None,
                };
            }
            self.put_pixels(held);
            let nodes = self.nodes;
            if let (Some(under), Some(over), Some(into)) = (
                nodes.under.get_untracked(),
                nodes.over.get_untracked(),
                nodes.dates.get_untracked(),
            ) {
                let marks = held.marks.get_or_insert_with(|| Marks::new(&under, &over));
                marks.names(&held.data, &held.layout);
                dates(&into, &held.data, &held.layout, held.span);
            }
        });
        self.draw_marks();
        self.tell_lane();
    }

    fn put_pixels(self, held: &mut Held) {
        let (Some(canvas), Some(swatches)) = (
            self.nodes.canvas.get_untracked(),
            self.nodes.inks.get_untracked(),
        ) else {
            return;
        };
        let scene = Scene {
            layout: &held.layout,
            span: held.span,
            data: &held.data,
            starts: &held.starts,
            inks: inks::read(&swatches),
        };
        paint(scene, &mut held.pixels);
        let (width, height) = (held.layout.width, held.layout.height);
        let (width, height) = (width.unsigned_abs(), height.unsigned_abs());
        if canvas.width() != width || canvas.height() != height {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let pixels = Clamped(held.pixels.as_flattened());
        if let (Some(context), Ok(image)) = (
            context(&canvas),
            ImageData::new_with_u8_clamped_array_and_sh(pixels, width, height),
        ) {
            drop(context.put_image_data(&image, 0.0, 0.0));
        }
        if let Some(plot) = self.nodes.plot.get_untracked() {
            let plot: &HtmlElement = &plot;
            let style = plot.style();
            let layout = &held.layout;
            let lengths = [
                ("--wide", layout.width),
                ("--high", layout.height),
                ("--lane", layout.lane),
                ("--names", layout.names),
                ("--notes", layout.notes),
            ];
            for (name, length) in lengths {
                drop(style.set_property(name, &layout.css(length)));
            }
        }
    }

    /// Draws what is pointed at, and says it.
    pub fn draw_marks(self) {
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
    fn tell_lane(self) {
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

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Pixels of the device for 100 CSS pixels.
fn ratio() -> i32 {
    let ratio = (window().device_pixel_ratio() * 100.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "within the two limits")]
    let ratio = ratio.clamp(50.0, 800.0) as i32;
    ratio
}

const OPTION: &str = "lanes-current";
const REST: &str = "Point at a lane to see who and when. Click opens, dragging picks a time.";
