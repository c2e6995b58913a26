//! One JSON value of any kind, and the few visitors that every lenient field goes through: all of
//! them read into one [`Scalar`], so that the parser is compiled a few times and not once per kind
//! of field. The bytes count in the wasm.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::time::Timestamp;

/// One JSON value as far as a field cares: lists and objects are read over, a list is counted.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number that fits.
    Whole(i64),
    /// A whole number above `i64::MAX`.
    Large(u64),
    /// Any other number.
    Real(f64),
    /// A text, borrowed where it holds no escapes.
    Text(Cow<'a, str>),
    /// An array of so many values.
    List(usize),
    /// An object.
    Object,
}

impl Scalar<'_> {
    /// A text, or a number or a flag spelt out.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.into_owned()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Large(number) => Some(number.to_string()),
            Self::Real(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
            Self::Null | Self::List(_) | Self::Object => None,
        }
    }

    /// `true` and `false`, also as text (in any case) and as 1 and 0.
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Whole(0) => Some(false),
            Self::Whole(1) => Some(true),
            Self::Text(text) => match text.trim() {
                "0" => Some(false),
                "1" => Some(true),
                word if word.eq_ignore_ascii_case("false") => Some(false),
                word if word.eq_ignore_ascii_case("true") => Some(true),
                _ => None,
            },
            _ => None,
        }
    }

    /// A whole number, also as text. Never through a float: the digits stay exact.
    pub fn as_whole(&self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// Any number, also as text.
    pub fn as_real(&self) -> Option<f64> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a quantity, not an id: the nearest float will do"
        )]
        match self {
            Self::Whole(number) => Some(*number as f64),
            Self::Large(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            Self::Text(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|real: &f64| real.is_finite()),
            _ => None,
        }
    }

    /// ISO 8601 text, or epoch seconds. `None` also for Go's zero time, which means "never".
    pub fn as_timestamp(&self) -> Option<Timestamp> {
        match self {
            Self::Text(text) => Timestamp::parse(text).filter(|at| !at.is_zero()),
            Self::Whole(_) | Self::Real(_) => Timestamp::from_epoch_seconds(self.as_real()?),
            _ => None,
        }
    }
}

/// What was looked for, or what stood in its place.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'a, T> {
    /// It was there.
    It(T),
    /// Something else was.
    Other(Scalar<'a>),
}

impl<T> Found<'_, T> {
    /// What was looked for.
    pub fn it(self) -> Option<T> {
        match self {
            Self::It(it) => Some(it),
            Self::Other(_) => None,
        }
    }
}

/// The visitor methods for values that are neither list nor object; `$wrap` takes the [`Scalar`].
macro_rules! scalars {
    ($wrap:path) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($wrap(Scalar::Null))
        }

        fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
            Ok($wrap(Scalar::Flag(value)))
        }

        fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
            Ok($wrap(Scalar::Whole(value)))
        }

        fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
            let fits = i64::try_from(value);
            Ok($wrap(fits.map_or(Scalar::Large(value), Scalar::Whole)))
        }

        fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
            Ok($wrap(Scalar::Real(value)))
        }

        fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
            Ok($wrap(Scalar::Text(Cow::Owned(value.to_owned()))))
        }

        fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
            Ok($wrap(Scalar::Text(Cow::Borrowed(value))))
        }
    };
}

/// The visitor method for a list that is only read over and counted.
macro_rules! any_list {
    ($wrap:path) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut count = 0;
            while list.next_element::<IgnoredAny>()?.is_some() {
                count += 1;
            }
            Ok($wrap(Scalar::List(count)))
        }
    };
}

/// The visitor method for an object that is only read over.
macro_rules! any_object {
    ($wrap:path) => {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok($wrap(Scalar::Object))
        }
    };
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    scalars!(std::convert::identity);
    any_list!(std::convert::identity);
    any_object!(std::convert::identity);
}

/// An object, or nothing at all where something else stands.
pub(super) struct MaybeObject<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for MaybeObject<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let found = from.deserialize_any(ObjectVisitor(PhantomData))?;
        Ok(Self(found.it()))
    }
}

/// Looks for an object of one type.
pub(super) struct ObjectVisitor<T>(pub PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Found<'de, T>;

    scalars!(Found::Other);
    any_list!(Found::Other);

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Found::It)
    }
}

/// Looks for a list.
pub(super) struct ListVisitor<T>(pub PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Found<'de, Vec<T>>;

    scalars!(Found::Other);
    any_object!(Found::Other);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Found::It(elements))
    }
}

/// Looks for an object of texts.
pub(super) struct TextMapVisitor;

impl<'de> Visitor<'de> for TextMapVisitor {
    type Value = Found<'de, Vec<(String, String)>>;

    scalars!(Found::Other);
    any_list!(Found::Other);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Scalar<'de>>()? {
            entries.push((name, value.into_text().unwrap_or_default()));
        }
        Ok(Found::It(entries))
    }
}
