//! One new user: what they get, and the invitation that goes out with it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::{
    PLACING, check, directory_gate, fields_of, fields_view, known_fields, send, texts_of,
    user_path, values_in,
};
use super::kept::not_kept_view;
use super::place::way_back;
use super::plans::words::who;
use crate::analysis::user_form::{
    ACTIVE, EMAIL, FIELDS, PERMISSIONS, Values, blank, body, not_kept, values,
};
use crate::api::client::Reply;
use crate::api::tines::users;
use crate::data::mutation::Mutation;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::form::{Shell, form_view};
use crate::reactive::{live, on, part};
use crate::routes::{Page, Route};
use crate::state::toasts::Toasts;
use crate::ui::form::Fields;
use crate::ui::form::summary::focus;

/// Somebody who was made: the words, where their page is, and what the server did not keep.
#[derive(Clone, PartialEq)]
struct Made {
    who: String,
    path: Option<String>,
    lost: Vec<(usize, String, Option<String>)>,
}

/// Goes to a path.
type Go = Box<dyn Fn(&str)>;

/// What the page holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Create {
    tenant: StoredValue<Tenant, LocalStorage>,
    knows: [Signal<bool>; 2],
    fields: Fields,
    mutation: Mutation,
    /// Whether one stays for another one.
    another: StoredValue<bool>,
    made: RwSignal<Vec<Made>>,
    go: StoredValue<Go, LocalStorage>,
    toasts: Toasts,
}

impl Create {
    fn new(tenant: Tenant) -> Self {
        let navigate = use_navigate();
        Self {
            knows: known_fields(&tenant),
            tenant: StoredValue::new_local(tenant),
            fields: fields_of(&blank()),
            mutation: Mutation::new(),
            another: StoredValue::new(false),
            made: RwSignal::new(Vec::new()),
            go: StoredValue::new_local(Box::new(move |path| {
                navigate(path, NavigateOptions::default());
            })),
            toasts: expect_context(),
        }
    }

    /// Checks what can be checked here, and sends it.
    fn submit(self) {
        let tenant = self.tenant.get_value();
        let wanted = values_in(self.fields, &known(self.knows));
        if !check(self.fields, &tenant, None, &Values::default()) {
            return;
        }
        let Some(body) = body(&blank(), &wanted) else {
            return;
        };
        let what = ["Create user ", wanted[EMAIL].as_deref().unwrap_or_default()].concat();
        let sender = tenant.clone();
        let sending = async move { send(&sender, users::create(body), what).await };
        self.mutation
            .send(sending, move |reply| self.done(&tenant, &wanted, &reply));
    }

    fn done(self, tenant: &Tenant, wanted: &Values, reply: &Reply) {
        let mut one = Made {
            who: wanted[EMAIL].clone().unwrap_or_default(),
            path: None,
            lost: Vec::new(),
        };
        if let Some(user) = users::changed(reply) {
            one.who = who(&user);
            one.path = Some(user_path(tenant, user.id));
            one.lost = not_kept(&Values::default(), wanted, &values(&user));
            tenant.invited.note(user.id);
            tenant.users.collection.put(user);
        }
        self.toasts
            .show([&one.who, " was created and invited."].concat());
        // The page may have been left meanwhile.
        let Some(another) = self.another.try_get_value() else {
            return;
        };
        self.fields.reset(texts_of(&blank()));
        match &one.path {
            Some(path) if !another && one.lost.is_empty() => self.go.with_value(|go| go(path)),
            _ => {
                self.made.update(|made| made.insert(0, one));
                focus(FIELDS[EMAIL].name);
            }
        }
    }
}

/// The page.
pub fn page(tenant: Tenant) -> AnyView {
    arrive(&["New user – ", &tenant.client.connection().name].concat());
    let create = Create::new(tenant.clone());
    let import = Route::item(&tenant.client.connection().id, Page::Users, "import").path();
    let form = form_view(Shell {
        at: Route::item(&tenant.client.connection().id, Page::Users, "new").path(),
        client: tenant.client.clone(),
        fields: create.fields,
        mutation: create.mutation,
        placing: PLACING,
        submit: Callback::new(move |()| create.submit()),
        button: ("Create and invite", "Creating…"),
        more_actions: view! {
            <button
                type="submit"
                class="button"
                aria-disabled=live(move || create.mutation.is_pending().then_some("true"))
                on:click=on(move |_| create.another.set_value(true))
            >
                {"Create and add another"}
            </button>
        }
        .into_any(),
        body: view! {
            <p class="lead">
                {"The tenant sends an invitation to this address at once; a mail cannot be called back."}
            </p>
            {fields_view(create.fields, &tenant, None, create.knows)}
        }
        .into_any(),
    });
    view! {
        <div class="page page-form">
            {way_back(&tenant, ().into_any())}
            <header class="page-head">
                <h1 tabindex="-1">{"New user"}</h1>
                <p class="page-note">
                    <a href=import>{"Many at once, from a CSV file"}</a>
                </p>
            </header>
            {made_view(create.made)}
            // Before the button that adds another hears of it: Enter, and the first button, make one only.
            <div on:click:capture=on(move |_| create.another.set_value(false))>
                {directory_gate(&tenant, false, form)}
            </div>
        </div>
    }
    .into_any()
}

/// Which fields this tenant knows: those it does not are not sent.
fn known(knows: [Signal<bool>; 2]) -> Values {
    let mut fields = blank();
    for (field, knows) in [ACTIVE, PERMISSIONS].into_iter().zip(knows) {
        if !knows.get_untracked() {
            fields[field] = None;
        }
    }
    fields
}

/// Those who were made on this page, the newest first.
fn made_view(made: RwSignal<Vec<Made>>) -> AnyView {
    view! {
        <div class="made" role="status">
            {part(move || {
                made.get()
                    .into_iter()
                    .map(|one| {
                        let name = match one.path {
                            Some(path) => view! { <a href=path>{one.who}</a> }.into_any(),
                            None => one.who.into_any(),
                        };
                        view! {
                            <div class="done">
                                <p>{name} " was created and invited."</p>
                                {not_kept_view(one.lost)}
                            </div>
                        }
                    })
                    .collect_view()
            })}
        </div>
    }
    .into_any()
}
