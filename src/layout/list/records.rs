//! What of a list depends on the kind of its records; everything else is compiled once.

use std::sync::Arc;

use crate::data::collection::Record;
use crate::data::list::List;
use crate::data::sync::Sync;
use crate::state::list_params::{ListParams, Sort};
use crate::ui::moment::Tick;
use crate::ui::table::cell::Row;
use crate::wire::page::OddRecord;

/// A list, whatever its records are. What it reads is tracked.
pub trait Records {
    /// How many there are.
    fn count(&self) -> usize;
    /// Grows when positions mean other records.
    fn generation(&self) -> u32;
    /// The rows to show, in order, as positions.
    fn view(&self, params: &ListParams) -> Arc<Vec<u32>>;
    /// The column and direction in use.
    fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool);
    /// What tells a record apart.
    fn key(&self, at: u32) -> Option<String>;
    /// A record as a row.
    fn row(&self, at: u32) -> Option<Row>;
    /// A record's own JSON; `None` where the list does not keep it.
    fn raw(&self, at: u32) -> Option<String>;
    /// Whether the list keeps its records' JSON.
    fn keeps_raw(&self) -> bool;
    /// The list's sync.
    fn sync(&self) -> Sync;
    /// The records that could not be read.
    fn odd(&self) -> Vec<OddRecord>;
}

/// A list of one kind of record.
pub struct ListOf<T: Record> {
    /// The list.
    pub list: List<T>,
    /// A record as a row.
    pub row: fn(&T) -> Row,
    /// A record's own JSON.
    pub raw: Option<fn(&T) -> &str>,
}

impl<T: Record> ListOf<T> {
    fn look<R>(&self, at: u32, look: impl FnOnce(&T) -> R) -> Option<R> {
        let at = usize::try_from(at).ok()?;
        self.list.collection.with(|rows, _| rows.get(at).map(look))
    }
}

impl<T: Record> Records for ListOf<T> {
    fn count(&self) -> usize {
        self.list.collection.with(|rows, _| rows.len())
    }

    fn generation(&self) -> u32 {
        self.list.collection.generation()
    }

    fn view(&self, params: &ListParams) -> Arc<Vec<u32>> {
        self.list
            .view(&params.search, params.sort.as_ref(), &Tick::now)
    }

    fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool) {
        self.list.sort_in_use(asked)
    }

    fn key(&self, at: u32) -> Option<String> {
        self.look(at, |record| record.id().to_string())
    }

    fn row(&self, at: u32) -> Option<Row> {
        self.look(at, self.row)
    }

    fn raw(&self, at: u32) -> Option<String> {
        let raw = self.raw?;
        self.look(at, |record| raw(record).to_owned())
    }

    fn keeps_raw(&self) -> bool {
        self.raw.is_some()
    }

    fn sync(&self) -> Sync {
        self.list.collection.sync()
    }

    fn odd(&self) -> Vec<OddRecord> {
        self.list.collection.with(|_, odd| odd.to_vec())
    }
}
