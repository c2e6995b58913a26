//! Field readers for `#[serde(deserialize_with = …)]`: each takes any JSON value and never fails on
//! its kind, except [`id`] and [`exact_id`], without which there is no record.
//!
//! No record uses `untagged` or `flatten`: they copy every value before they look at it.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error};

use super::time::Timestamp;
pub use super::value::{Found, Scalar};
use super::value::{ListVisitor, MaybeObject, ObjectVisitor, TextMapVisitor};

/// A text; anything that is none becomes `""`.
pub fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(maybe_text(from)?.unwrap_or_default())
}

/// A text as it came, `""` included; `None` for null, a list or an object.
pub fn maybe_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Scalar::deserialize(from)?.into_text())
}

/// A text with something in it; `None` also for `""` and for blanks (a `user_name` of `" "` was seen).
pub fn filled_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(maybe_text(from)?.filter(|text| !text.trim().is_empty()))
}

/// A flag; anything that is none becomes `false`.
pub fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(maybe_flag(from)?.unwrap_or_default())
}

/// A flag, or `None`: not said.
pub fn maybe_flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(Scalar::deserialize(from)?.as_flag())
}

/// The record's own number, also when spelt as text. An error for anything else: the record is odd.
pub fn id<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    whole(from)?.ok_or_else(|| Error::custom("its id is no whole number"))
}

/// The record's own id, digit by digit, whether it came as a number or as text: 64-bit ids are above
/// what a JS number holds. An error for anything else: the record is odd.
pub fn exact_id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    match Scalar::deserialize(from)? {
        Scalar::Whole(number) => Ok(number.to_string()),
        Scalar::Large(number) => Ok(number.to_string()),
        Scalar::Text(text) if !text.trim().is_empty() => Ok(text.into_owned()),
        _ => Err(Error::custom("its id is neither a whole number nor a text")),
    }
}

/// A whole number, also when spelt as text.
pub fn whole<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Ok(Scalar::deserialize(from)?.as_whole())
}

/// A number of things: whole, not below zero. A list counts as its length.
pub fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(match Scalar::deserialize(from)? {
        Scalar::List(length) => u32::try_from(length).ok(),
        scalar => scalar.as_whole().and_then(|number| number.try_into().ok()),
    })
}

/// A quantity with a fraction.
pub fn real<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    Ok(Scalar::deserialize(from)?.as_real())
}

/// A moment as ISO 8601 text or as epoch seconds; `None` for anything else, `""` and Go's zero time
/// (never) included.
pub fn timestamp<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(Scalar::deserialize(from)?.as_timestamp())
}

/// A list of texts; elements that are none are left out. `None` when it is no list.
pub fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
    let found = from.deserialize_any(ListVisitor::<Scalar<'de>>(PhantomData))?;
    Ok(found
        .it()
        .map(|list| list.into_iter().filter_map(Scalar::into_text).collect()))
}

/// A list of objects; elements that are none are left out. `None` when it is no list.
pub fn objects<'de, D, T>(from: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let found = from.deserialize_any(ListVisitor::<MaybeObject<T>>(PhantomData))?;
    Ok(found
        .it()
        .map(|list| list.into_iter().filter_map(|element| element.0).collect()))
}

/// An object; `None` for anything else.
pub fn object<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(object_or_scalar(from)?.it())
}

/// An object, or whatever else stands in its place.
pub fn object_or_scalar<'de, D, T>(from: D) -> Result<Found<'de, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    from.deserialize_any(ObjectVisitor(PhantomData))
}

/// An object of texts in the order it came; anything else is empty.
pub fn text_map<'de, D>(from: D) -> Result<Vec<(String, String)>, D::Error>
where
    D: Deserializer<'de>,
{
    let found = from.deserialize_any(TextMapVisitor)?;
    Ok(found.it().unwrap_or_default())
}
