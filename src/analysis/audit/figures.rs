//! What a set of sign-ins adds up to, in every cut.

use std::cmp::Ordering;

use super::columns::{self, Groups, NONE, places, small};
use super::entry::Entry;
use crate::analysis::list_index::sort_by;
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

const HOUR: i64 = 3_600_000;
/// Hours from a Monday's first to the first hour of 1970, a Thursday's.
const THURSDAY: i64 = 3 * 24;

/// Counts the records at `rows`. `days` are the first and the last local day to list (days since 1970), of
/// which the last ten years are.
pub fn figures(entries: &[Entry], rows: &[u32], days: (i64, i64)) -> Figures {
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
    for entry in at(entries, rows) {
        let is_failed = entry.is_failed();
        *(if is_failed {
            &mut failed
        } else {
            &mut sign_ins
        }) += 1;
        see(&mut people, columns::person(entry));
        see(&mut addresses, columns::address(entry));
        see(&mut clients, columns::family(entry));
        let Some(local) = entry.local() else {
            timeless += 1;
            continue;
        };
        let hour = local.div_euclid(HOUR);
        let of_week = (hour + THURSDAY).rem_euclid(7 * 24);
        heat[usize::try_from(of_week).unwrap_or(0)] += 1;
        let day = usize::try_from(hour.div_euclid(24) - first);
        if let Some(day) = day.ok().and_then(|day| days.get_mut(day)) {
            *(if is_failed {
                &mut day.failed
            } else {
                &mut day.count
            }) += 1;
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

/// The records at `rows`.
fn at<'a>(entries: &'a [Entry], rows: &'a [u32]) -> impl Iterator<Item = &'a Entry> {
    rows.iter().filter_map(|row| entries.get(*row as usize))
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
    for entry in at(entries, rows) {
        see(&mut now, columns::address(entry));
    }
    let is_new = |(code, now): &(usize, &bool)| **now && before.get(*code) != Some(&true);
    is_known.then(|| small(now.iter().enumerate().filter(is_new).count()))
}

/// By person, the one with the most records first.
pub fn by_person(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    let mut cuts = cuts(entries, rows, columns::person, None);
    sort(&mut cuts, &mut |a, b| {
        let id = |cut: &Cut| entries[cut.row as usize].person.id;
        busiest(a, b).then_with(|| id(a).cmp(&id(b)))
    });
    cuts
}

/// By address or network, the one with the most people first. Records without an address are in none.
/// A network's name is [`super::address::network`] of its latest record's address.
pub fn by_address(entries: &[Entry], rows: &[u32], fold: Fold) -> Vec<Cut> {
    let places = match fold {
        Fold::Single => None,
        Fold::Network => Some(places(at(entries, rows))),
    };
    let mut cuts = cuts(entries, rows, columns::address, places.as_deref());
    sort(&mut cuts, &mut |a, b| {
        let text = |cut: &Cut| {
            let address = entries[cut.row as usize].address.as_ref();
            address.map(|address| &*address.text)
        };
        let most_people = b.people.cmp(&a.people);
        most_people
            .then_with(|| busiest(a, b))
            .then_with(|| text(a).cmp(&text(b)))
    });
    cuts
}

/// By family of client, the one with the most records first. Records without a client are in none.
pub fn by_client(entries: &[Entry], rows: &[u32]) -> Vec<Cut> {
    let mut cuts = cuts(entries, rows, columns::family, None);
    sort(&mut cuts, &mut |a, b| {
        let words = |cut: &Cut| {
            let client = entries[cut.row as usize].client.as_ref();
            client.map(|client| &*client.words)
        };
        busiest(a, b).then_with(|| words(a).cmp(&words(b)))
    });
    cuts
}

/// The most records first, of equal ones the latest.
fn busiest(a: &Cut, b: &Cut) -> Ordering {
    let all = |cut: &Cut| cut.count + cut.failed;
    all(b).cmp(&all(a)).then(b.last.cmp(&a.last))
}

/// Sorts by way of positions: see [`sort_by`].
fn sort(cuts: &mut Vec<Cut>, order: &mut dyn FnMut(&Cut, &Cut) -> Ordering) {
    let mut positions: Vec<u32> = (0..small(cuts.len())).collect();
    sort_by(&mut positions, &mut |a, b| {
        order(&cuts[a as usize], &cuts[b as usize])
    });
    *cuts = positions.iter().map(|at| cuts[*at as usize]).collect();
}

/// One cut for each key that occurs, in the order of the keys. `places` are other keys for the same things.
fn cuts(
    entries: &[Entry],
    rows: &[u32],
    key: fn(&Entry) -> u32,
    places: Option<&[u32]>,
) -> Vec<Cut> {
    let mut groups = Groups::with_room(rows.len());
    let mut all: Vec<Cut> = Vec::new();
    // Of two at the same moment the one with the larger number is the latest, whatever came first.
    let id = |row: u32| entries[row as usize].id;
    for row in rows {
        let Some(entry) = entries.get(*row as usize) else {
            continue;
        };
        let key = key(entry);
        let key = match places.and_then(|places| places.get(key as usize)) {
            Some(place) => *place,
            None => key,
        };
        if key == NONE {
            continue;
        }
        groups.push(key, [columns::person(entry), columns::address(entry)]);
        let place = key as usize;
        if place >= all.len() {
            all.resize(place + 1, Cut::default());
        }
        let cut = &mut all[place];
        let is_new = cut.count + cut.failed == 0;
        if entry.is_failed() {
            cut.failed += 1;
        } else {
            cut.count += 1;
        }
        if entry.at.is_some() && (cut.first.is_none() || entry.at < cut.first) {
            cut.first = entry.at;
        }
        let is_later = entry.at > cut.last || (entry.at == cut.last && entry.id > id(cut.row));
        if is_new || is_later {
            cut.row = *row;
            cut.last = entry.at;
        }
    }
    let (mut people, mut addresses) = (groups.stamps(0), groups.stamps(1));
    for (group, members) in (0..).zip(groups.sorted().iter()) {
        let cut = &mut all[group as usize];
        for [person, address] in members {
            cut.people += u32::from(people.is_new(*person, group));
            cut.addresses += u32::from(addresses.is_new(*address, group));
        }
    }
    all.retain(|cut| cut.count + cut.failed > 0);
    all
}
