//! The question that two changes of one record lead to: what only one of both changed is taken, where both
//! did a person picks, and nothing is overwritten unseen.

use leptos::prelude::*;

use super::merge::MergeView;
use crate::analysis::json::{Merge, Pick};
use crate::ui::merge_question::{Words, merge_question};

/// Mine, theirs and what both began with, by field and by JSON path. `what` was changed: `template`; `more` stands
/// above the choices. Answers the merged record.
pub fn merge_dialog(
    what: &'static str,
    merge: Merge,
    more: AnyView,
    on_choice: Callback<String>,
    on_cancel: Callback<()>,
) -> AnyView {
    let picks = RwSignal::new(vec![None::<Pick>; merge.conflicts().len()]);
    let open = Signal::derive(move || picks.with(|picks| picks.contains(&None)));
    let held = StoredValue::new_local(merge.clone());
    let go_on = move |()| {
        let picks: Vec<Pick> = picks.get_untracked().into_iter().flatten().collect();
        on_choice.run(held.with_value(|merge| merge.with(&picks)));
    };
    let choices = view! { {more} <MergeView merge picks /> }.into_any();
    merge_question(what, &WORDS, choices, open, Callback::new(go_on), on_cancel)
}

const WORDS: Words = Words {
    class: "merge templates-review",
    explained: "What only one of you changed is taken; choose where both did. You see the result before it is sent.",
    open: "Choose for each first",
    go_on: "Go on with these",
};
