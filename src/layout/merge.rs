//! What somebody else changed while a form was open, side by side with what stands in it: one choice a
//! field, and nothing is overwritten unseen.

use leptos::prelude::*;

use crate::reactive::{live, on};
use crate::ui::merge_question::{Words, merge_question};

/// A field that somebody else changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The field's name, for the document.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What it was when the form was opened.
    pub opened: String,
    /// What it is now.
    pub theirs: String,
    /// What the form would make of it; `None`: it can only stay as it is now.
    pub mine: Option<String>,
    /// Whether both changed it. Otherwise the form merely shows what was there before.
    pub is_conflict: bool,
}

/// The question. `what` is what was changed: `user`. Answers for each row whether it shall be theirs.
pub fn dialog(
    what: &'static str,
    rows: Vec<Row>,
    on_choice: Callback<Vec<bool>>,
    on_cancel: Callback<()>,
) -> AnyView {
    // Theirs where only they changed it; where both did, nobody can choose but the person.
    let chosen = RwSignal::new(
        rows.iter()
            .map(|row| (!row.is_conflict).then_some(true))
            .collect::<Vec<Option<bool>>>(),
    );
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| row_view(at, row, chosen))
        .collect_view();
    let open = Signal::derive(move || chosen.with(|chosen| chosen.contains(&None)));
    let go_on = move |()| on_choice.run(chosen.get_untracked().into_iter().flatten().collect());
    let rows = rows.into_any();
    merge_question(what, &WORDS, rows, open, Callback::new(go_on), on_cancel)
}

const WORDS: Words = Words {
    class: "merge",
    explained: "Choose for each field what it shall be.",
    open: "Choose for each field first",
    go_on: "Save with these",
};

/// One field: what it was, what it is now, what stands in the form.
fn row_view(at: usize, row: Row, chosen: RwSignal<Vec<Option<bool>>>) -> AnyView {
    let name = ["merge-", &row.name].concat();
    let mine_label = if row.is_conflict {
        "Mine"
    } else {
        "As it was, which is what my form shows"
    };
    let option = |theirs: bool, label: &'static str, text: String| {
        let is_chosen = move || chosen.with(|chosen| chosen.get(at) == Some(&Some(theirs)));
        let choose = move |_| {
            chosen.update(|chosen| {
                if let Some(slot) = chosen.get_mut(at) {
                    *slot = Some(theirs);
                }
            });
        };
        view! {
            <label class="merge-option" class:chosen=live(is_chosen)>
                <input type="radio" name=name.clone() prop:checked=live(is_chosen) on:change=on(choose) />
                <span class="merge-label">{label}</span>
                <span class="merge-value">{text}</span>
            </label>
        }
        .into_any()
    };
    let theirs = option(true, "Theirs, as it is now", row.theirs);
    let mine = row.mine.map(|mine| option(false, mine_label, mine));
    view! {
        <fieldset class="merge-row">
            <legend>{row.label}</legend>
            <p class="muted">"When you opened it: " <span class="merge-value">{row.opened}</span></p>
            {theirs}
            {mine}
        </fieldset>
    }
    .into_any()
}
