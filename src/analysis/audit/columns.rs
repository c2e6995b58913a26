//! Records as plain columns. Who, where and with what are small numbers, so grouping is counting: no hashing
//! and no sorting of records, which are 200,000.

use super::address::Network;
use super::entry::{Address, Entry};
use crate::analysis::list_index::sort_by;

/// Nobody, nowhere, nothing.
pub(super) const NONE: u32 = u32::MAX;

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

/// How many different numbers there may be: one more than the largest.
pub(super) fn width(keys: &[u32]) -> usize {
    let known = keys.iter().filter(|key| **key != NONE);
    known.max().map_or(0, |most| *most as usize + 1)
}

/// Positions put together by their keys.
pub(super) struct Groups {
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl Groups {
    /// Those without a key are in no group. Within a group they stay in order.
    pub(super) fn by(keys: &[u32]) -> Self {
        let mut starts = vec![0_u32; width(keys) + 1];
        for key in keys.iter().filter(|key| **key != NONE) {
            starts[*key as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut order = vec![0; sum as usize];
        for (position, key) in keys.iter().enumerate() {
            if *key != NONE {
                let place = &mut next[*key as usize];
                order[*place as usize] = small(position);
                *place += 1;
            }
        }
        Self { starts, order }
    }

    /// Each group, in the order of the keys; one without members is empty.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let ends = self.starts.windows(2);
        ends.map(|ends| &self.order[ends[0] as usize..ends[1] as usize])
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
