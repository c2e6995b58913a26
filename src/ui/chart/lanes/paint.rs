//! The lanes as pixels, to be put on a canvas in one call instead of one per tick. Nothing here knows a
//! browser.

use super::layout::{Layout, size};
use super::span::Span;
use super::ticks::of_lane;
use super::{COLOURS, LaneData, MARKED, Tick};

/// Red, green, blue and how opaque, as canvas pixels are.
pub type Ink = [u8; 4];

/// What everything is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inks {
    /// By the tick's colour.
    pub ticks: [Ink; COLOURS],
    /// The line of each lane, and those of the time marks.
    pub line: Ink,
}

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Where the lanes lie.
    pub layout: &'a Layout,
    /// The time that is shown.
    pub span: Span,
    /// The lanes.
    pub data: &'a LaneData,
    /// Where the ticks of each lane begin.
    pub starts: &'a [usize],
    /// The colours.
    pub inks: Inks,
}

/// How a tick is drawn: its width, and how far from the lane's upper edge it begins and ends.
#[derive(Clone, Copy)]
struct Shape {
    wide: i32,
    from: i32,
    to: i32,
}

impl Shape {
    /// The shape of a usual tick and that of a marked one; the former is thin where it is crowded.
    fn of(layout: &Layout, crowded: bool) -> [Self; 2] {
        let lane = layout.lane;
        let css = |length| layout.device(length).max(1);
        let middle = |wide: i32, high: i32| {
            let from = (lane - high) / 2;
            Self {
                wide,
                from,
                to: from + high,
            }
        };
        if layout.has_names() {
            // An odd height where the lane's is odd, so that both have the same middle.
            let even = |part: i32| lane * part / 100 / 2 * 2 + lane % 2;
            return [middle(css(2), even(44)), middle(css(4), even(66))];
        }
        let gap = i32::from(lane > 2) * (css(1) / 2).max(1);
        let usual = Self {
            wide: css(if crowded { 1 } else { 2 }),
            from: 0,
            to: lane - gap,
        };
        // It reaches into its neighbours: in a lane of one pixel nothing else could be taller.
        let more = css(1).max((css(5) - lane) / 2);
        let tall = Self {
            wide: css(4),
            from: -more,
            to: lane - gap + more,
        };
        [usual, tall]
    }
}

/// Draws everything on pixels that are made clear first: `layout.width` × `layout.height`, row after row.
pub fn paint(scene: Scene<'_>, pixels: &mut Vec<Ink>) {
    let Scene { layout, span, .. } = scene;
    pixels.clear();
    pixels.resize(size(layout.width) * size(layout.height), [0; 4]);
    let mut sheet = Sheet {
        pixels,
        width: layout.width,
        height: layout.height,
    };
    ground(scene, &mut sheet);
    // More than one tick in eight pixels, mostly: wide ones would run together.
    let shown = span.part(scene.data.ticks.len(), scene.data.from, scene.data.to);
    let crowded = shown * 8 > scene.data.lanes.len() * size(layout.plot);
    let shapes = Shape::of(layout, crowded);
    // What is unusual lies above what is usual, and what is marked above all.
    let mut above: [Vec<(i32, i32, u8)>; 2] = [Vec::new(), Vec::new()];
    for place in 0..layout.lanes {
        let (column, top) = layout.origin(place);
        let ticks = scene
            .data
            .ticks
            .get(of_lane(scene.starts, layout.first + place));
        let ticks = ticks.unwrap_or_default();
        let before = ticks.partition_point(|tick| tick.at < span.from);
        let mut drawn = -1;
        for tick in ticks.get(before..).unwrap_or_default() {
            let Some(x) = span.x(tick.at, layout.plot) else {
                break;
            };
            let layer = layer(tick);
            if layer == 0 {
                // What is close together falls on the same pixel.
                if x > drawn {
                    let at = (column, x, top);
                    draw(layout, &mut sheet, at, shapes[0], scene.inks.ticks[0]);
                    drawn = x;
                }
            } else if let Some(above) = above.get_mut(layer - 1) {
                above.push((column * layout.pitch + x, top, tick.colour));
            }
        }
    }
    for (late, shape) in above.iter().zip(shapes) {
        for (spot, top, colour) in late {
            let at = (spot / layout.pitch, spot % layout.pitch, *top);
            let ink = scene.inks.ticks.get(usize::from(*colour));
            draw(
                layout,
                &mut sheet,
                at,
                shape,
                ink.copied().unwrap_or(scene.inks.line),
            );
        }
    }
}

/// 0 below, 2 above all.
fn layer(tick: &Tick) -> usize {
    if tick.tall || tick.colour == MARKED {
        2
    } else {
        usize::from(tick.colour > 0)
    }
}

/// One tick, around its own pixel and never beside the plot.
fn draw(
    layout: &Layout,
    sheet: &mut Sheet,
    (column, x, top): (i32, i32, i32),
    shape: Shape,
    ink: Ink,
) {
    let from = (x - shape.wide / 2).clamp(0, (layout.plot - shape.wide).max(0));
    let left = layout.left(column) + from;
    sheet.fill(
        (left, left + shape.wide),
        (top + shape.from, top + shape.to),
        ink,
    );
}

/// The time marks, and a line through each lane that is high enough for one.
fn ground(scene: Scene<'_>, sheet: &mut Sheet) {
    let Scene {
        layout, span, inks, ..
    } = scene;
    let thin = (layout.device(1)).max(1);
    for (x, _) in scene.data.marks(layout, span) {
        for column in 0..layout.columns {
            let left = layout.left(column) + x;
            sheet.fill((left, left + thin), (0, layout.height), inks.line);
        }
    }
    if !layout.has_names() {
        return;
    }
    for place in 0..layout.lanes {
        let (column, top) = layout.origin(place);
        let (left, middle) = (layout.left(column), top + (layout.lane - thin) / 2);
        sheet.fill(
            (left, left + layout.plot),
            (middle, middle + thin),
            inks.line,
        );
    }
}

/// Pixels, row after row.
struct Sheet<'a> {
    pixels: &'a mut [Ink],
    width: i32,
    height: i32,
}

impl Sheet<'_> {
    /// Fills from the first up to the second of each; what lies outside is left out.
    fn fill(&mut self, (left, right): (i32, i32), (top, bottom): (i32, i32), ink: Ink) {
        let (left, right) = (left.max(0), right.min(self.width));
        let (top, bottom) = (top.max(0), bottom.min(self.height));
        if left >= right {
            return;
        }
        let (width, wide) = (size(self.width), size(right - left));
        let mut from = size(top) * width + size(left);
        for _ in top..bottom {
            if let Some(line) = self.pixels.get_mut(from..from + wide) {
                line.fill(ink);
            }
            from += width;
        }
    }
}

#[cfg(test)]
mod tests;
