//! What looks odd among the sign-ins of a tenant, each with its rule, its threshold and the records that
//! made it.

use std::rc::Rc;

use super::entry::{Address, Entry, Person};
use crate::wire::time::Timestamp;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Dormant: silent for at least so many days.
    pub dormant_days: Option<u32>,
    /// Shared address: at least so many people.
    pub shared_people: Option<u32>,
    /// Burst: at least so many sign-ins …
    pub burst_count: Option<u32>,
    /// … within so many minutes.
    pub burst_minutes: u32,
    /// Failures: at least so many failed attempts within the hour before a success.
    pub failures: Option<u32>,
    /// Two addresses: at most so many minutes apart.
    pub two_minutes: Option<u32>,
    /// New address, new client, hours: the person's history must go back at least so many days before.
    pub history_days: u32,
    /// Whether a new address is marked.
    pub new_address: bool,
    /// Whether a new client is marked.
    pub new_client: bool,
    /// Hours: at least so many hours away from any hour at which the person has signed in.
    pub hours_away: Option<u32>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            dormant_days: Some(21),
            shared_people: Some(5),
            burst_count: Some(5),
            burst_minutes: 10,
            failures: Some(3),
            two_minutes: Some(60),
            history_days: 7,
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
pub fn marks(entries: &[Entry], rules: &Rules, since: Timestamp) -> Vec<Mark> {
    let _ = (entries, rules, since);
    Vec::new()
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
