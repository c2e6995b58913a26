//! One record: a JSON object read into a type, and, where it will be written back, kept as it came.

use std::fmt;
use std::ops::Deref;

use serde_json::value::RawValue;

use super::fields::{Fields, Record};
use super::json::{Cursor, Value};
use super::secret;

/// Reads one JSON object. The typed part is as lenient as its fields are; the text around it is not:
/// it must be JSON, complete, and an object.
pub fn decode<T: Record>(text: &str) -> Result<T, Unreadable> {
    let value = Value::parse(text).map_err(|error| Unreadable::new(text, &error))?;
    let mut fields = Fields::default();
    fields.next_of(&mut Cursor::at(value));
    of(&fields)
}

/// Reads one object as a record: compiled per type, so it is kept this small.
pub(super) fn of<T: Record>(fields: &Fields<'_>) -> Result<T, Unreadable> {
    if !fields.object().is_object() {
        return Err(Unreadable::kind(fields.object()));
    }
    T::from_fields(fields).map_err(Unreadable::because)
}

/// Why a reply could not be read: cut off, not JSON, or not of the kind that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The reason, for a person; holds nothing of the reply.
    pub why: String,
}

impl Unreadable {
    /// `text` was no JSON. The parser's own words are not repeated: they may quote it.
    pub(super) fn new(text: &str, error: &serde_json::Error) -> Self {
        Self::because(match text.trim_start().bytes().next() {
            None => "the reply is empty",
            Some(b'<') => "the reply is a page (HTML), not data",
            Some(_) if error.is_eof() => "the reply breaks off in the middle",
            Some(_) => {
                return Self::at("the reply is not valid JSON", error.line(), error.column());
            }
        })
    }

    /// `value` is JSON, but no list or no object where one was due. The column is where a reader
    /// gives up: before a bracket, behind anything else.
    pub(super) fn kind(value: Value<'_>) -> Self {
        let is_nested = value.is_list() || value.is_object();
        let column = if is_nested { 0 } else { value.raw().len() };
        Self::at("the value is not of the kind that was due", 1, column)
    }

    pub(super) fn because(why: &str) -> Self {
        Self {
            why: why.to_owned(),
        }
    }

    fn at(why: &str, line: usize, column: usize) -> Self {
        Self {
            why: format!("{why} (line {line}, column {column})"),
        }
    }
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

/// By the JSON: what was understood of it follows from that.
impl<T> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw.get() == other.raw.get()
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

impl<T: Record> Record for Kept<T> {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            value: T::from_fields(fields)?,
            raw: fields.object().kept().ok_or("it cannot be kept")?,
        })
    }
}
