//! Reading `config.json`: what is wrong with it is said, and the rest of it holds.

use std::borrow::Cow;

use super::connections::{Api, COLOURS, Config, Connection, KeyKind, LockAfter, default_key};
use crate::routes::{CHECKS, home};
use crate::wire::Fields;
use crate::wire::json::Value;

/// An entry as it is written, its kinds checked and nothing else.
struct Entry {
    id: String,
    name: Option<String>,
    api: Api,
    base: Option<String>,
    key: Option<KeyKind>,
    colour: Option<u32>,
    read_only: bool,
}

impl Config {
    /// Reads the text of `config.json`. A file that cannot be read at all gives the defaults and says why.
    pub fn read(text: &str) -> Self {
        let (entries, lock) = match read_file(text) {
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
            lock,
            faults: Vec::new(),
        };
        for (index, entry) in entries.into_iter().enumerate() {
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
}

fn read_file(text: &str) -> Result<(Vec<Entry>, LockAfter), String> {
    let file = Value::parse(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("it is not JSON at line {line}, column {column}")
    })?;
    let file = Fields::of(file).ok_or("it is no object")?;
    let connections = file.get("connections");
    let mut entries = Vec::new();
    if !connections.is_missing() {
        let elements = connections.elements().ok_or("`connections` is no list")?;
        for element in elements {
            let entry = Fields::of(element).ok_or("a connection is no object")?;
            entries.push(read_entry(&entry)?);
        }
    }
    let mut lock = LockAfter::default();
    let minutes = file.get("lock");
    if !minutes.is_missing() {
        let minutes = Fields::of(minutes).ok_or("`lock` is no object")?;
        let or = |name, otherwise| {
            let given = number(&minutes, name)?.filter(|minutes| *minutes > 0);
            Ok::<_, String>(given.unwrap_or(otherwise))
        };
        lock.idle_minutes = or("idle_minutes", lock.idle_minutes)?;
        lock.absolute_minutes = or("absolute_minutes", lock.absolute_minutes)?;
    }
    Ok((entries, lock))
}

fn read_entry(entry: &Fields<'_>) -> Result<Entry, String> {
    Ok(Entry {
        id: text(entry, "id")?.ok_or("a connection has no `id`")?,
        name: text(entry, "name")?,
        api: match text(entry, "api")?.as_deref() {
            Some("tines") => Api::Tines,
            Some("tyk") => Api::Tyk,
            _ => return Err("an `api` is neither `tines` nor `tyk`".to_owned()),
        },
        base: text(entry, "base")?,
        key: match text(entry, "key")?.as_deref() {
            None => None,
            Some("bearer") => Some(KeyKind::Bearer),
            Some("user-token") => Some(KeyKind::UserToken),
            Some("legacy") => Some(KeyKind::Legacy),
            Some("admin-auth") => Some(KeyKind::AdminAuth),
            Some("proxy") => Some(KeyKind::Proxy),
            Some(other) => return Err(format!("there is no kind of `key` called `{other}`")),
        },
        colour: number(entry, "colour")?,
        read_only: is_set(entry, "readOnly"),
    })
}

/// A text, or nothing where null or nothing is. This file is ours: other kinds are faults.
fn text(fields: &Fields<'_>, name: &str) -> Result<Option<String>, String> {
    let value = fields.get(name);
    if value.is_missing() || value.is_null() {
        return Ok(None);
    }
    let text = value.text().map(Cow::into_owned);
    text.map(Some).ok_or_else(|| format!("`{name}` is no text"))
}

/// Whether something other than `false` or null is there: a slip such as `"yes"` must not open what was
/// meant to be closed.
fn is_set(fields: &Fields<'_>, name: &str) -> bool {
    let value = fields.get(name);
    !(value.is_missing() || value.is_null() || value.raw() == "false")
}

/// As [`text`], a whole number that is not below zero.
fn number(fields: &Fields<'_>, name: &str) -> Result<Option<u32>, String> {
    let value = fields.get(name);
    if value.is_missing() || value.is_null() {
        return Ok(None);
    }
    let number = value
        .count()
        .filter(|_| !value.is_text() && value.elements().is_none());
    number
        .map(Some)
        .ok_or_else(|| format!("`{name}` is no whole number"))
}

fn check(entry: Entry, index: usize, before: &[Connection]) -> Result<Connection, String> {
    let Entry {
        id,
        name,
        api,
        base,
        key,
        colour,
        read_only,
    } = entry;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        return Err(format!(
            "config.json: the connection id \"{id}\" may hold lower-case letters, digits and hyphens only."
        ));
    }
    if id == CHECKS {
        return Err(
            "config.json: \"checks\" is the name of a page, and no connection's id.".to_owned(),
        );
    }
    if before.iter().any(|other| other.id == id) {
        return Err(format!(
            "config.json: the connection id \"{id}\" is there twice; the second is left out."
        ));
    }
    // Beside the page, wherever that stands.
    let base = base.unwrap_or_else(|| [home(), &id].concat());
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
        .and_then(|colour| u8::try_from(colour).ok())
        .filter(|colour| (1..=COLOURS).contains(colour))
        .unwrap_or(round);
    Ok(Connection {
        name: name.unwrap_or_else(|| id.clone()),
        id,
        api,
        base,
        key,
        colour,
        read_only,
    })
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
                "key":"user-token","colour":3,"readOnly":true}],"lock":{"idle_minutes":5}}"#,
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
                read_only: true,
            }]
        );
    }

    #[test]
    fn a_bad_entry_is_left_out_and_said() {
        let config = Config::read(
            r#"{"connections":[{"id":"a","api":"tines"},{"id":"a","api":"tyk"},{"id":"B c","api":"tyk"},
                {"id":"d","api":"tines","base":"https://elsewhere.example"},{"id":"e","api":"tines","base":"//x"},
                {"id":"f","api":"tyk","key":"bearer"},{"id":"checks","api":"tyk"}]}"#,
        );
        assert_eq!(config.connections.len(), 1);
        assert_eq!(config.faults.len(), 6, "{:?}", config.faults);
    }

    #[test]
    fn says_which_field_is_of_the_wrong_kind() {
        let why = |text: &str| Config::read(text).faults.concat();
        let entry = |fields: &str| why(&format!(r#"{{"connections":[{{{fields}}}]}}"#));
        for (said, words) in [
            (why("{\n  \"connections\" [\n"), "line 2, column 17"),
            (why(r#"{"connections":null}"#), "`connections` is no list"),
            (why(r#"{"lock":5}"#), "`lock` is no object"),
            (
                why(r#"{"lock":{"idle_minutes":"5"}}"#),
                "`idle_minutes` is no whole number",
            ),
            (
                why(r#"{"lock":{"idle_minutes":-5}}"#),
                "`idle_minutes` is no whole number",
            ),
            (
                why(r#"{"connections":["tines"]}"#),
                "a connection is no object",
            ),
            (entry(r#""api":"tines""#), "no `id`"),
            (entry(r#""id":"a""#), "neither `tines` nor `tyk`"),
            (
                entry(r#""id":"a","api":"Tines""#),
                "neither `tines` nor `tyk`",
            ),
            (
                entry(r#""id":"a","api":"tyk","key":"basic""#),
                "called `basic`",
            ),
            (
                entry(r#""id":"a","api":"tyk","name":1"#),
                "`name` is no text",
            ),
            (
                entry(r#""id":"a","api":"tyk","colour":[1]"#),
                "`colour` is no whole number",
            ),
        ] {
            assert!(said.starts_with("config.json cannot be read ("), "{said}");
            assert!(said.contains(words), "{said}: {words}");
        }
    }

    #[test]
    fn null_and_unknown_fields_say_nothing() {
        let config = Config::read(
            r#"{"$schema":1,"connections":[{"id":"a","api":"tyk","name":null,"base":null,"key":null,
                "colour":null,"readOnly":null,"note":[]}],"lock":{"idle_minutes":null,"absolute_minutes":0}}"#,
        );
        assert_eq!(config.faults, Vec::<String>::new());
        assert_eq!(config.lock, LockAfter::default());
        assert_eq!(config.connections[0].key, KeyKind::AdminAuth);
    }

    #[test]
    fn a_connection_is_pinned_to_read_only_by_anything_but_false() {
        let pinned = |value: &str| {
            let text =
                format!(r#"{{"connections":[{{"id":"a","api":"tyk","readOnly":{value}}}]}}"#);
            Config::read(&text).connections[0].read_only
        };
        assert_eq!(["false", "null"].map(pinned), [false; 2]);
        assert_eq!(
            ["true", "1", "\"yes\"", "\"false\"", "[]"].map(pinned),
            [true; 5]
        );
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
