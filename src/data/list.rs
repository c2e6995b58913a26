//! A list as a page shows it: a synced collection, searched and sorted as the URL says.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::collection::{Collection, Record};
use crate::analysis::filter::columns::Records;
use crate::analysis::filter::facets::Group;
use crate::analysis::filter::plan::plan;
use crate::analysis::filter::vocabulary::{About, Field, place};
use crate::analysis::list_index::{ListIndex, SortBy, Wanted};
use crate::state::list_params::{Direction, Sort};
use crate::wire::time::Timestamp;

/// How a kind of record is searched, filtered and sorted.
pub struct Listing<T: 'static> {
    /// Appends a record's search text, its fields parted by a space.
    pub text: fn(&T, &mut String),
    /// The columns that can be sorted by, by their name in the URL.
    pub columns: &'static [(&'static str, SortBy<T>)],
    /// The sort when the URL names none: a column, and whether the largest stands first.
    pub usual: (&'static str, bool),
    /// What a filter can ask for.
    pub fields: &'static [Field<T>],
    /// The groups of counts beside the list.
    pub facets: &'static [Group],
}

/// A collection and its index. Cheap to clone; outlives the page that shows it, so coming back is instant.
pub struct List<T: Record> {
    /// The records and their sync.
    pub collection: Collection<T>,
    index: Rc<RefCell<(ListIndex, u32)>>,
    listing: &'static Listing<T>,
    abouts: Rc<[&'static About]>,
}

impl<T: Record> Clone for List<T> {
    fn clone(&self) -> Self {
        Self {
            collection: self.collection.clone(),
            index: Rc::clone(&self.index),
            listing: self.listing,
            abouts: Rc::clone(&self.abouts),
        }
    }
}

impl<T: Record> List<T> {
    /// A list over a collection.
    pub fn new(collection: Collection<T>, listing: &'static Listing<T>) -> Self {
        Self {
            collection,
            index: Rc::new(RefCell::new((ListIndex::new(), 0))),
            abouts: listing.fields.iter().map(|field| &field.about).collect(),
            listing,
        }
    }

    /// The rows to show, in order, as positions in the collection; tracks the records. `now` is asked only
    /// where the filter measures an age.
    pub fn view(
        &self,
        filter: &str,
        sort: Option<&Sort>,
        now: &dyn Fn() -> Timestamp,
    ) -> Arc<Vec<u32>> {
        let tests = plan(filter, &self.abouts, now).tests;
        let sort = self.sort_in_use(sort);
        let by = self.column(sort.0).map(|(_, by)| *by);
        let wanted = Wanted {
            tests: &tests,
            sort: Some(sort),
        };
        self.indexed(|index, records| Arc::new(index.view(records, &wanted, by)))
    }

    /// What these qualifiers and columns are read from has changed without the records.
    pub fn forget(&self, names: &[&str]) {
        let (index, _) = &mut *self.index.borrow_mut();
        for name in names {
            if let Some(place) = place(&self.abouts, name) {
                index.sheet().forget(place);
            }
            index.forget(name);
        }
    }

    /// Looks at the records with an index that knows all of them; tracks the records.
    pub(super) fn indexed<R>(&self, look: impl FnOnce(&mut ListIndex, &Records<'_, T>) -> R) -> R {
        let replaced = self.collection.generation();
        let (index, generation) = &mut *self.index.borrow_mut();
        if *generation != replaced {
            *index = ListIndex::new();
            *generation = replaced;
        }
        self.collection.with(|rows, _| {
            if index.len() != rows.len() {
                index.extend(rows, self.listing.text);
            }
            let fields = self.listing.fields;
            look(index, &Records { rows, fields })
        })
    }

    /// What a filter can ask for.
    pub(super) fn abouts(&self) -> &[&'static About] {
        &self.abouts
    }

    /// How the records are searched, filtered and sorted.
    pub(super) fn listing(&self) -> &'static Listing<T> {
        self.listing
    }

    /// The column and direction in use: what the URL asks for, or the usual ones.
    pub fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool) {
        asked
            .and_then(|sort| {
                Some((
                    self.column(&sort.column)?.0,
                    sort.direction == Direction::Descending,
                ))
            })
            .unwrap_or(self.listing.usual)
    }

    fn column(&self, name: &str) -> Option<&'static (&'static str, SortBy<T>)> {
        self.listing
            .columns
            .iter()
            .find(|(column, _)| *column == name)
    }
}
