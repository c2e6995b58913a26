//! The bar above every page: search, freshness, theme, lock.

use leptos::prelude::*;

use super::leave::Leave;
use super::palette::Palette;
use crate::state::theme::{Theme, ThemeChoice};
use crate::ui::icon::{Icon, IconView};

/// The bar.
#[component]
pub fn TopBar(
    /// Whether the navigation is open, where it is a drawer.
    drawer: RwSignal<bool>,
) -> impl IntoView {
    let palette = expect_context::<Palette>();
    view! {
        <header class="top-bar">
            <button
                type="button"
                class="button bare menu-button"
                aria-label="Navigation"
                aria-controls="navigation"
                aria-expanded=move || drawer.get().to_string()
                on:click=move |_| drawer.update(|open| *open = !*open)
            >
                <IconView icon=Icon::Menu />
            </button>
            <button type="button" class="palette-button" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| palette.open()>
                <IconView icon=Icon::Search />
                <span>{"Search pages and actions"}</span>
                <kbd aria-hidden="true">{"Ctrl K"}</kbd>
            </button>
            <div class="top-bar-end">
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
            on:click=move |_| choice.set(choice.get().next())
        >
            {move || view! { <IconView icon=icon() /> }}
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
            on:click=move |_| leave.lock()
        >
            <IconView icon=Icon::Lock />
            "Lock"
        </button>
    }
}
