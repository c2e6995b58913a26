//! What qualifiers look at, out of the records and into columns: made when a qualifier is first used,
//! added to as pages arrive. A keystroke then reads numbers in a row, and no record.

use super::texts::Texts;
use super::values::MISSING;
use super::vocabulary::{About, Field, Kind, Like, Read, Tell};
use crate::format::fold::fold;

/// Where the values come from: the only place that knows the records' type.
pub trait Source {
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// What a qualifier is about.
    fn about(&self, qualifier: usize) -> Option<&About>;
    /// A row's number; [`MISSING`] where it has none.
    fn number(&self, qualifier: usize, row: usize) -> i64;
    /// Appends a row's text.
    fn text(&self, qualifier: usize, row: usize, into: &mut String);
    /// Tells a row's names with their numbers ([`Read::Coded`]); whether the qualifier has such.
    fn codes(&self, qualifier: usize, row: usize, tell: Tell<'_>) -> bool;
}

/// Records with the table that reads them.
pub struct Records<'a, T: 'static> {
    /// The records.
    pub rows: &'a [T],
    /// The table.
    pub fields: &'static [Field<T>],
}

impl<T> Source for Records<'_, T> {
    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn about(&self, qualifier: usize) -> Option<&About> {
        self.fields.get(qualifier).map(|field| &field.about)
    }

    fn number(&self, qualifier: usize, row: usize) -> i64 {
        match (
            self.fields.get(qualifier).map(|field| &field.read),
            self.rows.get(row),
        ) {
            (Some(Read::Number(read)), Some(record)) => read(record).unwrap_or(MISSING),
            _ => MISSING,
        }
    }

    fn text(&self, qualifier: usize, row: usize, into: &mut String) {
        if let (Some(Read::Text(read)), Some(record)) = (
            self.fields.get(qualifier).map(|field| &field.read),
            self.rows.get(row),
        ) {
            read(record, into);
        }
    }

    fn codes(&self, qualifier: usize, row: usize, tell: Tell<'_>) -> bool {
        match (
            self.fields.get(qualifier).map(|field| &field.read),
            self.rows.get(row),
        ) {
            (Some(Read::Coded(read)), Some(record)) => {
                read(record, tell);
                true
            }
            _ => false,
        }
    }
}

/// One qualifier's values.
#[derive(Debug)]
pub enum Column {
    /// Moments, choices, flags and numbers.
    Numbers(Vec<i64>),
    /// Text.
    Texts(Texts),
    /// Names of things.
    Names(Names),
}

/// Names that recur: each is kept once, and a row holds their numbers.
#[derive(Debug, Default)]
pub struct Names {
    /// Each name as it was first written, and folded.
    known: Vec<(String, String)>,
    /// The names' numbers, by their folded text.
    order: Vec<u32>,
    codes: Vec<u32>,
    /// How names are asked for, where not by themselves.
    like: Option<Like>,
    /// The names' numbers by the numbers that the records give them; `u32::MAX` where not known yet.
    given: Vec<u32>,
    /// Where each row's codes end.
    ends: Vec<u32>,
}

impl Names {
    /// How many names there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// A name as it was first written.
    pub fn name(&self, code: usize) -> &str {
        self.known.get(code).map_or("", |(name, _)| name)
    }

    /// The number of a folded name.
    pub fn code(&self, folded: &str) -> Option<u32> {
        let place = self.find(folded).ok()?;
        self.order.get(place).copied()
    }

    /// A row's names, each once.
    pub fn of(&self, row: usize) -> &[u32] {
        let end_of = |row: usize| self.ends.get(row).copied().map_or(0, index);
        let start = row.checked_sub(1).map_or(0, end_of);
        self.codes.get(start..end_of(row)).unwrap_or_default()
    }

    /// All rows' names, and where each row's end.
    pub fn codes(&self) -> (&[u32], &[u32]) {
        (&self.codes, &self.ends)
    }

    fn find(&self, folded: &str) -> Result<usize, usize> {
        self.order.binary_search_by(|code| {
            let name = self.known.get(index(*code));
            name.map_or("", |(_, folded)| folded).cmp(folded)
        })
    }

    /// Which names are meant by a folded text.
    pub fn meant(&self, asked: &str, mut tell: impl FnMut(u32)) {
        match self.like {
            Some(Like(like)) => {
                let meant = (0..).zip(&self.known);
                let meant = meant.filter(|(_, (_, folded))| like(asked, folded));
                meant.for_each(|(code, _)| tell(code));
            }
            None => self.code(asked).into_iter().for_each(tell),
        }
    }

    fn push(&mut self, qualifier: usize, row: usize, source: &dyn Source) {
        let start = self.codes.len();
        let is_coded = source.codes(qualifier, row, &mut |given, write| {
            let place = index(given);
            if self.given.len() <= place {
                self.given.resize(place + 1, u32::MAX);
            }
            let mut code = self.given.get(place).copied().unwrap_or(u32::MAX);
            if code == u32::MAX {
                let mut name = String::new();
                write(&mut name);
                code = self.take_in(&name);
                if let Some(slot) = self.given.get_mut(place) {
                    *slot = code;
                }
            }
            self.add(start, code);
        });
        if !is_coded {
            let mut lines = String::new();
            source.text(qualifier, row, &mut lines);
            for name in lines.split('\n').filter(|name| !name.is_empty()) {
                let code = self.take_in(name);
                self.add(start, code);
            }
        }
        self.ends
            .push(u32::try_from(self.codes.len()).unwrap_or(u32::MAX));
    }

    /// The number of a name, which may be new.
    fn take_in(&mut self, name: &str) -> u32 {
        let folded = fold(name);
        match self.find(&folded) {
            Ok(place) => self.order.get(place).copied().unwrap_or(0),
            Err(place) => {
                let code = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
                self.known.push((name.to_owned(), folded));
                self.order.insert(place, code);
                code
            }
        }
    }

    /// A name of the row whose codes begin at `start`, each once.
    fn add(&mut self, start: usize, code: u32) {
        let own = self.codes.get(start..).unwrap_or_default();
        if !own.contains(&code) {
            self.codes.push(code);
        }
    }
}

/// A place in a table of less than 2^32 entries.
pub fn index(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

/// The columns of a list, each from when it was first asked for.
#[derive(Debug, Default)]
pub struct Columns(Vec<Option<Column>>);

impl Columns {
    /// A qualifier's column, if it was asked for before.
    pub fn get(&self, qualifier: usize) -> Option<&Column> {
        self.0.get(qualifier)?.as_ref()
    }

    /// Forgets a qualifier's column: what it is read from has changed.
    pub fn forget(&mut self, qualifier: usize) {
        if let Some(slot) = self.0.get_mut(qualifier) {
            *slot = None;
        }
    }

    /// Makes a qualifier's column, or takes in the rows that were added since.
    pub fn ensure(&mut self, qualifier: usize, source: &dyn Source) {
        let Some(kind) = source.about(qualifier).map(|about| about.kind) else {
            return;
        };
        if self.0.len() <= qualifier {
            self.0.resize_with(qualifier + 1, || None);
        }
        let Some(slot) = self.0.get_mut(qualifier) else {
            return;
        };
        let column = slot.get_or_insert_with(|| match kind {
            Kind::Words => Column::Texts(Texts::default()),
            Kind::Names => Column::Names(Names::default()),
            Kind::Like(like) => Column::Names(Names {
                like: Some(like),
                ..Names::default()
            }),
            _ => Column::Numbers(Vec::new()),
        });
        let rows = source.rows();
        let text_of = |row: usize| {
            let mut text = String::new();
            source.text(qualifier, row, &mut text);
            text
        };
        match column {
            Column::Numbers(numbers) => {
                let known = numbers.len();
                // Not by doubling: see `Texts::push`.
                if numbers.capacity() < rows {
                    numbers.reserve_exact(rows - known + known / 8);
                }
                numbers.extend((known..rows).map(|row| source.number(qualifier, row)));
            }
            Column::Texts(texts) => (texts.len()..rows).for_each(|row| texts.push(&text_of(row))),
            Column::Names(names) => {
                (names.ends.len()..rows).for_each(|row| names.push(qualifier, row, source));
            }
        }
    }
}
