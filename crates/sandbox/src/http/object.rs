//! A JSON object as it came: the fields in their order, each value byte for byte.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of an object. A value keeps its number spellings, its duplicate keys and its order.
#[derive(Debug, Default)]
pub struct Object(Vec<(String, Box<RawValue>)>);

/// Why bytes are no object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectError {
    /// They are not UTF-8.
    NotUtf8,
    /// They are not JSON.
    NotJson,
    /// They are JSON, but an array, a number, …
    NotAnObject,
}

impl Object {
    /// Reads an object. No bytes (or only blanks) are [`ObjectError::NotJson`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ObjectError> {
        let text = std::str::from_utf8(bytes).map_err(|_| ObjectError::NotUtf8)?;
        serde_json::from_str(text).map_err(|_| match serde_json::from_str::<&RawValue>(text) {
            Ok(value) if !value.get().starts_with('{') => ObjectError::NotAnObject,
            _ => ObjectError::NotJson,
        })
    }

    /// The field's value; of a name that occurs twice, the last, as most JSON readers have it.
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| &**value)
    }

    /// All fields, in the order they came in.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), &**value))
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_came() {
        let object =
            Object::parse(br#" {"a": {"x":1.0e0,"x":1.00 , "b":[ ]}, "b":2, "b":3} "#).unwrap();
        assert_eq!(
            object.get("a").unwrap().get(),
            r#"{"x":1.0e0,"x":1.00 , "b":[ ]}"#
        );
        assert_eq!(object.get("b").unwrap().get(), "3");
        assert!(object.get("c").is_none());
        assert_eq!(
            object.fields().map(|(name, _)| name).collect::<Vec<_>>(),
            ["a", "b", "b"]
        );
    }

    #[test]
    fn what_is_no_object_says_why() {
        for (bytes, error) in [
            (&b"{\"a\":\"\xff\"}"[..], ObjectError::NotUtf8),
            (b"", ObjectError::NotJson),
            (b"{\"a\":", ObjectError::NotJson),
            (b"{} {}", ObjectError::NotJson),
            (b"{1:2}", ObjectError::NotJson),
            (b"[{}]", ObjectError::NotAnObject),
            (b" null", ObjectError::NotAnObject),
        ] {
            assert_eq!(Object::parse(bytes).unwrap_err(), error, "{bytes:?}");
        }
    }

    #[test]
    fn deep_values_do_not_overflow() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000));
        assert_eq!(
            Object::parse(deep.as_bytes())
                .unwrap()
                .get("a")
                .unwrap()
                .get()
                .len(),
            1_000_000
        );
    }
}
