//! One record: a JSON object read into a type, and, where it will be written back, kept as it came.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, Visitor};
use serde_json::value::RawValue;

use super::secret;

/// Reads one JSON object. The typed part is as lenient as its fields are; the text around it is not:
/// it must be JSON, complete, and an object.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Object(&mut json)).map_err(|error| Unreadable::new(text, &error))?;
    json.end().map_err(|error| Unreadable::new(text, &error))?;
    Ok(value)
}

/// Why a reply could not be read: cut off, not JSON, or not of the kind that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The reason, for a person; holds nothing of the reply.
    pub why: String,
}

impl Unreadable {
    pub(super) fn new(text: &str, error: &serde_json::Error) -> Self {
        let why = match text.trim_start().bytes().next() {
            None => "the reply is empty".to_owned(),
            Some(b'<') => "the reply is a page (HTML), not data".to_owned(),
            Some(_) if error.is_eof() => "the reply breaks off in the middle".to_owned(),
            Some(_) => place_of(error),
        };
        Self { why }
    }
}

/// The parser's own words may quote the value it met, which may be a secret: only those of ours
/// (`lenient::id`) and a missing field's name pass.
fn place_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let ours = ["its id ", "missing field ", "no list "];
    if error.is_data() && ours.iter().any(|start| words.starts_with(start)) {
        let end = words.rfind(" at line ").unwrap_or(words.len());
        return words[..end].to_owned();
    }
    let kind = if error.is_data() {
        "the value is not of the kind that was due"
    } else {
        "the reply is not valid JSON"
    };
    format!("{kind} (line {}, column {})", error.line(), error.column())
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Unreadable {}

/// A record together with its own JSON, byte for byte, for those that are written back whole:
/// unknown fields, their order and the spelling of numbers survive.
#[derive(Clone)]
pub struct Kept<T> {
    /// The JSON as it came. It may hold secrets ([`secret::mask`] before it is shown).
    pub raw: Box<RawValue>,
    /// What we understood of it.
    pub value: T,
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw.get() == other.raw.get() && self.value == other.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept")
            .field("raw", &secret::mask(self.raw.get()))
            .field("value", &self.value)
            .finish()
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        let value = decode(raw.get()).map_err(D::Error::custom)?;
        Ok(Self { raw, value })
    }
}

/// Lets a record be read from an object only. What serde derives would also take an array, field by
/// field in our order, and call `[7, "x"]` a user.
pub(super) struct Object<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    /// How `RawValue` asks for itself.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
