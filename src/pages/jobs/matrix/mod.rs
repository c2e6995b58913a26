//! Action × error: which Action is bad, and with what.
//!
//! It counts the jobs that the filter asks for, but for what it asks of Actions and errors: those are what is
//! picked here. A cell writes both into the filter, an Action only itself.

mod keys;
mod shape;

use leptos::{ev, html, prelude::*};

use super::board::Board;
use super::clear;
use super::region::{MATRIX, region};
use crate::analysis::jobs::matrix::Order;
use crate::format::number::{count, counted, figure};
use crate::format::time::ago;
use crate::reactive::{effect, live, on, part};
use crate::ui::chart::level::steep_class;
use crate::ui::media;
use crate::ui::moment::Tick;
use crate::ui::press::press;
use shape::{Cell, Line, Shape};

/// How many Actions stand there at first.
const FIRST: usize = 12;
/// The name in the URL under which the order stands.
pub const BY: &str = "by";
/// The orders in words, by [`Order::ALL`].
const ORDERS: [&str; 3] = ["Count", "Newest", "Name"];
/// From these widths on there is room for so many errors.
const WIDEST: (&str, usize) = ("(min-width: 1640px)", 8);
const WIDE: (&str, usize) = ("(min-width: 1280px)", 5);
const MIDDLE: (&str, usize) = ("(min-width: 720px)", 3);
/// On a phone the errors of an Action stand below each other.
const NARROW: usize = 12;

/// The panel.
pub fn panel(board: Board) -> AnyView {
    let state = board.state();
    let widths = [WIDEST, WIDE, MIDDLE].map(|(query, room)| (media::matches(query), room));
    let room = Memo::new(move |_| {
        let fits = widths.iter().find(|(matches, _)| matches.get());
        fits.map_or(NARROW, |(_, room)| *room)
    });
    let shape = shape::shape(board, room);
    let all = RwSignal::new(false);
    let by = Memo::new(move |_| Order::named(state.get().other(BY)).unwrap_or_default());
    let orders = Order::ALL
        .into_iter()
        .zip(ORDERS)
        .map(|(order, words)| {
            // The usual one does not stand in the URL.
            let is_usual = order == Order::default();
            let name = if is_usual { "" } else { order.name() };
            press(
                "button small",
                words,
                move || by.get() == order,
                move || state.set_other(BY, name.to_owned()),
            )
        })
        .collect_view();
    let note = move || {
        shape.with(|shape| {
            let named = shape.lines.iter().filter(|line| line.action.is_some());
            let actions = counted(named.count(), "Action", "Actions");
            let jobs = counted(shape.jobs, "job", "jobs");
            [&jobs, " of ", &actions].concat()
        })
    };
    let more = move || {
        let lines = shape.with(|shape| shape.lines.len());
        (lines > FIRST).then(|| {
            let words = move || {
                if all.get() {
                    ["Show the first ", &count(FIRST)].concat()
                } else {
                    ["Show all ", &count(lines), " Actions"].concat()
                }
            };
            view! {
                <button
                    type="button"
                    class="button small jobs-matrix-more"
                    on:click=on(move |_: ev::MouseEvent| all.update(|all| *all = !*all))
                >
                    {part(words)}
                </button>
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby="matrix-title">
            <div class="panel-head">
                <h2 id="matrix-title">{"Actions by error"}</h2>
                <p class="hint">{part(note)}</p>
                <div class="panel-actions">
                    <div class="segmented" role="group" aria-label="Sort the matrix">
                        {orders}
                    </div>
                </div>
            </div>
            {region(board.there, MATRIX, "jobs-region", "tbody button", table(board, shape, all))}
            {part(more)}
        </section>
    }
    .into_any()
}

fn table(board: Board, shape: Memo<Shape>, all: RwSignal<bool>) -> AnyView {
    let place = NodeRef::<html::Table>::new();
    effect(move || {
        shape.track();
        all.track();
        if let Some(table) = place.get() {
            // Once the rows stand there.
            request_animation_frame(move || keys::settle(&table));
        }
    });
    let key = move |event: ev::KeyboardEvent| {
        if let Some(table) = place.get_untracked() {
            keys::press(&table, &event);
        }
    };
    let come = move |_: ev::FocusEvent| {
        if let Some(table) = place.get_untracked() {
            keys::settle(&table);
        }
    };
    let rows = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        shape.with(|shape| {
            let most_of_one = shape.most;
            let lines = shape.lines.iter().take(most);
            lines
                .map(|line| row(board, line, &shape.heads, most_of_one))
                .collect_view()
        })
    };
    view! {
        <table
            class="jobs-matrix"
            role="grid"
            aria-labelledby="matrix-title"
            node_ref=place
            on:keydown=on(key)
            on:focusin=on(come)
        >
            <thead role="rowgroup">{part(move || shape.with(|shape| heads(&shape.heads)))}</thead>
            <tbody role="rowgroup">{part(rows)}</tbody>
        </table>
        {part(move || shape.with(|shape| shape.lines.is_empty()).then(|| empty(board)))}
    }
    .into_any()
}

fn empty(board: Board) -> AnyView {
    let words = if board.is_settled() {
        "No jobs here."
    } else {
        "Reading the queues…"
    };
    view! { <p class="jobs-matrix-empty">{words}</p> }.into_any()
}

fn heads(errors: &[String]) -> AnyView {
    let fixed =
        |words: &'static str| view! { <th role="columnheader" scope="col">{words}</th> }.into_any();
    let errors = errors
        .iter()
        .map(|error| {
            let title = error.clone();
            view! {
                <th role="columnheader" scope="col" title=title>
                    <span class="jobs-matrix-class">{breakable(error)}</span>
                </th>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <tr role="row">
            {fixed("Action")} {fixed("Jobs")} {fixed("Newest")} {errors}
            <th role="columnheader" scope="col">
                <span class="unseen">{"Delete"}</span>
            </th>
        </tr>
    }
    .into_any()
}

/// A name such as `Faraday::ConnectionFailed`, which may be broken between its words.
fn breakable(name: &str) -> AnyView {
    let mut pieces = Vec::new();
    let mut rest = name;
    let begins = |(at, letter): (usize, char)| {
        let before = rest_before(name, at);
        let is_word =
            letter.is_ascii_uppercase() && before.is_some_and(|one| one.is_ascii_lowercase());
        (is_word || before == Some(':') && letter != ':').then_some(at)
    };
    let mut from = 0;
    for at in name.char_indices().filter_map(begins) {
        let (piece, behind) = rest.split_at(at - from);
        pieces.push(view! { {piece.to_owned()} <wbr /> }.into_any());
        rest = behind;
        from = at;
    }
    view! { {pieces} {rest.to_owned()} }.into_any()
}

fn rest_before(name: &str, at: usize) -> Option<char> {
    name.get(..at)?.chars().next_back()
}

fn row(board: Board, line: &Line, errors: &[String], most: u32) -> AnyView {
    let picked = board.picked;
    let value = line.ask.clone();
    let is_picked = move || picked.with(|picked| picked.has_action(&value));
    let pick = line.ask.clone();
    let class_of_name = if line.is_nameless {
        "jobs-action jobs-nameless"
    } else {
        "jobs-action"
    };
    let (name, title) = (line.name.clone(), line.title.clone());
    let newest = line.sum.newest;
    let cells = line
        .cells
        .iter()
        .zip(errors)
        .enumerate()
        .map(|(at, (one, error))| cell(board, line, one, error, (at + FIXED, most)))
        .collect_view();
    let acts = line
        .action
        .map(|action| clear::of_action(&board.tenant(), action));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <button
                    type="button"
                    class=class_of_name
                    title=title
                    tabindex="-1"
                    data-column="0"
                    aria-pressed=live(move || is_picked().to_string())
                    on:click=on(move |_: ev::MouseEvent| board.pick(&pick, None))
                >
                    {name}
                </button>
            </th>
            <td role="gridcell" class="jobs-sum" data-label="Jobs">{figure(line.sum.count)}</td>
            <td role="gridcell" class="jobs-age" data-label="Newest">{part(move || age(newest))}</td>
            {cells}
            <td role="gridcell" class="jobs-row-acts" data-column=(errors.len() + FIXED).to_string()>{acts}</td>
        </tr>
    }
    .into_any()
}

/// Columns before the first error.
const FIXED: usize = 3;

fn cell(
    board: Board,
    line: &Line,
    one: &Cell,
    error: &str,
    (column, most): (usize, u32),
) -> AnyView {
    let label = error.to_owned();
    if one.count == 0 {
        return view! {
            <td role="gridcell" class="none" data-label=label>
                <span class="jobs-none">{"–"}</span>
            </td>
        }
        .into_any();
    }
    let newest = one.newest;
    let inside = move || {
        let age = newest.map(|newest| view! { <small>{part(move || age(Some(newest)))}</small> });
        view! {
            <span>{figure(one.count)}</span>
            {age}
        }
    };
    let Some(asked) = one.error.clone() else {
        // Several errors in one column: none of them alone is asked for.
        return view! {
            <td role="gridcell" data-label=label>
                <span class="jobs-cell">{inside()}</span>
            </td>
        }
        .into_any();
    };
    let class = ["jobs-cell ", steep_class(one.count, most)].concat();
    let named = [&line.name, ", ", error, ": ", &counted_jobs(one.count)].concat();
    let (of, with) = (line.ask.clone(), asked.clone());
    let is_picked = move || board.picked.with(|picked| picked.has_both(&of, &with));
    let action = line.ask.clone();
    view! {
        <td role="gridcell" data-label=label>
            <button
                type="button"
                class=class
                tabindex="-1"
                data-column=column.to_string()
                aria-label=named
                aria-pressed=live(move || is_picked().to_string())
                on:click=on(move |_: ev::MouseEvent| board.pick(&action, Some(&asked)))
            >
                {inside()}
            </button>
        </td>
    }
    .into_any()
}

fn counted_jobs(number: u32) -> String {
    counted(usize::try_from(number).unwrap_or(usize::MAX), "job", "jobs")
}

/// `3 h`: how long ago, as short as can be.
fn age(at: Option<crate::wire::time::Timestamp>) -> String {
    at.map_or_else(String::new, |at| {
        let words = ago(at, Tick::now());
        words
            .strip_suffix(" ago")
            .map(str::to_owned)
            .unwrap_or(words)
    })
}
