//! Looking again by itself: how often, what holds it back, and how fresh what one sees is.

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::board::Board;
use crate::analysis::jobs::pace::Hold;
use crate::data::changes::Changes;
use crate::reactive::{Pause, effect, on, part};
use crate::ui::icon::{Icon, IconView};
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
    effect(move || {
        let (_, _, seconds) = PACES[chosen(state.get().other(LIVE))];
        board.queues(|queues| queues.set_interval(seconds));
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
            <button type="button" class="button" on:click=on(move |_: ev::MouseEvent| board.refresh())>
                <IconView icon=Icon::Refresh />
                "Refresh now"
            </button>
        </div>
    }
    .into_any()
}
