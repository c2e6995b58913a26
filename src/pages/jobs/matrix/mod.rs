//! Action × error: which Action is bad, and with what.
//!
//! It counts the jobs that the filter asks for, but for what it asks of Actions and errors: those are what is
//! picked here. A cell writes both into the filter, an Action only itself.

mod cell_view;
mod keys;
mod painter;
mod shape;
mod text;

use std::rc::Rc;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::board::Board;
use super::clear;
use super::region::{MATRIX, region};
use crate::analysis::jobs::matrix::Order;
use crate::format::number::{count, counted};
use crate::reactive::{effect, live, on, part};
use crate::ui::dom::told_place;
use crate::ui::media;
use crate::ui::moment::Tick;
use crate::ui::press::press;
use crate::ui::sight::after_the_frame;
use keys::COLUMN;
use painter::{Menus, Painter, ROW};
use shape::{Head, Shape};

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
    let all = RwSignal::new(false);
    let most = Memo::new(move |_| if all.get() { usize::MAX } else { FIRST });
    let shape = shape::shape(board, room, most);
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
            let actions = counted(shape.actions, "Action", "Actions");
            let jobs = counted(shape.jobs, "job", "jobs");
            [&jobs, " of ", &actions].concat()
        })
    };
    let lines = Memo::new(move |_| shape.with(|shape| shape.rows));
    let more = move || {
        let lines = lines.get();
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
        <section
            class="panel"
            class:reading=live(move || !board.is_settled())
            aria-labelledby="matrix-title"
        >
            <div class="panel-head">
                <h2 id="matrix-title">{"Actions by error"}</h2>
                <p class="hint">{part(note)}</p>
                <div class="panel-actions">
                    <div class="segmented" role="group" aria-label="Sort the matrix">
                        {orders}
                    </div>
                </div>
            </div>
            {region(board.there, MATRIX, "jobs-region", "tbody button", table(board, shape))}
            {part(more)}
        </section>
    }
    .into_any()
}

fn table(board: Board, shape: Memo<Shape>) -> AnyView {
    let place = NodeRef::<html::Table>::new();
    let body = NodeRef::<html::Tbody>::new();
    let painter = StoredValue::new_local(None);
    // What a row holds lives as long as the matrix, and not until an effect runs again.
    let parts = StoredValue::new_local((Owner::current().unwrap_or_default(), menus(board)));
    effect(move || {
        let Some(body) = body.get() else { return };
        painter.update_value(|painter| {
            let painter =
                painter.get_or_insert_with(|| Painter::new(body.into(), parts.get_value()));
            shape.with(|shape| painter.paint(shape, untrack(Tick::now)));
            board.picked.with(|picked| painter.press(picked));
        });
        after_the_frame(move || {
            if let Some(table) = place.try_get_untracked().flatten() {
                keys::settle(&table);
            }
        });
    });
    effect(move || {
        let now = Tick::now();
        painter.update_value(|painter| {
            if let Some(painter) = painter {
                painter.ages(now);
            }
        });
    });
    let click = move |event: ev::MouseEvent| {
        let (row, column) = (told_place(&event, ROW), told_place(&event, COLUMN));
        let asked = row.zip(column).and_then(|(row, column)| {
            painter.with_value(|painter| painter.as_ref()?.at(row, column))
        });
        if let Some((action, error)) = asked {
            board.pick(&action, error.as_ref());
        }
    };
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
    let errors = Memo::new(move |_| shape.with(|shape| shape.heads.clone()));
    let is_empty = Memo::new(move |_| shape.with(|shape| shape.lines.is_empty()));
    view! {
        <table
            class="jobs-matrix"
            role="grid"
            aria-labelledby="matrix-title"
            node_ref=place
            on:click=on(click)
            on:keydown=on(key)
            on:focusin=on(come)
        >
            <thead role="rowgroup">{part(move || errors.with(|errors| heads(errors)))}</thead>
            <tbody role="rowgroup" node_ref=body></tbody>
        </table>
        {part(move || is_empty.get().then(|| empty(board)))}
    }
    .into_any()
}

/// What deletes the jobs of a row's Action: once per row, whichever Action that comes to show.
fn menus(board: Board) -> Menus {
    Rc::new(move |place, action| {
        let menu = move || clear::of_row(&board.tenant(), action);
        Box::new(leptos::mount::mount_to(place.unchecked_into(), menu))
    })
}

fn empty(board: Board) -> AnyView {
    let words = if board.is_settled() {
        "No jobs here."
    } else {
        "Reading the queues…"
    };
    view! { <p class="jobs-matrix-empty">{words}</p> }.into_any()
}

fn heads(errors: &[Head]) -> AnyView {
    let fixed =
        |words: &'static str| view! { <th role="columnheader" scope="col">{words}</th> }.into_any();
    let errors = errors
        .iter()
        .map(|error| {
            let title = error.name.clone();
            view! {
                <th role="columnheader" scope="col" title=title>
                    <span class="jobs-matrix-class">{breakable(&error.name)}</span>
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
