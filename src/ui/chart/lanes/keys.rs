//! What the keys do once the lanes have the focus.

use std::ops::Range;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::board::Board;
use super::held::Cursor;
use super::ticks::of_lane;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// So many lanes down, or up.
    Lane(i32),
    /// The first lane of all, or the last.
    Edge(bool),
    /// The next tick of the lane, or the one before.
    Tick(bool),
    /// The first tick of the lane, or the last.
    TickEdge(bool),
    Open,
    Leave,
    Zoom(bool),
    ZoomToAll,
}

/// Reads a key. Letters and signs work only here, where the focus is (WCAG 2.1.4).
fn read(key: &str, command: bool) -> Option<Act> {
    Some(match (key, command) {
        ("Home", true) => Act::Edge(false),
        ("End", true) => Act::Edge(true),
        (_, true) => return None,
        ("ArrowDown", _) => Act::Lane(1),
        ("ArrowUp", _) => Act::Lane(-1),
        ("PageDown", _) => Act::Lane(PAGE),
        ("PageUp", _) => Act::Lane(-PAGE),
        ("ArrowRight", _) => Act::Tick(true),
        ("ArrowLeft", _) => Act::Tick(false),
        ("Home", _) => Act::TickEdge(false),
        ("End", _) => Act::TickEdge(true),
        ("Enter", _) => Act::Open,
        ("Escape", _) => Act::Leave,
        ("+" | "=", _) => Act::Zoom(true),
        ("-", _) => Act::Zoom(false),
        ("0", _) => Act::ZoomToAll,
        _ => return None,
    })
}

pub fn pressed(board: Board, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    let act = read(&event.key(), command).filter(|_| !event.alt_key());
    let Some(act) = act else {
        return;
    };
    let Some((now, total, ticks)) = board.held.try_with_value(|held| {
        let ticks = of_lane(&held.starts, held.now.lane);
        (held.now, held.data.lanes.len(), ticks)
    }) else {
        return;
    };
    if act == Act::Leave {
        // What there is nothing of to leave is somebody else's key.
        if board.drop_brush() {
            event.prevent_default();
            event.stop_propagation();
        } else if now.tick.is_some() {
            event.stop_propagation();
            board.stand(Cursor { tick: None, ..now });
        }
        return;
    }
    event.prevent_default();
    if total == 0 {
        return;
    }
    match act {
        Act::Open => board.open(now),
        Act::Zoom(closer) => board.zoom(closer),
        Act::ZoomToAll => board.zoom_to_all(),
        _ => board.stand(target(act, now, total, ticks)),
    }
}

/// Where a key leads among `total` lanes from one with these ticks.
fn target(act: Act, now: Cursor, total: usize, ticks: Range<usize>) -> Cursor {
    let last = total.saturating_sub(1);
    let (first_tick, last_tick) = if ticks.is_empty() {
        (None, None)
    } else {
        (Some(ticks.start), Some(ticks.end - 1))
    };
    let tick = match (act, now.tick) {
        (Act::Tick(true), Some(tick)) => Some(tick + 1).min(last_tick),
        (Act::Tick(false), Some(tick)) => Some(tick.saturating_sub(1)).max(first_tick),
        // Onto the lane: from the left to its first, from the right to its last.
        (Act::Tick(true), None) | (Act::TickEdge(false), _) => first_tick,
        (Act::Tick(false), None) | (Act::TickEdge(true), _) => last_tick,
        _ => None,
    };
    let lane = match act {
        Act::Lane(by) => {
            let step = usize::try_from(by.unsigned_abs()).unwrap_or_default();
            if by < 0 {
                now.lane.saturating_sub(step)
            } else {
                (now.lane + step).min(last)
            }
        }
        Act::Edge(end) => last * usize::from(end),
        _ => now.lane,
    };
    Cursor { lane, tick }
}

/// Lanes at once, with a page key.
const PAGE: i32 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn from(key: &str, lane: usize, tick: Option<usize>) -> (usize, Option<usize>) {
        let act = read(key, false).expect("a key of ours");
        let to = target(act, Cursor { lane, tick }, 30, 10..14);
        (to.lane, to.tick)
    }

    #[test]
    fn arrows_walk_lanes_and_ticks() {
        assert_eq!(from("ArrowDown", 3, Some(12)), (4, None));
        assert_eq!(from("ArrowUp", 0, None), (0, None));
        assert_eq!(from("PageDown", 25, None), (29, None));
        assert_eq!(from("ArrowRight", 3, None), (3, Some(10)));
        assert_eq!(from("ArrowRight", 3, Some(10)), (3, Some(11)));
        assert_eq!(from("ArrowRight", 3, Some(13)), (3, Some(13)));
        assert_eq!(from("ArrowLeft", 3, None), (3, Some(13)));
        assert_eq!(from("ArrowLeft", 3, Some(10)), (3, Some(10)));
        assert_eq!(
            [from("Home", 3, None), from("End", 3, None)],
            [(3, Some(10)), (3, Some(13))]
        );
    }

    #[test]
    fn a_lane_without_ticks_has_none_to_come_to() {
        let to = target(Act::Tick(true), Cursor::default(), 1, 4..4);
        assert_eq!(to, Cursor::default());
    }

    #[test]
    fn keys_of_the_browser_stay_its_own() {
        assert_eq!(
            [read("+", true), read("0", true), read("a", false)],
            [None; 3]
        );
        assert_eq!(read("End", true), Some(Act::Edge(true)));
    }
}
