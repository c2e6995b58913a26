//! Values that are never shown, logged or exported.

use std::fmt;

use super::json::{text_end, unquote, value_end};

/// What stands in for a secret.
pub const MASK: &str = "•••";

/// The fields whose values are secrets, in either API (contract, Tyk: users).
const SECRET_FIELDS: [&str; 4] = ["access_key", "password", "PWHistory", "new_password"];

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

/// The same JSON with the value of every secret field, at any depth, replaced by `"•••"`; all else
/// stays byte for byte. Takes any text, broken JSON too.
pub fn mask(json: &str) -> String {
    let mut masked = String::with_capacity(json.len());
    let mut at = 0;
    while at < json.len() {
        let rest = &json[at..];
        let Some(quote) = rest.find('"') else { break };
        let name_end = text_end(rest.as_bytes(), quote);
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
    let name = unquote(quoted);
    SECRET_FIELDS
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// The length of a secret that `json` begins with. What is bare ends at a comma or a bracket only: in
/// broken JSON it may hold blanks.
fn value_length(json: &str) -> usize {
    if json.starts_with(['"', '[', '{']) {
        value_end(json.as_bytes(), 0)
    } else {
        json.find([',', ']', '}']).unwrap_or(json.len())
    }
}
