//! A new gateway user: in an organisation or, once confirmed, over all of them. The answer has an access key,
//! which is told this once.

use leptos::prelude::*;

use super::fields::{ACTIVE, FORM, GROUP, MAX_DAYS, PERMISSIONS};
use super::form::{PLACING, check, fields_view};
use super::key::key_view;
use super::password;
use crate::analysis::overlay::overlay;
use crate::analysis::raw_form::{Values, object};
use crate::api::call::About;
use crate::api::client::Reply;
use crate::api::error::ApiError;
use crate::api::tyk::users;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptGatewayUser, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::form::{Shell, form_view};
use crate::pages::raw_record::form::{fields_of, texts_of, values_in};
use crate::pages::raw_record::place::{Mode, item_path, way_back};
use crate::reactive::{live, on, part};
use crate::routes::{Page, Route};
use crate::ui::dialog::Dialog;
use crate::ui::form::Fields;
use crate::wire::json::quote;
use crate::wire::secret::Secret;

/// What stands in the choice for a user over all organisations; ids are never so.
const OVER_ALL: &str = "*";

/// What was made.
#[derive(Clone)]
struct Made {
    email: String,
    /// `None`: this version does not tell.
    id: Option<String>,
    key: Option<Secret>,
    /// What became of the password, if one was wanted.
    password: Option<Result<(), ApiError>>,
}

/// What the page holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Create {
    tenant: StoredValue<Tenant, LocalStorage>,
    fields: Fields,
    /// Whose the user will be; empty: not chosen yet.
    owner: RwSignal<String>,
    owner_fault: RwSignal<bool>,
    password: RwSignal<String>,
    mutation: Mutation,
    /// Whether it is asked for a super user.
    asks: RwSignal<bool>,
    made: RwSignal<Option<Made>, LocalStorage>,
}

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["New gateway user – ", &tenant.client.connection().name].concat());
    tenant.organisations().ensure();
    let create = Create {
        tenant: StoredValue::new_local(tenant.clone()),
        fields: fields_of(FORM, &blank()),
        owner: RwSignal::new(String::new()),
        owner_fault: RwSignal::new(false),
        password: RwSignal::new(String::new()),
        mutation: Mutation::new(),
        asks: RwSignal::new(false),
        made: RwSignal::new_local(None),
    };
    let form = form_view(Shell {
        at: Route::item(&tenant.client.connection().id, Page::GatewayUsers, "new").path(),
        client: tenant.client.clone(),
        fields: create.fields,
        mutation: create.mutation,
        placing: PLACING,
        submit: Callback::new(move |()| create.submit()),
        button: ("Create user", "Creating…"),
        more_actions: ().into_any(),
        body: view! {
            {owner_view(create)}
            {fields_view(create.fields, &blank())}
            {password::field(create.password, "first-password", "Password", "May stay empty. It is set by a second call, with the new access key, where this server has it.")}
        }
        .into_any(),
    });
    view! {
        <div class="page page-form">
            {way_back(tenant, Page::GatewayUsers, "Gateway users")}
            <header class="page-head">
                <h1 tabindex="-1">{"New gateway user"}</h1>
            </header>
            {part(move || create.made.get().map(|made| create.made_view(made)))}
            {form}
            {part(move || create.asks.get().then(|| create.question()))}
        </div>
    }
    .into_any()
}

/// What a new user has; the fields that are not offered here are not sent.
fn blank() -> Values {
    (0..FORM.len())
        .map(|at| match at {
            ACTIVE => Some("true".to_owned()),
            PERMISSIONS => Some("{}".to_owned()),
            GROUP | MAX_DAYS => None,
            _ => Some(String::new()),
        })
        .collect()
}

/// Which organisation, or all.
fn owner_view(create: Create) -> AnyView {
    let owner = create.owner;
    let options = move || {
        create.tenant.with_value(|tenant| {
            let all = tenant.organisations();
            let mut all: Vec<(String, String)> = all.with(|all, _| {
                all.iter()
                    .map(|one| (one.value.id.clone(), one.owner_name.clone()))
                    .collect()
            });
            all.sort_by(|a, b| a.1.cmp(&b.1));
            all.into_iter()
                .map(|(id, name)| {
                    let words = [name.as_str(), " (", &id, ")"].concat();
                    let value = id.clone();
                    view! {
                        <option value=id selected=live(move || owner.with(|owner| *owner == value))>{words}</option>
                    }
                    .into_any()
                })
                .collect_view()
        })
    };
    view! {
        <div class="field">
            <label for="owner">{"Organisation"}</label>
            <select
                id="owner"
                aria-describedby="owner-notes"
                aria-invalid=live(move || create.owner_fault.get().then_some("true"))
                prop:value=owner
                on:change=on(move |event| {
                    owner.set(event_target_value(&event));
                    create.owner_fault.set(false);
                })
            >
                <option value="">{"Choose…"}</option>
                {part(options)}
                <option value=OVER_ALL>{"None: a super user over all organisations"}</option>
            </select>
            <div id="owner-notes" class="field-notes">
                {part(move || create.owner_fault.get().then(|| view! { <p class="field-error">{"Choose an organisation, or a super user."}</p> }))}
                {part(move || (owner.get() == OVER_ALL).then(|| view! {
                    <p class="notice">{"A super user can see and change every organisation."}</p>
                }))}
            </div>
        </div>
    }
    .into_any()
}

impl Create {
    fn submit(self) {
        let is_chosen = !self.owner.with_untracked(String::is_empty);
        self.owner_fault.set(!is_chosen);
        if !check(self.fields, &blank(), true) || !is_chosen {
            return;
        }
        if self.owner.with_untracked(|owner| owner == OVER_ALL) {
            self.asks.set(true);
        } else {
            self.send();
        }
    }

    /// The extra question before a user over all organisations is made.
    fn question(self) -> AnyView {
        let close = Callback::new(move |()| self.asks.set(false));
        let go_on = move |_| {
            self.asks.set(false);
            self.send();
        };
        let email = self.fields.at(super::fields::EMAIL).value.get_untracked();
        view! {
            <Dialog labelled_by="super-title" role="alertdialog" on_cancel=close>
                <div class="merge">
                    <h2 id="super-title">{"Create a super user?"}</h2>
                    <p>{[email.trim(), " will stand over all organisations: every API, key and person of each of them can be seen and changed with this user’s access key."].concat()}</p>
                    <div class="dialog-actions">
                        <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>{"Cancel"}</button>
                        <button type="button" class="button danger" on:click=on(go_on)>{"Create super user"}</button>
                    </div>
                </div>
            </Dialog>
        }
        .into_any()
    }

    fn send(self) {
        let wanted = values_in(self.fields, &blank());
        // All of them are said, `active` above all: left out, it would mean no.
        let body = object(FORM, &wanted);
        let owner = self.owner.get_untracked();
        let body = if owner == OVER_ALL {
            body
        } else {
            let owner = quote(&owner);
            overlay(&body, [("org_id", owner.as_str())]).unwrap_or(body)
        };
        let email = wanted
            .get(super::fields::EMAIL)
            .cloned()
            .flatten()
            .unwrap_or_default();
        let password = self.password.get_untracked();
        let tenant = self.tenant.get_value();
        let sender = tenant.clone();
        let sending = async move {
            let what = ["Create gateway user ", &email].concat();
            let reply = sender
                .client
                .write(&users::create(body), &About::new(what))
                .await?;
            Ok(finish(&sender, email, &owner, password, &reply).await)
        };
        self.made.set(None);
        self.mutation.send(sending, move |made: Made| {
            // The page may have been left meanwhile.
            if self.made.try_get_untracked().is_none() {
                return;
            }
            self.fields.reset(texts_of(&blank()));
            self.password.set(String::new());
            self.made.set(Some(made));
        });
    }

    /// Who was made, and the key.
    fn made_view(self, made: Made) -> AnyView {
        let tenant = self.tenant.get_value();
        let link = made.id.as_ref().map(|id| {
            let path = item_path(&tenant, Page::GatewayUsers, id, Mode::Look, "");
            view! { <a href=path>{"Open the user"}</a> }
        });
        let path = users::one_path(made.id.as_deref().unwrap_or_default());
        let key = match made.key {
            Some(key) => view! {
                <p>{"This is the new access key. Copy it now: it goes from this page when you leave it."}</p>
                {key_view(&tenant, key, made.email.clone(), &path)}
            }
            .into_any(),
            None => view! { <p>{"This version of the dashboard does not tell the new access key."}</p> }.into_any(),
        };
        let password = made.password.map(|set| match set {
            Ok(()) => view! { <p>{"The password was set."}</p> }.into_any(),
            Err(error) => password::failed(error),
        });
        view! {
            <div class="done" role="status">
                <p>{[&made.email, " was created."].concat()}</p>
                {key}
                {password}
                <p>{link}</p>
            </div>
        }
        .into_any()
    }
}

/// What follows a new user: who it is, where the answer does not say, and the password.
async fn finish(
    tenant: &Tenant,
    email: String,
    owner: &str,
    password: String,
    reply: &Reply,
) -> Made {
    let mut user = users::changed(reply);
    let mut key = users::access_key(reply);
    if user.is_none() {
        // v0.9 answers in words only: the user is looked up, where this server has a list.
        user = look_up(tenant, &email, owner).await;
        key = key.or_else(|| user.as_ref()?.access_key.clone());
    }
    let id = user.as_ref().map(|user| user.value.id.clone());
    let set = match (&id, &key) {
        _ if password.is_empty() => None,
        (Some(id), Some(key)) => {
            Some(password::set(tenant, id, &email, &password, key.clone()).await)
        }
        _ => Some(Err(ApiError::unanswered(
            crate::api::error::Kind::Unavailable,
            crate::api::error::Request::default(),
        ))),
    };
    if let Some(user) = user {
        tenant.gateway_users().put(user);
    }
    Made {
        email,
        id,
        key,
        password: set,
    }
}

async fn look_up(tenant: &Tenant, email: &str, owner: &str) -> Option<KeptGatewayUser> {
    let mut page = 1;
    loop {
        let answer = users::list(&tenant.client, page).await.ok()?;
        let more = answer.has_next(page);
        let theirs = answer.items.into_iter().find(|user| {
            let same_owner = user.org_id.as_deref().unwrap_or(OVER_ALL) == owner;
            same_owner && user.email_address.eq_ignore_ascii_case(email)
        });
        if theirs.is_some() || !more {
            return theirs;
        }
        page += 1;
    }
}
