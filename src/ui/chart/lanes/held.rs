//! What stands on the screen.

use std::sync::Arc;

use super::layout::{Layout, Room};
use super::marks::Marks;
use super::paint::{Ink, Inks};
use super::pointer::Press;
use super::span::Span;
use super::{LaneData, ticks};

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
    /// What lies around and above the pixels.
    pub marks: Option<Marks>,
    /// The pixels.
    pub pixels: Vec<Ink>,
    /// What they are drawn with; none once the colours may be others. Asking for them has the browser work
    /// out the styles of the whole page.
    pub inks: Option<Inks>,
    /// The lengths that the style sheet was told last, in CSS pixels.
    pub lengths: [String; 5],
}

impl Held {
    pub fn new() -> Self {
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
            inks: None,
            lengths: Default::default(),
        }
    }

    /// Takes in other data. Who and what is looked at stays so, wherever it is now.
    pub fn take(&mut self, data: Arc<LaneData>) {
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
