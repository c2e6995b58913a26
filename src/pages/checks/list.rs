//! Which checks there are.

use leptos::prelude::*;

use crate::analysis::checks::{Finding, headers};
use crate::api::{tines, tyk};
use crate::layout::api_name;
use crate::routes::{Page, Route, home};
use crate::state::connections::{Api, Connection, Connections};

/// A check: what it is about, what is asked for, and what was found once it is known.
pub struct Check {
    /// In a few words.
    pub what: String,
    /// The request, or what else is looked at; empty where there is nothing to say.
    pub asked: String,
    /// What was found.
    pub finding: RwSignal<Option<Finding>>,
}

impl Check {
    fn new(what: &str, asked: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            asked: asked.into(),
            finding: RwSignal::new(None),
        }
    }
}

/// Checks under one heading.
pub struct Group {
    /// The heading.
    pub name: String,
    /// Whose they are, where they are about a connection.
    pub connection: Option<Connection>,
    /// The checks, in the order that `run` knows.
    pub checks: Vec<Check>,
}

/// The program, as the page names it.
pub fn wasm() -> String {
    let named = document()
        .query_selector("meta[name=app-wasm]")
        .ok()
        .flatten();
    let named = named
        .and_then(|meta| meta.get_attribute("data-wasm"))
        .unwrap_or_default();
    // It may be counted from the page's own address; the file lies beside the page.
    [home(), named.rsplit('/').next().unwrap_or_default()].concat()
}

/// A file that was never there.
pub fn missing() -> String {
    [home(), "gatehouse-0000000000000000.js"].concat()
}

/// An address within the app, of the first connection.
pub fn deep(connections: Connections) -> String {
    let first = connections.with(|config| {
        config
            .connections
            .first()
            .map(|one| (one.id.clone(), one.api))
    });
    let (id, api) = first.unwrap_or_else(|| ("tines".to_owned(), Api::Tines));
    let page = match api {
        Api::Tines => Page::Users,
        Api::Tyk => Page::Organisations,
    };
    Route::item(&id, page, "new").path()
}

/// The cheapest call that wants a key and is there on every version.
pub fn call(connection: &Connection) -> String {
    let path = match connection.api {
        Api::Tines => tines::users::CHEAPEST,
        Api::Tyk => tyk::organisations::CHEAPEST,
    };
    [&connection.base, path].concat()
}

/// All checks: of the site, of its headers, and of each connection.
pub fn groups(connections: Connections) -> Vec<Group> {
    let get = |path: &str| ["GET ", path].concat();
    let mut groups = vec![Group {
        name: "This site".to_owned(),
        connection: None,
        checks: vec![
            Check::new(
                "Encrypted line",
                window().location().origin().unwrap_or_default(),
            ),
            Check::new("The page", get(home())),
            Check::new("An address within the app", get(&deep(connections))),
            Check::new("config.json", get(&[home(), "config.json"].concat())),
            Check::new("The program (wasm)", ["HEAD ", &wasm()].concat()),
            Check::new("A file that is not there", get(&missing())),
            Check::new("Clock", "Date, in the answer with the page"),
        ],
    }];
    for connection in connections.with(|config| config.connections.clone()) {
        let called = get(&call(&connection));
        groups.push(Group {
            name: [
                &connection.name,
                ", ",
                api_name(connection.api),
                " at ",
                &connection.base,
            ]
            .concat(),
            checks: vec![
                Check::new("The way to the API", [&called, " without a key"].concat()),
                Check::new("The key", ""),
                Check::new(
                    "Answers are not stored",
                    "Cache-Control, in the same answer",
                ),
            ],
            connection: Some(connection),
        });
    }
    groups.push(Group {
        name: "Headers of the page".to_owned(),
        connection: None,
        checks: headers::ALL
            .iter()
            .map(|header| Check::new(header.name, ""))
            .collect(),
    });
    groups
}
