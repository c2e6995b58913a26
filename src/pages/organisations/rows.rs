//! The organisations as rows: a row that is there for the sake of one of its APIs says which.

use std::cell::RefCell;
use std::sync::Arc;

use super::columns::{self, APIS};
use crate::analysis::api_match::{found, wanted};
use crate::data::list::List;
use crate::data::sync::Sync;
use crate::data::tenant::KeptOrganisation;
use crate::format::number::count;
use crate::layout::list::records::{ListOf, Records};
use crate::state::list_params::{ListParams, Sort};
use crate::ui::table::cell::{Cell, Row};
use crate::wire::page::OddRecord;

/// The rows, with the cells of the columns in use.
pub struct Organisations {
    list: ListOf<KeptOrganisation>,
    /// Which columns are in use.
    bits: u32,
    /// What was looked for in the view that was made last.
    wanted: RefCell<Vec<String>>,
}

impl Organisations {
    /// The rows of a list.
    pub fn new(list: &List<KeptOrganisation>, bits: u32) -> Self {
        Self {
            list: ListOf {
                list: list.clone(),
                row: |one| Row {
                    key: one.value.id.clone(),
                    href: None,
                    cells: columns::cells(one),
                },
                raw: Some(|one| one.raw.get()),
            },
            bits,
            wanted: RefCell::default(),
        }
    }

    fn found(&self, at: u32) -> Option<(String, usize)> {
        let wanted = self.wanted.borrow();
        let at = usize::try_from(at).ok()?;
        self.list.list.collection.with(|all, _| {
            let (api, number) = found(all.get(at)?, &wanted)?;
            Some((api.api_human_name.clone(), number))
        })
    }
}

impl Records for Organisations {
    fn count(&self) -> usize {
        self.list.count()
    }

    fn generation(&self) -> u32 {
        self.list.generation()
    }

    fn view(&self, params: &ListParams) -> Arc<Vec<u32>> {
        self.wanted.replace(wanted(&params.search));
        self.list.view(params)
    }

    fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool) {
        self.list.sort_in_use(asked)
    }

    fn key(&self, at: u32) -> Option<String> {
        self.list.key(at)
    }

    fn row(&self, at: u32) -> Option<Row> {
        let mut row = self.list.row(at)?;
        if let Some((name, number)) = self.found(at)
            && let Some(cell) = row.cells.get_mut(APIS)
        {
            let mut words = name;
            if number > 1 {
                words.extend([" and ", &count(number - 1), " more"]);
            }
            words.extend([", of ", cell.words()]);
            *cell = Cell::Text(words);
        }
        let mut at = 0;
        row.cells.retain(|_| {
            at += 1;
            columns::has(self.bits, at - 1)
        });
        Some(row)
    }

    fn raw(&self, at: u32) -> Option<String> {
        self.list.raw(at)
    }

    fn keeps_raw(&self) -> bool {
        true
    }

    fn sync(&self) -> Sync {
        self.list.sync()
    }

    fn odd(&self) -> Vec<OddRecord> {
        self.list.odd()
    }
}
