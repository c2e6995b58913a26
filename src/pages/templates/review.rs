//! What lies over a template before it is saved: what would change, and what somebody else changed
//! meanwhile.

use leptos::prelude::*;

use super::saving::Review;
use crate::format::file_name::size;
use crate::reactive::on;
use crate::ui::dialog::Dialog;
use crate::ui::json::diff::DiffView;

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
