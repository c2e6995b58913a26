//! When the lanes are drawn again, and how that comes onto the screen.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageData};

use crate::reactive::{effect, effect_with_last};
use crate::state::theme::ThemeChoice;
use crate::ui::media;

use super::board::{Board, Look};
use super::held::{Cursor, Held, whole};
use super::layout::{Layout, Room};
use super::marks::{Marks, dates};
use super::paint::{Scene, paint};
use super::{LaneData, inks};

impl Board {
    /// Draws it, now and whenever something changes that it shows: the data, the look, the room, the
    /// colours.
    pub fn follow(self) {
        self.watch_room();
        let theme = use_context::<ThemeChoice>();
        let dark = media::matches("(prefers-color-scheme: dark)");
        let forced = media::matches("(forced-colors: active)");
        effect_with_last(move |before: Option<_>| {
            let colours = (dark.get(), forced.get(), theme.map(ThemeChoice::get));
            if before != Some(colours) {
                self.held.try_update_value(|held| held.inks = None);
            }
            let (data, look) = (self.data.get(), self.look.get());
            if look.room.width > 0 {
                untrack(|| self.draw(data, look));
            }
            colours
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
        let inks = *held.inks.get_or_insert_with(|| inks::read(&swatches));
        let scene = Scene {
            layout: &held.layout,
            span: held.span,
            data: &held.data,
            starts: &held.starts,
            inks,
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
            for ((name, length), told) in lengths.into_iter().zip(&mut held.lengths) {
                let length = layout.css(length);
                if *told != length {
                    drop(style.set_property(name, &length));
                    *told = length;
                }
            }
        }
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
