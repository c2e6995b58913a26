//! What can be done with one user.

use leptos::prelude::*;

use super::Shown;
use crate::api::tines::users::one_path;
use crate::data::query::Query;
use crate::data::tenant::Tenant;
use crate::layout::record_tools::record_tools;
use crate::pages::users::actions::for_one;
use crate::pages::users::edit::edit_path;

/// The buttons beside a user's name.
#[component]
pub fn Actions(
    /// The tenant whose user it is.
    tenant: Tenant,
    /// The user, as soon as it is known.
    user: Shown,
    /// Its last reading, which can be asked for again.
    asked: Query<()>,
    /// The list's query.
    query: Signal<String>,
) -> impl IntoView {
    let held = StoredValue::new_local(tenant);
    let id = Memo::new(move |_| user.with(|user| user.as_ref().map(|user| user.id)));
    let edit = move || {
        let id = id.get()?;
        let href = held.with_value(|tenant| edit_path(tenant, id, &query.get()));
        Some(view! { <a class="button primary" href=href>{"Edit"}</a> })
    };
    let deeds = move || {
        let user = user.get()?;
        Some(held.with_value(|tenant| for_one(tenant, user)))
    };
    let path = Callback::new(move |()| one_path(id.get_untracked().unwrap_or_default()));
    let email = Callback::new(move |()| {
        user.with_untracked(|user| user.as_ref().map(|user| user.email.clone()))
            .unwrap_or_default()
    });
    let tools = held.with_value(|tenant| record_tools(tenant, asked, ("Copy e-mail", email), path));
    view! {
        {tools}
        {deeds}
        {edit}
    }
}
