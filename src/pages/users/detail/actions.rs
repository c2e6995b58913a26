//! What can be done with one user.

use leptos::prelude::*;

use super::Shown;
use crate::api::tines::users::one_path;
use crate::data::query::Query;
use crate::data::tenant::Tenant;
use crate::layout::curl::as_curl;
use crate::pages::users::actions::for_one;
use crate::pages::users::edit::edit_path;
use crate::reactive::{live, on};
use crate::ui::copy::{CopyButton, CopyLink};
use crate::ui::icon::{Icon, IconView};
use crate::ui::popover::Popover;

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
    let copies = RwSignal::new(false);
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
    let curl = Callback::new(move |()| {
        let path = one_path(id.get_untracked().unwrap_or_default());
        held.with_value(|tenant| as_curl(tenant.client.connection(), "GET", &path, None))
    });
    let email = Callback::new(move |()| {
        user.with_untracked(|user| user.as_ref().map(|user| user.email.clone()))
            .unwrap_or_default()
    });
    view! {
        <button
            type="button"
            class="button"
            aria-busy=live(move || asked.get().loading.to_string())
            on:click=on(move |_| asked.reload())
        >
            <IconView icon=Icon::Refresh />
            "Read again"
        </button>
        <Popover label="Copy" icon=Icon::Export open=copies>
            <CopyButton label="Copy e-mail" class="button bare-words" text=email />
            <CopyLink class="button bare-words" />
            <CopyButton label="Copy as curl" class="button bare-words" text=curl />
        </Popover>
        {deeds}
        {edit}
    }
}
