//! The people of a Tines tenant: the list, one of them, and what can be done with them.

mod actions;
mod columns;
mod list;
pub mod plans;

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use list::Users;

/// What stands behind `/{connection}/users` and `/{connection}/users/{item}`.
pub fn page(tenant: Tenant, item: Option<String>) -> AnyView {
    match item.as_deref() {
        None | Some(_) => view! { <Users tenant /> }.into_any(),
    }
}
