//! Changing an organisation. PUT replaces the whole object: it is read again just before, what somebody else
//! changed meanwhile is shown side by side, and only the edited fields are laid over what is there.

use std::rc::Rc;

use leptos::prelude::*;

use super::fields::{FORM, OWN, label as label_of};
use super::form::{PLACING, check, fields_view};
use super::plans::{called, label, reload};
use super::record::KIND;
use crate::api::tyk::organisations;
use crate::data::changes::Changes;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::layout::announcer::arrive;
use crate::pages::raw_record::edit::{Opened, Spec, edit_form};
use crate::pages::raw_record::place::{Mode, item_path, query, way_back};
use crate::pages::raw_record::save::{Record, Saved};
use crate::routes::{Page, Route};
use crate::wire::decode;

/// The form as a page of its own; saved, it leads to the organisation's page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    arrive(&["Edit organisation – ", &tenant.client.connection().name].concat());
    let body = KIND.opened(tenant, id, "Edit organisation", form);
    view! { <div class="page page-form">{body}</div> }.into_any()
}

/// An organisation as it is written back.
pub fn record_of(tenant: &Tenant, one: &KeptOrganisation) -> Record {
    let (client, id) = (tenant.client.clone(), one.value.id.clone());
    let path_id = id.clone();
    let reader = client.clone();
    Record {
        client,
        read: Rc::new(move || {
            let (client, id) = (reader.clone(), id.clone());
            Box::pin(async move {
                let one = organisations::get(&client, &id).await?;
                Ok(one.raw.get().to_owned())
            })
        }),
        replace: Rc::new(move |body| organisations::replace(&path_id, body)),
        what: ["Change organisation ", &label(one)].concat(),
        own: OWN,
    }
}

/// After a save: the list says what is so, and a changed CNAME offers the reload.
pub fn saved(tenant: &Tenant, changes: Changes, saved: &Saved) {
    let all = tenant.organisations();
    match saved.after.as_deref().map(decode::<KeptOrganisation>) {
        Some(Ok(one)) => all.put(one),
        _ => all.refresh(),
    }
    let cname = |raw: &str| {
        let one = decode::<KeptOrganisation>(raw).ok();
        one.map(|one| (one.cname.clone(), one.cname_enabled.unwrap_or_default()))
    };
    if cname(&saved.before) != cname(&saved.sent) {
        changes.propose(&tenant.client, reload());
    }
}

static SPEC: Spec = Spec {
    what: "organisation",
    table: FORM,
    label: label_of,
    check: |fields, before| check(fields, before, false),
    placing: PLACING,
    view: fields_view,
};

fn form(tenant: &Tenant, one: &KeptOrganisation) -> AnyView {
    let query = query().get_untracked();
    let id = one.value.id.clone();
    let back = item_path(tenant, Page::Organisations, &id, Mode::Look, &query);
    let raw = item_path(tenant, Page::Organisations, &id, Mode::Raw, &query);
    let route = Route::item(&tenant.client.connection().id, Page::Organisations, &id);
    let changes = expect_context::<Changes>();
    let held = tenant.clone();
    let form = edit_form(
        &SPEC,
        Opened {
            record: record_of(tenant, one),
            raw: one.raw.get().to_owned(),
            back,
            at: route.path(),
            on_saved: Rc::new(move |sent| saved(&held, changes, sent)),
        },
    );
    view! {
        {way_back(tenant, Page::Organisations, "Organisations")}
        <header class="page-head">
            <h1 tabindex="-1">{["Edit ", &called(one)].concat()}</h1>
            <p class="page-note"><code>{id}</code></p>
            <div class="page-actions">
                <a class="button" href=raw>{"Edit as JSON"}</a>
            </div>
        </header>
        <p class="lead">
            {"Saving replaces the whole organisation. It is read again first, and only what you change here is laid over it: its APIs, and all that this form does not show, go back as they are."}
        </p>
        {form}
    }
    .into_any()
}
