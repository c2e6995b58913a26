//! Asking, and putting what was found in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list::{Check, Group, call, deep, missing, wasm};
use crate::analysis::checks::{Finding, LOOKED_AT, Verdict, api, headers, site};
use crate::api::client::look;
use crate::api::error::{ApiError, Kind};
use crate::data::key_check;
use crate::data::tenant::Tenants;
use crate::routes::home;
use crate::state::connections::{Connection, Connections, KeyKind};
use crate::state::session::{Key, Session};
use crate::wire::answer::Answer;

/// Where what was found goes. The page may be gone by then.
type Place = RwSignal<Option<Finding>>;

const HTML: &str = "text/html";

/// What asking needs from around the page.
#[derive(Clone, Copy)]
pub struct Around {
    pub connections: Connections,
    session: Session,
    tenants: Tenants,
}

impl Around {
    /// Of the page that is being made.
    pub fn from_context() -> Self {
        Self {
            connections: expect_context(),
            session: expect_context(),
            tenants: expect_context(),
        }
    }
}

/// Begins anew.
pub fn start(around: Around, groups: &[Group]) {
    for group in groups {
        let places: Vec<Place> = group
            .checks
            .iter()
            .map(|check: &Check| check.finding)
            .collect();
        for place in &places {
            place.set(None);
        }
        match (&group.connection, places.as_slice()) {
            (Some(connection), &[way, key, kept]) => {
                of_connection(around, connection, [way, key, kept]);
            }
            (None, &[line, page, deep, config, program, file, clock]) => {
                tell(
                    line,
                    site::line(&window().location().origin().unwrap_or_default()),
                );
                let headers = groups
                    .iter()
                    .find(|other| other.checks.len() == headers::ALL.len());
                let headers =
                    headers.map(|group| group.checks.iter().map(|check| check.finding).collect());
                of_page(page, clock, headers.unwrap_or_default());
                ask(
                    "GET",
                    self::deep(around.connections),
                    HTML,
                    deep,
                    site::deep_link,
                );
                ask(
                    "GET",
                    [home(), "config.json"].concat(),
                    "*/*",
                    config,
                    site::config,
                );
                ask("HEAD", wasm(), "*/*", program, site::wasm);
                ask("GET", missing(), "*/*", file, site::unknown_file);
            }
            // The headers come with the page.
            _ => {}
        }
    }
}

fn tell(place: Place, finding: Finding) {
    place.try_set(Some(finding));
}

fn ask(
    method: &'static str,
    path: String,
    accept: &'static str,
    place: Place,
    judge: fn(&Answer) -> Finding,
) {
    spawn_local(async move {
        tell(place, judge(&look(method, &path, accept, &LOOKED_AT).await));
    });
}

/// One answer tells of the page, its headers and the time.
fn of_page(page: Place, clock: Place, headers: Vec<Place>) {
    spawn_local(async move {
        let answer = look("GET", home(), HTML, &LOOKED_AT).await;
        tell(page, site::page(&answer));
        tell(clock, site::clock(&answer));
        for (place, header) in headers.into_iter().zip(&headers::ALL) {
            tell(place, headers::look(&answer, header));
        }
    });
}

fn of_connection(around: Around, connection: &Connection, [way, key, kept]: [Place; 3]) {
    let by_proxy = connection.key == KeyKind::Proxy;
    let held = around.session.key_untracked(&connection.id);
    let tried = if by_proxy {
        Some(Key::Single(String::new()))
    } else {
        held
    };
    let client = around.tenants.of(connection).client;
    let path = call(connection);
    spawn_local(async move {
        let answer = look("GET", &path, "application/json", &LOOKED_AT).await;
        let reached = api::reached(&answer, by_proxy);
        // Where the way is cut, a key would only be said to be wrong.
        let leads = reached.verdict == Verdict::Good || reached.verdict == Verdict::Doubtful;
        tell(way, reached);
        tell(kept, api::kept(&answer));
        let found = match tried {
            _ if !leads => Finding::unknown("There is no way to the API yet.", ""),
            None => Finding::unknown(
                "There is no key of this connection in this tab.",
                "Give one on “All connections”, then come back and check again.",
            ),
            Some(key) => of_key(key_check::check(&client, &key).await),
        };
        tell(key, found);
    });
}

/// What became of trying the key.
fn of_key(tried: Result<(), ApiError>) -> Finding {
    let Err(error) = tried else {
        return Finding::good("The API accepts the key.");
    };
    let mut found = error.title().to_owned();
    if let Some(said) = &error.message {
        found.extend([". The answer: “", said, "”"]);
    }
    let advice = error.advice();
    if matches!(
        error.kind,
        Kind::SignedOut | Kind::Forbidden | Kind::Unreadable
    ) {
        Finding::bad(found, advice)
    } else {
        Finding::unknown(found, advice)
    }
}
