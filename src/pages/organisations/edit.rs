//! Changing an organisation. PUT replaces the whole object: it is read again just before, what somebody else
//! changed meanwhile is shown side by side, and only the edited fields are laid over what is there.

use std::rc::Rc;

use leptos::prelude::*;

use super::fields::{FORM, OWN, label as label_of};
use super::form::{PLACING, check, fields_view};
use super::plans::{called, label, reload};
use crate::api::tyk::organisations;
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::failure::Failure;
use crate::pages::raw_record::edit::{Opened, Spec, edit_form};
use crate::pages::raw_record::place::{Mode, item_path, query};
use crate::pages::raw_record::save::{Record, Saved};
use crate::reactive::part;
use crate::routes::{Page, Route};
use crate::wire::decode;

/// The form as a page of its own; saved, it leads to the organisation's page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    arrive(&["Edit organisation – ", &tenant.client.connection().name].concat());
    let body = opened(tenant, id, "Edit organisation", |tenant, one| {
        form(&tenant, &one)
    });
    view! { <div class="page page-form">{body}</div> }.into_any()
}

/// Reads an organisation afresh, and then shows what is done with it.
pub fn opened(
    tenant: &Tenant,
    id: &str,
    title: &'static str,
    then: fn(Tenant, KeptOrganisation) -> AnyView,
) -> AnyView {
    let load = Mutation::new();
    let one = RwSignal::new_local(None::<KeptOrganisation>);
    let held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    let read = Callback::new(move |()| {
        let (tenant, id) = held.get_value();
        let reader = tenant.client.clone();
        load.send(
            async move { organisations::get(&reader, &id).await },
            move |read| {
                tenant.organisations().put(read.clone());
                one.try_set(Some(read));
            },
        );
    });
    read.run(());
    part(move || match (one.get(), load.error()) {
        (Some(one), _) => held.with_value(|(tenant, _)| then(tenant.clone(), one)),
        (None, Some(error)) => view! {
            <h1 tabindex="-1">{title}</h1>
            <Failure error retry=read />
        }
        .into_any(),
        (None, None) => view! {
            <h1 tabindex="-1">{title}</h1>
            <p class="muted" role="status">{"Reading the organisation…"}</p>
        }
        .into_any(),
    })
    .into_any()
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
