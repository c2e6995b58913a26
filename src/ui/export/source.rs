//! What can be exported, without a word of what kind of record it is.

use std::rc::Rc;

use leptos::prelude::*;

use crate::ui::table::cell::Row;

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that match, in the order of the screen.
    Matching,
    /// The selected ones.
    Selected,
}

/// The rows of one export, as they are at its beginning. Both functions answer `None` once the records
/// were replaced, so that no file mixes two states: the export then takes the rows anew.
pub struct Picked {
    /// How many there are.
    pub total: usize,
    /// A row by its place, with the cells of all columns.
    pub row: Box<dyn Fn(usize) -> Option<Row>>,
    /// A record's own JSON by its place; `None` where the list does not keep it. Secrets in it are
    /// masked by the export.
    pub record: Option<Box<dyn Fn(usize) -> Option<String>>>,
}

/// Writes what opens a file.
pub type Head = Rc<dyn Fn() -> String>;

/// What a list offers to the export. Cheap to clone.
#[derive(Clone)]
pub struct ExportSource {
    /// How the file's name begins: connection and page, `tines-users`.
    pub name: String,
    /// One of its things and many: `("user", "users")`.
    pub nouns: (&'static str, &'static str),
    /// The columns shown: the place of each among a row's cells, and its heading.
    pub columns: Rc<dyn Fn() -> Vec<(usize, String)>>,
    /// How many rows match.
    pub matching: Signal<usize>,
    /// How many are selected.
    pub selected: Signal<usize>,
    /// Where the list is not whole: how many records are loaded, and how many there should be.
    pub partial: Rc<dyn Fn() -> Option<(usize, Option<usize>)>>,
    /// JSON: what opens the file, up to where its list of rows begins; a `}` closes it behind the list. For
    /// a file that must say what it is. `None`: the file is the list.
    pub head: Option<Head>,
    /// Takes the rows.
    pub take: Rc<dyn Fn(Which) -> Picked>,
}

impl ExportSource {
    /// A table that is whole and stays as it is, such as one that was made for the export.
    pub fn of_rows(
        name: String,
        nouns: (&'static str, &'static str),
        labels: Vec<String>,
        rows: Vec<Row>,
    ) -> Self {
        let total = rows.len();
        let rows = Rc::new(rows);
        Self {
            name,
            nouns,
            columns: Rc::new(move || labels.iter().cloned().enumerate().collect()),
            matching: Signal::stored(total),
            selected: Signal::stored(0),
            partial: Rc::new(|| None),
            head: None,
            take: Rc::new(move |_| {
                let rows = Rc::clone(&rows);
                Picked {
                    total,
                    row: Box::new(move |place| rows.get(place).cloned()),
                    record: None,
                }
            }),
        }
    }

    /// How the file's name begins. That the list is not whole stands in it: a file outlives the screen.
    pub(super) fn stem(&self, which: Which) -> String {
        let mut stem = self.name.clone();
        match ((self.partial)(), which) {
            (_, Which::Selected) => stem.push_str("-selected"),
            (Some((loaded, expected)), Which::Matching) => {
                stem.extend(["-", &loaded.to_string()]);
                match expected {
                    Some(expected) => stem.extend(["-of-", &expected.to_string()]),
                    None => stem.push_str("-incomplete"),
                }
            }
            (None, Which::Matching) => {}
        }
        stem
    }
}
