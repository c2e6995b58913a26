//! Many people from one address that is nobody's usual one: one hand with many passwords, or a box that is
//! shared.
//!
//! An office or a VPN is told apart by its people: most came from there before, or nothing is known of before.
//! One that is new is marked, and sinks once most have come from there on several days.

use std::rc::Rc;

use super::ground::{Ground, History, Seen, USUAL_DAYS};
use super::{Kind, Mark, Rules, weight};
use crate::analysis::audit::columns::{NONE, Stamps};
use crate::analysis::list_index::sort_by;

/// What came from one address.
#[derive(Clone, Default)]
struct Tally {
    /// People who signed in from there or tried to.
    people: u32,
    /// Those of them who had never been there.
    strangers: u32,
    /// Those who have been there on several days by now.
    settled: u32,
    has_owner: bool,
    /// The strangers' records; filled for odd addresses only.
    records: Vec<u32>,
}

pub(super) fn find(ground: &Ground<'_>, rules: &Rules) -> Vec<Mark> {
    let Some(least) = rules.shared_people.map(|least| least.max(2)) else {
        return Vec::new();
    };
    let mut tallies = count(ground, rules.history_days);
    let mut is_any = false;
    for tally in &mut tallies {
        if tally.strangers < least || 2 * tally.strangers <= tally.people {
            *tally = Tally::default();
        }
        is_any |= tally.people > 0;
    }
    if !is_any {
        return Vec::new();
    }
    let mut strangers = Stamps::new(tallies.len());
    each(ground, &mut |group, history, seen, is_first| {
        let tally = &mut tallies[seen.address as usize];
        if tally.people == 0 {
            return;
        }
        if is_first && is_stranger(history, seen, rules.history_days) {
            strangers.is_new(seen.address, group);
        }
        if strangers.is(seen.address, group) {
            tally.records.push(seen.row);
        }
    });
    let odd = tallies.into_iter().filter(|tally| tally.people > 0);
    odd.filter_map(|tally| mark(ground, tally)).collect()
}

fn count(ground: &Ground<'_>, days: u32) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); ground.addresses];
    let mut settled = Stamps::new(tallies.len());
    each(ground, &mut |group, history, seen, is_first| {
        let tally = &mut tallies[seen.address as usize];
        if is_first {
            let is_stranger = is_stranger(history, seen, days);
            tally.people += 1;
            tally.strangers += u32::from(is_stranger);
            tally.has_owner |= is_stranger && history.is_owner();
        }
        if u32::from(seen.place_days) + 1 >= USUAL_DAYS && settled.is_new(seen.address, group) {
            tally.settled += 1;
        }
    });
    tallies
}

/// Each record with an address, each person's in order of time; whether it is this person's first from there.
fn each(ground: &Ground<'_>, look: &mut dyn FnMut(u32, &History<'_>, &Seen, bool)) {
    let mut met = Stamps::new(ground.addresses);
    for (group, history) in (0..).zip(&ground.histories) {
        for seen in history.seen.iter().filter(|seen| seen.address != NONE) {
            let is_first = met.is_new(seen.address, group);
            look(group, history, seen, is_first);
        }
    }
}

/// Whether the person had never been at the place, as far as that can be said.
fn is_stranger(history: &History<'_>, first: &Seen, days: u32) -> bool {
    first.place_days == 0 && history.is_known(first.at, days)
}

fn mark(ground: &Ground<'_>, mut tally: Tally) -> Option<Mark> {
    let entries = ground.entries;
    let key = |row: u32| {
        let entry = &entries[row as usize];
        (entry.at, entry.id)
    };
    sort_by(&mut tally.records, &mut |a, b| key(a).cmp(&key(b)));
    let last = &entries[*tally.records.last()? as usize];
    let address = last.address.as_ref()?;
    let mut weight = weight::of(Kind::SharedAddress, tally.has_owner, tally.strangers);
    if 2 * tally.settled > tally.people {
        weight = weight::likely(weight);
    }
    // Of a size: one that was dismissed at nine comes back at sixteen, and not at each newcomer.
    let size = tally.strangers.ilog2().to_string();
    Some(Mark {
        kind: Kind::SharedAddress,
        weight,
        at: last.at?,
        person: None,
        address: Some(Rc::clone(address)),
        key: [Kind::SharedAddress.name(), &*address.text, &*size].join(":"),
        people: tally.strangers,
        addresses: 1,
        records: tally.records,
        span: 0,
        is_whole: false,
    })
}
