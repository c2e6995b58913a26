//! Buttons that stay pressed: one of several, or on and off.

use leptos::prelude::*;

use crate::reactive::{live, on};

/// A button that says whether it is pressed (`aria-pressed`), and what pressing it does.
pub fn press(
    class: &'static str,
    words: &'static str,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    act: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    button(
        class,
        words,
        Signal::derive(is_on),
        Callback::new(move |()| act()),
    )
}

fn button(
    class: &'static str,
    words: &'static str,
    is_on: Signal<bool>,
    act: Callback<()>,
) -> AnyView {
    view! {
        <button
            type="button"
            class=class
            aria-pressed=live(move || is_on.get().to_string())
            on:click=on(move |_: leptos::ev::MouseEvent| act.run(()))
        >
            {words}
        </button>
    }
    .into_any()
}
