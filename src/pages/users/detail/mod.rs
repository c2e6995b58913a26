//! One user: what is known from the list at once, then read afresh.

mod actions;
mod facts;
mod neighbours;
mod sign_ins;
mod strip;

use std::rc::Rc;

use leptos::prelude::*;

use super::place::query;
use super::reading::{failure, reading};
use super::words::{owner, status};
use crate::api::tines;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::announcer::{arrive, entitle};
use crate::reactive::effect;
use crate::ui::cell_view::cell_view;
use crate::ui::table::cell::Cell;
use actions::Actions;
use facts::facts;
use neighbours::neighbours;
use sign_ins::sign_ins;

/// The user as the tenant's list has it: whatever reads or changes it puts it there.
pub type Shown = Memo<Option<KeptUser>>;

/// One user.
#[component]
pub fn UserDetail(
    /// The tenant whose user it is.
    tenant: Tenant,
    /// The user's number.
    id: i64,
) -> impl IntoView {
    tenant.users.collection.ensure();
    let held = StoredValue::new_local(tenant.clone());
    let user: Shown = Memo::new(move |_| {
        held.with_value(|tenant| {
            tenant
                .users
                .collection
                .with(|users, _| users.iter().find(|user| user.id == id).cloned())
        })
    });
    let name = Memo::new(move |_| {
        let name = user.with(|user| user.as_ref().map(|user| user.full_name()));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("User {id}"))
    });
    let title = format!(" – Users – {}", tenant.client.connection().name);
    arrive(&(name.get_untracked() + &title));
    effect(move || entitle(&(name.get() + &title)));

    let asked = reading(
        Rc::new(|| true),
        Rc::new(move || {
            let tenant = held.get_value();
            Box::pin(async move {
                tenant.take_in(tines::users::get(&tenant.client, id).await?);
                Ok(())
            })
        }),
    );
    let marks = Rc::new(move || {
        Cell::Badges(user.with(|user| {
            user.as_ref().map_or_else(Vec::new, |user| {
                let owner = user.admin.then(owner);
                std::iter::once(status(user.status()))
                    .chain(owner)
                    .collect()
            })
        }))
    });
    // Somebody without a name is called by the address already.
    let email = move || {
        let email = user.with(|user| user.as_ref().map(|user| user.email.clone()));
        email.filter(|email| name.with(|name| name != email))
    };
    let query = query();
    view! {
        <div class="page person">
            {neighbours(&tenant, id, query)}
            <header class="page-head person-head">
                <h1 tabindex="-1">{name}</h1>
                {cell_view(marks)}
                <p class="person-email">{email}</p>
                <div class="page-actions">
                    <Actions tenant=tenant.clone() user asked query />
                </div>
            </header>
            {failure(asked)}
            <div class="person-columns">
                {facts(&tenant, user, asked, query)} {sign_ins(&tenant, id, user, asked)}
            </div>
        </div>
    }
}
