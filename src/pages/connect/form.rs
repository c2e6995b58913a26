//! The form for a connection's key.

use crate::reactive::{effect, live, part};
use leptos::{html, prelude::*};

use crate::api::client::Client;
use crate::api::error::{ApiError, Kind};
use crate::data::key_check;
use crate::data::mutation::Mutation;
use crate::data::tenant::Tenants;
use crate::layout::failure::Failure;
use crate::state::connections::{Api, Connection, KeyKind};
use crate::state::session::{Key, Session};

/// Takes a key, checks it with the cheapest call, and keeps it in this tab if it opens.
#[component]
pub fn KeyForm(
    /// The connection it is for.
    connection: Connection,
    /// Whether it takes the focus.
    autofocus: bool,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let tenants = expect_context::<Tenants>();
    let client = StoredValue::new_local(Client::new(
        connection.clone(),
        session,
        expect_context(),
        expect_context(),
    ));
    let (email, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let check = Mutation::new();
    let empty = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    effect(move || {
        if autofocus && let Some(input) = input.get() {
            drop(input.focus());
        }
    });
    // A wrong key is most often pasted wrong: ready for the next paste.
    effect(move || {
        if check.error().is_some()
            && let Some(input) = input.get_untracked()
        {
            drop(input.focus());
            input.select();
        }
    });

    let legacy = connection.key == KeyKind::Legacy;
    let by_proxy = connection.key == KeyKind::Proxy;
    let id = connection.id.clone();
    let held = connection.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let key = typed_key(legacy, &email.get_untracked(), &secret.get_untracked());
        empty.set(key == Key::Single(String::new()) && !by_proxy);
        if empty.get_untracked() {
            return;
        }
        let (client, connection, tried) = (client.get_value(), held.clone(), key.clone());
        check.send(
            async move { key_check::check(&client, &tried).await },
            move |()| {
                secret.try_set(String::new());
                accept(&connection, key, session, tenants);
            },
        );
    };
    let is_wrong = move || {
        let refused = |error: ApiError| error.kind == Kind::SignedOut;
        (empty.get() || check.error().is_some_and(refused)).then_some("true")
    };
    let secret_id = format!("key-{id}");
    let email_id = format!("email-{id}");
    let hint_id = format!("hint-{id}");
    let error_id = format!("key-error-{id}");
    let described_by = format!("{hint_id} {error_id}");
    let label = match (connection.api, legacy) {
        (Api::Tines, false) => "API key",
        (Api::Tines, true) => "User token",
        (Api::Tyk, _) => "Admin secret",
    };
    view! {
        <form class="key-form" on:submit=submit>
            {legacy
                .then(|| {
                    view! {
                        <label for=email_id.clone()>"E-mail address of the owner"</label>
                        <input id=email_id type="email" autocomplete="username" bind:value=email />
                    }
                })}
            // For the password manager: which of the keys it keeps this one is.
            <input type="text" autocomplete="username" hidden readonly value=connection.name.clone() />
            {(!by_proxy)
                .then(|| {
                    view! {
                        <label for=secret_id.clone()>{label}</label>
                        <div class="key-row">
                            <input
                                id=secret_id
                                type="password"
                                node_ref=input
                                autocomplete="current-password"
                                spellcheck="false"
                                aria-describedby=described_by
                                aria-invalid=is_wrong
                                bind:value=secret
                            />
                            <SubmitButton check />
                        </div>
                    }
                })}
            {by_proxy.then(|| view! { <SubmitButton check /> })}
            <p class="hint" id=hint_id>
                {whence(&connection)}
            </p>
            <div id=error_id aria-live="assertive">
                {part(move || empty.get().then(|| view! { <p class="field-error">"Paste or type the key first."</p> }))}
                {part(move || check.error().map(|error| view! { <Wrong error /> }))}
            </div>
        </form>
    }
}

/// What was typed, as a key. What surrounds a pasted key is never part of it.
fn typed_key(legacy: bool, email: &str, secret: &str) -> Key {
    let token = secret.trim().to_owned();
    match email.trim() {
        email if legacy && !email.is_empty() && !token.is_empty() => Key::Pair {
            email: email.to_owned(),
            token,
        },
        _ => Key::Single(token),
    }
}

/// The key opens the connection: it is kept, and what waited for it goes on.
fn accept(connection: &Connection, key: Key, session: Session, tenants: Tenants) {
    if connection.key == KeyKind::Proxy {
        session.accept(&connection.id);
    } else {
        session.keep(&connection.id, key);
    }
    // A new key may see more or less than the one before.
    let tenant = tenants.of(connection);
    tenant.probe();
    tenant.resume_failed();
}

#[component]
fn SubmitButton(check: Mutation) -> impl IntoView {
    view! {
        <button type="submit" class="button primary" disabled=live(move || check.is_pending())>
            {part(move || if check.is_pending() { "Checking…" } else { "Connect" })}
        </button>
    }
}

/// A wrong key in the form's own words; anything else is not about the key, and says so.
#[component]
fn Wrong(error: ApiError) -> impl IntoView {
    if error.kind == Kind::SignedOut {
        let said = error
            .message
            .map(|message| format!(" The server says: “{message}”"));
        view! {
            <p class="field-error">
                "This key is not accepted. Check that it was copied whole and still exists." {said}
            </p>
        }
        .into_any()
    } else {
        view! {
            <p class="field-error">{"The key could not be checked, so it was not kept."}</p>
            <Failure error />
        }
        .into_any()
    }
}

/// Where an admin finds such a key.
fn whence(connection: &Connection) -> &'static str {
    match connection.key {
        KeyKind::Proxy => "The reverse proxy adds the key; none reaches this browser.",
        KeyKind::Legacy => {
            "Tenants before 2022: the address and the personal token of a tenant owner, from the owner's profile in Tines."
        }
        KeyKind::Bearer | KeyKind::UserToken => {
            "In Tines, as a tenant owner: Settings, API keys, New API key. The key must belong to a tenant owner."
        }
        KeyKind::AdminAuth => {
            "The admin_secret in the Tyk Dashboard's tyk_analytics.conf (or TYK_DB_ADMINSECRET in its environment); an ordinary user's API key does not open the Admin API."
        }
    }
}
