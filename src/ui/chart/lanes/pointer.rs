//! What the pointer does: point, open, draw a span of time.

use leptos::prelude::*;
use web_sys::{Element, PointerEvent};

use super::board::Board;

/// The pointer's button is down, and so far it has come.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    /// In which column it began, and stays.
    pub column: i32,
    /// Pixels from the left of the column's ticks: where it began, and where it is.
    from: i32,
    to: i32,
    /// From how far on it is no click.
    far: i32,
    /// Whether it once was as far.
    draws: bool,
}

impl Press {
    /// It began there. Outside of the ticks no span is drawn.
    fn new(column: i32, x: i32, plot: i32, far: i32) -> Self {
        Self {
            column,
            from: x,
            to: x,
            far: if (0..plot).contains(&x) {
                far
            } else {
                i32::MAX
            },
            draws: false,
        }
    }

    fn moved(&mut self, x: i32, plot: i32) {
        self.to = x.clamp(0, plot - 1);
        self.draws |= (self.to - self.from).abs() >= self.far;
    }

    /// The span that it draws, from left to right; `None` while it may be a click.
    pub fn drawn(&self) -> Option<(i32, i32)> {
        self.draws
            .then(|| (self.from.min(self.to), self.from.max(self.to)))
    }
}

/// CSS pixels from which on it is no click.
const FAR: i32 = 5;

pub fn down(board: Board, event: &PointerEvent) {
    let Some((x, y)) = place(board, event).filter(|_| event.button() == 0) else {
        return;
    };
    let pressed = board.held.try_update_value(|held| {
        let spot = held.layout.spot(x, y);
        let far = held.layout.device(FAR);
        held.press = spot.map(|spot| Press::new(spot.column, spot.x, held.layout.plot, far));
        held.press.is_some()
    });
    if pressed == Some(true)
        && let Some(plot) = board.nodes.plot.get_untracked()
    {
        // What is drawn goes on beside the picture. A pointer that is gone cannot be held.
        let plot: &Element = &plot;
        drop(plot.set_pointer_capture(event.pointer_id()));
    }
    moved(board, event);
}

pub fn moved(board: Board, event: &PointerEvent) {
    let Some((x, y)) = place(board, event) else {
        return;
    };
    let drawing = board.held.try_update_value(|held| {
        let left = held.press.map(|press| held.layout.left(press.column));
        if let (Some(press), Some(left)) = (&mut held.press, left) {
            press.moved(x - left, held.layout.plot);
        }
        held.press.is_some_and(|press| press.drawn().is_some())
    });
    if drawing == Some(true) {
        board.draw_marks();
    } else {
        board.point_at(board.held.with_value(|held| held.at(x, y)));
    }
}

pub fn up(board: Board, event: &PointerEvent) {
    let press = board.held.try_update_value(|held| held.press.take());
    let Some(press) = press.flatten() else {
        return;
    };
    if let Some(times) = board.held.with_value(|held| held.time_of(&press)) {
        board.draw_marks();
        board.calls().on_brush.run(times);
        return;
    }
    let at = place(board, event).and_then(|(x, y)| board.held.with_value(|held| held.at(x, y)));
    if let Some((cursor, _)) = at {
        board.stand(cursor);
        board.point_at(at);
        board.open(cursor);
    }
}

/// Where an event happened in the picture, in pixels of the device.
fn place(board: Board, event: &PointerEvent) -> Option<(i32, i32)> {
    let plot = board.nodes.plot.get_untracked()?;
    let plot: &Element = &plot;
    let corner = plot.get_bounding_client_rect();
    let ratio = board.held.with_value(|held| held.layout.ratio);
    let device = |from_left: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        let pixel = (from_left * f64::from(ratio) / 100.0).floor() as i32;
        pixel
    };
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    Some((device(x - corner.left()), device(y - corner.top())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_becomes_a_span_once_it_has_gone_far_enough() {
        let mut press = Press::new(0, 100, 500, 5);
        press.moved(104, 500);
        assert_eq!(press.drawn(), None);
        press.moved(90, 500);
        assert_eq!(press.drawn(), Some((90, 100)));
        // Back where it began it is still no click.
        press.moved(101, 500);
        assert_eq!(press.drawn(), Some((100, 101)));
        press.moved(9_000, 500);
        assert_eq!(press.drawn(), Some((100, 499)));
    }

    #[test]
    fn what_begins_on_a_name_draws_nothing() {
        let mut press = Press::new(0, -40, 500, 5);
        press.moved(300, 500);
        assert_eq!(press.drawn(), None);
    }
}
