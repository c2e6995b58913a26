//! A clock that ticks for the screen, and moments that stay true while one looks at them.

use std::time::Duration;

use leptos::prelude::*;

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
    }

    /// Now; tracks the clock.
    pub fn now() -> Timestamp {
        use_context::<Self>().map_or_else(now, |tick| Timestamp(tick.0.get().max(now().0)))
    }
}

/// How long ago something was, with the exact moment on hover and for machines.
#[component]
pub fn Ago(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    view! {
        <time datetime=at.to_rfc3339() title=exact(at)>
            {move || ago(at, Tick::now())}
        </time>
    }
}
