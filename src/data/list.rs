//! A list as a page shows it: a synced collection, searched and sorted as the URL says.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::collection::{Collection, Record};
use crate::analysis::list_index::{ListIndex, SortBy, Wanted};
use crate::state::list_params::{Direction, Sort};

/// How a kind of record is searched and sorted.
pub struct Listing<T: 'static> {
    /// Appends a record's search text, its fields parted by a space.
    pub text: fn(&T, &mut String),
    /// The columns that can be sorted by, by their name in the URL.
    pub columns: &'static [(&'static str, SortBy<T>)],
    /// The sort when the URL names none: a column, and whether the largest stands first.
    pub usual: (&'static str, bool),
}

/// A collection and its index. Cheap to clone; outlives the page that shows it, so coming back is instant.
pub struct List<T: Record> {
    /// The records and their sync.
    pub collection: Collection<T>,
    index: Rc<RefCell<(ListIndex, u32)>>,
    listing: &'static Listing<T>,
}

impl<T: Record> Clone for List<T> {
    fn clone(&self) -> Self {
        Self {
            collection: self.collection.clone(),
            index: Rc::clone(&self.index),
            listing: self.listing,
        }
    }
}

impl<T: Record> List<T> {
    /// A list over a collection.
    pub fn new(collection: Collection<T>, listing: &'static Listing<T>) -> Self {
        Self {
            collection,
            index: Rc::new(RefCell::new((ListIndex::new(), 0))),
            listing,
        }
    }

    /// The rows to show, in order, as positions in the collection; tracks the records.
    pub fn view(&self, search: &str, sort: Option<&Sort>) -> Arc<Vec<u32>> {
        let replaced = self.collection.generation();
        let sort = self.sort_in_use(sort);
        let by = self.column(sort.0).map(|(_, by)| *by);
        let (index, generation) = &mut *self.index.borrow_mut();
        if *generation != replaced {
            *index = ListIndex::new();
            *generation = replaced;
        }
        self.collection.with(|rows, _| {
            if index.len() != rows.len() {
                index.extend(rows, self.listing.text);
            }
            Arc::new(index.view(
                rows,
                &Wanted {
                    search,
                    sort: Some(sort),
                },
                by,
            ))
        })
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
