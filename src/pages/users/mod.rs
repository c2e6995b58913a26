//! The people of a Tines tenant: the list, one of them, and what can be done with them.

mod actions;
mod columns;
mod compare;
mod create;
mod detail;
mod edit;
mod fields;
mod filter;
mod form;
mod import;
mod kept;
pub mod list;
mod permissions;
mod place;
pub(in crate::pages) mod plans;
pub(in crate::pages) mod reading;
pub(in crate::pages) mod words;

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use compare::Compare;
use detail::UserDetail;
use permissions::Permissions;
use place::list_path;

pub use actions::{for_people, selected};

/// What stands behind `/{connection}/users/{item}`.
pub fn page(tenant: Tenant, item: &str) -> AnyView {
    match item {
        "new" => create::page(tenant),
        "import" => import::page(tenant),
        "compare" => view! { <Compare tenant /> }.into_any(),
        "permissions" => view! { <Permissions tenant /> }.into_any(),
        id => match id.parse() {
            Ok(id) => one(tenant, id),
            Err(_) => nowhere(&tenant),
        },
    }
}

/// One user, or the form for changing it.
fn one(tenant: Tenant, id: i64) -> AnyView {
    let editing = edit::is_editing();
    let held = StoredValue::new_local(tenant);
    (move || {
        let tenant = held.get_value();
        if editing.get() {
            edit::page(tenant, id)
        } else {
            view! { <UserDetail tenant id /> }.into_any()
        }
    })
    .into_any()
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
