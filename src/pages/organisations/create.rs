//! A new organisation.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::fields::{CNAME, CNAME_ENABLED, FORM, NAME};
use super::form::{PLACING, blank, check, fields_view};
use super::plans::reload;
use crate::analysis::json::visible;
use crate::analysis::overlay::{Change, changes};
use crate::analysis::raw_form::{Values, object};
use crate::api::call::About;
use crate::api::tyk::organisations;
use crate::data::changes::Changes;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::form::{Shell, form_view};
use crate::pages::raw_record::form::{fields_of, texts_of, values_in};
use crate::pages::raw_record::kept::not_kept_view;
use crate::pages::raw_record::place::{Mode, item_path, list_path, way_back};
use crate::reactive::{live, part};
use crate::routes::{Page, Route};
use crate::state::toasts::Toasts;

/// What was made: its page, and what the server did not keep of it.
type Made = (String, Vec<Change>);

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["New organisation – ", &tenant.client.connection().name].concat());
    let all = tenant.organisations();
    all.ensure();
    // Once the list is there, it says whether this version knows more than the first one did.
    let all = StoredValue::new_local(all);
    let is_late = |all: &[KeptOrganisation]| all.is_empty() || all.iter().any(is_later);
    let later = Memo::new(move |_| all.with_value(|all| all.with(|all, _| is_late(all))));
    let held = StoredValue::new_local(tenant.clone());
    let made = RwSignal::new(None::<Made>);
    let form = part(move || {
        let known = blank(later.get());
        held.with_value(|tenant| form(tenant, known, made))
    });
    view! {
        <div class="page page-form">
            {way_back(tenant, Page::Organisations, "Organisations")}
            <header class="page-head">
                <h1 tabindex="-1">{"New organisation"}</h1>
            </header>
            {part(move || made.get().map(|(path, lost)| view! {
                <div class="done" role="status">
                    <p>"It was created: " <a href=path>{"open it"}</a> "."</p>
                    {not_kept_view(lost)}
                </div>
            }))}
            {form}
        </div>
    }
    .into_any()
}

/// Whether an organisation says more than those of v0.9 do.
fn is_later(one: &KeptOrganisation) -> bool {
    one.owner_slug.is_some() || one.sso_enabled.is_some() || one.hybrid_enabled.is_some()
}

fn form(tenant: &Tenant, known: Values, made: RwSignal<Option<Made>>) -> AnyView {
    let fields = fields_of(FORM, &known);
    let mutation = Mutation::new();
    let toasts = expect_context::<Toasts>();
    let question = expect_context::<Changes>();
    let held = StoredValue::new_local(tenant.clone());
    let navigate = use_navigate();
    let go = StoredValue::new_local(move |path: &str| navigate(path, NavigateOptions::default()));
    let shown = known.clone();
    let same_name = same_name(tenant, fields.at(NAME).value);
    let submit = Callback::new(move |()| {
        let wanted = values_in(fields, &known);
        if !check(fields, &known, true) {
            return;
        }
        let body = object(FORM, &sent(&wanted));
        let name = wanted.get(NAME).cloned().flatten().unwrap_or_default();
        let offers_reload = wanted.get(CNAME_ENABLED).cloned().flatten().as_deref() == Some("true")
            && wanted
                .get(CNAME)
                .cloned()
                .flatten()
                .is_some_and(|cname| !cname.is_empty());
        let tenant = held.get_value();
        let sender = tenant.clone();
        let (text, what) = (body.clone(), ["Create organisation ", &name].concat());
        let sending = async move {
            let call = organisations::create(text);
            let reply = sender.client.write(&call, &About::new(what)).await?;
            let id = organisations::new_id(&reply);
            // What is there now, for what the server made of it.
            let fresh = match &id {
                Some(id) => organisations::get(&sender.client, id).await.ok(),
                None => None,
            };
            Ok((id, fresh))
        };
        let blank = texts_of(&known);
        mutation.send(
            sending,
            move |(id, fresh): (Option<String>, Option<KeptOrganisation>)| {
                toasts.show([&*visible(&name), " was created."].concat());
                let lost = fresh
                    .as_ref()
                    .map(|fresh| changes(&body, fresh.raw.get()))
                    .unwrap_or_default();
                // What was not sent and is there now is no loss.
                let lost: Vec<Change> = lost
                    .into_iter()
                    .filter(|one| one.before.is_some())
                    .collect();
                match fresh {
                    Some(fresh) => tenant.organisations().put(fresh),
                    None => tenant.organisations().refresh(),
                }
                if offers_reload {
                    question.propose(&tenant.client, reload());
                }
                // The page may have been left meanwhile.
                if made.try_get_untracked().is_none() {
                    return;
                }
                fields.reset(blank);
                let path = match &id {
                    Some(id) => item_path(&tenant, Page::Organisations, id, Mode::Look, ""),
                    None => list_path(&tenant, Page::Organisations, ""),
                };
                if lost.is_empty() {
                    go.with_value(|go| go(&path));
                } else {
                    made.set(Some((path, lost)));
                }
            },
        );
    });
    let route = Route::item(&tenant.client.connection().id, Page::Organisations, "new");
    form_view(Shell {
        at: route.path(),
        client: tenant.client.clone(),
        fields,
        mutation,
        placing: PLACING,
        submit,
        button: ("Create organisation", "Creating…"),
        more_actions: ().into_any(),
        body: view! {
            {fields_view(fields, &shown)}
            <p class="notice" role="status" hidden=live(move || !same_name.get())>
                {"Another organisation has this name already. That is allowed; only the id will tell them apart."}
            </p>
        }
        .into_any(),
    })
}

/// Whether another organisation has the name that stands in the form.
fn same_name(tenant: &Tenant, name: RwSignal<String>) -> Memo<bool> {
    let all = StoredValue::new_local(tenant.organisations());
    Memo::new(move |_| {
        name.with(|name| {
            let name = name.trim();
            let has = |all: &[KeptOrganisation]| all.iter().any(|one| one.owner_name == name);
            !name.is_empty() && all.with_value(|all| all.with(|all, _| has(all)))
        })
    })
}

/// What is sent: the name and the CNAME always, the rest where something stands in it.
fn sent(wanted: &Values) -> Values {
    let always = |at: usize| matches!(at, NAME | CNAME | CNAME_ENABLED);
    let all = wanted.iter().enumerate();
    all.map(|(at, text)| {
        let text = text.clone();
        text.filter(|text| always(at) || !matches!(text.as_str(), "" | "false"))
    })
    .collect()
}
