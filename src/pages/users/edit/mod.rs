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
use super::form::{
    PLACING, check, directory_gate, fields_of, fields_view, texts_of, user_path, values_in,
};
use super::kept::not_kept_view;
use super::plans::words::who;
use crate::analysis::user_form::{Values, not_kept, values};
use crate::api::error::ApiError;
use crate::api::tines::users;
use crate::data::mutation::Mutation;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::failure::Failure;
use crate::layout::form::{Shell, form_view};
use crate::routes::{parse_query, write_query};
use crate::state::toasts::Toasts;

/// The query that opens the form of a user: `?edit=1`.
const EDIT: &str = "edit";

/// Where the form of a user is: a place of its own, so that a link, Back and a reload find it.
pub fn edit_path(tenant: &Tenant, id: i64) -> String {
    user_path(tenant, id) + &write_query([(EDIT, "1")])
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
        (Some(user), _) => form(held.get_value(), user, back.get_value()),
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
    Merge(Vec<crate::analysis::user_form::Difference>, Values),
    Review(review::Reviewed),
}

fn form(tenant: Tenant, user: KeptUser, back: String) -> AnyView {
    let id = user.id;
    let title = ["Edit ", &user.full_name()].concat();
    let label = who(&user);
    let first = values(&user);
    let opened = StoredValue::new(first.clone());
    let fields = fields_of(&first);
    let mutation = Mutation::new();
    let over = RwSignal::new(Over::Nothing);
    let lost = RwSignal::new(Vec::new());
    let unchanged = RwSignal::new(false);
    let toasts = expect_context::<Toasts>();
    let navigate = StoredValue::new_local(use_navigate());
    let held = StoredValue::new_local(tenant.clone());
    let target = StoredValue::new(back.clone());
    let name = StoredValue::new(label);
    let go_back = move || {
        navigate.with_value(|navigate| navigate(&target.get_value(), NavigateOptions::default()));
    };

    let save = Callback::new(move |reviewed: Option<review::Reviewed>| {
        let tenant = held.get_value();
        let before = opened.get_value();
        let mine = values_in(fields, &before);
        unchanged.set(false);
        if mine == before {
            unchanged.set(true);
            fields.reset(texts_of(&before));
            return;
        }
        if !check(fields, &tenant, Some(id), &before) {
            return;
        }
        let wanted = mine.clone();
        let sender = tenant.clone();
        let what = ["Change user ", &name.get_value()].concat();
        let trying =
            async move { attempt(&sender, id, &before, &mine, reviewed.as_ref(), what).await };
        mutation.send(trying, move |next| match next {
            Next::Merge(differences, theirs) => {
                over.try_set(Over::Merge(differences, theirs));
            }
            Next::Review(review) => {
                over.try_set(Over::Review(review));
            }
            Next::Done { before, user } => {
                let answer = user.as_ref().map(|user| values(user));
                let gone = answer
                    .as_ref()
                    .map(|answer| not_kept(&before, &wanted, answer))
                    .unwrap_or_default();
                match user {
                    Some(user) => tenant.users.collection.put(user),
                    None => tenant.reread_user(id),
                }
                toasts.show("Saved.");
                let now = answer.unwrap_or(wanted);
                if opened
                    .try_update_value(|opened| opened.clone_from(&now))
                    .is_none()
                {
                    // The page was left meanwhile.
                    return;
                }
                fields.reset(texts_of(&now));
                if gone.is_empty() {
                    go_back();
                } else {
                    lost.set(gone);
                }
            }
        });
    });
    let close = move || over.set(Over::Nothing);
    let merged = Callback::new(move |(wanted, theirs): (Values, Values)| {
        close();
        fields.rebase(texts_of(&theirs));
        opened.set_value(theirs);
        for (field, text) in fields.all().iter().zip(texts_of(&wanted)) {
            field.value.set(text);
        }
        save.run(None);
    });
    let reviewed = Callback::new(move |review| {
        close();
        save.run(Some(review));
    });

    let knows = [first[4].is_some(), first[5].is_some()].map(|knows| Signal::stored(knows));
    let shell = form_view(Shell {
        client: tenant.client.clone(),
        fields,
        mutation,
        placing: PLACING,
        submit: Callback::new(move |()| save.run(None)),
        button: ("Save", "Saving…"),
        more_actions: view! {
            <a class="button" href=back>{"Cancel"}</a>
            <p class="muted" role="status">{move || unchanged.get().then_some("Nothing was changed.")}</p>
        }
        .into_any(),
        body: fields_view(fields, &tenant, Some(id), knows),
    });
    view! {
        <header class="page-head">
            <h1 tabindex="-1">{title}</h1>
            <p class="page-note">{user.email.clone()}</p>
        </header>
        {move || not_kept_view(lost.get())}
        {directory_gate(&tenant, user.scim_uid.is_some(), shell)}
        {move || match over.get() {
            Over::Nothing => ().into_any(),
            Over::Merge(differences, theirs) => {
                let mine = values_in(fields, &opened.get_value());
                merge::dialog(differences, mine, theirs, merged, Callback::new(move |()| close()))
            }
            Over::Review(review) => review::dialog(&review, reviewed, Callback::new(move |()| close())),
        }}
    }
    .into_any()
}

/// A failure to read, or to send.
type Tried = Result<Next, ApiError>;
