//! Looking again by itself: how often, what holds it back, and how fresh what one sees is.

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::board::Board;
use super::source;
use crate::analysis::jobs::pace::Hold;
use crate::data::changes::Changes;
use crate::data::job_queues::{Availability, JobQueues, Live};
use crate::data::sync::Phase;
use crate::format::number::counted;
use crate::reactive::{Pause, effect, on, part};
use crate::ui::icon::{Icon, IconView};
use crate::ui::moment::{Ago, Tick};
use crate::ui::press::press;

/// How often, in the URL, in words, and in seconds. The usual one does not stand in the URL.
const PACES: [(&str, &str, Option<u32>); 5] = [
    ("off", "Off", None),
    ("5s", "5 s", Some(5)),
    ("15s", "15 s", Some(15)),
    ("1m", "1 min", Some(60)),
    ("5m", "5 min", Some(300)),
];
const USUAL: usize = 2;
/// The name in the URL.
pub const LIVE: &str = "live";
/// So long after the last letter somebody is still typing.
const TYPES: Duration = Duration::from_secs(3);

/// Which pace a URL asks for.
fn chosen(live: &str) -> usize {
    let place = PACES.iter().position(|(name, ..)| *name == live);
    place.unwrap_or(USUAL)
}

/// Looks again as often as the URL says, for as long as the page is there, and waits while something holds
/// it back.
pub fn follow(board: Board) {
    let state = board.state();
    let is_shown = Memo::new(move |_| {
        let availability = board.queues(JobQueues::availability);
        matches!(availability, Availability::Asking | Availability::Yes)
    });
    let attendance = StoredValue::new_local(Some(board.queues(JobQueues::attend)));
    effect(move || {
        let (_, _, seconds) = PACES[chosen(state.get().other(LIVE))];
        // Where the tenant shows no jobs, asking again is for the person.
        let seconds = seconds.filter(|_| is_shown.get());
        board.queues(|queues| queues.set_interval(seconds));
    });
    // What no list says, once even where it never looks again by itself: the workers.
    let first = Memo::new(move |_| board.is_first_reading());
    effect(move || {
        let queues = board.queues(JobQueues::clone);
        let is_known = untrack(|| queues.workers().is_some());
        if !first.get() && !is_known {
            leptos::task::spawn_local(async move { queues.look().await });
        }
    });
    let hold = move |hold: Hold, is_on: bool| board.queues(|queues| queues.set_hold(hold, is_on));
    let changes = expect_context::<Changes>();
    effect(move || hold(Hold::Confirming, changes.asked().is_some()));
    let rested = Pause::new(TYPES, Callback::new(move |()| hold(Hold::Typing, false)));
    let typed = window_event_listener(ev::input, move |_| {
        hold(Hold::Typing, true);
        rested.begin_again();
    });
    let see = move || hold(Hold::Hidden, document().hidden());
    see();
    let seen = window_event_listener_untyped("visibilitychange", move |_| see());
    on_cleanup(move || {
        typed.remove();
        seen.remove();
        attendance.set_value(None);
        board.queues(|queues| {
            queues.set_interval(None);
            for reason in Hold::ALL {
                queues.set_hold(reason, false);
            }
        });
    });
}

/// Why nothing is looked at just now.
const fn paused(hold: Hold) -> &'static str {
    match hold {
        Hold::Selecting => "Paused while rows are selected",
        Hold::Typing => "Paused while you type",
        Hold::Confirming => "Paused while a question is open",
        Hold::Hidden => "Paused while the tab is hidden",
        Hold::Paused => "Paused",
    }
}

/// How often it looks, and a way to look now.
pub fn control(board: Board) -> AnyView {
    let state = board.state();
    let now = Memo::new(move |_| chosen(state.get().other(LIVE)));
    let buttons = PACES
        .iter()
        .enumerate()
        .map(|(at, (name, words, _))| {
            let name = if at == USUAL { "" } else { name };
            press(
                "button",
                words,
                move || now.get() == at,
                move || state.set_other(LIVE, name.to_owned()),
            )
        })
        .collect_view();
    view! {
        <div class="jobs-live">
            <div class="segmented" role="group" aria-label="Look again every">
                {buttons}
            </div>
            {refresh_button(board)}
        </div>
    }
    .into_any()
}

/// A way to look now.
pub fn refresh_button(board: Board) -> AnyView {
    view! {
        <button type="button" class="button" on:click=on(move |_: ev::MouseEvent| refresh(board))>
            <IconView icon=Icon::Refresh />
            "Refresh now"
        </button>
    }
    .into_any()
}

/// Looks now, and reads all of it anew.
pub fn refresh(board: Board) {
    let queues = board.queues(JobQueues::clone);
    // What a look brings besides the lists: the workers. That it may be failing stops nobody who asks.
    leptos::task::spawn_local(async move {
        queues.look().await;
        queues.refresh();
    });
}

/// How fresh the list is, and when it is looked at next; `None` before it was read.
pub fn freshness(board: Board) -> Option<AnyView> {
    let progress = board.queues(|queues| queues.sync().progress());
    let at = progress.as_of?;
    let words = part(move || clock(board));
    let stopped = match progress.phase {
        Phase::Cancelled => ", reading it anew was stopped",
        Phase::Failed(_) => ", reading it anew failed",
        _ => "",
    };
    Some(
        view! {
            <span>{"As of "} <Ago at /> {stopped}</span>
            {words}
        }
        .into_any(),
    )
}

/// What the clock is doing, in words.
fn clock(board: Board) -> Option<AnyView> {
    let (class, words) = match board.queues(JobQueues::live) {
        Live::Off | Live::Waiting(_) | Live::Looking => return None,
        Live::Held(hold) => ("paused", paused(hold).to_owned()),
        Live::BackedOff {
            until,
            failures,
            error,
        } => {
            let seconds = ((until.0 - Tick::now().0) / 1_000).max(1);
            let seconds = usize::try_from(seconds).unwrap_or(0);
            let next = if seconds < 120 {
                [&crate::format::number::count(seconds), " s"].concat()
            } else {
                [&(seconds / 60).to_string(), " min"].concat()
            };
            let times = usize::try_from(failures).unwrap_or(usize::MAX);
            let times = counted(times, "time", "times");
            (
                "failing",
                [
                    "The last look failed (",
                    &times,
                    " in a row: ",
                    &error.title().to_lowercase(),
                    "). Next try in ",
                    &next,
                ]
                .concat(),
            )
        }
    };
    Some(view! { <span class=class>{words}</span> }.into_any())
}

/// How fresh it is, what waits, and what is not sure: a line that is always there.
pub fn line(board: Board, shown: Signal<usize>) -> AnyView {
    let waiting = Memo::new(move |_| {
        let steady = board.steady();
        steady.track();
        // It is counted as the list is laid out.
        shown.track();
        steady.waiting()
    });
    let wait = move || {
        let waiting = waiting.get();
        (waiting > 0).then(|| {
            let words = if waiting == 1 {
                "1 change waits".to_owned()
            } else {
                counted(waiting, "change", "changes") + " wait"
            };
            let show = if waiting == 1 { "Show it" } else { "Show them" };
            view! {
                <span>{words}</span>
                <button type="button" class="button small" on:click=on(move |_: ev::MouseEvent| board.let_go())>
                    {show}
                </button>
            }
        })
    };
    view! {
        <div class="jobs-fresh">
            {part(move || freshness(board))} <span class="jobs-wait">{part(wait)}</span>
            {part(move || doubt(board))} {source::progress(board)}
        </div>
    }
    .into_any()
}

/// What may be missing from the list.
fn doubt(board: Board) -> Option<AnyView> {
    let doubt = board.queues(JobQueues::doubt);
    let words = if doubt.shifted.contains(&true) {
        "The queues moved faster than they could be read: some jobs may be missing here."
    } else if doubt.moved > 0 {
        "Jobs went from one queue to another while they were read: a few may be missing here."
    } else {
        return None;
    };
    Some(view! { <span class="doubt">{words}</span> }.into_any())
}
