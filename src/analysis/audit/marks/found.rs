//! From what a rule found to a mark, and the marks in their order.

use std::cmp::Ordering;
use std::rc::Rc;

use super::ground::{Ground, History};
use super::{Kind, Mark};
use crate::analysis::audit::columns::small;
use crate::analysis::audit::entry::{Address, Entry};
use crate::analysis::list_index::sort_by;

/// What a rule found about a person, before it is a mark.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) weight: u32,
    pub(super) records: Vec<u32>,
    /// As [`Mark::span`].
    pub(super) span: i64,
    /// As [`Mark::is_whole`].
    pub(super) is_whole: bool,
}

impl Found {
    /// Of records in order of time.
    pub(super) fn new(kind: Kind, weight: u32, records: Vec<u32>) -> Self {
        Self {
            kind,
            weight,
            records,
            span: 0,
            is_whole: false,
        }
    }

    /// As a mark beside those that were found before.
    pub(super) fn tell(self, ground: &Ground<'_>, history: &History<'_>, marks: &mut Vec<Mark>) {
        let mark = self.mark(ground.entries, history);
        // Twice in the same millisecond is once.
        let is_new = |mark: &Mark| marks.last().is_none_or(|last| last.key != mark.key);
        marks.extend(mark.filter(is_new));
    }

    fn mark(self, entries: &[Entry], history: &History<'_>) -> Option<Mark> {
        let first = &entries[*self.records.first()? as usize];
        let last = &entries[*self.records.last()? as usize];
        let mut addresses: Vec<&Rc<Address>> = Vec::new();
        for row in &self.records {
            let Some(address) = &entries[*row as usize].address else {
                continue;
            };
            if !addresses.iter().any(|known| known.code == address.code) {
                addresses.push(address);
            }
        }
        let what = match (self.kind, &last.client, &last.address) {
            (Kind::NewClient, Some(client), _) => &*client.words,
            (Kind::NewAddress, _, Some(address)) => &*address.text,
            _ => "",
        };
        let key = [
            self.kind.name(),
            &history.person.id.to_string(),
            &first.at?.0.to_string(),
            what,
        ]
        .join(":");
        Some(Mark {
            kind: self.kind,
            weight: self.weight,
            at: last.at?,
            person: Some(Rc::clone(history.person)),
            address: last.address.clone(),
            people: 1,
            addresses: small(addresses.len()),
            records: self.records,
            span: self.span,
            is_whole: self.is_whole,
            key,
        })
    }
}

/// The heaviest first, then the latest.
pub(super) fn in_order(found: Vec<Mark>) -> Vec<Mark> {
    let order = |a: &Mark, b: &Mark| -> Ordering {
        let weight = b.weight.cmp(&a.weight).then(b.at.cmp(&a.at));
        // No two marks have one key, so that the order of the records does not matter.
        weight.then_with(|| a.key.cmp(&b.key))
    };
    let mut positions: Vec<u32> = (0..small(found.len())).collect();
    sort_by(&mut positions, &mut |a, b| {
        order(&found[a as usize], &found[b as usize])
    });
    let mut found: Vec<Option<Mark>> = found.into_iter().map(Some).collect();
    let taken = positions.iter().filter_map(|at| found[*at as usize].take());
    taken.collect()
}
