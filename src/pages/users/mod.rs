//! The people of a Tines tenant: the list, one of them, and what can be done with them.

mod columns;
mod compare;
mod detail;
mod fields;
mod list;
mod permissions;
mod place;
mod reading;
mod words;

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use compare::Compare;
use detail::UserDetail;
use list::Users;
use permissions::Permissions;
use place::list_path;

/// What stands behind `/{connection}/users` and `/{connection}/users/{item}`.
pub fn page(tenant: Tenant, item: Option<String>) -> AnyView {
    match item.as_deref() {
        None => view! { <Users tenant /> }.into_any(),
        Some("compare") => view! { <Compare tenant /> }.into_any(),
        Some("permissions") => view! { <Permissions tenant /> }.into_any(),
        Some(id) => match id.parse() {
            Ok(id) => view! { <UserDetail tenant id /> }.into_any(),
            Err(_) => nowhere(&tenant),
        },
    }
}

/// An item that is neither a number nor a word of this page.
fn nowhere(tenant: &Tenant) -> AnyView {
    arrive("Page not found");
    let back = list_path(tenant, "");
    view! {
        <div class="page">
            <h1 tabindex="-1">{"Page not found"}</h1>
            <p>{"The address names no user: those have numbers."}</p>
            <p>
                <a class="button" href=back>
                    "All users"
                </a>
            </p>
        </div>
    }
    .into_any()
}
