//! The handler's own answer in another shape: as a newer or an odder server would give it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// In which way an answer is another one than the contract says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reshape {
    /// Every value is of another type than it should be. Lists and objects stay, and so do ids, but that
    /// a number becomes a text: without them nobody could say which record it is.
    WrongTypes,
    /// Every object has fields more than the contract says, before and behind its own.
    UnknownFields,
    /// Every list is `null`.
    NullLists,
    /// The first record has a text of ten megabytes in a field that nobody knows.
    TenMegabytes,
}

/// Ten megabytes.
const MUCH: usize = 10_000_000;

impl Reshape {
    /// A body in the other shape; `None` if it is not JSON, or empty.
    pub fn apply(self, body: &[u8]) -> Option<String> {
        let mut value = serde_json::from_slice(body).ok()?;
        match self {
            Self::WrongTypes => mistype(&mut value),
            Self::UnknownFields => extend(&mut value),
            Self::NullLists => empty(&mut value),
            Self::TenMegabytes => swell(&mut value),
        }
        Some(value.to_string())
    }
}

fn is_id(name: &str) -> bool {
    name == "id" || name.ends_with("_id")
}

fn mistype(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mistype),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match value {
                    Value::Number(number) if is_id(name) => *value = number.to_string().into(),
                    Value::String(_) if is_id(name) => {}
                    _ => mistype(value),
                }
            }
        }
        Value::Null => *value = json!({}),
        Value::Bool(flag) => *value = flag.to_string().into(),
        Value::Number(number) => *value = number.to_string().into(),
        Value::String(text) => *value = json!([text]),
    }
}

fn extend(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(extend),
        Value::Object(fields) => {
            let mut wider = Map::new();
            wider.insert("x_new".into(), json!({"deep": [1, null, "<b>"]}));
            for (name, mut value) in std::mem::take(fields) {
                extend(&mut value);
                wider.insert(name, value);
            }
            wider.insert("x_newer".into(), Value::Null);
            *fields = wider;
        }
        _ => {}
    }
}

fn empty(value: &mut Value) {
    match value {
        Value::Array(_) => *value = Value::Null,
        Value::Object(fields) => fields.values_mut().for_each(empty),
        _ => {}
    }
}

/// The first record: the answer itself, or the first object in the first list that has one.
fn swell(value: &mut Value) {
    let listed = match value {
        Value::Array(items) => items.first_mut(),
        Value::Object(fields) => {
            let first = |value: &Value| value.get(0).is_some_and(Value::is_object);
            // Only an envelope: a record has lists of its own.
            let is_envelope = !fields.keys().any(|name| is_id(name));
            let list = fields
                .values_mut()
                .find(|value| is_envelope && first(value));
            list.and_then(|list| list.get_mut(0))
        }
        _ => None,
    };
    let record = match listed {
        Some(record) => record,
        None => value,
    };
    if let Value::Object(fields) = record {
        fields.insert("x_much".into(), "much ".repeat(MUCH / 5).into());
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const LIST: &str = r#"{"admin/users":[{"id":7,"email":"a@b","admin":false,"tags":["x"],"seen":null,"team":{"team_id":1,"n":2}}],"meta":{"pages":1}}"#;

    fn reshaped(how: Reshape, body: &str) -> Value {
        serde_json::from_str(&how.apply(body.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn every_value_is_of_another_type_but_an_id_stays_one() {
        assert_eq!(
            reshaped(Reshape::WrongTypes, LIST),
            json!({"admin/users": [{"id": "7", "email": ["a@b"], "admin": "false", "tags": [["x"]],
                "seen": {}, "team": {"team_id": "1", "n": "2"}}], "meta": {"pages": "1"}})
        );
    }

    #[test]
    fn unknown_fields_stand_around_the_known_ones() {
        let body = Reshape::UnknownFields
            .apply(br#"[{"id":7,"team":{}}]"#)
            .unwrap();
        let new = r#""x_new":{"deep":[1,null,"<b>"]}"#;
        assert_eq!(
            body,
            format!(r#"[{{{new},"id":7,"team":{{{new},"x_newer":null}},"x_newer":null}}]"#)
        );
    }

    #[test]
    fn every_list_is_null() {
        assert_eq!(
            reshaped(Reshape::NullLists, LIST),
            json!({"admin/users": null, "meta": {"pages": 1}})
        );
        assert_eq!(reshaped(Reshape::NullLists, "[1]"), Value::Null);
        assert_eq!(
            reshaped(Reshape::NullLists, r#"{"id":7,"apis":[],"a":{"b":[]}}"#),
            json!({"id": 7, "apis": null, "a": {"b": null}})
        );
    }

    #[test]
    fn one_record_has_ten_megabytes() {
        for (body, place) in [
            (LIST, "/admin~1users/0/x_much"),
            (r#"{"id":7,"teams":[{"a":1}]}"#, "/x_much"),
            (r#"[{"id":7},{"id":8}]"#, "/0/x_much"),
            ("{}", "/x_much"),
        ] {
            let value = reshaped(Reshape::TenMegabytes, body);
            let text = value.pointer(place).and_then(Value::as_str).unwrap();
            assert_eq!(text.len(), MUCH, "{body}");
        }
    }

    #[test]
    fn what_is_no_json_has_no_other_shape() {
        for body in [&b""[..], b"<html>", b"{"] {
            assert_eq!(Reshape::NullLists.apply(body), None);
        }
    }
}
