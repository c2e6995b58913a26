//! What all rules stand on: each person's sign-ins in order, and how well each knew where it came from.
//!
//! "Place" is a network, the /24 or /48: a home whose address changes, or a device that makes up a new IPv6
//! address every day, is at no new place.

use std::ops::Range;
use std::rc::Rc;

use crate::analysis::audit::columns::{self, Groups, NONE, Sorted, Stamps, places, small};
use crate::analysis::audit::entry::{Entry, Person};
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

/// One record, with what the rules ask of it; small, for there are 200,000.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) at: i64,
    pub(super) row: u32,
    pub(super) address: u32,
    pub(super) place: u32,
    pub(super) family: u32,
    /// How far the zone in use is ahead of UTC, in minutes.
    offset: i16,
    /// At how many other places the person had been seen before.
    pub(super) places: u16,
    /// On how many days before this one the person had signed in from the place; no more than [`USUAL_DAYS`] are
    /// counted.
    pub(super) place_days: u8,
    pub(super) is_failed: bool,
    /// The first success from its place, of all that are known.
    pub(super) is_first: bool,
}

impl Seen {
    fn of(entry: &Entry, row: usize, places: &[u32]) -> Option<Self> {
        let address = columns::address(entry);
        Some(Self {
            at: entry.at?.0,
            row: small(row),
            address,
            place: places.get(address as usize).copied().unwrap_or(NONE),
            family: columns::family(entry),
            offset: entry.offset.get(),
            places: 0,
            place_days: 0,
            is_failed: entry.is_failed(),
            is_first: false,
        })
    }

    /// When, by the clock of the zone in use.
    pub(super) fn local(&self) -> i64 {
        self.at + i64::from(self.offset) * MINUTE
    }

    /// Whether the person knew the place well.
    pub(super) fn is_usual(&self) -> bool {
        u32::from(self.place_days) >= USUAL_DAYS
    }
}

/// One person and the records in order of time.
pub(super) struct History<'a> {
    pub(super) person: &'a Rc<Person>,
    pub(super) seen: &'a [Seen],
    /// From when on all sign-ins are known: what is loaded, or the account's making.
    pub(super) known_from: i64,
    /// Whether that is the account's making, so that there is nothing before it.
    pub(super) is_whole: bool,
    /// The first sign-in that succeeded.
    pub(super) first: Option<i64>,
}

impl<'a> History<'a> {
    fn of(entries: &'a [Entry], seen: &'a [Seen], since: Timestamp) -> Option<Self> {
        let person = &entries[seen.first()?.row as usize].person;
        let made = person.account.and_then(|account| account.created_at);
        let made = made.filter(|made| *made > since);
        let first = seen.iter().find(|seen| !seen.is_failed);
        Some(Self {
            person,
            seen,
            known_from: made.unwrap_or(since).0,
            is_whole: made.is_some(),
            first: first.map(|seen| seen.at),
        })
    }

    /// Those that succeeded.
    pub(super) fn successes(&self) -> impl Iterator<Item = &'a Seen> {
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

/// All records, by person and in order of time.
pub(super) struct Lines {
    seen: Sorted<Seen>,
    /// For how many people each place is usual.
    usual_for: Vec<u32>,
    addresses: usize,
}

impl Lines {
    /// Records that do not say when are left out: no rule can use them.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let places = places(entries.iter());
        let mut groups = Groups::with_room(entries.len());
        for (row, entry) in entries.iter().enumerate() {
            if let Some(seen) = Seen::of(entry, row, &places) {
                groups.push(columns::person(entry), seen);
            }
        }
        let mut seen = groups.sorted();
        let mut walk = Walk::new(places.iter().max().map_or(0, |most| *most as usize + 1));
        let ranges: Vec<Range<usize>> = seen.ranges().collect();
        for (group, range) in (0..).zip(ranges) {
            let one = &mut seen.values[range];
            put_in_order(one, entries);
            walk.one(one, group);
        }
        Self {
            seen,
            usual_for: walk.usual_for,
            addresses: places.len(),
        }
    }
}

/// All of it.
pub(super) struct Ground<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) histories: Vec<History<'a>>,
    /// How many numbers of addresses there may be.
    pub(super) addresses: usize,
    usual_for: &'a [u32],
}

impl<'a> Ground<'a> {
    /// `since`: from when on sign-ins are known.
    pub(super) fn new(entries: &'a [Entry], lines: &'a Lines, since: Timestamp) -> Self {
        let of_each = lines.seen.iter();
        Self {
            entries,
            histories: of_each
                .filter_map(|seen| History::of(entries, seen, since))
                .collect(),
            addresses: lines.addresses,
            usual_for: &lines.usual_for,
        }
    }

    /// Whether a place is the tenant's own. What has no address is at no place.
    pub(super) fn is_own(&self, place: u32) -> bool {
        let people = self.usual_for.get(place as usize);
        people.is_none_or(|people| *people >= OWN_PEOPLE)
    }

    /// Whether somebody comes from where one would not expect it: not usual for the person, not the tenant's own.
    pub(super) fn is_strange(&self, seen: &Seen) -> bool {
        !seen.is_usual() && !self.is_own(seen.place)
    }
}

/// Puts records in order of time; of two at the same moment the one with the smaller number comes first.
fn put_in_order(seen: &mut [Seen], entries: &[Entry]) {
    let order = |a: &Seen, b: &Seen| {
        let id = |seen: &Seen| entries[seen.row as usize].id;
        a.at.cmp(&b.at).then_with(|| id(a).cmp(&id(b)))
    };
    let is_sorted = |seen: &[Seen]| seen.is_sorted_by(|a, b| order(a, b).is_le());
    // They come newest first, nearly always.
    seen.reverse();
    if is_sorted(seen) {
        return;
    }
    let mixed = seen.to_vec();
    let mut positions: Vec<u32> = (0..small(mixed.len())).collect();
    sort_by(&mut positions, &mut |a, b| {
        order(&mixed[a as usize], &mixed[b as usize])
    });
    for (place, position) in seen.iter_mut().zip(positions) {
        *place = mixed[position as usize];
    }
}

/// Goes through one person's records after the other, with tables that are never cleared.
struct Walk {
    met: Stamps,
    /// Where in `days` a place of this person is.
    slots: Vec<u32>,
    /// This person's places: on how many days, and the latest of them.
    days: Vec<(u8, i64)>,
    usual_for: Vec<u32>,
}

impl Walk {
    fn new(places: usize) -> Self {
        Self {
            met: Stamps::new(places),
            slots: vec![0; places],
            days: Vec::new(),
            usual_for: vec![0; places],
        }
    }

    /// Fills in what the person knew at each record.
    fn one(&mut self, all: &mut [Seen], group: u32) {
        self.days.clear();
        for seen in all.iter_mut() {
            let known = u16::try_from(self.days.len()).unwrap_or(u16::MAX);
            seen.places = known;
            let today = seen.local().div_euclid(DAY);
            if self.met.is(seen.place, group) {
                seen.places = known.saturating_sub(1);
                let slot = self.slots[seen.place as usize] as usize;
                let (days, last) = &mut self.days[slot];
                if *last == today {
                    seen.place_days = *days - 1;
                    continue;
                }
                seen.place_days = *days;
                // A failed attempt from somewhere makes it no place of this person.
                if !seen.is_failed && u32::from(*days) <= USUAL_DAYS {
                    *last = today;
                    *days += 1;
                    self.usual_for[seen.place as usize] +=
                        u32::from(u32::from(*days) == USUAL_DAYS);
                }
            } else if !seen.is_failed && self.met.is_new(seen.place, group) {
                self.slots[seen.place as usize] = known.into();
                self.days.push((1, today));
                seen.is_first = true;
            }
        }
    }
}
