//! What all rules stand on: each person's sign-ins in order, and how well each knew where it came from.
//!
//! "Place" is a network, the /24 or /48: a home whose address changes, or a device that makes up a new IPv6
//! address every day, is at no new place.

use std::rc::Rc;

use super::super::columns::{self, Groups, NONE, Stamps, places, small, width};
use super::super::entry::{Entry, Person};
use crate::analysis::list_index::sort_by;
use crate::wire::time::Timestamp;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// On so many days something must have been used to be usual.
pub const USUAL_DAYS: u32 = 3;
/// Who was seen at more places than this is on the road: the next is always a new one, and says nothing.
pub const MOST_PLACES: u32 = 5;
/// A place that is usual for so many people is the tenant's own (an office, its VPN).
pub const OWN_PEOPLE: u32 = 5;

/// One record, with what the rules ask of it.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) row: u32,
    pub(super) at: i64,
    /// By the clock of the zone in use.
    pub(super) local: i64,
    pub(super) address: u32,
    pub(super) place: u32,
    pub(super) family: u32,
    pub(super) is_failed: bool,
    /// The first success from its place, of all that are known.
    pub(super) is_first: bool,
    /// On how many days before this one the person had signed in from the place.
    pub(super) place_days: u32,
    /// At how many other places the person had been seen before.
    pub(super) places: u32,
}

/// One person and the records in order of time.
pub(super) struct History<'a> {
    pub(super) person: &'a Rc<Person>,
    pub(super) seen: Vec<Seen>,
    /// From when on all sign-ins are known: what is loaded, or the account's making.
    pub(super) known_from: i64,
    /// Whether that is the account's making, so that there is nothing before it.
    pub(super) is_whole: bool,
    /// The first sign-in that succeeded.
    pub(super) first: Option<i64>,
}

impl History<'_> {
    /// Those that succeeded.
    pub(super) fn successes(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().filter(|seen| !seen.is_failed)
    }

    pub(super) fn is_owner(&self) -> bool {
        self.person.account.is_some_and(|account| account.is_owner)
    }

    /// Whether the person had signed in for so many days already.
    pub(super) fn has_habits(&self, at: i64, days: u32) -> bool {
        self.first
            .is_some_and(|first| at - first >= i64::from(days) * DAY)
    }

    /// Whether so many days before are known, with or without a sign-in.
    pub(super) fn is_known(&self, at: i64, days: u32) -> bool {
        at - self.known_from >= i64::from(days) * DAY
    }
}

/// All of it.
pub(super) struct Ground<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) histories: Vec<History<'a>>,
    /// For how many people each place is usual.
    usual_for: Vec<u32>,
}

impl<'a> Ground<'a> {
    /// `since`: from when on sign-ins are known. Records that do not say when are in no rule.
    pub(super) fn new(entries: &'a [Entry], since: Timestamp) -> Self {
        let places = places(entries.iter());
        let dated = |entry: &Entry| {
            if entry.at.is_some() {
                columns::person(entry)
            } else {
                NONE
            }
        };
        let people: Vec<u32> = entries.iter().map(dated).collect();
        let wide = width(&places);
        let mut walk = Walk {
            met: Stamps::new(wide),
            slots: vec![0; wide],
            days: Vec::new(),
            usual_for: vec![0; wide],
        };
        let mut histories = Vec::new();
        for (group, members) in (0..).zip(Groups::by(&people).iter()) {
            let Some(first) = members.first() else {
                continue;
            };
            let person = &entries[*first as usize].person;
            let made = person.account.and_then(|account| account.created_at);
            let made = made.filter(|made| *made > since);
            let mut seen = in_order(entries, members, &places);
            let first = walk.one(&mut seen, group);
            histories.push(History {
                person,
                seen,
                known_from: made.unwrap_or(since).0,
                is_whole: made.is_some(),
                first,
            });
        }
        Self {
            entries,
            histories,
            usual_for: walk.usual_for,
        }
    }

    /// Whether a place is the tenant's own. What has no address is at no place.
    pub(super) fn is_own(&self, place: u32) -> bool {
        let people = self.usual_for.get(place as usize);
        people.is_none_or(|people| *people >= OWN_PEOPLE)
    }

    /// How many numbers of addresses there may be.
    pub(super) fn addresses(&self) -> usize {
        let all = self.histories.iter().flat_map(|history| &history.seen);
        let known = all.filter(|seen| seen.address != NONE);
        known
            .map(|seen| seen.address as usize + 1)
            .max()
            .unwrap_or(0)
    }
}

/// Records in order of time; of two at the same moment the one with the smaller number comes first.
fn in_order(entries: &[Entry], members: &[u32], places: &[u32]) -> Vec<Seen> {
    let mut members = members.to_vec();
    let key = |row: u32| {
        let entry = &entries[row as usize];
        (entry.at, entry.id)
    };
    sort_by(&mut members, &mut |a, b| key(a).cmp(&key(b)));
    let seen = members.iter().filter_map(|row| {
        let entry = &entries[*row as usize];
        let address = columns::address(entry);
        Some(Seen {
            row: *row,
            at: entry.at?.0,
            local: entry.local()?,
            address,
            place: places.get(address as usize).copied().unwrap_or(NONE),
            family: columns::family(entry),
            is_failed: entry.is_failed(),
            is_first: false,
            place_days: 0,
            places: 0,
        })
    });
    seen.collect()
}

/// Goes through one person's records after the other, with tables that are never cleared.
struct Walk {
    met: Stamps,
    /// Where in `days` a place of this person is.
    slots: Vec<u32>,
    /// This person's places: on how many days, and the latest of them.
    days: Vec<(u32, i64)>,
    usual_for: Vec<u32>,
}

impl Walk {
    /// Fills in what the person knew at each record; the first success is answered.
    fn one(&mut self, all: &mut [Seen], group: u32) -> Option<i64> {
        self.days.clear();
        let mut first = None;
        for seen in all {
            seen.places = small(self.days.len());
            if seen.place == NONE {
                if !seen.is_failed {
                    first = first.or(Some(seen.at));
                }
                continue;
            }
            let place = seen.place as usize;
            let today = seen.local.div_euclid(DAY);
            let is_met = self.slots[place] as usize;
            // A failed attempt from somewhere makes it no place of this person.
            if seen.is_failed {
                let is_known = self.met.is(seen.place, group);
                if is_known {
                    let (days, last) = self.days[is_met];
                    seen.place_days = days - u32::from(last == today);
                    seen.places -= 1;
                }
                continue;
            }
            first = first.or(Some(seen.at));
            if self.met.is_new(seen.place, group) {
                self.slots[place] = small(self.days.len());
                self.days.push((1, today));
                seen.is_first = true;
                continue;
            }
            seen.places -= 1;
            let (days, last) = &mut self.days[is_met];
            if *last == today {
                seen.place_days = *days - 1;
                continue;
            }
            seen.place_days = *days;
            *last = today;
            *days += 1;
            if *days == USUAL_DAYS {
                self.usual_for[place] += 1;
            }
        }
        first
    }
}
