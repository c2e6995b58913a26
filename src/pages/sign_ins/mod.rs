//! The sign-ins of a Tines tenant, and the review of the accounts that nobody uses.

pub mod review;

use leptos::prelude::*;

use crate::data::tenant::Tenant;

/// What stands behind `/{connection}/sign-ins` and below it.
pub fn page(tenant: Tenant, _item: Option<&str>) -> AnyView {
    review::page(tenant)
}
