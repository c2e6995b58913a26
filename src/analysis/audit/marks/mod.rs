//! What looks odd among the sign-ins of a tenant, each with its rule, its threshold and the records that
//! made it.

mod burst;
mod dormant;
mod failures;
mod first_time;
mod ground;
mod hours;
mod shared;
mod two_addresses;
mod weight;

use std::cmp::Ordering;
use std::rc::Rc;

use super::columns::small;
use super::entry::{Address, Entry, Person};
use crate::analysis::list_index::sort_by;
use crate::wire::time::Timestamp;
use ground::{Ground, History, Lines};

pub use ground::{MOST_PLACES, OWN_PEOPLE, USUAL_DAYS};
pub use hours::{DAY_HOURS, LEAST_SIGN_INS};

/// What kind of oddness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An account that was silent for long has signed in.
    Dormant,
    /// Many people from one address that is nobody's usual one.
    SharedAddress,
    /// Many sign-ins of one person in a short time.
    Burst,
    /// Failed attempts, and then a success.
    Failures,
    /// One person from two addresses within minutes.
    TwoAddresses,
    /// For the first time from this address.
    NewAddress,
    /// For the first time with this client.
    NewClient,
    /// Outside this person's usual hours.
    Hours,
}

impl Kind {
    /// All, the heaviest first; the place is the bit in [`Entry::marks`].
    pub const ALL: [Self; 8] = [
        Self::Dormant,
        Self::SharedAddress,
        Self::Burst,
        Self::Failures,
        Self::TwoAddresses,
        Self::NewAddress,
        Self::NewClient,
        Self::Hours,
    ];

    /// As a filter writes it: `mark:new-address`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dormant => "dormant",
            Self::SharedAddress => "shared-address",
            Self::Burst => "burst",
            Self::Failures => "failures",
            Self::TwoAddresses => "two-addresses",
            Self::NewAddress => "new-address",
            Self::NewClient => "new-client",
            Self::Hours => "hours",
        }
    }

    /// Its bit in [`Entry::marks`].
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The thresholds. A rule whose threshold is `None` is off.
///
/// Common to all: records that do not say when are in none; what is "usual" or "known" is so by what came before,
/// never by what came after, so that a mark does not vanish when an intruder stays; networks (/24, /48) count and
/// not single addresses, except where many people share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Dormant: a sign-in after at least so many days without one. Before the first one that is known, the
    /// silence is as long as sign-ins are known, or the account exists.
    pub dormant_days: Option<u32>,
    /// Shared address: at least so many people signed in, or tried to, from one address who had never done so in
    /// at least `history_days` that are known of them, and they are more than half of all that came from there.
    pub shared_people: Option<u32>,
    /// Burst: at least so many sign-ins of one person …
    pub burst_count: Option<u32>,
    /// … within so many minutes; not if that had happened on [`USUAL_DAYS`] days before, as with a script.
    pub burst_minutes: u32,
    /// Failures: at least so many failed attempts within the hour before a success; one less is enough if it
    /// comes from a network that is not usual for the person (see `two_minutes`).
    pub failures: Option<u32>,
    /// Two addresses: two sign-ins after one another, at most so many minutes apart, from two networks of which
    /// one is not usual for the person: used on fewer than [`USUAL_DAYS`] days before, and not the tenant's own (usual
    /// for [`OWN_PEOPLE`] people). Not for somebody seen in more than [`MOST_PLACES`] networks before.
    pub two_minutes: Option<u32>,
    /// Two addresses, new address, new client, hours: the person's first sign-in that is known lies at least so many
    /// days back.
    pub history_days: u32,
    /// Whether a new address is marked: the first sign-in from a network, with the exceptions of `two_minutes`.
    pub new_address: bool,
    /// Whether a new client is marked: the first sign-in with a family ("Firefox on Linux").
    pub new_client: bool,
    /// Hours: at least so many hours before or after the person's usual day. That is the shortest part of the
    /// clock's round with all hours of earlier sign-ins, [`LEAST_SIGN_INS`] at least, and [`DAY_HOURS`] hours from its
    /// beginning.
    pub hours_away: Option<u32>,
}

impl Default for Rules {
    /// Such that an ordinary month has no mark.
    fn default() -> Self {
        Self {
            // A tenant keeps 30 days: more than this, and what woke last week could not be told.
            dormant_days: Some(21),
            shared_people: Some(5),
            burst_count: Some(5),
            burst_minutes: 10,
            failures: Some(3),
            two_minutes: Some(60),
            // Two working weeks hold the day at home, the telephone and the other office.
            history_days: 14,
            new_address: true,
            new_client: true,
            hours_away: Some(4),
        }
    }
}

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

/// The heaviest first, then the latest.
fn in_order(found: Vec<Mark>) -> Vec<Mark> {
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

/// What a rule found about a person, before it is a mark.
struct Found {
    kind: Kind,
    weight: u32,
    records: Vec<u32>,
    span: i64,
    is_whole: bool,
}

impl Found {
    fn new(kind: Kind, weight: u32, records: Vec<u32>) -> Self {
        Self {
            kind,
            weight,
            records,
            span: 0,
            is_whole: false,
        }
    }

    fn of(self, entries: &[Entry], history: &History<'_>) -> Option<Mark> {
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

#[cfg(test)]
#[path = "../tests/marks.rs"]
mod tests;
