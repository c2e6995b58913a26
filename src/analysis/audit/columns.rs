//! Records as plain columns. Who, where and with what are small numbers, so grouping is counting: no hashing
//! and no sorting of records, which are 200,000.

use std::ops::Range;

use super::address::Network;
use super::entry::{Address, Entry};
use crate::analysis::list_index::sort_by;

pub(super) use loops::tally::NONE;

/// A length or position as a small number.
pub(super) fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}

/// Who.
pub(super) fn person(entry: &Entry) -> u32 {
    entry.person.code
}

/// From where.
pub(super) fn address(entry: &Entry) -> u32 {
    entry.address.as_ref().map_or(NONE, |address| address.code)
}

/// With which family of clients.
pub(super) fn family(entry: &Entry) -> u32 {
    entry.client.as_ref().map_or(NONE, |client| client.family)
}

/// Values to be put together by keys.
pub(super) struct Groups<T> {
    keys: Vec<u32>,
    values: Vec<T>,
}

/// Values put together by their keys.
pub(super) struct Sorted<T> {
    ends: Vec<u32>,
    /// All of them, group by group.
    pub(super) values: Vec<T>,
}

impl<T: Copy> Groups<T> {
    pub(super) fn with_room(length: usize) -> Self {
        Self {
            keys: Vec::with_capacity(length),
            values: Vec::with_capacity(length),
        }
    }

    pub(super) fn push(&mut self, key: u32, value: T) {
        self.keys.push(key);
        self.values.push(value);
    }

    /// Within a group they stay in order.
    pub(super) fn sorted(self) -> Sorted<T> {
        let wide = self.keys.iter().max().map_or(0, |most| *most as usize + 1);
        // Where each group begins; each value moves that on, so that in the end it is where the group ends.
        let mut ends = vec![0_u32; wide];
        for key in &self.keys {
            ends[*key as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            let length = *end;
            *end = sum;
            sum += length;
        }
        let mut values = self.values.clone();
        for (key, value) in self.keys.iter().zip(&self.values) {
            let place = &mut ends[*key as usize];
            values[*place as usize] = *value;
            *place += 1;
        }
        Sorted { ends, values }
    }
}

impl<T> Sorted<T> {
    /// From where to where each group reaches, in the order of the keys; one without members is empty.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(start, end)| *start as usize..*end as usize)
    }

    /// Each group, likewise.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        self.ranges().map(|range| &self.values[range])
    }
}

/// Tells for each group in turn which numbers are new in it, without clearing a table between them.
pub(super) struct Stamps(Vec<u32>);

impl Stamps {
    /// For numbers below `width`.
    pub(super) fn new(width: usize) -> Self {
        Self(vec![NONE; width])
    }

    /// Whether `key` was met in `group`.
    pub(super) fn is(&self, key: u32, group: u32) -> bool {
        self.0.get(key as usize) == Some(&group)
    }

    /// Whether `key` is met for the first time in `group`.
    pub(super) fn is_new(&mut self, key: u32, group: u32) -> bool {
        match self.0.get_mut(key as usize) {
            Some(stamp) if *stamp != group => {
                *stamp = group;
                true
            }
            _ => false,
        }
    }
}

/// For each number of an address that occurs in `entries` the number of its network. Only the addresses are
/// sorted, which are few beside the records.
pub(super) fn places<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<u32> {
    let mut known: Vec<Option<&Address>> = Vec::new();
    for entry in entries {
        let Some(address) = &entry.address else {
            continue;
        };
        let place = address.code as usize;
        if place >= known.len() {
            known.resize(place + 1, None);
        }
        known[place] = Some(address);
    }
    let networks: Vec<(u8, u128)> = (0..)
        .zip(&known)
        .map(|(code, address): (u32, _)| {
            let network = address.and_then(|address| Network::of(&address.text));
            // What is no address is a place of its own.
            network.map_or((u8::MAX, code.into()), Network::key)
        })
        .collect();
    let mut order: Vec<u32> = (0..small(networks.len())).collect();
    let network = |code: u32| networks[code as usize];
    sort_by(&mut order, &mut |a, b| network(a).cmp(&network(b)));
    let mut places = vec![0; networks.len()];
    for pair in order.windows(2) {
        let is_next = network(pair[0]) != network(pair[1]);
        places[pair[1] as usize] = places[pair[0] as usize] + u32::from(is_next);
    }
    places
}
