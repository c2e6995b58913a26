//! What the filter box and the facets of any list ask of it. They know no record.

use crate::analysis::filter::complete::{Suggestions, suggest};
use crate::analysis::filter::facets::{Group, Tally};
use crate::analysis::filter::plan::{Problem, plan};
use crate::analysis::filter::vocabulary::About;
use crate::wire::time::Timestamp;

use super::collection::Record;
use super::list::List;

/// A list, as far as its filter is concerned.
pub trait Filtering {
    /// What it can be asked for.
    fn vocabulary(&self) -> &[&'static About];

    /// The groups beside it.
    fn groups(&self) -> &'static [Group];

    /// The values of a qualifier, by its place in the vocabulary, and how many rows have each. Looks at the
    /// records without tracking them.
    fn tally(&self, qualifier: usize) -> Vec<Tally>;

    /// What each group shows under a filter. Looks at the records without tracking them.
    fn facets(&self, filter: &str, now: Timestamp) -> Vec<Vec<Tally>>;

    /// Tracks the records.
    fn track(&self);
}

impl dyn Filtering {
    /// What of a filter is not understood.
    pub fn problems(&self, filter: &str, now: Timestamp) -> Vec<Problem> {
        plan(filter, self.vocabulary(), &|| now).problems
    }

    /// What could stand at a caret (in bytes).
    pub fn suggest(&self, filter: &str, caret: usize, now: Timestamp) -> Suggestions {
        let tally = &mut |qualifier| self.tally(qualifier);
        suggest(filter, caret, self.vocabulary(), now, tally)
    }
}

impl<T: Record> Filtering for List<T> {
    fn vocabulary(&self) -> &[&'static About] {
        self.abouts()
    }

    fn groups(&self) -> &'static [Group] {
        self.listing().facets
    }

    fn tally(&self, qualifier: usize) -> Vec<Tally> {
        leptos::prelude::untrack(|| {
            self.indexed(|index, records| index.sheet().tally(qualifier, records))
        })
    }

    fn facets(&self, filter: &str, now: Timestamp) -> Vec<Vec<Tally>> {
        leptos::prelude::untrack(|| {
            self.indexed(|index, records| {
                index
                    .sheet()
                    .facets(self.groups(), filter, self.abouts(), &|| now, records)
            })
        })
    }

    fn track(&self) {
        self.collection.version();
    }
}
