//! What the filter box and the facets of any list ask of it. They know no record.

use std::rc::Rc;

use leptos::prelude::untrack;

use super::collection::Record;
use super::list::List;
use crate::analysis::filter::columns::Source;
use crate::analysis::filter::complete::{Suggestions, suggest};
use crate::analysis::filter::explain::{Problem, problems};
use crate::analysis::filter::facets::{Group, Known, Tally};
use crate::analysis::filter::sheet::Sheet;
use crate::analysis::filter::vocabulary::About;
use crate::wire::time::Timestamp;

/// A list, as far as its filter is concerned. What is worked out from that stands below, so that it is
/// compiled once and can be fetched later than the list.
pub trait Filtering {
    /// What it can be asked for.
    fn vocabulary(&self) -> &[&'static About];

    /// The groups beside it.
    fn groups(&self) -> &'static [Group];

    /// Looks at its columns, without tracking the records.
    fn look(&self, look: &mut dyn FnMut(&mut Sheet, &dyn Source));

    /// Tracks the records.
    fn track(&self);

    /// A filter as it is held against the records: a page may show a part of them only.
    fn within(&self, filter: &str) -> String {
        filter.to_owned()
    }
}

impl dyn Filtering {
    /// What of a filter is not understood.
    pub fn problems(&self, filter: &str, now: Timestamp) -> Vec<Problem> {
        problems(filter, self.named(), &|| now)
    }

    /// What it can be asked for by name.
    pub fn named(&self) -> &[&'static About] {
        match self.vocabulary() {
            [named @ .., last] if last.name.is_empty() => named,
            all => all,
        }
    }

    /// What could stand at a caret (in bytes).
    pub fn suggest(&self, filter: &str, caret: usize, now: Timestamp) -> Suggestions {
        let known = &mut |qualifier| {
            let mut known: Rc<[Known]> = Rc::default();
            self.look(&mut |sheet, source| known = sheet.known(qualifier, source));
            known
        };
        suggest(filter, caret, self.named(), now, known)
    }

    /// What each group shows under a filter. Nothing while there is nothing to count: a zero would say that
    /// nobody is an owner, where nobody has been looked at.
    pub fn facets(&self, filter: &str, now: Timestamp) -> Vec<Vec<Tally>> {
        let mut tallies = Vec::new();
        self.look(&mut |sheet, source| {
            if source.rows() > 0 {
                let filter = self.within(filter);
                tallies = sheet.facets(self.groups(), &filter, self.vocabulary(), &|| now, source);
            }
        });
        tallies
    }
}

impl<T: Record> Filtering for List<T> {
    fn vocabulary(&self) -> &[&'static About] {
        self.abouts()
    }

    fn groups(&self) -> &'static [Group] {
        self.listing().facets
    }

    fn look(&self, look: &mut dyn FnMut(&mut Sheet, &dyn Source)) {
        untrack(|| self.indexed(|index, records| look(index.sheet(), records)));
    }

    fn track(&self) {
        self.collection.version();
    }
}
