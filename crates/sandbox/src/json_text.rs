//! JSON as text: for what must stay as somebody wrote it (number spellings, order, repeated names),
//! which a parsed value would lose.

use std::fmt::Write;

use serde_json::value::RawValue;

use crate::http::object::Object;

/// `text` as a JSON string with its quotes.
pub fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An object from names and values, each value already JSON text.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::from("{");
    for (index, (name, value)) in fields.into_iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(out, "{comma}{}:{value}", string(name));
    }
    out.push('}');
    out
}

/// An array from items that are already JSON text.
pub fn array<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

/// The same JSON without the blanks and line breaks between its parts; all else stays byte for byte.
pub fn compact(json: &str) -> String {
    let (mut inside_string, mut escaped) = (false, false);
    json.chars()
        .filter(|&c| {
            if inside_string {
                match c {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '"' => inside_string = false,
                    _ => {}
                }
                true
            } else {
                inside_string = c == '"';
                !matches!(c, ' ' | '\n' | '\r' | '\t')
            }
        })
        .collect()
}

/// How deep arrays and objects are nested in valid JSON; 0 for a plain value.
pub fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut inside_string, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => inside_string = !inside_string,
            b'[' | b'{' if !inside_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !inside_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Replaces the value of every field that `secret` knows by `"***"`, however deep it stands.
/// What is nested deeper than a recursion may go is replaced whole.
pub fn mask(json: &str, secret: &impl Fn(&str) -> bool) -> String {
    mask_within(json, secret, 64)
}

fn mask_within(json: &str, secret: &impl Fn(&str) -> bool, levels: usize) -> String {
    let Some(levels) = levels.checked_sub(1) else {
        return string("***");
    };
    if let Ok(fields) = Object::parse(json.as_bytes()) {
        let masked: Vec<(&str, String)> = fields
            .fields()
            .map(|(name, value)| {
                let value = if secret(name) {
                    string("***")
                } else {
                    mask_within(value.get(), secret, levels)
                };
                (name, value)
            })
            .collect();
        return object(masked.iter().map(|(name, value)| (*name, value.as_str())));
    }
    match serde_json::from_str::<Vec<&RawValue>>(json) {
        Ok(items) => {
            let masked: Vec<String> = items
                .iter()
                .map(|item| mask_within(item.get(), secret, levels))
                .collect();
            array(masked.iter().map(String::as_str))
        }
        Err(_) => json.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn compact_touches_only_what_stands_between() {
        assert_eq!(
            compact("{ \"a b\" : [ 1.50 , \"x \\\" y\\\\\" ],\r\n\t\"c\": 1E+2 }"),
            r#"{"a b":[1.50,"x \" y\\"],"c":1E+2}"#
        );
    }

    #[test]
    fn depth_counts_brackets_outside_strings() {
        assert_eq!(depth("1"), 0);
        assert_eq!(depth(r#""[[[\"[""#), 0);
        assert_eq!(depth(r#"{"a":[[],{"b":"]"}]}"#), 3);
    }

    #[test]
    fn secrets_are_masked_at_any_depth() {
        let secret = |name: &str| name.contains("password");
        assert_eq!(
            mask(
                r#"{"password":"a","x":[{"new_password":{"y":1}}],"n":1.0}"#,
                &secret
            ),
            r#"{"password":"***","x":[{"new_password":"***"}],"n":1.0}"#
        );
        let deep = format!(
            "{}{{\"password\":\"hidden\"}}{}",
            "[".repeat(5_000),
            "]".repeat(5_000)
        );
        assert!(!mask(&deep, &secret).contains("hidden"));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,6}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn compact_and_mask_keep_the_meaning(value in any_json()) {
            let pretty = serde_json::to_string_pretty(&value).unwrap_or_default();
            prop_assert_eq!(compact(&pretty), value.to_string());
            prop_assert_eq!(serde_json::from_str::<Value>(&mask(&pretty, &|_| false)).ok(), Some(value));
        }
    }
}
