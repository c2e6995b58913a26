//! The connections that `config.json` lists, and what is assumed without that file.

use leptos::prelude::*;

use crate::routes::home;

/// Which of the two admin APIs a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Api {
    /// The Tines Admin API.
    Tines,
    /// The Tyk Dashboard's Admin API.
    Tyk,
}

/// How the key is sent (`docs/contract.md`, "Keys").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// `Authorization: Bearer <key>`, Tines today.
    Bearer,
    /// `X-User-Token: <key>`, Tines.
    UserToken,
    /// `X-User-Email` and `X-User-Token` together, Tines before v13.
    Legacy,
    /// `admin-auth: <secret>`, Tyk.
    AdminAuth,
    /// The reverse proxy adds the key; none reaches the browser.
    Proxy,
}

/// One admin API that this dashboard can talk to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its part of the URL; lower-case letters, digits and hyphens.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Which API it speaks.
    pub api: Api,
    /// The path below which the reverse proxy forwards to it, without a trailing slash.
    pub base: String,
    /// How the key is sent.
    pub key: KeyKind,
    /// Which of the connection colours (`style/tokens.css`) marks it, from 1 to [`COLOURS`].
    pub colour: u8,
    /// Whether `config.json` allows it no changing call.
    pub read_only: bool,
}

/// How many connection colours the style sheet has.
pub const COLOURS: u8 = 6;

/// When the keys are taken away without being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockAfter {
    /// Minutes without a key press, a click or a scroll.
    pub idle_minutes: u32,
    /// Minutes since the first key was given, whatever happens.
    pub absolute_minutes: u32,
}

impl Default for LockAfter {
    fn default() -> Self {
        Self {
            idle_minutes: 15,
            absolute_minutes: 8 * 60,
        }
    }
}

/// What `config.json` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The connections, in the order in which they are listed.
    pub connections: Vec<Connection>,
    /// When to lock.
    pub lock: LockAfter,
    /// What is wrong with the file, in words for the person who wrote it; such entries are left out.
    pub faults: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        let known = |id: &str, name: &str, api: Api, colour| Connection {
            id: id.to_owned(),
            name: name.to_owned(),
            api,
            base: [home(), id].concat(),
            key: default_key(api),
            colour,
            read_only: false,
        };
        Self {
            connections: vec![
                known("tines", "Tines", Api::Tines, 1),
                known("tyk", "Tyk", Api::Tyk, 2),
            ],
            lock: LockAfter::default(),
            faults: Vec::new(),
        }
    }
}

/// How a key is sent where `config.json` does not say.
pub const fn default_key(api: Api) -> KeyKind {
    match api {
        Api::Tines => KeyKind::Bearer,
        Api::Tyk => KeyKind::AdminAuth,
    }
}

impl Config {
    /// The connection with an id.
    pub fn connection(&self, id: &str) -> Option<&Connection> {
        self.connections
            .iter()
            .find(|connection| connection.id == id)
    }
}

/// The configuration, for the whole app.
#[derive(Clone, Copy, Debug)]
pub struct Connections(StoredValue<Config>);

impl Connections {
    /// Provides what was read to everything below.
    pub fn provide(config: Config) -> Self {
        let connections = Self(StoredValue::new(config));
        provide_context(connections);
        connections
    }

    /// Looks at the configuration.
    pub fn with<T>(self, look: impl FnOnce(&Config) -> T) -> T {
        self.0.with_value(look)
    }

    /// The connection with an id.
    pub fn get(self, id: &str) -> Option<Connection> {
        self.with(|config| config.connection(id).cloned())
    }
}
