//! What to try first on the demo tenant: a line for each story that is hidden in it. Fetched later; the overview
//! keeps the room for it.

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::reactive::on;
use crate::routes::{Page, Route};
use crate::state::storage::{HINTS, Store};

/// What there is to find, and where.
const HINTS_BY_PAGE: [(&str, Page, &str); 5] = [
    (
        "Nine accounts sign in from one address, and an owner wakes after seven months: what looks odd among the sign-ins?",
        Page::SignIns,
        "",
    ),
    (
        "One Action floods the dead queue: which one, with what error, and what would deleting its jobs take along?",
        Page::Jobs,
        "?q=queue:dead",
    ),
    (
        "Who has not been here for 45 days, and may still come in? The access review makes the report.",
        Page::SignIns,
        "/review",
    ),
    (
        "Filter the users as you type: role:owner -status:active, or last-seen:>90d. Then take the list home.",
        Page::Users,
        "?q=last-seen:%3E90d",
    ),
    (
        "Edit a template and look at the difference before anything is sent.",
        Page::Templates,
        "",
    ),
];

/// The hints; `hidden` is set once nobody wants them any more.
pub fn view(tenant: &Tenant, hidden: RwSignal<bool>) -> AnyView {
    let lines = HINTS_BY_PAGE
        .into_iter()
        .map(|(words, page, rest)| {
            let href = Route::new(&tenant.client.connection().id, page).path() + rest;
            view! {
                <li>
                    <a href=href>{words}</a>
                </li>
            }
            .into_any()
        })
        .collect_view();
    let hide = move |_: leptos::ev::MouseEvent| {
        // Where the browser keeps nothing, they are gone for this page.
        Store::Local.set(HINTS, "off");
        hidden.set(true);
    };
    view! {
        <ul>{lines}</ul>
        <p class="hint">
            {"Nothing here is real: change what you like. "} <kbd>{"Ctrl K"}</kbd>
            {" finds every page, record and action, "} <kbd>{"?"}</kbd> {" shows the keys. "}
            <button type="button" class="button small" on:click=on(hide)>
                "Hide these hints"
            </button>
        </p>
    }
    .into_any()
}
