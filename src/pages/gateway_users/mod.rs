//! The users of a Tyk Dashboard: the list where the server has one, one of them, and what can be done with it.

mod create;
mod edit;
mod fields;
mod form;
mod key;
mod list;
mod password;
mod permissions;
mod plans;
mod record;
mod unlisted;

use leptos::prelude::*;

use super::raw_record::place::{Mode, mode};
use crate::data::capabilities::Feature;
use crate::data::tenant::Tenant;
use crate::reactive::part;

/// What stands behind `/{connection}/gateway-users` and below it.
pub fn page(tenant: &Tenant, item: Option<&str>) -> AnyView {
    match item {
        None => all(tenant),
        Some("new") => create::page(tenant),
        Some(id) => one(tenant, id),
    }
}

/// The list, or what there is where the server has none.
fn all(tenant: &Tenant) -> AnyView {
    tenant.ensure_capabilities();
    let known = tenant.capabilities.clone();
    let is_refused = Memo::new(move |_| known.offer(Feature::GatewayUsers).is_refused());
    let held = StoredValue::new_local(tenant.clone());
    part(move || {
        held.with_value(|tenant| {
            if is_refused.get() {
                unlisted::page(tenant)
            } else {
                list::page(tenant)
            }
        })
    })
    .into_any()
}

/// One user, or its form.
fn one(tenant: &Tenant, id: &str) -> AnyView {
    let mode = mode();
    let held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    (move || {
        held.with_value(|(tenant, id)| match mode.get() {
            Mode::Edit => edit::page(tenant, id),
            // Its JSON holds a secret: that is not edited as text.
            Mode::Look | Mode::Raw => record::page(tenant, id),
        })
    })
    .into_any()
}
