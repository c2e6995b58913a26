//! How a list looks: which columns, how much room, and whether letters are keys.

use leptos::prelude::*;

use super::column::{Column, Shown};
use crate::reactive::{on, part};
use crate::state::table_prefs::{Density, TablePrefs};

/// Chooses among a list's columns, of which some are shown, and the look of every list.
pub fn view_menu(
    columns: &'static [Column],
    shown: Signal<Shown>,
    on_shown: Callback<Shown>,
) -> AnyView {
    let prefs = expect_context::<TablePrefs>();
    let column = move |at: usize, column: &'static Column| {
        let change = move |event: leptos::ev::Event| {
            on_shown.run(
                shown
                    .get_untracked()
                    .with(columns, at, event_target_checked(&event)),
            );
        };
        tick(
            column.label,
            Signal::derive(move || shown.get().has(at)),
            at == 0,
            Callback::new(change),
        )
    };
    view! {
                    <fieldset>
                <legend>{"Columns"}</legend>
                {columns.iter().enumerate().map(|(at, one)| column(at, one)).collect_view()}
                {part(move || {
                    if shown.get() == Shown::ALL {
                        view! { <p class="muted">{"As many as fit are shown."}</p> }.into_any()
                    } else {
                        view! {
                            <button type="button" class="button small" on:click=on(move |_| on_shown.run(Shown::ALL))>
                                "As many as fit"
                            </button>
                        }
                            .into_any()
                    }
                })}
            </fieldset>
            <fieldset>
                <legend>{"Rows and keys"}</legend>
                {tick(
                    "Compact rows",
                    Signal::derive(move || prefs.density() == Density::Compact),
                    false,
                    Callback::new(move |event| {
                        let compact = event_target_checked(&event);
                        prefs.set_density(if compact { Density::Compact } else { Density::Comfortable });
                    }),
                )}
                {tick(
                    "Single keys: j k x / ?",
                    Signal::derive(move || prefs.single_keys()),
                    false,
                    Callback::new(move |event| prefs.set_single_keys(event_target_checked(&event))),
                )}
            </fieldset>
    }
    .into_any()
}

fn tick(
    label: &'static str,
    checked: Signal<bool>,
    fixed: bool,
    on_change: Callback<leptos::ev::Event>,
) -> AnyView {
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=checked disabled=fixed on:change=on(move |event| on_change.run(event)) />
            {label}
        </label>
    }
    .into_any()
}
