//! All sign-ins side by side, person after person and in the order of their moments: whatever a filter
//! leaves of them is counted in one pass, in every cut at once, without a look at the records.

use loops::tally::{self, Tally};

use super::columns::{NONE, address, family, person, places, small};
use super::entry::Entry;
use super::figures::{Cut, Figures, Fold};
use super::marks::Mark;
use super::zone::Zone;
use crate::analysis::sign_ins::Day;
use crate::wire::time::Timestamp;

pub use loops::tally::Line;

const HOUR: i64 = 3_600_000;
/// Hours from a Monday's first to the first hour of 1970, a Thursday's.
const THURSDAY: i64 = 3 * 24;
/// The most days that are listed, the latest: a longer strip cannot be read.
const MOST_DAYS: usize = 3_660;

/// Writes down what the clock shows, in milliseconds since 1970 as it counts them.
fn tell(line: &mut Line, local: i64) {
    let hour = local.div_euclid(HOUR);
    line.hour = u8::try_from((hour + THURSDAY).rem_euclid(7 * 24)).unwrap_or(0);
    line.day = i32::try_from(hour.div_euclid(24)).unwrap_or(i32::MAX);
}

/// All sign-ins. Made anew when there are others; cheap to bring up to date with another clock or other marks.
#[derive(Debug, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    /// Where each record's line lies, by the record's position.
    places: Vec<u32>,
    /// Where each person's lines end, by code.
    ends: Vec<u32>,
    /// The network of each address, by code.
    networks: Vec<u32>,
    /// When each address was first seen, by code.
    firsts: Vec<i64>,
    families: usize,
    /// The earliest moment of all.
    earliest: i64,
}

/// What some of the sign-ins add up to, in every cut.
#[derive(Debug)]
pub struct Count {
    /// All together.
    pub figures: Figures,
    /// By person, in the order of their codes; those without a record are left out.
    pub people: Vec<Cut>,
    /// By address or network, likewise.
    pub addresses: Vec<Cut>,
    /// By family of clients, likewise.
    pub clients: Vec<Cut>,
    /// Which records are counted, by position.
    pub passed: Vec<bool>,
    /// The lines that are counted, as places in the ledger: those of the people in `people`, one after another.
    pub lines: Vec<u32>,
    /// Addresses that nobody used before the span; `None`: nothing is known of the time before.
    pub new_addresses: Option<u32>,
}

impl Ledger {
    /// Of all sign-ins there are.
    pub fn of(entries: &[Entry]) -> Self {
        let people = entries.iter().map(|entry| entry.person.code as usize + 1);
        let people = people.max().unwrap_or(0);
        // Counting: where each person's begin, and then each at its place.
        let mut ends = vec![0_u32; people];
        for entry in entries {
            ends[person(entry) as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            let length = *end;
            *end = sum;
            sum += length;
        }
        let mut order = vec![0_u32; entries.len()];
        for (row, entry) in entries.iter().enumerate() {
            let place = &mut ends[person(entry) as usize];
            order[*place as usize] = small(row);
            *place += 1;
        }
        let when = |row: &u32| {
            let entry = &entries[*row as usize];
            (entry.at, entry.id)
        };
        let mut start = 0;
        for end in &ends {
            let theirs = &mut order[start..*end as usize];
            // As a log gives them they are in order, the latest first.
            if theirs
                .windows(2)
                .all(|pair| when(&pair[0]) >= when(&pair[1]))
            {
                theirs.reverse();
            } else {
                theirs.sort_unstable_by_key(when);
            }
            start = *end as usize;
        }
        let mut places_of = vec![0_u32; order.len()];
        for (row, place) in order.iter().zip(0..) {
            places_of[*row as usize] = place;
        }
        let mut ledger = Self {
            places: places_of,
            lines: order.iter().map(|row| line(entries, *row)).collect(),
            ends,
            networks: places(entries.iter()),
            firsts: Vec::new(),
            families: 0,
            earliest: i64::MAX,
        };
        ledger.firsts = vec![i64::MAX; ledger.networks.len()];
        for line in &ledger.lines {
            if line.family != NONE {
                ledger.families = ledger.families.max(line.family as usize + 1);
            }
            if line.is_dated {
                ledger.earliest = ledger.earliest.min(line.at);
                if let Some(first) = ledger.firsts.get_mut(line.address as usize) {
                    *first = line.at.min(*first);
                }
            }
        }
        ledger.colour(entries);
        ledger
    }

    /// Tells hours and days by another clock.
    pub fn set_zone(&mut self, zone: &Zone) {
        for line in self.lines.iter_mut().filter(|line| line.is_dated) {
            let local = line.at + zone.offset(Timestamp(line.at));
            tell(line, local);
        }
    }

    /// Takes over which marks the same records have now.
    pub fn set_marks(&mut self, marks: &[Mark]) {
        for line in &mut self.lines {
            line.marks = 0;
        }
        for mark in marks {
            for row in &mark.records {
                let place = self.places.get(*row as usize);
                if let Some(line) = place.and_then(|place| self.lines.get_mut(*place as usize)) {
                    line.marks |= mark.kind.bit();
                }
            }
        }
    }

    /// The earliest moment of all.
    pub fn earliest(&self) -> Option<Timestamp> {
        (self.earliest < i64::MAX).then_some(Timestamp(self.earliest))
    }

    /// All lines, by their places.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Counts the records at `rows`. `days` are the first and the last local day to list (days since 1970), and
    /// `from` is when the span begins.
    pub fn count(&self, rows: &[u32], days: (i64, i64), from: Timestamp, fold: Fold) -> Count {
        let mut passed = vec![false; self.lines.len()];
        for row in rows {
            if let Some(slot) = passed.get_mut(*row as usize) {
                *slot = true;
            }
        }
        let listed = days.1.saturating_sub(days.0).saturating_add(1).max(0);
        let listed = usize::try_from(listed).unwrap_or(0).min(MOST_DAYS);
        let first_day = days.1 + 1 - i64::try_from(listed).unwrap_or(0);
        let sums = tally::count(
            &tally::Asked {
                lines: &self.lines,
                ends: &self.ends,
                passed: &passed,
                networks: match fold {
                    Fold::Single => &[],
                    Fold::Network => &self.networks,
                },
                addresses: self.networks.len(),
                families: self.families,
                days: (first_day, listed),
            },
            rows.len(),
        );
        let used = || {
            let used = sums.is_used.iter().enumerate();
            used.filter(|(_, used)| **used).map(|(address, _)| address)
        };
        let is_first = |address: usize| self.firsts.get(address).is_some_and(|at| *at >= from.0);
        let new = used().filter(|address| is_first(*address)).count();
        let is_known = self.earliest < from.0;
        let (people, clients) = (cuts(&sums.people), cuts(&sums.by_family));
        let days = (first_day..).zip(&sums.by_day);
        let days = days.map(|(number, [count, failed])| Day {
            number,
            count: *count,
            failed: *failed,
        });
        Count {
            figures: Figures {
                sign_ins: people.iter().map(|cut| cut.count).sum(),
                failed: people.iter().map(|cut| cut.failed).sum(),
                people: small(people.len()),
                addresses: small(used().count()),
                clients: small(clients.len()),
                timeless: sums.timeless,
                days: days.collect(),
                heat: sums.heat.clone(),
            },
            addresses: cuts(&sums.by_address),
            new_addresses: is_known.then(|| small(new)),
            clients,
            people,
            passed,
            lines: sums.lines,
        }
    }

    /// Which address is usual for whom, of all that are known: a filter changes nobody's usual address.
    fn colour(&mut self, entries: &[Entry]) {
        let mut counts = vec![0_u32; self.networks.len()];
        let mut colours = vec![0_u8; self.networks.len()];
        let mut start = 0;
        for end in &self.ends {
            let theirs = &mut self.lines[start..*end as usize];
            start = *end as usize;
            let (mut usual, mut most) = (NONE, 0);
            for line in theirs.iter().filter(|line| line.address != NONE) {
                let count = &mut counts[line.address as usize];
                *count += 1;
                if *count > most {
                    (usual, most) = (line.address, *count);
                }
            }
            for line in theirs.iter_mut().filter(|line| line.address != NONE) {
                counts[line.address as usize] = 0;
                if line.address != usual {
                    let colour = &mut colours[line.address as usize];
                    if *colour == 0 {
                        let address = entries[line.row as usize].address.as_ref();
                        *colour = address.map_or(1, |address| colour_of(&address.text));
                    }
                    line.colour = *colour;
                }
            }
        }
    }
}

/// One of five, the same for an address wherever and whenever it comes (FNV-1a).
fn colour_of(text: &str) -> u8 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // The lowest bits of short texts are alike.
    1 + u8::try_from((hash >> 8) % 5).unwrap_or(0)
}

fn line(entries: &[Entry], row: u32) -> Line {
    let entry = &entries[row as usize];
    let mut line = Line {
        at: entry.at.map_or(i64::MIN, |at| at.0),
        id: entry.id,
        row,
        address: address(entry),
        family: family(entry),
        day: 0,
        hour: 0,
        colour: 0,
        is_failed: entry.is_failed(),
        is_dated: entry.at.is_some(),
        marks: entry.marks.get(),
    };
    if let Some(local) = entry.local() {
        tell(&mut line, local);
    }
    line
}

fn cuts(tallies: &[Tally]) -> Vec<Cut> {
    let some = tallies.iter().filter(|tally| tally.is_any());
    some.map(cut).collect()
}

fn cut(tally: &Tally) -> Cut {
    let is_dated = tally.first <= tally.last;
    Cut {
        row: tally.row,
        count: tally.count,
        failed: tally.failed,
        people: tally.people,
        addresses: tally.addresses,
        first: is_dated.then_some(Timestamp(tally.first)),
        last: is_dated.then_some(Timestamp(tally.last)),
    }
}
