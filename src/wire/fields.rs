//! One object's fields, asked for by name.
//!
//! A record is read by asking, not by being driven through a visitor: this is compiled once, and a
//! record's own part is one call per field. (`#[derive(Deserialize)]` costs 4 to 7 KB of wasm each.)

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::json::{Cursor, Value, unquote};
use super::record;
use super::secret::Secret;
use super::time::Timestamp;

/// What can be read from an object.
pub trait Record: Sized {
    /// Reads the fields it knows; fields it does not ask for are nobody's business. An error, for a
    /// person and without a word of the record, only where it has no identity.
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str>;
}

/// The fields of one object. Of a name that is there twice the last one counts, except for `id`.
///
/// No reader fails on a field's kind: what is of the wrong kind is as good as missing.
#[derive(Debug, Default)]
pub struct Fields<'a> {
    object: Value<'a>,
    /// A name stands without its quotes, but with them where it holds an escape.
    fields: Vec<(&'a str, Value<'a>)>,
}

impl<'a> Fields<'a> {
    /// `None` when it is no object.
    pub fn of(object: Value<'a>) -> Option<Self> {
        let mut fields = Self::default();
        fields.next_of(&mut Cursor::at(object));
        object.is_object().then_some(fields)
    }

    /// Reads the value at a cursor, without having looked for its end before, and answers it. One
    /// that is no object has no fields. Takes the place of what was read last, so that a list of
    /// objects costs one allocation.
    pub fn next_of(&mut self, values: &mut Cursor<'a>) -> Option<Value<'a>> {
        self.fields.clear();
        if values.peek()? != b'{' {
            self.object = values.next()?;
            return Some(self.object);
        }
        let start = values.place();
        values.enter();
        while let (Some(name), Some(value)) = (values.next(), values.next()) {
            self.add(name, value);
        }
        values.enter();
        self.object = values.since(start);
        Some(self.object)
    }

    /// Adds a field.
    pub(super) fn add(&mut self, name: Value<'a>, value: Value<'a>) {
        self.fields.push((plain(name.raw()), value));
    }

    /// The object itself, or what stood in its place.
    pub fn object(&self) -> Value<'a> {
        self.object
    }

    /// All of them, in the order they came.
    pub fn all(&self) -> impl Iterator<Item = (Cow<'a, str>, Value<'a>)> {
        self.fields.iter().map(|field| (unquote(field.0), field.1))
    }

    /// One of them, of any kind.
    pub fn get(&self, name: &str) -> Value<'a> {
        let mut last_first = self.fields.iter().rev();
        last_first
            .find(|field| is(field.0, name))
            .map_or(Value::MISSING, |field| field.1)
    }

    /// A text; anything that is none becomes `""`.
    pub fn text(&self, name: &str) -> String {
        self.maybe_text(name).unwrap_or_default()
    }

    /// A text as it came, `""` included.
    pub fn maybe_text(&self, name: &str) -> Option<String> {
        self.get(name).words().map(Cow::into_owned)
    }

    /// A text with something in it.
    pub fn filled_text(&self, name: &str) -> Option<String> {
        self.get(name).filled_words().map(Cow::into_owned)
    }

    /// A secret with something in it.
    pub fn secret(&self, name: &str) -> Option<Secret> {
        self.filled_text(name).map(Secret::new)
    }

    /// A flag; anything that is none becomes `false`.
    pub fn flag(&self, name: &str) -> bool {
        self.maybe_flag(name).unwrap_or_default()
    }

    /// A flag, or `None`: not said.
    pub fn maybe_flag(&self, name: &str) -> Option<bool> {
        self.get(name).flag()
    }

    /// A whole number.
    pub fn whole(&self, name: &str) -> Option<i64> {
        self.get(name).whole()
    }

    /// A number of things; a list counts as its length.
    pub fn count(&self, name: &str) -> Option<u32> {
        self.get(name).count()
    }

    /// A quantity with a fraction.
    pub fn real(&self, name: &str) -> Option<f64> {
        self.get(name).real()
    }

    /// A moment; `None` also for Go's zero time (never).
    pub fn timestamp(&self, name: &str) -> Option<Timestamp> {
        self.get(name).timestamp()
    }

    /// A list of texts; `None` when it is no list.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        self.get(name).texts()
    }

    /// An object of texts in the order it came; anything else is empty.
    pub fn text_map(&self, name: &str) -> Vec<(String, String)> {
        let entries = Fields::of(self.get(name)).unwrap_or_default();
        let text = |value: Value<'_>| value.words().unwrap_or_default().into_owned();
        let texts = entries
            .all()
            .map(|(name, value)| (name.into_owned(), text(value)));
        texts.collect()
    }

    /// Any JSON, byte for byte; `None` for null.
    pub fn kept(&self, name: &str) -> Option<Box<RawValue>> {
        self.get(name).kept()
    }

    /// An object; `None` for anything else.
    pub fn record<T: Record>(&self, name: &str) -> Option<T> {
        record::of(&Fields::of(self.get(name))?).ok()
    }

    /// A list of objects; elements that are none are left out. `None` when it is no list.
    pub fn records<T: Record>(&self, name: &str) -> Option<Vec<T>> {
        let mut elements = self.get(name).elements()?;
        let mut fields = Fields::default();
        let mut records = Vec::new();
        while fields.next_of(&mut elements).is_some() {
            records.extend(record::of(&fields));
        }
        Some(records)
    }

    /// The record's own number, also when spelt as text.
    pub fn id(&self) -> Result<i64, &'static str> {
        self.identity()?.whole().ok_or("its id is no whole number")
    }

    /// The record's own id, digit by digit, whether it came as a number or as text.
    pub fn exact_id(&self) -> Result<String, &'static str> {
        let id = self.identity()?.exact_id();
        id.ok_or("its id is neither a whole number nor a text")
    }

    fn identity(&self) -> Result<Value<'a>, &'static str> {
        let mut ids = self.fields.iter().filter(|field| is(field.0, "id"));
        let id = ids.next().ok_or("missing field `id`")?.1;
        match ids.next() {
            None => Ok(id),
            Some(_) => Err("its id is there twice"),
        }
    }
}

/// A name as it is kept: nearly all are the same in quotes and without.
fn plain(quoted: &str) -> &str {
    match unquote(quoted) {
        Cow::Borrowed(name) => name,
        Cow::Owned(_) => quoted,
    }
}

fn is(kept: &str, name: &str) -> bool {
    kept == name || (kept.as_bytes().first() == Some(&b'"') && unquote(kept) == name)
}
