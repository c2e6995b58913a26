//! Where keys are given: all connections at the front door, one in place of a page whose key is not
//! there, and over a page whose key was refused.

mod form;
mod offers;

use crate::reactive::{effect, part};
use leptos::prelude::*;

use crate::data::tenant::Tenants;
use crate::layout::announcer::arrive;
use crate::layout::api_name;
use crate::layout::leave::Leave;
use crate::layout::top_bar::ThemeButton;
use crate::routes::{Page, Route, checks, home};
use crate::state::connections::{Connection, Connections, KeyKind};
use crate::state::session::Session;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, IconView};
use form::KeyForm;
pub use offers::Offers;

/// The front door: every connection, with its key's form or with what its tenant offers.
#[component]
pub fn FrontDoor() -> impl IntoView {
    arrive("Connections");
    let connections = expect_context::<Connections>();
    let (cards, faults) =
        connections.with(|config| (config.connections.clone(), config.faults.clone()));
    view! {
        <Doorway>
            <h1 tabindex="-1">{"Connections"}</h1>
            <p class="lead">{"Give the key of an admin API to look through what it governs. It stays in this tab, and nowhere else."}</p>
            {faults
                .into_iter()
                .map(|fault| {
                    view! {
                        <p class="notice">
                            <IconView icon=Icon::Warning />
                            {fault}
                        </p>
                    }
                })
                .collect_view()}
            {cards.into_iter().map(|connection| view! { <Card connection /> }).collect_view()}
            <p>
                <a href=checks()>"Check how this is hosted"</a>
            </p>
        </Doorway>
    }
}

/// One connection, in place of the page that waits behind its key.
#[component]
pub fn Closed(
    /// The connection whose key is wanted.
    connection: Connection,
) -> impl IntoView {
    arrive(&format!("Connect to {}", connection.name));
    let title = format!("Connect to {}", connection.name);
    view! {
        <Doorway>
            <h1 tabindex="-1">{title}</h1>
            <p class="lead">{"The page you asked for opens as soon as the key is accepted."}</p>
            <section class="card" data-colour=connection.colour.to_string() aria-label=connection.name.clone()>
                <CardHead connection=connection.clone() />
                <KeyForm connection=connection.clone() autofocus=true />
            </section>
            <p>
                <a href=home()>"All connections"</a>
            </p>
        </Doorway>
    }
}

/// The question for a new key, over the page whose key was refused: nothing on it is lost.
#[component]
pub fn Refused(
    /// The connection whose key was refused.
    connection: Connection,
) -> impl IntoView {
    let leave = Leave::from_context();
    let lock = move |_| leave.lock();
    let words = if connection.key == KeyKind::Proxy {
        "The reverse proxy adds the key for this connection, and the server refused it. Whoever runs the proxy can put it right."
    } else {
        "The server answered that the key is wrong or no longer valid. Give another one and you go on where you stand; nothing on the page was lost."
    };
    view! {
        <Dialog labelled_by="refused-title" role="alertdialog">
            <h2 id="refused-title">{format!("The key of {} was refused", connection.name)}</h2>
            <p>{words}</p>
            <KeyForm connection autofocus=true />
            <div class="dialog-actions">
                <button type="button" class="button" on:click=lock>
                    "Lock instead"
                </button>
            </div>
        </Dialog>
    }
}

/// The frame of a page without a connection.
#[component]
pub fn Doorway(
    /// The page.
    children: Children,
) -> impl IntoView {
    let leave = Leave::from_context();
    let forget = move |_| leave.forget_everything();
    view! {
        <div class="doorway">
            <header class="doorway-head">
                <a class="brand" href=home()>
                    "Gatehouse"
                </a>
                <button type="button" class="button bare-words" on:click=forget>
                    "Forget everything"
                </button>
                <ThemeButton />
            </header>
            <main id="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}

#[component]
fn CardHead(connection: Connection) -> impl IntoView {
    view! {
        <div class="card-head">
            <span class="swatch" data-colour=connection.colour.to_string()></span>
            <h2>{connection.name.clone()}</h2>
            <span class="muted">{api_name(connection.api)} " at " <code>{connection.base.clone()}</code></span>
        </div>
    }
}

#[component]
fn Card(connection: Connection) -> impl IntoView {
    let session = expect_context::<Session>();
    let open = {
        let connection = connection.clone();
        Memo::new(move |_| session.is_open(&connection))
    };
    let was_closed = !open.get_untracked();
    let held = connection.clone();
    view! {
        <section class="card" data-colour=connection.colour.to_string() aria-label=connection.name.clone()>
            <CardHead connection=connection.clone() />
            {part(move || {
                let connection = held.clone();
                if open.get() {
                    view! { <Open connection just_opened=was_closed /> }.into_any()
                } else {
                    view! { <KeyForm connection autofocus=false /> }.into_any()
                }
            })}
        </section>
    }
}

#[component]
fn Open(connection: Connection, just_opened: bool) -> impl IntoView {
    let tenant = expect_context::<Tenants>().of(&connection);
    tenant.ensure_capabilities();
    let href = Route::new(&connection.id, Page::Overview).path();
    let link = NodeRef::<leptos::html::A>::new();
    effect(move || {
        // The form that had the focus is gone; the way in takes its place.
        if just_opened && let Some(link) = link.get() {
            drop(link.focus());
        }
    });
    view! {
        <Offers tenant />
        <p>
            <a class="button primary" href=href node_ref=link>
                {format!("Open {}", connection.name)}
            </a>
        </p>
    }
}
