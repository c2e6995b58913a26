//! What was asked of the tenant: a list for tests, and for people who wonder what the dashboard does.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use serde::Serialize;

use crate::json_text;

/// How many requests are remembered.
const MOST_ENTRIES: usize = 50_000;

/// How many bytes of bodies are remembered, over all requests.
const MOST_BODY_BYTES: usize = 32 * 1024 * 1024;

/// How much of one body is remembered.
pub const BODY_KEPT: usize = 64 * 1024;

/// How a key was sent. Never which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeySent {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: …` without a scheme, as Tyk's users send their access key.
    AccessKey,
    /// `X-User-Token` alone.
    UserToken,
    /// `X-User-Token` with `X-User-Email`: Tines before v13.
    Legacy,
    /// `admin-auth`.
    AdminAuth,
}

impl KeySent {
    /// Every way in which these headers carry a key.
    pub fn all_in(headers: &HeaderMap) -> Vec<Self> {
        let mut ways = Vec::new();
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let scheme = value.as_bytes().get(..7).unwrap_or_default();
            ways.push(if scheme.eq_ignore_ascii_case(b"bearer ") {
                Self::Bearer
            } else {
                Self::AccessKey
            });
        }
        if headers.contains_key("x-user-token") {
            ways.push(if headers.contains_key("x-user-email") {
                Self::Legacy
            } else {
                Self::UserToken
            });
        }
        if headers.contains_key("admin-auth") {
            ways.push(Self::AdminAuth);
        }
        ways
    }
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It has not yet.
    Running,
    /// With an answer.
    Answered,
    /// A fault dropped the connection, before the answer or in the middle of it.
    Dropped,
    /// The client went away before the answer.
    Abandoned,
}

/// One request.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// From 1, in the order of arrival; goes on after the list was cleared.
    pub number: u64,
    /// When it came, by the tenant's clock: RFC 3339 with milliseconds.
    pub at: String,
    /// The method.
    pub method: String,
    /// Path and query as they came.
    pub path: String,
    /// How a key was sent; empty: not at all.
    pub key: Vec<KeySent>,
    /// The body's beginning (64 KiB at most) with secrets masked; null for no body.
    pub body: Option<String>,
    /// How many bytes of the body were seen, 64 KiB and the rest of a network read at most.
    pub body_bytes: usize,
    /// The ids of the faults that were applied.
    pub faults: Vec<u64>,
    /// The client sent it again by itself, right after a fault had dropped it (see `resends`).
    pub resent: bool,
    /// How it ended.
    pub outcome: Outcome,
    /// The status that was sent; null for none.
    pub status: Option<u16>,
    /// How long it took, in real milliseconds; null while it runs.
    pub ms: Option<u64>,
}

/// How a request ended, and after how long.
#[derive(Debug, Clone, Copy)]
pub struct End {
    /// How.
    pub outcome: Outcome,
    /// The status that was sent, if any.
    pub status: Option<u16>,
    /// Milliseconds.
    pub ms: u64,
}

/// The list.
#[derive(Debug, Default)]
pub struct RequestLog(Mutex<Log>);

#[derive(Debug, Default)]
struct Log {
    entries: VecDeque<Entry>,
    last: u64,
    body_bytes: usize,
}

impl RequestLog {
    /// Writes down a request that came; the entry's own number is ignored. Returns its number.
    pub fn begin(&self, mut entry: Entry) -> u64 {
        let mut log = self.lock();
        log.last += 1;
        entry.number = log.last;
        log.body_bytes += entry.body.as_ref().map_or(0, String::len);
        log.entries.push_back(entry);
        while log.entries.len() > MOST_ENTRIES || log.body_bytes > MOST_BODY_BYTES {
            let Some(forgotten) = log.entries.pop_front() else {
                break;
            };
            log.body_bytes -= forgotten.body.as_ref().map_or(0, String::len);
        }
        log.last
    }

    /// Writes down how a request ended, if it is still remembered.
    pub fn finish(&self, number: u64, end: End) {
        let mut log = self.lock();
        let Some(first) = log.entries.front().map(|entry| entry.number) else {
            return;
        };
        let index = number
            .checked_sub(first)
            .and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| log.entries.get_mut(index)) {
            entry.outcome = end.outcome;
            entry.status = end.status;
            entry.ms = Some(end.ms);
        }
    }

    /// The requests after a number, oldest first, and the number of the newest ever.
    pub fn since(&self, number: u64) -> (Vec<Entry>, u64) {
        let log = self.lock();
        (
            log.entries
                .iter()
                .filter(|entry| entry.number > number)
                .cloned()
                .collect(),
            log.last,
        )
    }

    /// Forgets all requests.
    pub fn clear(&self) {
        let mut log = self.lock();
        log.entries.clear();
        log.body_bytes = 0;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body as the list may show it: its first 64 KiB as text, secrets masked, null for none.
pub fn shown(body: &[u8]) -> Option<String> {
    if body.is_empty() {
        return None;
    }
    let text = String::from_utf8_lossy(body.get(..BODY_KEPT).unwrap_or(body));
    // An escape can spell any name.
    if !mentions_a_secret(&text) && !text.contains("\\u") {
        return Some(text.into_owned());
    }
    // A cut or malformed body cannot be masked field by field.
    let whole =
        body.len() <= BODY_KEPT && serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
    Some(if whole {
        json_text::mask(&text, &is_secret)
    } else {
        format!("(withheld: {} bytes)", body.len())
    })
}

/// Whether a text has the name of a secret anywhere.
fn mentions_a_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["password", "access_key", "pwhistory"]
        .iter()
        .any(|name| text.contains(name))
}

/// Whether a field of this name holds a secret of one of Tyk's users.
fn is_secret(name: &str) -> bool {
    mentions_a_secret(name) && !matches!(name, "password_max_days" | "password_updated")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn entry(body: Option<String>) -> Entry {
        Entry {
            number: 0,
            at: String::new(),
            method: "GET".into(),
            path: "/".into(),
            key: Vec::new(),
            body_bytes: body.as_ref().map_or(0, String::len),
            body,
            faults: Vec::new(),
            resent: false,
            outcome: Outcome::Running,
            status: None,
            ms: None,
        }
    }

    #[test]
    fn numbers_go_on_and_since_is_exclusive() {
        let log = RequestLog::default();
        assert_eq!(
            (
                log.begin(entry(None)),
                log.begin(entry(None)),
                log.begin(entry(None))
            ),
            (1, 2, 3)
        );
        log.finish(
            2,
            End {
                outcome: Outcome::Answered,
                status: Some(204),
                ms: 7,
            },
        );
        let (entries, last) = log.since(1);
        assert_eq!(last, 3);
        let seen: Vec<_> = entries.iter().map(|e| (e.number, e.status, e.ms)).collect();
        assert_eq!(seen, [(2, Some(204), Some(7)), (3, None, None)]);
        log.clear();
        log.finish(
            3,
            End {
                outcome: Outcome::Answered,
                status: Some(200),
                ms: 1,
            },
        );
        assert_eq!(log.begin(entry(None)), 4);
        assert_eq!(log.since(0).0.len(), 1);
    }

    #[test]
    fn the_oldest_bodies_make_room() {
        let log = RequestLog::default();
        for _ in 0..(MOST_BODY_BYTES / BODY_KEPT + 3) {
            log.begin(entry(Some("x".repeat(BODY_KEPT))));
        }
        let (entries, _) = log.since(0);
        assert_eq!(entries.len(), MOST_BODY_BYTES / BODY_KEPT);
        assert_eq!(entries.first().unwrap().number, 4);
    }

    #[test]
    fn secrets_do_not_show() {
        assert_eq!(shown(b""), None);
        assert_eq!(shown(br#"{"a": 1.0}"#).unwrap(), r#"{"a": 1.0}"#);
        assert_eq!(
            shown(br#"{"password":"p","PWHistory":["h"],"access_key":"k","password_max_days":3}"#)
                .unwrap(),
            r#"{"password":"***","PWHistory":"***","access_key":"***","password_max_days":3}"#
        );
        assert_eq!(
            shown(br#"{"\u0070assword":"p"}"#).unwrap(),
            r#"{"password":"***"}"#
        );
        assert_eq!(shown(br#"{"password":"p"#).unwrap(), "(withheld: 14 bytes)");
        assert_eq!(
            shown(br#"{"password_max_days":1,"password":"p"#).unwrap(),
            "(withheld: 36 bytes)"
        );
        let long = format!("{{\"password\":\"p\",\"x\":\"{}\"}}", "x".repeat(BODY_KEPT));
        assert!(shown(long.as_bytes()).unwrap().starts_with("(withheld"));
    }

    #[test]
    fn how_a_key_came() {
        let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
            pairs
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
                .collect()
        };
        for (pairs, expected) in [
            (&[][..], &[][..]),
            (&[("authorization", "bearer k")], &[KeySent::Bearer]),
            (&[("authorization", "k")], &[KeySent::AccessKey]),
            (&[("x-user-token", "k")], &[KeySent::UserToken]),
            (
                &[("x-user-token", "k"), ("x-user-email", "e")],
                &[KeySent::Legacy],
            ),
            (
                &[("authorization", "Bearer k"), ("admin-auth", "s")],
                &[KeySent::Bearer, KeySent::AdminAuth],
            ),
        ] {
            assert_eq!(KeySent::all_in(&headers(pairs)), expected, "{pairs:?}");
        }
    }
}
