//! The keys: one per connection, in this tab's session storage and nowhere else.

use leptos::prelude::*;

use super::connections::{Connection, KeyKind};
use super::storage::{self, Store};
use crate::wire::Fields;
use crate::wire::json::{self, Value};

/// The length of the shortest key that is looked for in other texts: that of the secret which Tyk comes with.
const SHORTEST: usize = 5;

/// A key as the person gave it. It never shows itself: not in a log, not in an error.
#[derive(Clone, PartialEq, Eq)]
pub enum Key {
    /// One secret.
    Single(String),
    /// The pair of Tines tenants before v13.
    Pair {
        /// Goes into `X-User-Email`.
        email: String,
        /// Goes into `X-User-Token`.
        token: String,
    },
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// What stands for a key in a command for a shell: the variables `$KEY` and, in the legacy pair,
    /// `$EMAIL`.
    pub fn in_shell() -> Self {
        Self::Pair {
            email: "$EMAIL".to_owned(),
            token: "$KEY".to_owned(),
        }
    }

    /// The headers that carry this key on a connection.
    pub fn headers(&self, kind: KeyKind) -> Vec<(&'static str, String)> {
        match (kind, self) {
            (KeyKind::Proxy, _) => Vec::new(),
            (KeyKind::Bearer, Self::Single(key) | Self::Pair { token: key, .. }) => {
                vec![("Authorization", format!("Bearer {key}"))]
            }
            (KeyKind::UserToken, Self::Single(key) | Self::Pair { token: key, .. })
            | (KeyKind::Legacy, Self::Single(key)) => vec![("X-User-Token", key.clone())],
            (KeyKind::Legacy, Self::Pair { email, token }) => {
                vec![
                    ("X-User-Email", email.clone()),
                    ("X-User-Token", token.clone()),
                ]
            }
            (KeyKind::AdminAuth, Self::Single(key) | Self::Pair { token: key, .. }) => {
                vec![("admin-auth", key.clone())]
            }
        }
    }
}

/// The keys of this tab by connection, in the order of their ids. Stored as
/// `{"old":{"email":"…","token":"…"},"tines":"…"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys(Vec<(String, Key)>);

impl Keys {
    /// `None` for what [`Keys::to_json`] did not write.
    fn read(text: &str) -> Option<Self> {
        let stored = Fields::of(Value::parse(text).ok()?)?;
        let mut keys = Self::default();
        for (connection, value) in stored.all() {
            keys.insert(&connection, read_key(value)?);
        }
        Some(keys)
    }

    fn to_json(&self) -> String {
        let mut text = String::from("{");
        for (connection, key) in &self.0 {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&json::quote(connection));
            match key {
                Key::Single(key) => text.extend([":", &json::quote(key)]),
                Key::Pair { email, token } => text.extend([
                    ":{\"email\":",
                    &json::quote(email),
                    ",\"token\":",
                    &json::quote(token),
                    "}",
                ]),
            }
        }
        text.push('}');
        text
    }

    fn get(&self, connection: &str) -> Option<&Key> {
        let at = self.place(connection).ok()?;
        self.0.get(at).map(|entry| &entry.1)
    }

    fn insert(&mut self, connection: &str, key: Key) {
        match self.place(connection) {
            Ok(at) => self.0[at].1 = key,
            Err(at) => self.0.insert(at, (connection.to_owned(), key)),
        }
    }

    /// Where a connection is, or where it belongs.
    fn place(&self, connection: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|entry| entry.0.as_str().cmp(connection))
    }
}

fn read_key(value: Value<'_>) -> Option<Key> {
    if let Some(key) = value.text() {
        return Some(Key::Single(key.into_owned()));
    }
    let pair = Fields::of(value)?;
    Some(Key::Pair {
        email: pair.get("email").text()?.into_owned(),
        token: pair.get("token").text()?.into_owned(),
    })
}

/// The keys of this tab, and which of them the server has refused since.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    keys: RwSignal<Keys>,
    /// Connections whose key was answered with 401: the question for it lies over the page.
    refused: RwSignal<Vec<String>>,
    /// Grows when the keys are taken away: what was read with them is dropped.
    epoch: RwSignal<u32>,
}

impl Session {
    /// Reads the keys of this tab and provides the session to everything below.
    pub fn provide() -> Self {
        let keys = Store::Session
            .get(storage::KEYS)
            .and_then(|text| Keys::read(&text))
            .unwrap_or_default();
        let session = Self {
            keys: RwSignal::new(keys),
            refused: RwSignal::new(Vec::new()),
            epoch: RwSignal::new(0),
        };
        provide_context(session);
        session
    }

    /// Whether this connection can be used: it has a key, or needs none.
    pub fn is_open(self, connection: &Connection) -> bool {
        connection.key == KeyKind::Proxy
            || self.keys.with(|keys| keys.get(&connection.id).is_some())
    }

    /// Whether any key is held at all.
    pub fn holds_a_key(self) -> bool {
        self.keys.with(|keys| !keys.0.is_empty())
    }

    /// The key of a connection, for the one place that sends it.
    pub fn key_untracked(self, connection: &str) -> Option<Key> {
        self.keys
            .try_with_untracked(|keys| keys.get(connection).cloned())
            .flatten()
    }

    /// Whether a text has one of the keys of this tab in it: then it is kept nowhere else. A key that is
    /// shorter than any real one counts for nothing, or no word could be kept beside it.
    pub fn is_told_in(self, text: &str) -> bool {
        self.keys.with_untracked(|keys| {
            keys.0.iter().any(|(_, key)| {
                let (Key::Single(secret) | Key::Pair { token: secret, .. }) = key;
                secret.len() >= SHORTEST && text.contains(secret.as_str())
            })
        })
    }

    /// Keeps a key that was checked, in this tab.
    pub fn keep(self, connection: &str, key: Key) {
        self.keys.update(|keys| keys.insert(connection, key));
        self.accept(connection);
        self.store();
    }

    /// The server accepts this connection's key again.
    pub fn accept(self, connection: &str) {
        self.refused
            .update(|refused| refused.retain(|id| id != connection));
    }

    /// The server answered 401 to this connection's key.
    pub fn refuse(self, connection: &str) {
        if self
            .refused
            .with_untracked(|refused| refused.iter().all(|id| id != connection))
        {
            self.refused
                .update(|refused| refused.push(connection.to_owned()));
        }
    }

    /// Whether this connection's key was refused and a new one is wanted.
    pub fn is_refused(self, connection: &str) -> bool {
        self.refused
            .with(|refused| refused.iter().any(|id| id == connection))
    }

    /// Takes every key away, from memory and from the tab. What was read with them goes too, for
    /// whoever watches [`Session::epoch`].
    pub fn lock(self) {
        self.keys.set(Keys::default());
        self.refused.set(Vec::new());
        Store::Session.clear_ours();
        self.epoch.update(|epoch| *epoch = epoch.wrapping_add(1));
    }

    /// As [`Session::lock`], and the preferences of this browser go as well.
    pub fn forget_everything(self) {
        Store::Local.clear_ours();
        self.lock();
    }

    /// Grows each time the keys are taken away.
    pub fn epoch(self) -> u32 {
        self.epoch.get()
    }

    /// As [`Session::epoch`], for the one place that sends: it tracks nothing.
    pub fn epoch_untracked(self) -> Option<u32> {
        self.epoch.try_get_untracked()
    }

    fn store(self) {
        let text = self.keys.with_untracked(Keys::to_json);
        // A refused store is no error: the key then lives as long as the page.
        Store::Session.set(storage::KEYS, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> Key {
        Key::Pair {
            email: "a@example.org".into(),
            token: "t".into(),
        }
    }

    #[test]
    fn each_kind_sends_its_own_headers() {
        let single = Key::Single("k".into());
        assert_eq!(
            single.headers(KeyKind::Bearer),
            [("Authorization", "Bearer k".to_owned())]
        );
        assert_eq!(
            single.headers(KeyKind::UserToken),
            [("X-User-Token", "k".to_owned())]
        );
        assert_eq!(
            single.headers(KeyKind::AdminAuth),
            [("admin-auth", "k".to_owned())]
        );
        assert_eq!(single.headers(KeyKind::Proxy), []);
        assert_eq!(
            pair().headers(KeyKind::Legacy),
            [
                ("X-User-Email", "a@example.org".to_owned()),
                ("X-User-Token", "t".to_owned())
            ]
        );
    }

    #[test]
    fn a_shell_gets_variables_in_the_place_of_keys() {
        let headers = |kind| Key::in_shell().headers(kind);
        assert_eq!(headers(KeyKind::Proxy), []);
        for (kind, header, value) in [
            (KeyKind::Bearer, "Authorization", "Bearer $KEY"),
            (KeyKind::UserToken, "X-User-Token", "$KEY"),
            (KeyKind::AdminAuth, "admin-auth", "$KEY"),
        ] {
            assert_eq!(headers(kind), [(header, value.to_owned())]);
        }
        assert_eq!(
            headers(KeyKind::Legacy),
            [
                ("X-User-Email", "$EMAIL".to_owned()),
                ("X-User-Token", "$KEY".to_owned())
            ]
        );
    }

    #[test]
    fn the_stored_form_is_a_string_or_a_pair() {
        let keys =
            Keys::read(r#"{"tines":"k","old":{"email":"a@example.org","token":"t"}}"#).unwrap();
        assert_eq!(keys.get("tines"), Some(&Key::Single("k".into())));
        assert_eq!(keys.get("old"), Some(&pair()));
        assert_eq!(keys.get("tyk"), None);
        assert_eq!(
            keys.to_json(),
            r#"{"old":{"email":"a@example.org","token":"t"},"tines":"k"}"#
        );
    }

    #[test]
    fn any_key_survives_being_stored() {
        let mut keys = Keys::default();
        assert_eq!(keys.to_json(), "{}");
        for (connection, key) in [
            ("b", "\"\\\n\u{1}ä€😀"),
            ("a", ""),
            ("b\"", "x"),
            ("a", "y"),
        ] {
            keys.insert(connection, Key::Single(key.into()));
            assert_eq!(Keys::read(&keys.to_json()).as_ref(), Some(&keys));
        }
        let ids: Vec<&str> = keys.0.iter().map(|entry| entry.0.as_str()).collect();
        assert_eq!(ids, ["a", "b", "b\""]);
        assert_eq!(keys.get("a"), Some(&Key::Single("y".into())));
    }

    #[test]
    fn what_nobody_stored_is_no_keys() {
        for text in [
            "",
            "null",
            "[]",
            r#"{"tines":7}"#,
            r#"{"tines":{"email":"a@example.org"}}"#,
            r#"{"tines":"k"} x"#,
        ] {
            assert_eq!(Keys::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_never_shows_itself() {
        assert!(!format!("{:?}{:?}", pair(), Key::Single("secret".into())).contains("secret"));
        assert_eq!(format!("{:?}", pair()), "Key(…)");
    }
}
