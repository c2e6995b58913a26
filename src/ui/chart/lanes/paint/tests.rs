use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::ui::chart::lanes::Lane;
use crate::ui::chart::lanes::layout::Room;
use crate::ui::chart::lanes::ticks::starts;

const DAY: i64 = 86_400_000;
const LINE: Ink = [9, 9, 9, 255];

fn ink(colour: usize) -> Ink {
    [u8::try_from(colour).expect("few") * 30 + 20, 0, 0, 255]
}

fn inks() -> Inks {
    Inks {
        ticks: std::array::from_fn(ink),
        line: LINE,
    }
}

fn data(lanes: usize, ticks: Vec<Tick>, moments: Vec<i64>) -> LaneData {
    let lane = |key| Lane {
        name: "Somebody".into(),
        count: 1,
        key,
    };
    LaneData {
        lanes: (0..u32::try_from(lanes).expect("few")).map(lane).collect(),
        ticks,
        from: 0,
        to: 30 * DAY,
        lines: moments.into_iter().map(|at| (at, String::new())).collect(),
    }
}

fn tick(lane: u32, at: i64, colour: u8) -> Tick {
    Tick {
        lane,
        at,
        colour,
        tall: colour == MARKED,
        row: 0,
    }
}

fn painted(layout: &Layout, data: &LaneData, span: Span) -> Vec<Ink> {
    let starts = starts(data.lanes.len(), &data.ticks);
    let mut pixels = vec![[1; 4]; 7];
    let scene = Scene {
        layout,
        span,
        data,
        starts: &starts,
        inks: inks(),
    };
    paint(scene, &mut pixels);
    pixels
}

fn at(layout: &Layout, pixels: &[Ink], x: i32, y: i32) -> Ink {
    pixels[size(y) * size(layout.width) + size(x)]
}

fn desk(total: usize, ratio: i32) -> Layout {
    Layout::new(
        total,
        0,
        Room {
            width: 1_160,
            ratio,
        },
    )
}

#[test]
fn a_lane_has_its_line_and_its_ticks() {
    let layout = desk(2, 100);
    let span = Span::new(0, 30 * DAY);
    let data = data(
        2,
        vec![tick(0, 3 * DAY, 0), tick(1, 15 * DAY, MARKED)],
        vec![],
    );
    let pixels = painted(&layout, &data, span);
    assert_eq!(pixels.len(), 1_160 * 44);
    let column = |x: i32, top: i32| {
        let own = (top..top + layout.lane)
            .filter(|y| at(&layout, &pixels, layout.left(0) + x, *y)[3] > 0);
        own.count()
    };
    let x = |day: i64| span.x(day * DAY, layout.plot).expect("within");
    // Usual: 8 of 22 pixels; marked: 14, and twice as wide.
    assert_eq!([column(x(3), 0), column(x(15), 22)], [8, 14]);
    let width = |day: i64, y: i32| {
        let of = |dx: &i32| at(&layout, &pixels, layout.left(0) + x(day) + dx, y) != LINE;
        (-9..9).filter(of).count()
    };
    assert_eq!([width(3, 10), width(15, 32)], [2, 4]);
    // Elsewhere the line alone, and nothing where the names are.
    assert_eq!(column(x(9), 0), 1);
    assert_eq!(at(&layout, &pixels, 3, 10), [0; 4]);
}

#[test]
fn what_is_marked_lies_above_the_rest() {
    let layout = desk(1_000, 100);
    assert_eq!(layout.lane, 2);
    let ticks = vec![
        tick(4, DAY, MARKED),
        tick(4, DAY, 0),
        tick(5, DAY, 0),
        tick(6, DAY, 2),
        tick(6, DAY, 0),
    ];
    let pixels = painted(&layout, &data(1_000, ticks, vec![]), Span::new(0, 30 * DAY));
    let x = Span::new(0, 30 * DAY).x(DAY, layout.plot).expect("within");
    // A lane is two pixels; the marked one reaches one further on both sides.
    let inks: Vec<Ink> = (6..15).map(|y| at(&layout, &pixels, x, y)).collect();
    let (clear, red) = ([0; 4], ink(6));
    assert_eq!(
        inks,
        [clear, red, red, red, red, ink(0), ink(2), ink(2), clear]
    );
}

#[test]
fn time_marks_stand_in_every_column() {
    let layout = desk(1_000, 150);
    let span = Span::new(0, 30 * DAY);
    let pixels = painted(
        &layout,
        &data(1_000, vec![], vec![7 * DAY, -DAY, 31 * DAY]),
        span,
    );
    let x = span.x(7 * DAY, layout.plot).expect("within");
    for column in 0..layout.columns {
        assert_eq!(at(&layout, &pixels, layout.left(column) + x, 99), LINE);
    }
    let drawn = pixels.iter().filter(|pixel| pixel[3] > 0).count();
    // Two pixels of the device are the nearest to one and a half.
    assert_eq!(drawn, size(layout.columns * layout.height * 2));
}

#[test]
fn a_quarter_of_a_million_ticks_are_no_work() {
    let mut random = 88_172_645_463_325_252_u64;
    let mut ticks: Vec<Tick> = (0..200_000_u32)
        .map(|place| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let within = i64::try_from(random % 2_592_000_000).expect("in a month");
            tick(
                place / 200,
                within,
                u8::try_from(random % 7).expect("a colour"),
            )
        })
        .collect();
    ticks.sort_unstable_by_key(|tick| (tick.lane, tick.at));
    let data = data(1_000, ticks, vec![]);
    let starts = starts(1_000, &data.ticks);
    let layout = desk(1_000, 200);
    let mut pixels = Vec::new();
    let scene = Scene {
        layout: &layout,
        span: Span::new(0, 30 * DAY),
        data: &data,
        starts: &starts,
        inks: inks(),
    };
    let begin = Instant::now();
    paint(scene, &mut pixels);
    let took = begin.elapsed();
    println!(
        "200,000 ticks on {} × {}: {took:?}",
        layout.width, layout.height
    );
    // An unoptimised build on a busy machine; what is shipped takes a twentieth.
    assert!(took.as_millis() < 2_000, "{took:?}");
}

proptest! {
    #[test]
    fn each_tick_stands_at_its_pixel_and_nothing_beside_its_plot(
        mut at_all in prop::collection::vec((0..300_u32, -DAY..31 * DAY, 0..7_u8), 0..300),
        lanes in prop::sample::select(vec![1_usize, 12, 43, 90, 300]),
        width in 260..1_400_i32,
        ratio in prop::sample::select(vec![100, 125, 150, 200]),
        from in 0..20_i64,
    ) {
        at_all.retain(|(lane, _, _)| size(i32::try_from(*lane).expect("few")) < lanes);
        at_all.sort_unstable();
        let ticks: Vec<Tick> = at_all.iter().map(|(lane, at, colour)| tick(*lane, *at, *colour)).collect();
        let layout = Layout::new(lanes, 0, Room { width, ratio });
        let span = Span::new(from * DAY, 30 * DAY);
        let data = data(lanes, ticks, vec![]);
        let pixels = painted(&layout, &data, span);
        let tall: Vec<(i32, i32, i32)> = data.ticks.iter().filter(|tick| tick.tall)
            .filter_map(|tick| {
                let (column, top) = layout.origin(usize::try_from(tick.lane).expect("few"));
                Some((column, top, span.x(tick.at, layout.plot)?))
            })
            .collect();
        for one in &data.ticks {
            let Some(x) = span.x(one.at, layout.plot) else { continue };
            let (column, top) = layout.origin(usize::try_from(one.lane).expect("few"));
            let found = at(&layout, &pixels, layout.left(column) + x, top + (layout.lane - 1) / 2);
            // Its own colour, or that of one that covers it; never the bare ground.
            prop_assert!(found[3] == 255 && found != LINE, "{:?}", one);
            let covered = data.ticks.iter().any(|other| {
                other.colour != one.colour && other.lane == one.lane
                    && span.x(other.at, layout.plot).is_some_and(|other| (other - x).abs() <= 8 * ratio / 100)
            }) || tall.iter().any(|(at, y, other)| {
                *at == column && (y - top).abs() <= layout.lane + 8 && (other - x).abs() <= 8 * ratio / 100
            });
            if !covered {
                prop_assert_eq!(found, ink(usize::from(one.colour)));
            }
        }
        for (place, pixel) in pixels.iter().enumerate().step_by(7) {
            let x = i32::try_from(place % size(layout.width)).expect("small");
            let column = x.div_euclid(layout.pitch);
            if !(0..layout.plot).contains(&(x - layout.left(column))) {
                prop_assert_eq!(pixel[3], 0);
            }
        }
    }
}
