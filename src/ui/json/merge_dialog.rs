//! The question that two changes of one record lead to: what only one of both changed is taken, where both
//! did a person picks, and nothing is overwritten unseen.

use leptos::prelude::*;

use super::merge::MergeView;
use crate::analysis::json::{Merge, Pick};
use crate::reactive::{live, on, part};
use crate::ui::dialog::Dialog;

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
    let open = move || picks.with(|picks| picks.contains(&None));
    let held = StoredValue::new_local(merge.clone());
    let go_on = move |_| {
        if open() {
            return;
        }
        let picks: Vec<Pick> = picks.get_untracked().into_iter().flatten().collect();
        on_choice.run(held.with_value(|merge| merge.with(&picks)));
    };
    view! {
        <Dialog labelled_by="merge-title" on_cancel>
            <div class="merge templates-review">
                <h2 id="merge-title">{["Somebody else changed this ", what, " meanwhile"].concat()}</h2>
                <p>{"Nothing was sent yet. What only one of you changed is taken; choose where both did. You see the result before it is sent."}</p>
                {more}
                <MergeView merge picks />
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
