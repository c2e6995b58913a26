//! One failed call in words: what happened, what it means, what to do, what was sent. The one place
//! that shows an error; it never takes the place of what was on screen before.

use leptos::prelude::*;

use crate::api::error::{ApiError, Kind};
use crate::reactive::on;
use crate::routes::checks;
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
    // What may be the web server's fault.
    let of_hosting = matches!(
        error.kind,
        Kind::Offline | Kind::TimedOut | Kind::Server | Kind::Unreadable
    );
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
                {of_hosting.then(|| view! { <a href=checks()>"Check how this is hosted"</a> })}
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
