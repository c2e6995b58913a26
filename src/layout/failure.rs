//! One failed call in words: what happened, what it means, what to do, what was sent. The one place
//! that shows an error; it never takes the place of what was on screen before.

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::reactive::on;
use crate::ui::icon::{Icon, IconView};

/// A failed call, with what can be done about it.
#[component]
pub fn Failure(
    /// What failed.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// What the button says.
    #[prop(default = "Try again")]
    retry_words: &'static str,
) -> impl IntoView {
    let title = error.title();
    let advice = error.advice();
    let trace = error.trace();
    // What is said of a single field has no other place here.
    let is_said = error.message.is_some() || !error.fields.is_empty();
    let said = is_said.then(|| error.words());
    view! {
        <div class="failure" role="alert">
            <IconView icon=Icon::Warning />
            <div class="failure-words">
                <p class="failure-title">{title}</p>
                {said.map(|message| view! { <p class="failure-message">"The answer: “" {message} "”"</p> })}
                <p>{advice}</p>
                <p class="failure-trace">{trace}</p>
            </div>
            {retry
                .map(|retry| {
                    view! {
                        <button type="button" class="button" on:click=on(move |_| retry.run(()))>
                            {retry_words}
                        </button>
                    }
                })}
        </div>
    }
}
