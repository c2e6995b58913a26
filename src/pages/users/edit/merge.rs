//! What somebody else changed while the form was open, side by side with what stands in it: one choice a
//! field, and nothing is overwritten unseen.

use leptos::prelude::*;

use crate::analysis::user_form::{Difference, FIELDS, Values, in_words, merged};
use crate::reactive::{live, on, part};
use crate::ui::dialog::Dialog;

/// The question. Answers what is wanted in the end, and what is there now.
pub fn dialog(
    differences: Vec<Difference>,
    mine: Values,
    theirs: Values,
    on_choice: Callback<(Values, Values)>,
    on_cancel: Callback<()>,
) -> AnyView {
    // Theirs where only they changed it; where both did, nobody can choose but the person.
    let chosen = RwSignal::new(
        differences
            .iter()
            .map(|difference| (!difference.is_conflict()).then_some(true))
            .collect::<Vec<Option<bool>>>(),
    );
    let numbers: Vec<usize> = differences.iter().map(|one| one.field).collect();
    let rows = differences
        .into_iter()
        .enumerate()
        .map(|(at, difference)| row(at, &difference, chosen))
        .collect_view();
    let open = move || chosen.with(|chosen| chosen.contains(&None));
    let go_on = move |_| {
        if open() {
            return;
        }
        let taken: Vec<usize> = chosen.with_untracked(|chosen| {
            numbers
                .iter()
                .zip(chosen)
                .filter(|(_, theirs)| **theirs == Some(true))
                .map(|(field, _)| *field)
                .collect()
        });
        on_choice.run((merged(&mine, &theirs, &taken), theirs.clone()));
    };
    view! {
        <Dialog labelled_by="merge-title" on_cancel>
            <div class="merge">
                <h2 id="merge-title">{"Somebody else changed this user meanwhile"}</h2>
                <p>{"Nothing was sent yet. Choose for each field what it shall be."}</p>
                {rows}
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_cancel.run(()))>
                        {"Back to the form"}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=live(move || open().then_some("true"))
                        on:click=go_on
                    >
                        {part(move || if open() { "Choose for each field first" } else { "Save with these" })}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// One field: what it was, what it is now, what stands in the form.
fn row(at: usize, difference: &Difference, chosen: RwSignal<Vec<Option<bool>>>) -> AnyView {
    let field = difference.field;
    let name = ["merge-", FIELDS[field].name].concat();
    let opened = in_words(field, &difference.opened);
    let mine_label = if difference.is_conflict() {
        "Mine"
    } else {
        "As it was, which is what my form shows"
    };
    let option = |theirs: bool, label: &'static str, text: &str| {
        let text = in_words(field, text);
        let is_chosen = move || chosen.with(|chosen| chosen[at] == Some(theirs));
        view! {
            <label class="merge-option" class:chosen=live(is_chosen)>
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=live(is_chosen)
                    on:change=on(move |_| chosen.update(|chosen| chosen[at] = Some(theirs)))
                />
                <span class="merge-label">{label}</span>
                <span class="merge-value">{text}</span>
            </label>
        }
    };
    view! {
        <fieldset class="merge-row">
            <legend>{FIELDS[field].label}</legend>
            <p class="muted">"When you opened it: " <span class="merge-value">{opened}</span></p>
            {option(true, "Theirs, as it is now", &difference.theirs)}
            {option(false, mine_label, &difference.mine)}
        </fieldset>
    }
    .into_any()
}
