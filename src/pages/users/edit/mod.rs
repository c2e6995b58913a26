//! Changing a user. The record is read again just before anything is sent: what somebody else changed
//! meanwhile is shown side by side, what is dangerous is shown before it is sent, and only what was
//! changed is sent.

mod attempt;
mod merge;
mod review;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use self::attempt::{Next, attempt};
use self::review::Reviewed;
use super::form::{
    PLACING, check, directory_gate, fields_of, fields_view, texts_of, user_path, values_in,
};
use super::kept::not_kept_view;
use super::plans::words::who;
use crate::analysis::user_form::{Difference, Values, not_kept, values};
use crate::api::error::ApiError;
use crate::api::tines::users;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::failure::Failure;
use crate::layout::form::{Shell, form_view};
use crate::reactive::part;
use crate::routes::{parse_query, with_pair};
use crate::state::toasts::Toasts;
use crate::ui::form::Fields;

/// The query that opens the form of a user: `?edit=1`.
pub const EDIT: &str = "edit";

/// Where the form of a user is: a place of its own, so that a link, Back and a reload find it.
/// The list's query travels along.
pub fn edit_path(tenant: &Tenant, id: i64, query: &str) -> String {
    user_path(tenant, id) + &with_pair(query, EDIT, Some("1"))
}

/// Whether the URL asks for the form.
pub fn is_editing() -> Memo<bool> {
    let search = use_location().search;
    Memo::new(move |_| {
        parse_query(&search.get())
            .iter()
            .any(|(name, value)| name == EDIT && value == "1")
    })
}

/// The form as a page of its own; saved, it leads to the user's page.
pub fn page(tenant: Tenant, id: i64) -> AnyView {
    arrive(&["Edit user – ", &tenant.client.connection().name].concat());
    let back = user_path(&tenant, id);
    view! {
        <div class="page page-form">
            <EditForm tenant id back />
        </div>
    }
    .into_any()
}

/// The form of one user, read from the server when it opens.
#[component]
pub fn EditForm(
    /// The tenant.
    tenant: Tenant,
    /// Whose form it is.
    id: i64,
    /// Where Cancel and a saved form lead.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let load = Mutation::new();
    let user = RwSignal::new_local(None::<KeptUser>);
    let held = StoredValue::new_local(tenant);
    let read = Callback::new(move |()| {
        let tenant = held.get_value();
        load.send(
            async move { users::get(&tenant.client, id).await },
            move |read| {
                held.try_with_value(|tenant| tenant.users.collection.put(read.clone()));
                user.try_set(Some(read));
            },
        );
    });
    read.run(());
    let back = StoredValue::new(back);
    move || match (user.get(), load.error()) {
        (Some(user), _) => form(held.get_value(), &user, back.get_value()),
        (None, Some(error)) => view! {
            <h1 tabindex="-1">{"Edit user"}</h1>
            <Failure error retry=read />
        }
        .into_any(),
        (None, None) => view! {
            <h1 tabindex="-1">{"Edit user"}</h1>
            <p class="muted" role="status">{"Reading the user…"}</p>
        }
        .into_any(),
    }
}

/// What the form shows over itself.
#[derive(Clone, Default)]
enum Over {
    #[default]
    Nothing,
    Merge(Vec<Difference>, Values),
    Review(Box<Reviewed>),
}

/// What the form holds. Cheap to copy.
#[derive(Clone, Copy)]
struct Edit {
    id: i64,
    tenant: StoredValue<Tenant, LocalStorage>,
    /// For the journal.
    what: StoredValue<String>,
    /// Which fields the tenant knows, with anything in them.
    known: StoredValue<Values>,
    /// What counts as saved in them is what the person was last shown as the state of things, or what
    /// that was before a reload.
    fields: Fields,
    mutation: Mutation,
    over: RwSignal<Over>,
    lost: RwSignal<Vec<(usize, String, Option<String>)>>,
    /// There was nothing to save.
    idle: RwSignal<bool>,
    go_back: StoredValue<Box<dyn Fn()>, LocalStorage>,
    toasts: Toasts,
}

impl Edit {
    fn new(tenant: Tenant, user: &KeptUser, back: String) -> Self {
        let navigate = use_navigate();
        let first = values(user);
        Self {
            id: user.id,
            tenant: StoredValue::new_local(tenant),
            what: StoredValue::new(["Change user ", &who(user)].concat()),
            fields: fields_of(&first),
            known: StoredValue::new(first),
            mutation: Mutation::new(),
            over: RwSignal::new(Over::Nothing),
            lost: RwSignal::new(Vec::new()),
            idle: RwSignal::new(false),
            go_back: StoredValue::new_local(Box::new(move || {
                navigate(&back, NavigateOptions::default());
            })),
            toasts: expect_context(),
        }
    }

    /// What the person was last shown as the state of things.
    fn opened(self) -> Values {
        let mut saved = self.fields.saved().into_iter();
        self.known.get_value().map(|known| {
            let saved = saved.next();
            known.and(saved)
        })
    }

    /// Tries to save. `seen`: what the person has been shown of it and agreed to.
    fn save(self, seen: Option<Reviewed>) {
        let tenant = self.tenant.get_value();
        let opened = self.opened();
        let mine = values_in(self.fields, &opened);
        self.idle.set(mine == opened);
        if mine == opened {
            self.fields.reset(texts_of(&opened));
            return;
        }
        if !check(self.fields, &tenant, Some(self.id), &opened) {
            return;
        }
        let (id, what, wanted) = (self.id, self.what.get_value(), mine.clone());
        let sender = tenant.clone();
        let trying = async move { attempt(&sender, id, &opened, &mine, seen.as_ref(), what).await };
        self.mutation.send(trying, move |next| match next {
            Next::Merge(differences, theirs) => {
                self.over.try_set(Over::Merge(differences, theirs));
            }
            Next::Review(review) => {
                self.over.try_set(Over::Review(Box::new(review)));
            }
            Next::Done { before, user } => self.done(&tenant, &before, wanted, user),
        });
    }

    fn done(self, tenant: &Tenant, before: &Values, wanted: Values, user: Option<KeptUser>) {
        let answer = user.as_ref().map(|user| values(user));
        let lost = answer
            .as_ref()
            .map(|answer| not_kept(before, &wanted, answer))
            .unwrap_or_default();
        match user {
            Some(user) => tenant.users.collection.put(user),
            None => tenant.reread_user(self.id),
        }
        let now = answer.unwrap_or(wanted);
        let kept = self.known.try_update_value(|known| known.clone_from(&now));
        self.toasts.show("Saved.");
        // The page may have been left meanwhile.
        if kept.is_none() {
            return;
        }
        self.fields.reset(texts_of(&now));
        if lost.is_empty() {
            self.go_back.with_value(|go_back| go_back());
        } else {
            self.lost.set(lost);
        }
    }

    /// Goes on with what was chosen; what is there now has been seen.
    fn merged(self, wanted: &Values, theirs: Values) {
        self.over.set(Over::Nothing);
        self.fields.rebase(texts_of(&theirs));
        self.known.set_value(theirs);
        for (field, text) in self.fields.all().iter().zip(texts_of(wanted)) {
            field.value.set(text);
        }
        self.save(None);
    }

    /// What lies over the form.
    fn over_view(self) -> AnyView {
        let close = Callback::new(move |()| self.over.set(Over::Nothing));
        match self.over.get() {
            Over::Nothing => ().into_any(),
            Over::Merge(differences, theirs) => {
                let mine = values_in(self.fields, &self.opened());
                let chosen = Callback::new(move |(wanted, theirs): (Values, Values)| {
                    self.merged(&wanted, theirs);
                });
                merge::dialog(differences, mine, theirs, chosen, close)
            }
            Over::Review(review) => {
                let agreed = Callback::new(move |review| {
                    self.over.set(Over::Nothing);
                    self.save(Some(review));
                });
                review::dialog(&review, agreed, close)
            }
        }
    }
}

fn form(tenant: Tenant, user: &KeptUser, back: String) -> AnyView {
    let edit = Edit::new(tenant.clone(), user, back.clone());
    let title = ["Edit ", &user.full_name()].concat();
    let email = user.email.clone();
    let knows = [
        Signal::stored(user.is_active.is_some()),
        Signal::stored(user.tenant_permissions.is_some()),
    ];
    let shell = form_view(Shell {
        at: user_path(&tenant, user.id),
        client: tenant.client.clone(),
        fields: edit.fields,
        mutation: edit.mutation,
        placing: PLACING,
        submit: Callback::new(move |()| edit.save(None)),
        button: ("Save", "Saving…"),
        more_actions: view! {
            <a class="button" href=back>{"Cancel"}</a>
            <p class="muted" role="status">{part(move || edit.idle.get().then_some("Nothing was changed."))}</p>
        }
        .into_any(),
        body: fields_view(edit.fields, &tenant, Some(user.id), knows),
    });
    view! {
        <header class="page-head">
            <h1 tabindex="-1">{title}</h1>
            <p class="page-note">{email}</p>
        </header>
        {part(move || not_kept_view(edit.lost.get()))}
        {directory_gate(&tenant, user.scim_uid.is_some(), shell)}
        {part(move || edit.over_view())}
    }
    .into_any()
}

/// A failure to read, or to send.
type Tried = Result<Next, ApiError>;
