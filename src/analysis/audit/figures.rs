//! What a set of sign-ins adds up to, in every cut.

use super::entry::Entry;
use crate::analysis::sign_ins::Day;
use crate::wire::time::Timestamp;

/// Hours of a week.
pub const HOURS: usize = 7 * 24;

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

/// Counts the records at `rows`. `days` are the first and the last local day to list (days since 1970).
pub fn figures(entries: &[Entry], rows: &[u32], days: (i64, i64)) -> Figures {
    let _ = (entries, rows, days);
    Figures {
        sign_ins: 0,
        failed: 0,
        people: 0,
        addresses: 0,
        clients: 0,
        timeless: 0,
        heat: Box::new([0; HOURS]),
        days: Vec::new(),
    }
}

/// By person, the one with the most records first.
pub fn by_person(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    let _ = (entries, rows);
    Vec::new()
}

/// By address or network, the one with the most people first. Records without an address are in none.
pub fn by_address(entries: &[Entry], rows: &[u32], fold: Fold) -> Vec<Cut> {
    let _ = (entries, rows, fold);
    Vec::new()
}

/// By family of client, the one with the most records first.
pub fn by_client(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    let _ = (entries, rows);
    Vec::new()
}
