//! A page of a list, in every envelope the two APIs have used.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::value::RawValue;

use super::lenient::{self, Scalar};
use super::record::{self, Object, Unreadable};
use super::secret;
use super::value::MaybeObject;

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The records that could be read, in the server's order.
    pub items: Vec<T>,
    /// The records that could not: counted and shown, never a reason to blank the list.
    pub odd: Vec<OddRecord>,
    /// What the server says about the list.
    pub meta: Meta,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddRecord {
    /// Its JSON as it came, secrets masked.
    pub raw: String,
    /// What is wrong with it, for a person.
    pub why: String,
}

/// What a reply says about the whole list. Only hints: documented samples carry `pages: 0, count: 0`
/// beside two items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// This page's number, from 1: read off the link `current_page`.
    #[serde(rename = "current_page", deserialize_with = "page_number")]
    pub page: Option<u32>,
    /// How many pages there are.
    #[serde(deserialize_with = "lenient::count")]
    pub pages: Option<u32>,
    /// How many records there are on all pages.
    #[serde(deserialize_with = "lenient::count")]
    pub count: Option<u32>,
    /// How many records a page holds.
    #[serde(deserialize_with = "lenient::count")]
    pub per_page: Option<u32>,
    /// The link to the next page: never followed, but null means the end.
    #[serde(deserialize_with = "next_page")]
    pub next_page: NextPage,
    /// The next page's number. Missing on old tenants, and seen as 1 on a last page.
    #[serde(deserialize_with = "lenient::count")]
    pub next_page_number: Option<u32>,
}

/// What `next_page` said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NextPage {
    /// It was not there.
    #[default]
    Unsaid,
    /// It was null: this is the last page.
    None,
    /// It was a link.
    Link,
}

/// Any record, unread: for when only the number of them matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(from).map(|_| Self)
    }
}

impl<T> Page<T> {
    /// How many records came, odd ones included.
    pub fn received(&self) -> usize {
        self.items.len() + self.odd.len()
    }

    /// Whether to ask for the page after `requested` (from 1).
    ///
    /// The contract's rule: stop when `next_page` is null, when `requested` has reached `pages`, and
    /// when a page comes back empty. `pages: 0` says nothing, and `count` is never asked. A reply
    /// that says nothing of pages (a bare array) is the whole list.
    pub fn has_next(&self, requested: u32) -> bool {
        if self.received() == 0 || self.meta.next_page == NextPage::None {
            return false;
        }
        if let Some(pages) = self.meta.pages.filter(|pages| *pages > 0) {
            return requested < pages;
        }
        self.meta.next_page == NextPage::Link
            || self
                .meta
                .next_page_number
                .is_some_and(|next| next > requested)
    }
}

/// Reads a page of the list called `key` (`admin/users`): the envelope with that key, or with its
/// last part (`users`), or a bare array (2019). A list that is null is empty.
pub fn decode<T: DeserializeOwned>(text: &str, key: &str) -> Result<Page<T>, Unreadable> {
    let envelope = Envelope::read(text, key)?;
    let rows = envelope.rows.map_or("[]", RawValue::get);
    let mut page = Page {
        items: Vec::new(),
        odd: Vec::new(),
        meta: envelope.meta,
    };
    // Nearly always every row is good: all at once, and row by row only to find the bad ones.
    if let Ok(Rows(items)) = serde_json::from_str(rows) {
        page.items = items;
        return Ok(page);
    }
    for row in split(rows)? {
        match record::decode(row.get()) {
            Ok(item) => page.items.push(item),
            Err(error) => page.odd.push(OddRecord {
                raw: secret::mask(row.get()),
                why: error.why,
            }),
        }
    }
    Ok(page)
}

fn split(rows: &str) -> Result<Vec<&RawValue>, Unreadable> {
    serde_json::from_str(rows).map_err(|error| Unreadable::new(rows, &error))
}

/// All rows at once: the only part that is compiled per type, so it is kept this small.
struct Rows<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(RowsVisitor(Vec::new()))
    }
}

struct RowsVisitor<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowsVisitor<T> {
    type Value = Rows<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Rows<T>, A::Error> {
        while let Some(row) = list.next_element::<Row<T>>()? {
            self.0.push(row.0);
        }
        Ok(Rows(self.0))
    }
}

struct Row<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(Object(from)).map(Self)
    }
}

/// The reply around the rows, which are still text here, so that this is compiled once.
struct Envelope<'a> {
    rows: Option<&'a RawValue>,
    meta: Meta,
}

impl<'a> Envelope<'a> {
    fn read(text: &'a str, key: &str) -> Result<Self, Unreadable> {
        let unreadable = |error: serde_json::Error| Unreadable::new(text, &error);
        if text.trim_start().starts_with('[') {
            return Ok(Self {
                rows: serde_json::from_str(text).map_err(unreadable)?,
                meta: Meta::default(),
            });
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let envelope = EnvelopeSeed(key)
            .deserialize(&mut json)
            .map_err(unreadable)?;
        json.end().map_err(unreadable)?;
        Ok(envelope)
    }
}

struct EnvelopeSeed<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for EnvelopeSeed<'_> {
    type Value = Envelope<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for EnvelopeSeed<'_> {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list in an envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let short = self.0.rsplit('/').next().unwrap_or(self.0);
        let mut full_rows = None;
        let mut short_rows = None;
        let mut meta = None;
        let mut pages = None;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                name if name == self.0 => full_rows = Some(map.next_value::<&RawValue>()?),
                name if name == short => short_rows = Some(map.next_value::<&RawValue>()?),
                "meta" => meta = map.next_value::<MaybeObject<Meta>>()?.0,
                // Tyk says it beside the list.
                "pages" => pages = map.next_value::<Scalar>()?.as_whole(),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let rows = full_rows
            .or(short_rows)
            .ok_or_else(|| A::Error::custom(format_args!("no list called {short} in the reply")))?;
        let mut meta = meta.unwrap_or_default();
        meta.pages = meta.pages.or(pages.and_then(|pages| pages.try_into().ok()));
        Ok(Envelope {
            rows: (rows.get() != "null").then_some(rows),
            meta,
        })
    }
}

/// `?page=3` in a link, or the number itself.
fn page_number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(match Scalar::deserialize(from)? {
        Scalar::Text(link) => link
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix("page="))
            .and_then(|number| number.parse().ok()),
        scalar => scalar.as_whole().and_then(|number| number.try_into().ok()),
    })
}

fn next_page<'de, D: Deserializer<'de>>(from: D) -> Result<NextPage, D::Error> {
    Ok(match Scalar::deserialize(from)? {
        Scalar::Null => NextPage::None,
        Scalar::Text(link) if link.trim().is_empty() => NextPage::None,
        _ => NextPage::Link,
    })
}
