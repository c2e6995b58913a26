//! The organisations of a Tyk Dashboard: the list, the APIs in them, one of them, and what can be done with it.

mod apis;
mod columns;
mod create;
mod edit;
mod fields;
mod form;
mod import;
mod list;
mod plans;
mod raw;
mod raw_review;
mod record;
mod rows;

use leptos::prelude::*;

use super::raw_record::place::{Mode, mode};
use crate::data::tenant::Tenant;

/// What stands behind `/{connection}/organisations` and below it.
pub fn page(tenant: &Tenant, item: Option<&str>) -> AnyView {
    match item {
        None => list::page(tenant),
        Some("apis") => apis::page(tenant),
        Some("new") => create::page(tenant),
        Some("import") => import::page(tenant),
        Some(id) => one(tenant, id),
    }
}

/// One organisation, its form, or its JSON.
fn one(tenant: &Tenant, id: &str) -> AnyView {
    let mode = mode();
    let held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    (move || {
        held.with_value(|(tenant, id)| match mode.get() {
            Mode::Look => record::page(tenant, id),
            Mode::Edit => edit::page(tenant, id),
            Mode::Raw => raw::page(tenant, id),
        })
    })
    .into_any()
}
