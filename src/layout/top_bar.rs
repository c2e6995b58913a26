//! The bar above every page: search, freshness, theme, lock.

use crate::reactive::{live, on, part};
use leptos::prelude::*;

use super::leave::Leave;
use super::palette::Palette;
use crate::state::read_only::ReadOnly;
use crate::state::theme::{Theme, ThemeChoice};
use crate::ui::icon::{Icon, IconView};

/// The bar.
#[component]
pub fn TopBar(
    /// Whether the navigation is open, where it is a drawer.
    drawer: RwSignal<bool>,
    /// Whether `config.json` pins the connection to read-only.
    pinned: bool,
) -> impl IntoView {
    let palette = expect_context::<Palette>();
    view! {
        <header class="top-bar">
            <button
                type="button"
                class="button bare menu-button"
                aria-label="Navigation"
                aria-controls="navigation"
                aria-expanded=live(move || drawer.get().to_string())
                on:click=on(move |_| drawer.update(|open| *open = !*open))
            >
                <IconView icon=Icon::Menu />
            </button>
            <button type="button" class="palette-button" aria-keyshortcuts="Control+K Meta+K" on:click=on(move |_| palette.open())>
                <IconView icon=Icon::Search />
                <span>{"Search pages, records, actions"}</span>
                <kbd aria-hidden="true">{"Ctrl K"}</kbd>
            </button>
            <div class="top-bar-end">
                <ReadOnlySwitch pinned />
                <ThemeButton />
                <LockButton />
            </div>
        </header>
    }
}

/// Goes round the three themes.
#[component]
pub fn ThemeButton() -> impl IntoView {
    let choice = expect_context::<ThemeChoice>();
    let (icon, label) = (
        move || match choice.get() {
            Theme::System => Icon::System,
            Theme::Light => Icon::Light,
            Theme::Dark => Icon::Dark,
        },
        move || format!("Theme: {}", choice.get().word()),
    );
    view! {
        <button
            type="button"
            class="button bare"
            aria-label=label
            title=label
            on:click=on(move |_| choice.set(choice.get().next()))
        >
            {part(move || view! { <IconView icon=icon() /> })}
        </button>
    }
}

/// Switches changes off and on. Where `config.json` has the last word, it only says so.
#[component]
fn ReadOnlySwitch(pinned: bool) -> impl IntoView {
    let read_only = expect_context::<ReadOnly>();
    let is_on = move || pinned || read_only.is_on();
    let title = move || {
        if pinned {
            "config.json keeps this connection read-only: no change can be sent"
        } else if read_only.is_on() {
            "Read-only mode is on in all tabs: no change can be sent"
        } else {
            "Changes can be sent. Switch read-only mode on to look around safely"
        }
    };
    view! {
        <button
            type="button"
            class="button read-only-switch"
            role="switch"
            aria-label="Read-only"
            aria-checked=live(move || is_on().to_string())
            aria-disabled=pinned.then_some("true")
            title=title
            on:click=on(move |_| {
                if !pinned {
                    read_only.set(!read_only.is_on());
                }
            })
        >
            {part(move || view! { <IconView icon=if is_on() { Icon::ReadOnly } else { Icon::Writable } /> })}
            <span class="read-only-name">{"Read-only"}</span>
            <span class="read-only-state">{part(move || if pinned { "always" } else if is_on() { "on" } else { "off" })}</span>
        </button>
    }
}

/// Takes the keys away.
#[component]
fn LockButton() -> impl IntoView {
    let leave = Leave::from_context();
    view! {
        <button
            type="button"
            class="button"
            title="Take the keys out of this tab"
            on:click=on(move |_| leave.lock())
        >
            <IconView icon=Icon::Lock />
            "Lock"
        </button>
    }
}
