//! A clock that ticks for the screen, and moments that stay true while one looks at them.

use std::time::Duration;

use crate::reactive::part;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::format::time::{ago, exact};
use crate::state::clock::now;
use crate::wire::time::Timestamp;

/// Now, to ten seconds, for everything on screen that says how long ago something was.
#[derive(Clone, Copy, Debug)]
pub struct Tick(RwSignal<i64>);

impl Tick {
    /// Starts the clock and provides it to everything below.
    pub fn provide() {
        let tick = RwSignal::new(now().0);
        provide_context(Self(tick));
        // It ticks for as long as the page lives. A browser may refuse timers to a page that is ending.
        drop(set_interval_with_handle(
            move || tick.set(now().0),
            Duration::from_secs(10),
        ));
        // As long as the page lives, too.
        let _ = window_event_listener(leptos::ev::pointerover, |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(time) =
                target.and_then(|target| target.closest("time:not([title])").ok().flatten())
            {
                in_full(&time);
            }
        });
    }

    /// Now; tracks the clock.
    pub fn now() -> Timestamp {
        use_context::<Self>().map_or_else(now, |tick| Timestamp(tick.0.get().max(now().0)))
    }
}

/// Gives a moment on screen its exact words, when one points at it: to make them for each row of a list as
/// it is drawn would cost more than all else in the row.
fn in_full(time: &Element) {
    let said = time.get_attribute("datetime").unwrap_or_default();
    if let Some(at) = Timestamp::parse(&said) {
        drop(time.set_attribute("title", &[&exact(at), " · ", &said].concat()));
    }
}

/// How long ago something was, with the exact moment on hover and for machines.
#[component]
pub fn Ago(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    view! {
        <time datetime=at.to_rfc3339()>
            {part(move || ago(at, Tick::now()))}
        </time>
    }
}
