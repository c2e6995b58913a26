//! What looks odd among the sign-ins of a tenant, each with its rule, its threshold and the records that
//! made it.

mod burst;
mod dormant;
mod failures;
mod first_time;
mod found;
mod ground;
mod hours;
mod rules;
mod shared;
mod two_addresses;
mod weight;

use std::rc::Rc;

use super::entry::{Address, Entry, Person};
use crate::wire::time::Timestamp;
use found::{Found, in_order};
use ground::{Ground, History, Lines};

pub use ground::{MOST_PLACES, OWN_PEOPLE, USUAL_DAYS};
pub use hours::{DAY_HOURS, LEAST_SIGN_INS};
pub use rules::{Kind, Rules};

/// One thing that looks odd.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What kind.
    pub kind: Kind,
    /// How much: the larger stands first.
    pub weight: u32,
    /// When: the latest of its records.
    pub at: Timestamp,
    /// Whom it is about; nobody in particular for a shared address.
    pub person: Option<Rc<Person>>,
    /// From where its latest record came.
    pub address: Option<Rc<Address>>,
    /// The records that made it, as positions, the earliest first.
    pub records: Vec<u32>,
    /// How many people, for a shared address; else 1.
    pub people: u32,
    /// How many addresses its records have.
    pub addresses: u32,
    /// The span that the rule speaks of, in milliseconds: the silence of a dormant account as far as it is known,
    /// the length of a burst, the time between two addresses; else 0.
    pub span: i64,
    /// Dormant: whether the silence is known as a whole; otherwise it is at least `span`.
    pub is_whole: bool,
    /// Tells it apart from all others, and is the same when the same records are looked at again.
    pub key: String,
}

/// Everything that looks odd, the heaviest first. `since` is from when on sign-ins are known.
///
/// A mark whose records all stand in heavier ones is an echo: that nine people who share an odd address have never
/// used it before is no news. It stays, for filters and for the record itself, far down the list.
pub fn marks(entries: &[Entry], rules: &Rules, since: Timestamp) -> Vec<Mark> {
    let lines = Lines::of(entries);
    let ground = Ground::new(entries, &lines, since);
    let mut found = shared::find(&ground, rules);
    for history in &ground.histories {
        for find in OF_ONE {
            find(&ground, history, rules, &mut found);
        }
    }
    found = in_order(found);
    let mut is_told = vec![false; entries.len()];
    for mark in &mut found {
        let mut is_echo = true;
        for row in &mark.records {
            let told = &mut is_told[*row as usize];
            is_echo &= *told;
            *told = true;
        }
        if is_echo {
            mark.weight = weight::echo(mark.weight);
        }
    }
    in_order(found)
}

/// One rule, asked of one person.
type Find = fn(&Ground<'_>, &History<'_>, &Rules, &mut Vec<Mark>);

/// Those that look at one person at a time.
const OF_ONE: [Find; 7] = [
    dormant::find,
    burst::find,
    failures::find,
    two_addresses::find,
    first_time::address,
    first_time::client,
    hours::find,
];

/// Writes into each record which marks it has.
pub fn note(entries: &[Entry], marks: &[Mark]) {
    for entry in entries {
        entry.marks.set(0);
    }
    for mark in marks {
        for row in &mark.records {
            if let Some(entry) = usize::try_from(*row).ok().and_then(|row| entries.get(row)) {
                entry.marks.set(entry.marks.get() | mark.kind.bit());
            }
        }
    }
}
