//! What a JSON value means to a field that expects one kind and takes any: nothing here fails.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::json::{self, Value};
use super::number;
use super::time::Timestamp;

impl<'a> Value<'a> {
    /// A text and nothing else.
    pub fn text(self) -> Option<Cow<'a, str>> {
        self.is_text().then(|| json::unquote(self.raw()))
    }

    /// A text, or a number or a flag as it is spelt; `None` for null, a list or an object.
    pub fn words(self) -> Option<Cow<'a, str>> {
        match self.first()? {
            b'"' => self.text(),
            b'[' | b'{' | b'n' => None,
            _ => Some(Cow::Borrowed(self.raw())),
        }
    }

    /// As [`Value::words`]; `None` also for `""` and for blanks (a `user_name` of `" "` was seen).
    pub fn filled_words(self) -> Option<Cow<'a, str>> {
        self.words().filter(|words| !words.trim().is_empty())
    }

    /// `true` and `false`, also as text (in any case) and as 1 and 0.
    pub fn flag(self) -> Option<bool> {
        let words = self.words()?;
        let is = |word: &str, digit: &str| {
            let words = words.trim();
            words == digit || words.eq_ignore_ascii_case(word)
        };
        is("true", "1")
            .then_some(true)
            .or(is("false", "0").then_some(false))
    }

    /// A whole number, also as text. Never through a float: the digits stay exact.
    pub fn whole(self) -> Option<i64> {
        self.words()?.trim().parse().ok()
    }

    /// A number of things: whole, not below zero. A list counts as its length.
    pub fn count(self) -> Option<u32> {
        match self.elements() {
            Some(elements) => elements.count().try_into().ok(),
            None => self.whole()?.try_into().ok(),
        }
    }

    /// Any number, also as text.
    pub fn real(self) -> Option<f64> {
        number::real(self.words()?.trim())
    }

    /// ISO 8601 text, or epoch seconds. `None` also for Go's zero time, which means "never".
    pub fn timestamp(self) -> Option<Timestamp> {
        match self.text() {
            Some(text) => Timestamp::parse(&text).filter(|at| !at.is_zero()),
            None => Timestamp::from_epoch_seconds(self.real()?),
        }
    }

    /// An id, digit by digit, whether it came as a number or as text: 64-bit ids are above what a
    /// JS number holds. `None` for anything else, and for a text that is damaged.
    pub fn exact_id(self) -> Option<String> {
        let words = self.filled_words()?;
        let digits = words.strip_prefix('-').unwrap_or(&words);
        let good = if self.is_text() {
            // Not what `unquote` put in, that is.
            !words.contains(char::REPLACEMENT_CHARACTER)
                || self.raw().contains(char::REPLACEMENT_CHARACTER)
        } else {
            digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        good.then(|| words.into_owned())
    }

    /// The texts of a list; elements that are none are left out. `None` when it is no list.
    pub fn texts(self) -> Option<Vec<String>> {
        let words = self.elements()?.filter_map(Value::words);
        Some(words.map(Cow::into_owned).collect())
    }

    /// The value as it came; `None` for null.
    pub fn kept(self) -> Option<Box<RawValue>> {
        let some = Some(self.raw()).filter(|_| !self.is_null());
        some.and_then(|raw| json::check(raw).ok())
            .map(ToOwned::to_owned)
    }
}
