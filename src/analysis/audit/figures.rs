//! What a set of sign-ins adds up to, in every cut ([`super::ledger`] counts it), and the order of the cuts.

use std::cmp::Ordering;

use crate::analysis::list_index::sort_by;
use crate::analysis::sign_ins::Day;
use crate::wire::time::Timestamp;

pub use loops::tally::HOURS;

/// One person's, address's or client's part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The position of its latest record, whose names are its names.
    pub row: u32,
    /// Sign-ins.
    pub count: u32,
    /// Attempts that failed.
    pub failed: u32,
    /// How many people (of an address, a network, a client); of a person 1.
    pub people: u32,
    /// How many addresses (of a person, a client); of an address 1.
    pub addresses: u32,
    /// The earliest moment.
    pub first: Option<Timestamp>,
    /// The latest.
    pub last: Option<Timestamp>,
}

/// How addresses are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// Each by itself.
    #[default]
    Single,
    /// IPv4 by /24, IPv6 by /48.
    Network,
}

/// What a set of sign-ins adds up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Sign-ins: successes, and those of tenants that list nothing else.
    pub sign_ins: u32,
    /// Attempts that failed.
    pub failed: u32,
    /// People who signed in or tried to.
    pub people: u32,
    /// Addresses.
    pub addresses: u32,
    /// Families of clients.
    pub clients: u32,
    /// Records that do not say when: in no hour and no day.
    pub timeless: u32,
    /// Records by hour of the week by the clock of the zone in use, Monday 00 first.
    pub heat: Box<[u32; HOURS]>,
    /// Each day of the span, the earliest first.
    pub days: Vec<Day>,
}

/// The first of some cuts in an order, and those alone in order: nobody looks at thousands.
pub fn first(cuts: &[Cut], most: usize, order: &dyn Fn(&Cut, &Cut) -> Ordering) -> Vec<Cut> {
    let mut places: Vec<u32> = (0..).take(cuts.len()).collect();
    let at = |place: u32| &cuts[place as usize];
    // Equal ones stay as they were.
    let mut order = |a: u32, b: u32| order(at(a), at(b)).then(a.cmp(&b));
    if most > 0 && most < places.len() {
        places.select_nth_unstable_by(most - 1, |a, b| order(*a, *b));
    }
    places.truncate(most);
    sort_by(&mut places, &mut order);
    places.into_iter().map(|place| *at(place)).collect()
}

/// The most records first, of equal ones the latest.
pub fn busiest(one: &Cut, other: &Cut) -> Ordering {
    let all = |cut: &Cut| cut.count + cut.failed;
    all(other)
        .cmp(&all(one))
        .then_with(|| other.last.cmp(&one.last))
}

/// The most people first, of equal ones the busiest.
pub fn most_people(one: &Cut, other: &Cut) -> Ordering {
    let people = other.people.cmp(&one.people);
    people.then_with(|| busiest(one, other))
}
