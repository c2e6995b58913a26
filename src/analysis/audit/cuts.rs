//! By person, by address, by client: [`super::figures`] says what is answered.

use std::cmp::Ordering;

use super::columns::{Groups, Line, NONE, places, small};
use super::entry::Entry;
use super::figures::{Cut, Fold};
use crate::analysis::list_index::sort_by;
use crate::wire::time::Timestamp;

pub(super) fn people(entries: &[Entry], lines: &[Line]) -> Vec<Cut> {
    let mut cuts = cuts(entries, lines, &|line| line.person);
    let id = |cut: &Cut| entries[cut.row as usize].person.id;
    sort(&mut cuts, &mut |a, b| {
        busiest(a, b).then_with(|| id(a).cmp(&id(b)))
    });
    cuts
}

pub(super) fn addresses(entries: &[Entry], lines: &[Line], fold: Fold) -> Vec<Cut> {
    let mut cuts = match fold {
        Fold::Single => cuts(entries, lines, &|line| line.address),
        Fold::Network => {
            let places = places(lines.iter().map(|line| &entries[line.row as usize]));
            let place = |line: &Line| places.get(line.address as usize).copied();
            cuts(entries, lines, &|line| place(line).unwrap_or(NONE))
        }
    };
    let text = |cut: &Cut| {
        let address = entries[cut.row as usize].address.as_ref();
        address.map(|address| &*address.text)
    };
    sort(&mut cuts, &mut |a, b| {
        let most_people = b.people.cmp(&a.people);
        most_people
            .then_with(|| busiest(a, b))
            .then_with(|| text(a).cmp(&text(b)))
    });
    cuts
}

pub(super) fn clients(entries: &[Entry], lines: &[Line]) -> Vec<Cut> {
    let mut cuts = cuts(entries, lines, &|line| line.family);
    let words = |cut: &Cut| {
        let client = entries[cut.row as usize].client.as_ref();
        client.map(|client| &*client.words)
    };
    sort(&mut cuts, &mut |a, b| {
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

/// What is counted of one key, until it is a cut.
#[derive(Clone, Copy)]
struct Tally {
    row: u32,
    count: u32,
    failed: u32,
    first: i64,
    last: i64,
}

/// One cut for each key that occurs, in the order of the keys.
fn cuts(entries: &[Entry], lines: &[Line], key: &dyn Fn(&Line) -> u32) -> Vec<Cut> {
    let none = Tally {
        row: 0,
        count: 0,
        failed: 0,
        first: i64::MAX,
        last: Line::NEVER,
    };
    let mut groups = Groups::with_room(lines.len());
    let mut tallies: Vec<Tally> = Vec::new();
    // Of two at the same moment the one with the larger number is the latest, whatever came first.
    let id = |row: u32| entries[row as usize].id;
    for line in lines {
        let key = key(line);
        if key == NONE {
            continue;
        }
        groups.push(key, [line.person, line.address]);
        let place = key as usize;
        if place >= tallies.len() {
            tallies.resize(place + 1, none);
        }
        let tally = &mut tallies[place];
        let is_later = line.at > tally.last
            || (line.at == tally.last && id(line.row) > id(tally.row))
            || tally.count + tally.failed == 0;
        if is_later {
            tally.row = line.row;
            tally.last = line.at;
        }
        if line.is_failed {
            tally.failed += 1;
        } else {
            tally.count += 1;
        }
        if line.at != Line::NEVER {
            tally.first = tally.first.min(line.at);
        }
    }
    let (mut people, mut addresses) = (groups.stamps(0), groups.stamps(1));
    let sorted = groups.sorted();
    let mut cuts = Vec::new();
    for ((group, members), tally) in (0..).zip(sorted.iter()).zip(&tallies) {
        if members.is_empty() {
            continue;
        }
        let is_dated = tally.last != Line::NEVER;
        let mut cut = Cut {
            row: tally.row,
            count: tally.count,
            failed: tally.failed,
            people: 0,
            addresses: 0,
            first: is_dated.then_some(Timestamp(tally.first)),
            last: is_dated.then_some(Timestamp(tally.last)),
        };
        for [person, address] in members {
            cut.people += u32::from(people.is_new(*person, group));
            cut.addresses += u32::from(addresses.is_new(*address, group));
        }
        cuts.push(cut);
    }
    cuts
}
