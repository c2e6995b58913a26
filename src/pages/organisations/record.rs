//! One organisation: what is known from the list at once, then read afresh.

use std::rc::Rc;

use leptos::prelude::*;

use super::fields::{APIS, GROUPS};
use super::plans::{called, delete, reload};
use crate::analysis::json::visible;
use crate::api::tyk::organisations;
use crate::data::capabilities::Feature;
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::sync::Phase;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::format::number::{count, counted};
use crate::layout::failure::Failure;
use crate::pages::raw_record::facts::facts;
use crate::pages::raw_record::open::{Held, Kind, hold};
use crate::pages::raw_record::page::{
    Deed, Shown, deeds_view, propose, raw_json, record_page, section,
};
use crate::pages::raw_record::place::{Mode, item_path, query};
use crate::reactive::{effect, part};
use crate::routes::{Page, Route, write_query};
use crate::ui::cell_view::{cell_view, short_table, table_of, text};
use crate::ui::icon::Icon;

/// So many APIs and people are listed here; all of them have lists of their own.
const FEW: usize = 12;

/// The organisations.
pub static KIND: Kind<KeptOrganisation> = Kind {
    page: Page::Organisations,
    noun: "organisation",
    plural: "Organisations",
    all: Tenant::organisations,
    read: |tenant, id| Box::pin(async move { organisations::get(&tenant.client, &id).await }),
    name: called,
};

/// The page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    tenant.organisations().ensure();
    tenant.ensure_capabilities();
    let held = hold(tenant, id);
    let one = KIND.shown(held);
    let asked = KIND.asked(held);
    let shown_id = id.to_owned();
    let query = query();
    let shown = Shown {
        path: organisations::one_path,
        beside: view! { <p class="person-email"><code>{shown_id}</code></p> }.into_any(),
        deeds: Callback::new(move |()| deeds(held)),
        known: Callback::new(move |()| one.get().map(|one| known(held, &one))),
        below: ().into_any(),
        raw: Callback::new(move |()| {
            let one = one.get()?;
            Some(raw_view(held, &one, &query.get()))
        }),
    };
    record_page(&KIND, held, one, asked, shown)
}

fn known(held: Held, one: &KeptOrganisation) -> AnyView {
    let raw = one.raw.get();
    view! {
        <div class="organisation-columns">
            <div class="organisation-facts">{facts(GROUPS, raw, &[APIS])}</div>
            <div class="organisation-side">
                {apis(held, one)}
                {people(held)}
            </div>
        </div>
    }
    .into_any()
}

fn raw_view(held: Held, one: &KeptOrganisation, query: &str) -> AnyView {
    let edit = held
        .with_value(|(tenant, id)| item_path(tenant, Page::Organisations, id, Mode::Raw, query));
    let edit = view! {
        <p>
            <a class="button" href=edit>{"Edit as JSON"}</a>
        </p>
    };
    raw_json("Raw JSON", one.raw.get(), edit.into_any())
}

/// Its APIs: the first few, and where all of them are.
fn apis(held: Held, one: &KeptOrganisation) -> AnyView {
    let body = match &one.apis {
        None => view! { <p class="muted">{"This version does not say which APIs it has."}</p> }
            .into_any(),
        Some(apis) if apis.is_empty() => {
            view! { <p class="muted">{"It has no API."}</p> }.into_any()
        }
        Some(apis) => {
            let rows = apis
                .iter()
                .take(FEW)
                .map(|api| vec![text(api.api_human_name.clone()), text(api.api_id.clone())])
                .collect();
            let path = held.with_value(|(tenant, id)| {
                let route =
                    Route::item(&tenant.client.connection().id, Page::Organisations, "apis");
                let filter = ["organisation-id:", id].concat();
                route.path() + &write_query([("q", filter.as_str())])
            });
            let all = (apis.len() > FEW).then(|| {
                let words = ["All ", &count(apis.len()), " APIs"].concat();
                view! { <p><a class="button" href=path>{words}</a></p> }
            });
            view! {
                {short_table("APIs", &["API", "Id"], rows)}
                {all}
            }
            .into_any()
        }
    };
    let number = one
        .apis
        .as_ref()
        .map(|apis| counted(apis.len(), "API", "APIs"));
    section("APIs", number, body)
}

/// Somebody who belongs to it.
struct Person {
    id: String,
    name: String,
    email: String,
}

/// Who belongs to it; `None` where the server cannot list them, or has not yet.
fn people_of(tenant: &Tenant, id: &str) -> Option<Vec<Person>> {
    let users = tenant.gateway_users();
    users.progress().as_of?;
    Some(users.with(|users, _| {
        let theirs = users
            .iter()
            .filter(|user| user.org_id.as_deref() == Some(id));
        theirs
            .map(|user| Person {
                id: user.value.id.clone(),
                name: user.full_name(),
                email: user.email_address.clone(),
            })
            .collect()
    }))
}

/// The people, where the server can list users.
fn people(held: Held) -> AnyView {
    effect(move || {
        held.with_value(|(tenant, _)| {
            if tenant
                .capabilities
                .offer(Feature::GatewayUsers)
                .count()
                .is_some()
            {
                tenant.gateway_users().ensure();
            }
        });
    });
    part(move || {
        held.with_value(|(tenant, id)| {
            if tenant.capabilities.offer(Feature::GatewayUsers).is_refused() {
                let words = "This server cannot list its users, so nobody can say who belongs to this organisation.";
                return section("People", None, view! { <p class="muted">{words}</p> }.into_any());
            }
            let Some(people) = people_of(tenant, id) else {
                let words = match tenant.gateway_users().progress().phase {
                    Phase::Failed(_) | Phase::Cancelled => "The users could not be read.",
                    _ => "Reading the users…",
                };
                return section("People", None, view! { <p class="muted">{words}</p> }.into_any());
            };
            let number = counted(people.len(), "person", "people");
            if people.is_empty() {
                let words = "Nobody belongs to it.";
                return section("People", Some(number), view! { <p class="muted">{words}</p> }.into_any());
            }
            let all = (people.len() > FEW).then(|| {
                let route = Route::new(&tenant.client.connection().id, Page::GatewayUsers);
                let filter = ["organisation-id:", id].concat();
                let path = route.path() + &write_query([("q", filter.as_str())]);
                let words = ["All ", &number].concat();
                view! { <p><a class="button" href=path>{words}</a></p> }
            });
            let rows = people.into_iter().take(FEW).map(|one| {
                let path = item_path(tenant, Page::GatewayUsers, &one.id, Mode::Look, "");
                let name = view! { <a class="cell" href=path>{one.name}</a> };
                vec![name.into_any(), cell_view(text(one.email))]
            });
            let body = view! {
                {table_of("People", &["Name", "E-mail"], rows.collect())}
                {all}
            };
            section("People", Some(number), body.into_any())
        })
    })
    .into_any()
}

/// What else can be done with it.
fn deeds(held: Held) -> AnyView {
    let changes = expect_context::<Changes>();
    let reading = Mutation::new();
    let propose_delete = move |()| {
        let (tenant, id) = held.get_value();
        // What is saved as a file, and what hangs on it, is what is there now.
        let read = (KIND.read)(tenant.clone(), id);
        reading.send(read, move |fresh| {
            let people = untrack(|| people_of(&tenant, &fresh.value.id));
            let people = people.map(|all| {
                all.iter()
                    .map(|one| visible(&one.name).into_owned())
                    .collect()
            });
            let plan = delete(&tenant, &fresh, people, Rc::new(|| ()));
            changes.propose(&tenant.client, plan);
        });
    };
    let hosts = Callback::new(move |()| propose(held, changes, reload()));
    let deeds = vec![
        Deed::new("Reload host names…", hosts),
        Deed::dangerous("Delete…", Callback::new(propose_delete)),
    ];
    view! {
        {deeds_view(held, Icon::Organisations, deeds)}
        {part(move || reading.error().map(|error| view! { <Failure error /> }))}
    }
    .into_any()
}
