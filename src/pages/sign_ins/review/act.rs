//! What is selected of a review, and switching it off.

use std::collections::HashSet;

use leptos::prelude::*;

use super::Desk;
use crate::analysis::access_review::Finding;
use crate::data::changes::Changes;
use crate::format::number::counted;
use crate::pages::users::plans::{Chosen, Deed, propose};
use crate::reactive::{effect_with_last, live, on, part};
use crate::state::read_only::ReadOnly;
use crate::ui::selection_bar::SelectionBar;

/// Selects what is to be switched off as it is found, and lets go of what is no finding any more. What the
/// person took out stays out, for as long as it is found.
pub fn select_found(desk: Desk) {
    effect_with_last(move |before: Option<HashSet<String>>| {
        let keys = |wanted: fn(&Finding) -> bool| -> HashSet<String> {
            desk.review.with(|review| {
                let all = review.findings.iter();
                all.filter(|of| wanted(of))
                    .filter_map(|of| desk.key_of(of))
                    .collect()
            })
        };
        let (found, proposed) = (keys(|_| true), keys(Finding::is_proposed));
        let before = before.unwrap_or_default();
        let picked = untrack(|| desk.selection.with(Clone::clone));
        let kept = picked
            .iter()
            .filter(|key| found.contains(*key))
            .filter(|key| proposed.contains(*key) || !before.contains(*key));
        let new = proposed.iter().filter(|key| !before.contains(*key));
        let next: HashSet<String> = kept.chain(new).cloned().collect();
        if next != picked {
            desk.selection.set(next);
        }
        proposed
    });
}

/// The bar below the findings: what is selected, and the button.
pub fn bar(desk: Desk) -> AnyView {
    let changes = expect_context::<Changes>();
    let selection = desk.selection;
    let read_only = use_context::<ReadOnly>();
    let connection = desk
        .held
        .with_value(|tenant| tenant.client.connection().clone());
    let off = Memo::new(move |_| read_only.and_then(|mode| mode.refuses(&connection)));
    let owners = Memo::new(move |_| {
        desk.review.with(|review| {
            let owners = review.findings.iter().filter(|of| of.is_owner);
            owners
                .filter(|of| desk.key_of(of).is_some_and(|key| selection.has(&key)))
                .count()
        })
    });
    let note = move || {
        if let Some(words) = off.get() {
            return words.to_owned();
        }
        match owners.get() {
            0 => String::new(),
            owners => [
                &counted(owners, "owner is", "owners are"),
                " among them. API keys belong to owners: take out whoever made the key in use.",
            ]
            .concat(),
        }
    };
    let deactivate = move || {
        let users = desk.selected();
        desk.held.with_value(|tenant| {
            let chosen = Chosen {
                users,
                elsewhere: Vec::new(),
            };
            propose(tenant, changes, Deed::Deactivate, chosen);
        });
    };
    view! {
        <SelectionBar
            selection
            listed=Signal::derive(move || selection.len())
            on_narrow=Callback::new(|()| ())
        >
            <button
                type="button"
                class="button"
                aria-describedby="review-note"
                disabled=live(move || off.get().is_some())
                on:click=on(move |_| deactivate())
            >
                "Deactivate…"
            </button>
            <span id="review-note" class="review-note muted">
                {part(note)}
            </span>
        </SelectionBar>
    }
    .into_any()
}
