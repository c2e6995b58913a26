//! What lies over a template before it is saved: what would change, and what somebody else changed
//! meanwhile.

use leptos::prelude::*;

use super::saving::Review;
use crate::analysis::json::{Merge, Pick};
use crate::format::file_name::size;
use crate::reactive::{live, on, part};
use crate::ui::dialog::Dialog;
use crate::ui::json::diff::DiffView;
use crate::ui::json::merge::MergeView;

/// What would be sent, as a difference to what is there now. `words`: the question and the button.
pub fn review_dialog(
    review: &Review,
    words: (String, String),
    on_yes: Callback<Review>,
    on_cancel: Callback<()>,
) -> AnyView {
    let call = [review.call.verb.name(), " ", &review.call.path].concat();
    let body = review.call.body.clone().unwrap_or_default();
    let note = [
        "The whole record is sent, ",
        &size(body.len() as u64),
        ": what you did not change goes back as it came.",
    ]
    .concat();
    let before = review.before.clone();
    let agreed = review.clone();
    let (question, button) = words;
    view! {
        <Dialog labelled_by="review-title" on_cancel>
            <div class="review templates-review">
                <h2 id="review-title">{question}</h2>
                <DiffView
                    before
                    after=body
                    before_name="On the server".to_owned()
                    after_name="To be saved".to_owned()
                />
                <p class="muted">{note}</p>
                <p class="failure-trace">{call}</p>
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_cancel.run(()))>
                        {"Cancel"}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        on:click=on(move |_| on_yes.run(agreed.clone()))
                    >
                        {button}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Mine, theirs and what both began with, by field and by JSON path. Answers the merged record.
pub fn merge_dialog(
    merge: &Merge,
    on_choice: Callback<String>,
    on_cancel: Callback<()>,
) -> AnyView {
    let picks = RwSignal::new(vec![None::<Pick>; merge.conflicts().len()]);
    let open = move || picks.with(|picks| picks.contains(&None));
    let held = StoredValue::new_local(merge.clone());
    let go_on = move |_| {
        if open() {
            return;
        }
        let picks: Vec<Pick> = picks.get_untracked().into_iter().flatten().collect();
        on_choice.run(held.with_value(|merge| merge.with(&picks)));
    };
    let shown = merge.clone();
    view! {
        <Dialog labelled_by="merge-title" on_cancel>
            <div class="merge templates-review">
                <h2 id="merge-title">{"Somebody else changed this template meanwhile"}</h2>
                <p>{"Nothing was sent yet. What only one of you changed is taken; choose where both did. You see the result before it is sent."}</p>
                <MergeView merge=shown picks />
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_cancel.run(()))>
                        {"Back to the form"}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=live(move || open().then_some("true"))
                        on:click=on(go_on)
                    >
                        {part(move || if open() { "Choose for each first" } else { "Go on with these" })}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}
