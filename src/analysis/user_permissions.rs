//! A gateway user's permissions: an object from an area's name to `admin`, `read` or `write`. Areas and words
//! that nobody here knows stay as they are.

use super::overlay::{overlay, without};
use crate::wire::fields::Fields;
use crate::wire::json::{Value, quote};

/// The areas that are documented; a version may have others (`docs/contract.md`, "Users").
pub const KNOWN: [&str; 14] = [
    "IsAdmin",
    "analytics",
    "apis",
    "certs",
    "hooks",
    "idm",
    "keys",
    "log",
    "oauth",
    "policies",
    "portal",
    "system",
    "user_groups",
    "users",
];

/// What may be done in an area, the least first; nothing at all is no entry.
pub const LEVELS: [&str; 3] = ["read", "write", "admin"];

/// What changes it has a call of its own.
pub const RESET: &str = "ResetPassword";

/// The areas and what is said of each, in their order. What is no text stands as its JSON.
pub fn all(json: &str) -> Vec<(String, String)> {
    let fields = Value::parse(json).ok().and_then(Fields::of);
    let fields = fields.unwrap_or_default();
    fields
        .all()
        .map(|(name, value)| {
            let level = value.text().map(std::borrow::Cow::into_owned);
            (
                name.into_owned(),
                level.unwrap_or_else(|| value.raw().to_owned()),
            )
        })
        .collect()
}

/// What is said of an area; empty for nothing.
pub fn level(json: &str, area: &str) -> String {
    let all = all(json).into_iter();
    all.rev()
        .find(|(name, _)| name == area)
        .map_or_else(String::new, |(_, level)| level)
}

/// The permissions with an area set, or taken out where `level` is empty; the others stay byte for byte.
pub fn set(json: &str, area: &str, level: &str) -> String {
    let is_object = Value::parse(json).is_ok_and(Value::is_object);
    let json = if is_object { json } else { "{}" };
    let set = if level.is_empty() {
        without(json, &|name, _| name == area)
    } else {
        let level = quote(level);
        overlay(json, [(area, level.as_str())])
    };
    set.unwrap_or_else(|| json.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_area_is_set_and_the_others_stay() {
        let json = r#"{ "apis":"read","x":{"odd": 1},"IsAdmin":"admin" }"#;
        assert_eq!(level(json, "apis"), "read");
        assert_eq!(level(json, "x"), r#"{"odd": 1}"#);
        assert_eq!(level(json, "keys"), "");
        for (area, to, expected) in [
            (
                "apis",
                "write",
                r#"{ "apis":"write","x":{"odd": 1},"IsAdmin":"admin" }"#,
            ),
            ("IsAdmin", "", r#"{"apis":"read","x":{"odd": 1}}"#),
            (
                "keys",
                "read",
                r#"{ "apis":"read","x":{"odd": 1},"IsAdmin":"admin" ,"keys":"read"}"#,
            ),
        ] {
            assert_eq!(set(json, area, to), expected);
        }
        assert_eq!(set("null", "keys", "read"), r#"{"keys":"read"}"#);
        assert_eq!(set("{}", "keys", ""), "{}");
    }
}
