//! A user's password: set by the follow-up call in the user's own name, where the server has it. What is typed
//! is in no draft, no journal and no store.

use leptos::prelude::*;

use crate::api::call::About;
use crate::api::error::{ApiError, Kind};
use crate::api::tyk::users;
use crate::data::mutation::Mutation;
use crate::data::tenant::Tenant;
use crate::layout::failure::Failure;
use crate::reactive::{live, on, part};
use crate::wire::secret::Secret;

/// Sets a password.
pub async fn set(
    tenant: &Tenant,
    id: &str,
    whose: &str,
    password: &str,
    key: Secret,
) -> Result<(), ApiError> {
    let call = users::set_password(id, password, key);
    let about = About::new(["Set the password of ", whose].concat());
    tenant.client.write(&call, &about).await.map(|_| ())
}

/// Why a password was not set, in words: this call lies beside the Admin API, and not every server has it.
pub fn failed(error: ApiError) -> AnyView {
    let missing = matches!(
        error.kind,
        Kind::Missing | Kind::Unavailable | Kind::Unreadable
    );
    if missing {
        let trace = error.trace();
        return view! {
            <div class="notice" role="alert">
                <div>
                    <p>{"The password was not set: this server does not answer the call for it. It lies outside of the Admin API, so the reverse proxy may not let it through. Set the password in the dashboard itself, or let the person ask for a new one there."}</p>
                    <p class="failure-trace">{trace}</p>
                </div>
            </div>
        }
        .into_any();
    }
    view! { <Failure error /> }.into_any()
}

/// The field of a password that is being set.
pub fn field(
    password: RwSignal<String>,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    let notes = [id, "-notes"].concat();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                type="password"
                id=id
                autocomplete="new-password"
                spellcheck="false"
                aria-describedby=notes.clone()
                bind:value=password
            />
            <div id=notes class="field-notes">
                <p class="hint">{hint}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Instead of the panel, of a user whose key opens nothing.
pub fn inactive() -> AnyView {
    let words = "This user is inactive, so nobody can set their password: it is set in their own name. Activate them first, under Actions.";
    view! { <p class="muted">{words}</p> }.into_any()
}

/// The panel that sets one's password. `key`: the user's access key, without which nobody can.
pub fn panel(tenant: &Tenant, id: String, whose: String, key: Option<Secret>) -> AnyView {
    let Some(key) = key else {
        let words = "This server does not tell the user’s access key, and without it the password can be set in the dashboard only.";
        return view! { <p class="muted">{words}</p> }.into_any();
    };
    let held = StoredValue::new_local((tenant.clone(), id, whose, key));
    let password = RwSignal::new(String::new());
    let done = RwSignal::new(false);
    let mutation = Mutation::new();
    let off = Signal::derive(move || {
        held.with_value(|(tenant, ..)| tenant.client.refuses_changes())
            .is_some()
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = password.get_untracked();
        if text.is_empty() || off.get_untracked() {
            return;
        }
        done.set(false);
        let (tenant, id, whose, key) = held.get_value();
        let sending = async move { set(&tenant, &id, &whose, &text, key).await };
        mutation.send(sending, move |()| {
            password.try_set(String::new());
            done.try_set(true);
        });
    };
    view! {
        <form class="set-password" novalidate on:submit=on(send)>
            {field(password, "new-password", "New password", "Sent in the user’s own name, with their access key. It is kept nowhere.")}
            <button
                type="submit"
                class="button"
                disabled=live(move || off.get() || mutation.is_pending() || password.with(String::is_empty))
            >
                {part(move || if mutation.is_pending() { "Setting…" } else { "Set password" })}
            </button>
            <p role="status">{part(move || done.get().then_some("The password was set."))}</p>
        </form>
        {part(move || mutation.error().map(failed))}
    }
    .into_any()
}
