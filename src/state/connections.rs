//! The connections that `config.json` lists, and what is assumed without that file.

use leptos::prelude::*;
use serde::Deserialize;

/// Which of the two admin APIs a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Api {
    /// The Tines Admin API.
    Tines,
    /// The Tyk Dashboard's Admin API.
    Tyk,
}

/// How the key is sent (`docs/contract.md`, "Keys").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
            base: format!("/{id}"),
            key: default_key(api),
            colour,
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

const fn default_key(api: Api) -> KeyKind {
    match api {
        Api::Tines => KeyKind::Bearer,
        Api::Tyk => KeyKind::AdminAuth,
    }
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    connections: Vec<Entry>,
    #[serde(default)]
    lock: FileLock,
}

#[derive(Deserialize, Default)]
struct FileLock {
    idle_minutes: Option<u32>,
    absolute_minutes: Option<u32>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    name: Option<String>,
    api: Api,
    base: Option<String>,
    key: Option<KeyKind>,
    colour: Option<u8>,
}

impl Config {
    /// Reads the text of `config.json`. A file that cannot be read at all gives the defaults and says why.
    pub fn read(text: &str) -> Self {
        let file: File = match serde_json::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                return Self {
                    faults: vec![format!(
                        "config.json cannot be read ({error}); the defaults are in use."
                    )],
                    ..Self::default()
                };
            }
        };
        let mut config = Self {
            connections: Vec::new(),
            lock: read_lock(&file.lock),
            faults: Vec::new(),
        };
        for (index, entry) in file.connections.into_iter().enumerate() {
            match check(entry, index, &config.connections) {
                Ok(connection) => config.connections.push(connection),
                Err(fault) => config.faults.push(fault),
            }
        }
        if config.connections.is_empty() {
            config.faults.push(
                "config.json lists no usable connection; the defaults are in use.".to_owned(),
            );
            config.connections = Self::default().connections;
        }
        config
    }

    /// The connection with an id.
    pub fn connection(&self, id: &str) -> Option<&Connection> {
        self.connections
            .iter()
            .find(|connection| connection.id == id)
    }
}

fn read_lock(file: &FileLock) -> LockAfter {
    let default = LockAfter::default();
    let minutes =
        |given: Option<u32>, otherwise| given.filter(|minutes| *minutes > 0).unwrap_or(otherwise);
    LockAfter {
        idle_minutes: minutes(file.idle_minutes, default.idle_minutes),
        absolute_minutes: minutes(file.absolute_minutes, default.absolute_minutes),
    }
}

fn check(entry: Entry, index: usize, before: &[Connection]) -> Result<Connection, String> {
    let Entry {
        id,
        name,
        api,
        base,
        key,
        colour,
    } = entry;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        return Err(format!(
            "config.json: the connection id \"{id}\" may hold lower-case letters, digits and hyphens only."
        ));
    }
    if before.iter().any(|other| other.id == id) {
        return Err(format!(
            "config.json: the connection id \"{id}\" is there twice; the second is left out."
        ));
    }
    let base = base.unwrap_or_else(|| format!("/{id}"));
    let base = base.trim_end_matches('/').to_owned();
    // Same origin only: neither API answers a browser on another origin, and the key must not leave.
    if !base.starts_with('/') || base.starts_with("//") || base.contains(['\\', '?', '#']) {
        return Err(format!(
            "config.json: the base \"{base}\" of \"{id}\" must be a path on this site, such as \"/{id}\"."
        ));
    }
    let key = key.unwrap_or(default_key(api));
    let fits = match api {
        Api::Tines => key != KeyKind::AdminAuth,
        Api::Tyk => matches!(key, KeyKind::AdminAuth | KeyKind::Proxy),
    };
    if !fits {
        return Err(format!(
            "config.json: the connection \"{id}\" cannot send its key that way."
        ));
    }
    let round = u8::try_from(index % usize::from(COLOURS)).unwrap_or(0) + 1;
    let colour = colour
        .filter(|colour| (1..=COLOURS).contains(colour))
        .unwrap_or(round);
    Ok(Connection {
        name: name.unwrap_or_else(|| id.clone()),
        id,
        api,
        base,
        key,
        colour,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_file_there_are_both_apis() {
        let config = Config::default();
        let bases: Vec<_> = config
            .connections
            .iter()
            .map(|c| (c.id.as_str(), c.base.as_str(), c.key))
            .collect();
        assert_eq!(
            bases,
            [
                ("tines", "/tines", KeyKind::Bearer),
                ("tyk", "/tyk", KeyKind::AdminAuth)
            ]
        );
    }

    #[test]
    fn reads_every_field() {
        let config = Config::read(
            r#"{"connections":[{"id":"prod","name":"Tines production","api":"tines","base":"/console/tines/",
                "key":"user-token","colour":3}],"lock":{"idle_minutes":5}}"#,
        );
        assert_eq!(config.faults, Vec::<String>::new());
        assert_eq!(
            config.lock,
            LockAfter {
                idle_minutes: 5,
                absolute_minutes: 480
            }
        );
        assert_eq!(
            config.connections,
            [Connection {
                id: "prod".into(),
                name: "Tines production".into(),
                api: Api::Tines,
                base: "/console/tines".into(),
                key: KeyKind::UserToken,
                colour: 3,
            }]
        );
    }

    #[test]
    fn a_bad_entry_is_left_out_and_said() {
        let config = Config::read(
            r#"{"connections":[{"id":"a","api":"tines"},{"id":"a","api":"tyk"},{"id":"B c","api":"tyk"},
                {"id":"d","api":"tines","base":"https://elsewhere.example"},{"id":"e","api":"tines","base":"//x"},
                {"id":"f","api":"tyk","key":"bearer"}]}"#,
        );
        assert_eq!(config.connections.len(), 1);
        assert_eq!(config.faults.len(), 5, "{:?}", config.faults);
    }

    #[test]
    fn a_broken_file_gives_the_defaults_and_a_reason() {
        for text in [
            "",
            "<!doctype html>",
            "[]",
            r#"{"connections":[]}"#,
            r#"{"connections":[{"id":1}]}"#,
        ] {
            let config = Config::read(text);
            assert_eq!(config.connections, Config::default().connections, "{text}");
            assert_eq!(config.faults.len(), 1, "{text}");
        }
    }
}
