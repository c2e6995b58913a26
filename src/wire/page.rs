//! A page of a list, in every envelope the two APIs have used.

use super::fields::{Fields, Record};
use super::json::{Cursor, Value, unquote};
use super::record::{self, Unreadable};
use super::secret;

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// This page's number, from 1: read off the link `current_page`.
    pub page: Option<u32>,
    /// How many pages there are.
    pub pages: Option<u32>,
    /// How many records there are on all pages.
    pub count: Option<u32>,
    /// How many records a page holds.
    pub per_page: Option<u32>,
    /// The link to the next page: never followed, but null means the end.
    pub next_page: NextPage,
    /// The next page's number. Missing on old tenants, and seen as 1 on a last page.
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

impl Record for Anything {
    fn from_fields(_: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self)
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
/// last part (`users`), or a bare array (2019). A list that is null is empty, unless the reply itself counts
/// records: then it would take off the screen what is there.
pub fn decode<T: Record>(text: &str, key: &str) -> Result<Page<T>, Unreadable> {
    let mut page = Page {
        items: Vec::new(),
        odd: Vec::new(),
        meta: Meta::default(),
    };
    page.meta = read(text, key, &mut page)?;
    Ok(page)
}

/// What takes the rows: the only part that is compiled per type.
trait Rows {
    fn take(&mut self, row: &Fields<'_>);
    /// They were not the right ones.
    fn clear(&mut self);
}

impl<T: Record> Rows for Page<T> {
    fn take(&mut self, row: &Fields<'_>) {
        match record::of(row) {
            Ok(item) => self.items.push(item),
            Err(error) => self.odd.push(OddRecord {
                raw: secret::mask(row.object().raw()),
                why: error.why,
            }),
        }
    }

    fn clear(&mut self) {
        self.items.clear();
        self.odd.clear();
    }
}

/// Reads a reply in one go: the rows as they come, wherever the envelope has them.
fn read(text: &str, key: &str, rows: &mut dyn Rows) -> Result<Meta, Unreadable> {
    let reply = Value::parse(text).map_err(|error| Unreadable::new(text, &error))?;
    let mut at = Cursor::at(reply);
    if reply.is_list() {
        read_rows(&mut at, rows);
        return Ok(Meta::default());
    }
    if !reply.is_object() {
        return Err(Unreadable::kind(reply));
    }
    let short = key.rsplit('/').next().unwrap_or(key);
    let mut others = Fields::default();
    let mut list = None;
    let mut is_full = false;
    at.enter();
    while let Some(quoted) = at.next() {
        let name = unquote(quoted.raw());
        if name == key || (name == short && !is_full) {
            is_full = name == key;
            rows.clear();
            let first = at.peek();
            list = Some(if first == Some(b'[') {
                read_rows(&mut at, rows)
            } else {
                at.next().unwrap_or_default()
            });
        } else if let Some(value) = at.next() {
            others.add(quoted, value);
        }
    }
    let Some(list) = list else {
        let why = ["no list called ", short, " in the reply"].concat();
        return Err(Unreadable { why });
    };
    if !list.is_list() && !list.is_null() {
        return Err(Unreadable::kind(list));
    }
    let mut meta: Meta = others.record("meta").unwrap_or_default();
    // Tyk says it beside the list.
    meta.pages = meta.pages.or(others.count("pages"));
    if list.is_null() && meta.count.is_some_and(|count| count > 0) {
        let why = [
            "the list called ",
            short,
            " is null, and yet there are some",
        ]
        .concat();
        return Err(Unreadable { why });
    }
    Ok(meta)
}

fn read_rows<'a>(at: &mut Cursor<'a>, rows: &mut dyn Rows) -> Value<'a> {
    let start = at.place();
    at.enter();
    let mut row = Fields::default();
    while row.next_of(at).is_some() {
        rows.take(&row);
    }
    at.enter();
    at.since(start)
}

impl Record for Meta {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            page: page_number(fields.get("current_page")),
            pages: fields.count("pages"),
            count: fields.count("count"),
            per_page: fields.count("per_page"),
            next_page: next_page(fields.get("next_page")),
            next_page_number: fields.count("next_page_number"),
        })
    }
}

/// `?page=3` in a link, or the number itself.
fn page_number(value: Value<'_>) -> Option<u32> {
    if !value.is_text() {
        return value.whole()?.try_into().ok();
    }
    let link = value.words()?;
    let mut parts = link.split(['?', '&']);
    parts
        .find_map(|part| part.strip_prefix("page="))?
        .parse()
        .ok()
}

fn next_page(value: Value<'_>) -> NextPage {
    if value.is_missing() {
        NextPage::Unsaid
    } else if value.is_null() || value.words().is_some_and(|link| link.trim().is_empty()) {
        NextPage::None
    } else {
        NextPage::Link
    }
}
