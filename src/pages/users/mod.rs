//! The people of a Tines tenant: the list, one of them, and what can be done with them.

mod actions;
mod columns;
pub mod create;
pub mod edit;
pub mod form;
pub mod import;
pub mod kept;
mod list;
pub mod plans;

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use list::Users;

/// What stands behind `/{connection}/users` and `/{connection}/users/{item}`.
pub fn page(tenant: Tenant, item: Option<String>) -> AnyView {
    match item.as_deref() {
        None => view! { <Users tenant /> }.into_any(),
        Some("new") => create::page(tenant),
        Some("import") => import::page(tenant),
        Some(item) => {
            let Ok(id) = item.parse() else {
                return view! { <Users tenant /> }.into_any();
            };
            let editing = edit::is_editing();
            let held = StoredValue::new_local(tenant);
            (move || {
                let tenant = held.get_value();
                if editing.get() {
                    edit::page(tenant, id)
                } else {
                    view! { <Users tenant /> }.into_any()
                }
            })
            .into_any()
        }
    }
}
