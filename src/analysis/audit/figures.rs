//! What a set of sign-ins adds up to, in every cut.

use super::columns::{self, Line, NONE, lines, small};
use super::cuts;
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

/// The most days that are listed, the latest: a longer strip cannot be read, and a range may begin anywhere.
const MOST_DAYS: i64 = 3_660;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// Hours from a Monday's first to the first hour of 1970, a Thursday's.
const THURSDAY: i64 = 3 * 24;

/// What a set of sign-ins adds up to, and all its cuts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Everything {
    /// As [`figures`] answers.
    pub figures: Figures,
    /// As [`by_person`].
    pub people: Vec<Cut>,
    /// As [`by_address`].
    pub addresses: Vec<Cut>,
    /// As [`by_client`].
    pub clients: Vec<Cut>,
}

/// [`figures`], [`by_person`], [`by_address`] and [`by_client`] in one go, which is faster than one after the other.
pub fn everything(entries: &[Entry], rows: &[u32], days: (i64, i64), fold: Fold) -> Everything {
    let lines = lines(entries, rows);
    Everything {
        figures: count(&lines, days),
        people: cuts::people(entries, &lines),
        addresses: cuts::addresses(entries, &lines, fold),
        clients: cuts::clients(entries, &lines),
    }
}

/// Counts the records at `rows`. `days` are the first and the last local day to list (days since 1970), of
/// which the last ten years are.
pub fn figures(entries: &[Entry], rows: &[u32], days: (i64, i64)) -> Figures {
    count(&lines(entries, rows), days)
}

/// By person, the one with the most records first.
pub fn by_person(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    cuts::people(entries, &lines(entries, rows))
}

/// By address or network, the one with the most people first. Records without an address are in none.
/// A network's name is [`super::address::network`] of its latest record's address.
pub fn by_address(entries: &[Entry], rows: &[u32], fold: Fold) -> Vec<Cut> {
    cuts::addresses(entries, &lines(entries, rows), fold)
}

/// By family of client, the one with the most records first. Records without a client are in none.
pub fn by_client(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    cuts::clients(entries, &lines(entries, rows))
}

fn count(lines: &[Line], days: (i64, i64)) -> Figures {
    let first = days.0.max(days.1.saturating_sub(MOST_DAYS - 1));
    let listed = (first..=days.1).map(|number| Day {
        number,
        count: 0,
        failed: 0,
    });
    let mut days: Vec<Day> = listed.collect();
    let mut heat = Box::new([0; HOURS]);
    let (mut sign_ins, mut failed, mut timeless) = (0, 0, 0);
    let (mut people, mut addresses, mut clients) = Default::default();
    for line in lines {
        if line.is_failed {
            failed += 1;
        } else {
            sign_ins += 1;
        }
        see(&mut people, line.person);
        see(&mut addresses, line.address);
        see(&mut clients, line.family);
        if line.at == Line::NEVER {
            timeless += 1;
            continue;
        }
        let hour = (line.at + i64::from(line.offset) * MINUTE).div_euclid(HOUR);
        let of_week = (hour + THURSDAY).rem_euclid(7 * 24);
        heat[usize::try_from(of_week).unwrap_or(0)] += 1;
        let day = usize::try_from(hour.div_euclid(24) - first);
        if let Some(day) = day.ok().and_then(|day| days.get_mut(day)) {
            if line.is_failed {
                day.failed += 1;
            } else {
                day.count += 1;
            }
        }
    }
    Figures {
        sign_ins,
        failed,
        people: seen(&people),
        addresses: seen(&addresses),
        clients: seen(&clients),
        timeless,
        heat,
        days,
    }
}

fn see(table: &mut Vec<bool>, key: u32) {
    if key == NONE {
        return;
    }
    let key = key as usize;
    if key >= table.len() {
        table.resize(key + 1, false);
    }
    table[key] = true;
}

fn seen(table: &[bool]) -> u32 {
    small(table.iter().filter(|seen| **seen).count())
}

/// How many addresses the records at `rows` have that nobody used before `from`; `entries` are all that is
/// known. `None`: nothing is known of the time before `from`, so that nothing can be called new.
pub fn new_addresses(entries: &[Entry], rows: &[u32], from: Timestamp) -> Option<u32> {
    let (mut before, mut now) = Default::default();
    let mut is_known = false;
    for entry in entries.iter().filter(|entry| entry.at < Some(from)) {
        if entry.at.is_some() {
            is_known = true;
            see(&mut before, columns::address(entry));
        }
    }
    for entry in rows.iter().filter_map(|row| entries.get(*row as usize)) {
        see(&mut now, columns::address(entry));
    }
    let is_new = |(code, now): &(usize, &bool)| **now && before.get(*code) != Some(&true);
    is_known.then(|| small(now.iter().enumerate().filter(is_new).count()))
}
