//! A tenant that shows no jobs: what that means, and what can be done. It is no error.

use leptos::prelude::*;

use crate::reactive::on;
use crate::ui::icon::{Icon, IconView};

/// Why there is nothing to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The tenant says of itself that it is a shared one.
    Shared,
    /// It refuses the lists (403).
    Forbidden,
    /// It has no such lists (404).
    Missing,
}

/// What happened, what it means, and what to do.
const fn words(why: Why) -> (&'static str, &'static str, &'static str) {
    match why {
        Why::Shared => (
            "This is a shared tenant: it shows no jobs",
            "Tines shows and clears job queues on dedicated and self-hosted tenants only. This tenant says of itself that its stack is shared, so its jobs cannot be listed or deleted through the API by anybody. Nothing is wrong with your key or with Gatehouse.",
            "If an Action misbehaves, switch it off in Tines, or ask Tines support about its jobs.",
        ),
        Why::Forbidden => (
            "This tenant does not let the key see its jobs",
            "It answers 403 (forbidden). Either it is a shared tenant, where nobody can list jobs through the API, or the key is not that of a tenant owner.",
            "On a dedicated or self-hosted tenant, connect with a tenant owner’s key. On a shared one there is nothing to be done: Tines support can help with its jobs.",
        ),
        Why::Missing => (
            "This tenant has no lists of jobs",
            "It answers 404 (not found). Shared tenants do that, and tenants whose version is older than these lists. A reverse proxy that lets these paths not through does so, too.",
            "If this is a dedicated or self-hosted tenant, check that the proxy passes /api/v1/admin/queued_jobs on, and that the key is a tenant owner’s: a 404 also hides what a key may not see.",
        ),
    }
}

/// The explanation; `again` asks the tenant once more.
pub fn explained(why: Why, again: Callback<()>) -> AnyView {
    let (title, means, todo) = words(why);
    view! {
        <section class="panel jobs-explained" aria-labelledby="no-jobs-title">
            <h2 id="no-jobs-title">{title}</h2>
            <p>{means}</p>
            <p>{todo}</p>
            <p>
                <button type="button" class="button" on:click=on(move |_: leptos::ev::MouseEvent| again.run(()))>
                    <IconView icon=Icon::Refresh />
                    "Ask again"
                </button>
            </p>
        </section>
    }
    .into_any()
}
