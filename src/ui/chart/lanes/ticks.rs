//! The ticks of a lane, and which of them lies where.

use super::Tick;
use super::layout::{Layout, Spot};
use super::span::Span;

/// Where the ticks of each lane begin; one more than there are lanes. The ticks stand lane after lane.
pub fn starts(lanes: usize, ticks: &[Tick]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(lanes + 1);
    for (at, tick) in ticks.iter().enumerate() {
        let lane = usize::try_from(tick.lane).unwrap_or(usize::MAX);
        while starts.len() <= lane && starts.len() < lanes {
            starts.push(at);
        }
    }
    // What belongs to no lane is in none.
    let lanes_of = |tick: &Tick| usize::try_from(tick.lane).is_ok_and(|lane| lane < lanes);
    let end = ticks.partition_point(lanes_of);
    starts.resize(lanes + 1, end);
    starts
}

/// The ticks of one lane, as places among all.
pub fn of_lane(starts: &[usize], lane: usize) -> std::ops::Range<usize> {
    let from = starts.get(lane).copied().unwrap_or_default();
    from..starts.get(lane + 1).copied().unwrap_or(from).max(from)
}

/// The tick of a lane that lies nearest to a spot, at most `reach` pixels away; of several a marked one.
/// Its place among all.
pub fn nearest(
    (layout, span): (&Layout, Span),
    (ticks, starts): (&[Tick], &[usize]),
    spot: Spot,
    reach: i32,
) -> Option<usize> {
    let range = of_lane(starts, layout.first + spot.place);
    let of_lane = ticks.get(range.clone())?;
    let from = span.at(spot.x - reach, layout.plot).max(span.from);
    let before = of_lane.partition_point(|tick| tick.at < from);
    let mut best: Option<((bool, i32), usize)> = None;
    for (at, tick) in of_lane.iter().enumerate().skip(before) {
        let Some(x) = span.x(tick.at, layout.plot) else {
            break;
        };
        let away = (x - spot.x).abs();
        if x > spot.x + reach {
            break;
        }
        if away <= reach && best.is_none_or(|(other, _)| (!tick.tall, away) < other) {
            best = Some(((!tick.tall, away), range.start + at));
        }
    }
    best.map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::chart::lanes::layout::Room;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000;

    fn tick(lane: u32, at: i64, tall: bool) -> Tick {
        Tick {
            lane,
            at,
            colour: 0,
            tall,
            row: 0,
        }
    }

    #[test]
    fn lanes_without_ticks_have_none() {
        let ticks = [tick(1, 1, false), tick(1, 2, false), tick(3, 1, false)];
        assert_eq!(starts(5, &ticks), [0, 0, 2, 2, 3, 3]);
        assert_eq!(of_lane(&starts(5, &ticks), 1), 0..2);
        assert_eq!(of_lane(&starts(5, &ticks), 4), 3..3);
        // Of a lane that is not there.
        assert_eq!(starts(2, &ticks), [0, 0, 2]);
        assert_eq!(starts(0, &[]), [0]);
    }

    #[test]
    fn a_marked_one_goes_before_a_nearer_one() {
        let room = Room {
            width: 1_160,
            ratio: 100,
        };
        let layout = Layout::new(1, 0, room);
        let span = Span::new(0, i64::from(layout.plot) * HOUR);
        let ticks = [tick(0, 10 * HOUR, false), tick(0, 13 * HOUR, true)];
        let starts = starts(1, &ticks);
        let at = |x, reach| {
            let spot = Spot {
                place: 0,
                column: 0,
                x,
            };
            nearest((&layout, span), (&ticks, &starts), spot, reach)
        };
        assert_eq!([at(10, 2), at(10, 3)], [Some(0), Some(1)]);
        assert_eq!([at(16, 3), at(17, 3), at(6, 3)], [Some(1), None, None]);
    }

    proptest! {
        #[test]
        fn what_is_drawn_at_a_point_is_found_there(
            mut at in prop::collection::vec((0..50_u32, -HOUR..740 * HOUR), 1..400),
            ratio in prop::sample::select(vec![100, 150, 200]),
            from in 0..300_i64,
        ) {
            at.sort_unstable();
            let ticks: Vec<Tick> = at.iter().map(|(lane, at)| tick(*lane, *at, false)).collect();
            let starts = starts(50, &ticks);
            let layout = Layout::new(50, 0, Room { width: 900, ratio });
            let span = Span::new(from * HOUR, 720 * HOUR);
            for tick in &ticks {
                let Some(x) = span.x(tick.at, layout.plot) else { continue };
                let (column, top) = layout.origin(usize::try_from(tick.lane).expect("few"));
                let spot = layout.spot(layout.left(column) + x, top).expect("a lane");
                let found = nearest((&layout, span), (&ticks, &starts), spot, 3);
                let found = &ticks[found.expect("a tick")];
                // The same one, or one that lies on the very same pixel.
                prop_assert_eq!(found.lane, tick.lane);
                prop_assert_eq!(span.x(found.at, layout.plot), Some(x));
            }
        }
    }
}
