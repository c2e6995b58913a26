//! The private templates of a Tines tenant: the list, one of them, and how they are written, carried over
//! and deleted.

mod again;
mod bundle;
mod columns;
mod create;
mod edit;
mod editor;
mod filter;
mod import;
mod list;
mod lost;
mod opened;
mod place;
mod plans;
mod record;
mod review;
mod saving;
mod versions;

use leptos::prelude::*;

use crate::data::tenant::Tenant;

/// What stands behind `/{connection}/templates` and below it.
pub fn page(tenant: &Tenant, item: Option<&str>) -> AnyView {
    match item {
        None => list::page(tenant),
        Some("new") => create::page(tenant),
        Some("import") => import::page(tenant),
        Some(id) => one(tenant, id),
    }
}

/// One template, or the form for changing it.
fn one(tenant: &Tenant, id: &str) -> AnyView {
    let editing = place::is_editing();
    let held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    (move || {
        let editing = editing.get();
        held.with_value(|(tenant, id)| {
            if editing {
                edit::page(tenant, id)
            } else {
                record::page(tenant, id)
            }
        })
    })
    .into_any()
}
