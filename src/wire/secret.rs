//! Values that are never shown, logged or exported.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer};

use super::lenient;

/// What stands in for a secret.
pub const MASK: &str = "•••";

/// The fields whose values are secrets, in either API (contract, Tyk: users).
const SECRET_FIELDS: [&str; 3] = ["access_key", "password", "PWHistory"];

/// A secret text: `Debug` and `Display` show a mask, so that no log or panic can hold it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: for the moment in which a person asks to see it, and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// A field reader: a secret with something in it.
pub(super) fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Secret>, D::Error> {
    Ok(lenient::filled_text(from)?.map(Secret))
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        lenient::text(from).map(Self)
    }
}

/// The same JSON with the value of every secret field, at any depth, replaced by `"•••"`; all else
/// stays byte for byte. Takes any text, broken JSON too.
pub fn mask(json: &str) -> String {
    let mut masked = String::with_capacity(json.len());
    let mut at = 0;
    while at < json.len() {
        let rest = &json[at..];
        let Some(quote) = rest.find('"') else { break };
        let name_end = quote + text_length(&rest[quote..]);
        let after = &rest[name_end..];
        let value = after
            .trim_start()
            .strip_prefix(':')
            .map(str::trim_start)
            .filter(|_| is_secret(&rest[quote..name_end]));
        if let Some(value) = value {
            masked.push_str(&rest[..rest.len() - value.len()]);
            masked.push('"');
            masked.push_str(MASK);
            masked.push('"');
            at = json.len() - value.len() + value_length(value);
        } else {
            masked.push_str(&rest[..name_end]);
            at += name_end;
        }
    }
    masked.push_str(&json[at..]);
    masked
}

/// Whether a quoted field name, escapes and all, is that of a secret.
fn is_secret(quoted: &str) -> bool {
    let name = if quoted.contains('\\') {
        serde_json::from_str(quoted).map_or(Cow::Borrowed(quoted), Cow::<str>::Owned)
    } else {
        Cow::Borrowed(quoted.trim_matches('"'))
    };
    SECRET_FIELDS
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// The length of the quoted text that `json` begins with; all of it where the end quote is missing.
fn text_length(json: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in json.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    json.len()
}

/// The length of the value that `json` begins with: up to where its brackets close, or to the comma
/// or bracket that follows it.
fn value_length(json: &str) -> usize {
    let bytes = json.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += text_length(&json[at..]);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth <= 1 => return at + depth,
            b']' | b'}' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    json.len()
}
