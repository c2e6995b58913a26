//! Changing a gateway user, with the same care as an organisation.

use std::rc::Rc;

use leptos::prelude::*;

use super::fields::{FORM, OWN, label};
use super::form::{PLACING, check, fields_view};
use super::plans::who;
use super::record::KIND;
use crate::api::tyk::users;
use crate::data::tenant::{KeptGatewayUser, Tenant};
use crate::layout::announcer::arrive;
use crate::pages::raw_record::edit::{Opened, Spec, edit_form};
use crate::pages::raw_record::place::{Mode, item_path, query, way_back};
use crate::pages::raw_record::save::{Record, Saved};
use crate::routes::{Page, Route};
use crate::wire::decode;

static SPEC: Spec = Spec {
    what: "user",
    table: FORM,
    label,
    check: |fields, before| check(fields, before, false),
    placing: PLACING,
    view: fields_view,
};

/// The form as a page of its own; saved, it leads to the user's page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    arrive(&["Edit gateway user – ", &tenant.client.connection().name].concat());
    let body = KIND.opened(tenant, id, "Edit user", form);
    view! { <div class="page page-form">{body}</div> }.into_any()
}

/// A user as it is written back: the body's id is the path's, for it is what was read there.
pub fn record_of(tenant: &Tenant, user: &KeptGatewayUser, what: &str) -> Record {
    let (reader, id) = (tenant.client.clone(), user.value.id.clone());
    let path_id = id.clone();
    Record {
        client: tenant.client.clone(),
        read: Rc::new(move || {
            let (client, id) = (reader.clone(), id.clone());
            Box::pin(async move {
                let user = users::get(&client, &id).await?;
                Ok(user.raw.get().to_owned())
            })
        }),
        replace: Rc::new(move |body| users::replace(&path_id, body)),
        what: [what, " ", &who(user)].concat(),
        own: OWN,
    }
}

/// After a save: the list says what is so.
pub fn saved(tenant: &Tenant, saved: &Saved) {
    let answered = users::changed(&saved.reply);
    let read = saved.after.as_deref().and_then(|raw| decode(raw).ok());
    if let Some(user) = read.or(answered) {
        tenant.gateway_users().put(user);
    }
}

fn form(tenant: &Tenant, user: &KeptGatewayUser) -> AnyView {
    let query = query().get_untracked();
    let id = user.value.id.clone();
    let back = item_path(tenant, Page::GatewayUsers, &id, Mode::Look, &query);
    let route = Route::item(&tenant.client.connection().id, Page::GatewayUsers, &id);
    let held = tenant.clone();
    let form = edit_form(
        &SPEC,
        Opened {
            record: record_of(tenant, user, "Change user"),
            raw: user.raw.get().to_owned(),
            back,
            at: route.path(),
            on_saved: Rc::new(move |sent| saved(&held, sent)),
        },
    );
    view! {
        {way_back(tenant, Page::GatewayUsers, "Gateway users")}
        <header class="page-head">
            <h1 tabindex="-1">{["Edit ", &user.full_name()].concat()}</h1>
            <p class="page-note">{user.email_address.clone()}</p>
        </header>
        <p class="lead">
            {"Saving replaces the whole user. The user is read again first, and only what you change here is laid over that: the organisation, the access key and all that this form does not show go back as they are."}
        </p>
        {form}
    }
    .into_any()
}
