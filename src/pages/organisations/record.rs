//! One organisation: what is known from the list at once, then read afresh.

use std::rc::Rc;

use leptos::prelude::*;

use super::fields::{APIS, GROUPS};
use super::plans::{called, delete, reload};
use crate::api::tyk::organisations;
use crate::data::capabilities::Feature;
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::query::Query;
use crate::data::sync::Phase;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::format::number::{count, counted};
use crate::layout::announcer::{arrive, entitle};
use crate::layout::failure::Failure;
use crate::layout::record_tools::record_tools;
use crate::pages::raw_record::facts::facts;
use crate::pages::raw_record::place::{Mode, item_path, query, way_back};
use crate::reactive::{effect, on, part};
use crate::routes::{Page, Route, write_query};
use crate::ui::cell_view::{short_table, text};
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};
use crate::wire::pretty::pretty;
use crate::wire::secret;

/// So many APIs and people are listed here; all of them have lists of their own.
const FEW: usize = 12;

/// The organisation as the list has it: whatever reads or changes it puts it there.
type Shown = Memo<Option<KeptOrganisation>>;
/// The tenant and the organisation's id.
type Held = StoredValue<(Tenant, String), LocalStorage>;

/// The page.
pub fn page(tenant: &Tenant, id: &str) -> AnyView {
    tenant.organisations().ensure();
    tenant.ensure_capabilities();
    let held: Held = StoredValue::new_local((tenant.clone(), id.to_owned()));
    let one: Shown = Memo::new(move |_| {
        held.with_value(|(tenant, id)| {
            let all = tenant.organisations();
            all.with(|all, _| all.iter().find(|one| one.value.id == *id).cloned())
        })
    });
    let named = id.to_owned();
    let name = Memo::new(move |_| {
        let name = one.with(|one| one.as_ref().map(called));
        name.unwrap_or_else(|| named.clone())
    });
    let title = [" – Organisations – ", &tenant.client.connection().name].concat();
    arrive(&(name.get_untracked() + &title));
    effect(move || entitle(&(name.get() + &title)));
    let asked = Query::new(
        || Some(()),
        move |()| {
            let (tenant, id) = held.get_value();
            async move {
                let fresh = organisations::get(&tenant.client, &id).await?;
                // Every change of a list has it searched and sorted anew.
                let all = tenant.organisations();
                if !untrack(|| all.with(|all, _| all.contains(&fresh))) {
                    all.put(fresh);
                }
                Ok(())
            }
        },
    );
    let was_here = RwSignal::new(false);
    effect(move || {
        if one.with(Option::is_some) {
            was_here.set(true);
        }
    });
    let shown_id = id.to_owned();
    let retry = Callback::new(move |()| asked.reload());
    view! {
        <div class="page person organisation">
            {way_back(tenant, Page::Organisations, "Organisations")}
            <header class="page-head person-head">
                <h1 tabindex="-1">{part(move || name.get())}</h1>
                <p class="person-email"><code>{shown_id}</code></p>
                <div class="page-actions">{actions(held, one, asked)}</div>
            </header>
            {part(move || asked.get().error.map(|error| view! { <Failure error retry /> }))}
            {part(move || match one.get() {
                Some(one) => known(held, &one),
                None if was_here.get() => view! {
                    <p class="notice" role="status">{"This organisation is no longer there."}</p>
                }
                .into_any(),
                None if asked.get().loading => {
                    view! { <div class="panel skeleton" aria-hidden="true"></div> }.into_any()
                }
                None => ().into_any(),
            })}
        </div>
    }
    .into_any()
}

fn known(held: Held, one: &KeptOrganisation) -> AnyView {
    let raw = one.raw.get();
    let laid_out = pretty(&secret::mask(raw));
    let edit = held.with_value(|(tenant, id)| {
        item_path(
            tenant,
            Page::Organisations,
            id,
            Mode::Raw,
            &query().get_untracked(),
        )
    });
    view! {
        <div class="organisation-columns">
            <div class="organisation-facts">{facts(GROUPS, raw, &[APIS])}</div>
            <div class="organisation-side">
                {apis(held, one)}
                {people(held)}
            </div>
        </div>
        <details class="panel raw-json">
            <summary>{"Raw JSON"}</summary>
            <pre tabindex="0">{laid_out}</pre>
            <p>
                <a class="button" href=edit>{"Edit as JSON"}</a>
            </p>
        </details>
    }
    .into_any()
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

fn section(heading: &'static str, note: Option<String>, body: AnyView) -> AnyView {
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>{heading}</h2>
                {note.map(|note| view! { <p class="hint">{note}</p> })}
            </div>
            {body}
        </section>
    }
    .into_any()
}

/// Who belongs to it: name and address; `None` where the server cannot list them, or not yet.
fn people_of(tenant: &Tenant, id: &str) -> Option<Vec<(String, String, String)>> {
    let users = tenant.gateway_users();
    users.progress().as_of?;
    Some(users.with(|users, _| {
        let theirs = users
            .iter()
            .filter(|user| user.org_id.as_deref() == Some(id));
        theirs
            .map(|user| {
                (
                    user.value.id.clone(),
                    user.full_name(),
                    user.email_address.clone(),
                )
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
            let more = people.len().saturating_sub(FEW);
            let rows = people
                .into_iter()
                .take(FEW)
                .map(|(_, name, email)| vec![text(name), text(email)])
                .collect();
            let more = (more > 0).then(|| {
                let words = ["and ", &count(more), " more"].concat();
                view! { <p class="muted">{words}</p> }
            });
            let body = view! {
                {short_table("People", &["Name", "E-mail"], rows)}
                {more}
            };
            section("People", Some(number), body.into_any())
        })
    })
    .into_any()
}

/// The buttons beside the name.
fn actions(held: Held, one: Shown, asked: Query<()>) -> AnyView {
    let deeds = RwSignal::new(false);
    let query = query();
    let edit = Signal::derive(move || {
        held.with_value(|(tenant, id)| {
            item_path(tenant, Page::Organisations, id, Mode::Edit, &query.get())
        })
    });
    let path = Callback::new(move |()| held.with_value(|(_, id)| organisations::one_path(id)));
    let id = Callback::new(move |()| held.with_value(|(_, id)| id.clone()));
    let tools = held.with_value(|(tenant, _)| record_tools(tenant, asked, ("Copy id", id), path));
    let is_here = Memo::new(move |_| one.with(Option::is_some));
    view! {
        {tools}
        {part(move || is_here.get().then(|| deeds_view(held, deeds)))}
        {part(move || is_here.get().then(|| view! { <a class="button primary" href=edit>{"Edit"}</a> }))}
    }
    .into_any()
}

/// What else can be done with it.
fn deeds_view(held: Held, open: RwSignal<bool>) -> AnyView {
    let changes = expect_context::<Changes>();
    let reading = Mutation::new();
    let off = Signal::derive(move || {
        held.with_value(|(tenant, _)| tenant.client.refuses_changes())
            .is_some()
    });
    let propose_reload = move |event: leptos::ev::MouseEvent| {
        close_popover(open, &event);
        held.with_value(|(tenant, _)| changes.propose(&tenant.client, reload()));
    };
    let propose_delete = move |event: leptos::ev::MouseEvent| {
        close_popover(open, &event);
        let (tenant, id) = held.get_value();
        let client = tenant.client.clone();
        // What is saved as a file, and what hangs on it, is what is there now.
        reading.send(
            async move { organisations::get(&client, &id).await },
            move |fresh| {
                let people = untrack(|| people_of(&tenant, &fresh.value.id));
                let people = people.map(|all| all.into_iter().map(|(_, name, _)| name).collect());
                changes.propose(
                    &tenant.client,
                    delete(&tenant, &fresh, people, Rc::new(|| ())),
                );
            },
        );
    };
    view! {
        <Popover label="Actions" icon=Icon::Organisations open>
            {part(move || off.get().then(|| view! { <p class="muted">{"Nothing can be changed on this connection."}</p> }))}
            <button type="button" class="button bare-words" disabled=off on:click=on(propose_reload)>
                {"Reload host names…"}
            </button>
            <button type="button" class="button bare-words danger" disabled=off on:click=on(propose_delete)>
                {"Delete…"}
            </button>
        </Popover>
        {part(move || reading.error().map(|error| view! { <Failure error /> }))}
    }
    .into_any()
}
