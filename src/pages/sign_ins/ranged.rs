//! The sign-ins as the list, its filter and its export know them: those of the span.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::audit::{Audit, within};
use super::columns::row;
use crate::analysis::audit::entry::Entry;
use crate::analysis::filter::columns::Source;
use crate::analysis::filter::facets::Group;
use crate::analysis::filter::sheet::Sheet;
use crate::analysis::filter::vocabulary::About;
use crate::data::filtering::Filtering;
use crate::data::sync::Sync;
use crate::layout::list::records::{ListOf, Records};
use crate::state::list_params::{ListParams, Sort};
use crate::ui::table::cell::Row;
use crate::wire::page::OddRecord;

/// The sign-ins of the span.
pub struct Ranged {
    audit: Audit,
    list: ListOf<Entry>,
}

impl Ranged {
    /// Those that an audit looks at.
    pub fn new(audit: Audit) -> Rc<Self> {
        Rc::new(Self {
            audit,
            list: ListOf {
                list: audit.log().list,
                row,
                raw: None,
            },
        })
    }
}

impl Records for Ranged {
    fn count(&self) -> usize {
        self.list.count()
    }

    fn generation(&self) -> u32 {
        self.list.generation()
    }

    fn view(&self, _: &ListParams) -> Arc<Vec<u32>> {
        self.audit.rows.get()
    }

    fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool) {
        self.list.sort_in_use(asked)
    }

    fn key(&self, at: u32) -> Option<String> {
        self.list.key(at)
    }

    fn row(&self, at: u32) -> Option<Row> {
        self.audit.lens().zone.track();
        self.audit.marks();
        self.list.row(at)
    }

    fn raw(&self, _: u32) -> Option<String> {
        None
    }

    fn keeps_raw(&self) -> bool {
        false
    }

    fn sync(&self) -> Sync {
        self.list.sync()
    }

    fn odd(&self) -> Vec<OddRecord> {
        self.list.odd()
    }
}

impl Filtering for Ranged {
    fn vocabulary(&self) -> &[&'static About] {
        Filtering::vocabulary(&self.list.list)
    }

    fn groups(&self) -> &'static [Group] {
        self.list.list.groups()
    }

    fn look(&self, look: &mut dyn FnMut(&mut Sheet, &dyn Source)) {
        self.list.list.look(look);
    }

    fn track(&self) {
        self.audit.rows.track();
    }

    fn within(&self, filter: &str) -> String {
        within(self.audit.lens().span.get_untracked(), filter)
    }
}
