//! One thin lane per person, one tick per sign-in, a thousand people on one screen.
//!
//! | | |
//! |---|---|
//! | `layout`, `span`, `ticks`, `paint` | where everything lies and its pixels; no browser |
//! | `board`, `held`, `draw` | what is looked at, what stands on the screen, and when it is drawn again |
//! | `marks` | what lies around and above the pixels: names, dates, what is pointed at |
//! | `pointer`, `keys` | what moves it |

mod board;
mod draw;
mod held;
mod inks;
mod keys;
mod layout;
mod marks;
mod paint;
mod pointer;
mod span;
mod ticks;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::format::number::count;
use crate::reactive::{live, on, part};

pub use loops::ticks::Tick;

use super::figures::{Figures, figures};
use board::Board;
use layout::Layout;
use span::Span;

/// One lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Who. Shared: there may be thousands, and they are told anew with each key of a filter.
    pub name: Arc<str>,
    /// How many.
    pub count: u32,
    /// What tells it from others: who is looked at stays so when the order changes.
    pub key: u32,
}

/// How many colours there are, and the last of them: what is marked.
pub const COLOURS: usize = 7;
/// The colour of a marked sign-in; it is drawn above the others.
pub const MARKED: u8 = 6;

/// What the lanes show. It is compared by its place in memory: give a new `Arc` where something changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneData {
    /// All lanes in their order; what does not fit on a screen is on the next page.
    pub lanes: Vec<Lane>,
    /// All ticks, sorted by `lane` and within a lane by `at`.
    pub ticks: Vec<Tick>,
    /// The first moment of the range, in milliseconds since 1970.
    pub from: i64,
    /// The last.
    pub to: i64,
    /// Moments to be marked by a line, the earliest first, and their words in short: `12 Jan`. Best each
    /// day's first moment: where not all of them fit, every second, seventh … is shown.
    pub lines: Vec<(i64, String)>,
}

impl LaneData {
    /// Which of the time marks are shown, and how many pixels from the left of each column's ticks.
    fn marks(&self, layout: &Layout, span: Span) -> impl Iterator<Item = (i32, &str)> {
        let within = |at: &i64| (span.from..=span.to).contains(at);
        let count = self.lines.iter().filter(|(at, _)| within(at)).count();
        let shown = self.lines.iter().step_by(layout.every(count));
        shown.filter_map(move |(at, words)| Some((span.x(*at, layout.plot)?, words.as_str())))
    }
}

/// What the lanes ask of their page, and tell it.
#[derive(Clone, Copy)]
pub struct LaneCalls {
    /// A lane (its place in `lanes`), or one of its ticks (its `row`), in one line of words.
    pub describe: Callback<(usize, Option<u32>), String>,
    /// A moment in words, by the clock that the page uses: `Wed 14 Jan 14:02`.
    pub moment: Callback<i64, String>,
    /// A tick was opened: its `row`.
    pub on_tick: Callback<u32>,
    /// A lane was opened: its place in `lanes`.
    pub on_lane: Callback<usize>,
    /// A span of time was drawn with the pointer: its first and its last moment. The picture goes on
    /// showing what `LaneData` says.
    pub on_brush: Callback<(i64, i64)>,
    /// The headings of the table, the lane's name first.
    pub heads: &'static [&'static str],
    /// The rows of the table for some of the lanes, asked for only while it is open. Tracked.
    pub rows: Callback<Range<usize>, Vec<Vec<String>>>,
}

/// The lanes, the line that says what is pointed at, what zooms and pages, and the same as a table.
///
/// By pointer: what is pointed at is described; a click opens the tick below it, or else the lane; a
/// horizontal drag draws a span of time (`on_brush`), Escape drops it. By keys, once it has the focus (APG,
/// "Listbox"): up and down from lane to lane, left and right from tick to tick, Enter opens, `+` `-` `0`
/// zoom around the current tick. Zoom and page are its own; a new range shows all of it again.
pub fn lanes(data: Signal<Arc<LaneData>>, calls: LaneCalls) -> AnyView {
    let board = Board::new(data, calls);
    board.follow();
    let down = move |event| pointer::down(board, &event);
    let moved = move |event| pointer::moved(board, &event);
    let up = move |event| pointer::up(board, &event);
    view! {
        <div class="chart lanes">
            <div class="lanes-bar">
                <p class="chart-line" node_ref=board.nodes.line></p>
                {zoom_buttons(board)}
            </div>
            <div
                class="lanes-plot"
                role="listbox"
                tabindex="0"
                aria-label="Lanes, one person a line"
                aria-describedby="lanes-keys"
                node_ref=board.nodes.plot
                on:pointerdown=on(down)
                on:pointermove=on(moved)
                on:pointerup=on(up)
                on:pointercancel=on(move |_: leptos::ev::PointerEvent| _ = board.drop_brush())
                on:pointerleave=on(move |_: leptos::ev::PointerEvent| board.point_at(None))
                on:keydown=on(move |event: leptos::ev::KeyboardEvent| keys::pressed(board, &event))
                on:focus=on(move |_: leptos::ev::FocusEvent| board.draw_marks())
                on:blur=on(move |_: leptos::ev::FocusEvent| board.draw_marks())
            >
                <span aria-hidden="true" hidden node_ref=board.nodes.inks>
                    {inks::swatches()}
                </span>
                <div class="lanes-under" aria-hidden="true" node_ref=board.nodes.under></div>
                <canvas aria-hidden="true" node_ref=board.nodes.canvas></canvas>
                <div class="lanes-over" aria-hidden="true" node_ref=board.nodes.over></div>
                <div class="unseen" node_ref=board.nodes.option></div>
            </div>
            <div class="lanes-dates" aria-hidden="true" node_ref=board.nodes.dates></div>
            <p id="lanes-keys" class="unseen">
                {"Up and down: from person to person. Left and right: from sign-in to sign-in. Enter: open. Plus, minus and 0: zoom."}
            </p>
            <p class="unseen" aria-live="polite" node_ref=board.nodes.said></p>
            <div class="chart-foot lanes-foot">
                {pages(board)} {inks::legend()}
            </div>
            {figures("The lanes as a table", Rc::new(move || table(board)))}
        </div>
    }
    .into_any()
}

/// The buttons stay in the document, so that the focus stays on them.
fn zoom_buttons(board: Board) -> AnyView {
    let zoom = move || board.look.with(|look| look.zoom);
    let button = move |words: &'static str, label: &'static str, act: fn(Board), inside: bool| {
        // What leads nowhere while all is shown.
        let idle = move || zoom().is_none();
        view! {
            <button
                type="button"
                class="button small"
                aria-label=label
                title=label
                hidden=live(move || inside && idle())
                aria-disabled=live(move || (label == OUT && idle()).then_some("true"))
                on:click=on(move |_: leptos::ev::MouseEvent| act(board))
            >
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="lanes-zoom" role="group" aria-label="Zoom">
            <span class={"lanes-span"}>
                {part(move || zoom().map(|span| board.words_of(span.from, span.to)))}
            </span>
            {button("‹", "Earlier", |board| board.shift(false), true)}
            {button("›", "Later", |board| board.shift(true), true)}
            {button("All", "Show the whole range", Board::leave_zoom, true)}
            {button("−", OUT, |board| board.zoom(false), false)}
            {button("+", "Zoom in", |board| board.zoom(true), false)}
        </div>
    }
    .into_any()
}

/// Which lanes are shown, and the buttons to the others; nothing where all are.
fn pages(board: Board) -> AnyView {
    let total = move || board.data.with(|data| data.lanes.len());
    let place = move || board.look.with(|look| (look.page, look.room.page()));
    let last = move || total().div_ceil(place().1).saturating_sub(1);
    let words = move || {
        let (page, size) = place();
        let (first, end) = (page * size, (page * size + size).min(total()));
        let numbers = [count(first + 1), count(end), count(total())];
        let [first, end, total] = &numbers;
        [first, " to ", end, " of ", total, ", in this order"].concat()
    };
    let button = move |words: &'static str, onwards: bool| {
        let to = move || {
            let (page, _) = place();
            if onwards {
                Some(page + 1).filter(|page| *page <= last())
            } else {
                page.checked_sub(1)
            }
        };
        let go = move |_: leptos::ev::MouseEvent| {
            if let Some(to) = untrack(to) {
                board.turn_to(to);
            }
        };
        view! {
            <button
                type="button"
                class="button small"
                aria-disabled=live(move || to().is_none().then_some("true"))
                on:click=on(go)
            >
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="lanes-pages" role="group" aria-label="Pages of lanes" hidden=live(move || last() == 0)>
            <span class="muted">{part(words)}</span>
            {button("Previous", false)}
            {button("Next", true)}
        </div>
    }
    .into_any()
}

fn table(board: Board) -> Figures {
    let total = board.data.with(|data| data.lanes.len());
    let (page, size) = board.look.with(|look| (look.page, look.room.page()));
    let range = (page * size).min(total)..(page * size + size).min(total);
    let caption = if total > size {
        let (first, end) = (count(range.start + 1), count(range.end));
        ["Lanes ", &first, " to ", &end, " of ", &count(total)].concat()
    } else {
        "Lanes, in this order".to_owned()
    };
    Figures {
        caption,
        heads: board
            .calls()
            .heads
            .iter()
            .map(|head| (*head).to_owned())
            .collect(),
        rows: board.calls().rows.run(range),
    }
}

const OUT: &str = "Zoom out";
