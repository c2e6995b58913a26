//! The keys: one per connection, in this tab's session storage and nowhere else.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::connections::{Connection, KeyKind};
use super::storage::{self, Store};

/// A key as the person gave it. It never shows itself: not in a log, not in an error.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
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

/// The keys of this tab, and which of them the server has refused since.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    keys: RwSignal<BTreeMap<String, Key>>,
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
            .and_then(|text| serde_json::from_str(&text).ok())
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
        connection.key == KeyKind::Proxy || self.keys.with(|keys| keys.contains_key(&connection.id))
    }

    /// Whether any key is held at all.
    pub fn holds_a_key(self) -> bool {
        self.keys.with(|keys| !keys.is_empty())
    }

    /// The key of a connection, for the one place that sends it.
    pub fn key_untracked(self, connection: &str) -> Option<Key> {
        self.keys
            .with_untracked(|keys| keys.get(connection).cloned())
    }

    /// Keeps a key that was checked, in this tab.
    pub fn keep(self, connection: &str, key: Key) {
        self.keys.update(|keys| {
            keys.insert(connection.to_owned(), key);
        });
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
        self.keys.set(BTreeMap::new());
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

    fn store(self) {
        let text = self
            .keys
            .with_untracked(|keys| serde_json::to_string(keys).unwrap_or_default());
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
    fn the_stored_form_is_a_string_or_a_pair() {
        let keys: BTreeMap<String, Key> =
            serde_json::from_str(r#"{"tines":"k","old":{"email":"a@example.org","token":"t"}}"#)
                .expect("reads");
        assert_eq!(keys.get("tines"), Some(&Key::Single("k".into())));
        assert_eq!(keys.get("old"), Some(&pair()));
        assert_eq!(
            serde_json::to_string(&keys).expect("writes"),
            r#"{"old":{"email":"a@example.org","token":"t"},"tines":"k"}"#
        );
    }

    #[test]
    fn a_key_never_shows_itself() {
        assert!(!format!("{:?}{:?}", pair(), Key::Single("secret".into())).contains("secret"));
        assert_eq!(format!("{:?}", pair()), "Key(…)");
    }
}
