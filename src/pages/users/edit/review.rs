//! What will be sent, before it is: for changes of who owns the tenant and who may sign in.

use leptos::prelude::*;

use crate::analysis::user_form::{ACTIVE, COUNT, FIELDS, OWNER, Values, in_words};
use crate::api::call::Call;
use crate::data::owners::Outlook;
use crate::pages::users::plans::words::{NO_OWNER_LEFT, NO_OWNER_WARNING};
use crate::reactive::{live, on};
use crate::ui::dialog::Dialog;

/// What was shown, and so agreed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// What is sent.
    pub call: Call,
    /// What is there now.
    pub before: Values,
    /// What is wanted.
    pub after: Values,
    /// What it does to the owners.
    pub owners: Outlook,
}

/// The question.
pub fn dialog(review: &Reviewed, on_yes: Callback<Reviewed>, on_cancel: Callback<()>) -> AnyView {
    let agreed = review.clone();
    let must_type = review.owners.leaves_none;
    let typed = RwSignal::new(String::new());
    let closed = move || must_type && typed.with(|typed| typed.trim() != NO_OWNER_LEFT);
    let changes = (0..COUNT)
        .filter_map(|field| {
            let (before, after) = (
                review.before[field].as_ref()?,
                review.after[field].as_ref()?,
            );
            (before != after).then(|| {
                view! {
                    <div>
                        <dt>{FIELDS[field].label}</dt>
                        <dd>
                            <del>{in_words(field, before)}</del>
                            " → "
                            <ins>{in_words(field, after)}</ins>
                        </dd>
                    </div>
                }
            })
        })
        .collect_view();
    let call = [review.call.verb.name(), " ", &review.call.path].concat();
    let body = review.call.body.clone().unwrap_or_default();
    let meaning = meaning(review)
        .into_iter()
        .map(|words| view! { <p>{words}</p> })
        .collect_view();
    view! {
        <Dialog labelled_by="review-title" on_cancel>
            <div class="review">
                <h2 id="review-title">{"Save these changes?"}</h2>
                <dl class="before-after">{changes}</dl>
                {meaning}
                {must_type
                    .then(|| {
                        view! {
                            <p class="notice" role="alert">{NO_OWNER_WARNING}</p>
                            <label for="review-typed">"To go on all the same, type: " <b>{NO_OWNER_LEFT}</b></label>
                            <input id="review-typed" type="text" autocomplete="off" bind:value=typed />
                        }
                    })}
                <p class="failure-trace">{call} <br /> {body}</p>
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_cancel.run(()))>
                        {"Cancel"}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=live(move || closed().then_some("true"))
                        on:click=on(move |_| {
                            if !closed() {
                                on_yes.run(agreed.clone());
                            }
                        })
                    >
                        {"Save"}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What the dangerous ones of the changes mean.
fn meaning(review: &Reviewed) -> Vec<&'static str> {
    let to = |field: usize| {
        let after = review.after[field].as_deref();
        (review.before[field].as_deref() != after).then_some(after == Some("true"))
    };
    let mut words = Vec::new();
    words.extend(to(OWNER).map(|owner| {
        if owner {
            "An owner may do everything in this tenant: manage all people, owners included, and make API keys such as the one in use."
        } else {
            "They become an ordinary user. What only owners may do ends for them, and API keys must belong to an owner."
        }
    }));
    words.extend(to(ACTIVE).map(|active| {
        if active {
            "They can sign in again."
        } else {
            "They can no longer sign in. The account stays and can be activated again."
        }
    }));
    words.extend(review.owners.doubt);
    words
}
