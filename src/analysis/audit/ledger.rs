//! All sign-ins side by side, person after person and in the order of their moments: whatever a filter
//! leaves of them is counted in one pass, in every cut at once, without a look at the records.
//!
//! Because each person's lie together, an address is new for a person when its stamp is another person's; so
//! who is how often where needs no sorting and no hashing.

use super::columns::{NONE, Stamps, address, family, person, places, small};
use super::entry::Entry;
use super::figures::{Cut, Figures, Fold, HOURS};
use crate::analysis::sign_ins::Day;
use crate::wire::time::Timestamp;

const HOUR: i64 = 3_600_000;
/// Hours from a Monday's first to the first hour of 1970, a Thursday's.
const THURSDAY: i64 = 3 * 24;
/// The most days that are listed, the latest: a longer strip cannot be read.
const MOST_DAYS: usize = 3_660;

/// One sign-in, as far as it is counted and drawn.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// When, in milliseconds since 1970; before all others where that is not said.
    pub at: i64,
    /// The record's number.
    id: i64,
    /// Its position among the records.
    pub row: u32,
    /// From where; [`u32::MAX`] where that is not said.
    pub address: u32,
    /// With which family of clients, likewise.
    pub family: u32,
    /// The day by the clock in use, since 1970.
    day: i32,
    /// The hour of the week by that clock, Monday 00 first.
    hour: u8,
    /// The colour of its address: 0 is the person's usual one.
    pub colour: u8,
    /// Whether it was an attempt that failed.
    is_failed: bool,
    /// Whether it says when.
    is_dated: bool,
    /// Its marks, a bit for each kind.
    pub marks: u16,
}

/// All sign-ins. Made anew when there are others; cheap to bring up to date with another clock or other marks.
#[derive(Debug, Default)]
pub struct Ledger {
    lines: Vec<Line>,
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

/// One key's part, as it is counted.
#[derive(Clone, Copy, Debug)]
struct Tally {
    row: u32,
    id: i64,
    count: u32,
    failed: u32,
    people: u32,
    addresses: u32,
    first: i64,
    last: i64,
}

impl Tally {
    const NONE: Self = Self {
        row: 0,
        id: i64::MIN,
        count: 0,
        failed: 0,
        people: 0,
        addresses: 0,
        first: i64::MAX,
        last: i64::MIN,
    };

    fn add(&mut self, line: &Line) {
        // Of two at the same moment the one with the larger number is the latest, whatever came first.
        if (line.at, line.id) >= (self.last, self.id) {
            (self.row, self.id) = (line.row, line.id);
        }
        self.count += u32::from(!line.is_failed);
        self.failed += u32::from(line.is_failed);
        if line.is_dated {
            self.first = self.first.min(line.at);
            self.last = self.last.max(line.at);
        }
    }

    fn cut(&self) -> Cut {
        let is_dated = self.first <= self.last;
        Cut {
            row: self.row,
            count: self.count,
            failed: self.failed,
            people: self.people,
            addresses: self.addresses,
            first: is_dated.then_some(Timestamp(self.first)),
            last: is_dated.then_some(Timestamp(self.last)),
        }
    }
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
        let mut ledger = Self {
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

    /// Takes over the clock and the marks of the same records as they are now.
    pub fn update(&mut self, entries: &[Entry]) {
        for line in &mut self.lines {
            if let Some(entry) = entries.get(line.row as usize) {
                tell(line, entry);
            }
        }
    }

    /// The earliest moment of all.
    pub fn earliest(&self) -> Option<Timestamp> {
        (self.earliest < i64::MAX).then_some(Timestamp(self.earliest))
    }

    /// A line by its place.
    pub fn line(&self, place: u32) -> Option<&Line> {
        self.lines.get(place as usize)
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
        let mut sums = Sums::new(self, days, fold);
        let mut people = Vec::new();
        let mut kept = Vec::with_capacity(rows.len());
        let mut start = 0;
        for (end, code) in self.ends.iter().zip(0..) {
            let mut whole = Tally::NONE;
            for place in start..*end {
                let line = &self.lines[place as usize];
                if passed[line.row as usize] {
                    kept.push(place);
                    whole.add(line);
                    sums.add(line, code, &mut whole);
                }
            }
            if whole.count + whole.failed > 0 {
                whole.people = 1;
                people.push(whole.cut());
            }
            start = *end;
        }
        let is_first = |address: usize| self.firsts.get(address).is_some_and(|at| *at >= from.0);
        let new = sums.used().filter(|address| is_first(*address)).count();
        let is_known = self.earliest < from.0;
        let (addresses, clients) = (sums.addresses(), cuts(&sums.by_family));
        Count {
            figures: Figures {
                sign_ins: people.iter().map(|cut: &Cut| cut.count).sum(),
                failed: people.iter().map(|cut| cut.failed).sum(),
                people: small(people.len()),
                addresses: small(sums.used().count()),
                clients: small(clients.len()),
                timeless: sums.timeless,
                days: sums.days(),
                heat: sums.heat,
            },
            addresses,
            clients,
            people,
            passed,
            lines: kept,
            new_addresses: is_known.then(|| small(new)),
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

/// What is counted of all people together.
struct Sums<'a> {
    ledger: &'a Ledger,
    is_folded: bool,
    heat: Box<[u32; HOURS]>,
    first_day: i64,
    /// Sign-ins and failed attempts of each day.
    by_day: Vec<[u32; 2]>,
    timeless: u32,
    by_address: Vec<Tally>,
    by_family: Vec<Tally>,
    /// Which addresses occur.
    is_used: Vec<bool>,
    address_of_person: Stamps,
    group_of_person: Stamps,
    family_of_person: Stamps,
    address_of_family: Pairs,
}

impl<'a> Sums<'a> {
    fn new(ledger: &'a Ledger, days: (i64, i64), fold: Fold) -> Self {
        let addresses = ledger.networks.len();
        let listed = days.1.saturating_sub(days.0).saturating_add(1).max(0);
        let listed = usize::try_from(listed).unwrap_or(0).min(MOST_DAYS);
        Self {
            ledger,
            is_folded: fold == Fold::Network,
            heat: Box::new([0; HOURS]),
            first_day: days.1 + 1 - i64::try_from(listed).unwrap_or(0),
            by_day: vec![[0; 2]; listed],
            timeless: 0,
            by_address: vec![Tally::NONE; addresses],
            by_family: vec![Tally::NONE; ledger.families],
            is_used: vec![false; addresses],
            address_of_person: Stamps::new(addresses),
            group_of_person: Stamps::new(addresses),
            family_of_person: Stamps::new(ledger.families),
            address_of_family: Pairs::default(),
        }
    }

    /// Takes in a line of the person of a code, whose own part is `whole`.
    fn add(&mut self, line: &Line, code: u32, whole: &mut Tally) {
        if line.is_dated {
            self.heat[usize::from(line.hour)] += 1;
            let day = usize::try_from(i64::from(line.day) - self.first_day);
            if let Some(day) = day.ok().and_then(|day| self.by_day.get_mut(day)) {
                day[usize::from(line.is_failed)] += 1;
            }
        } else {
            self.timeless += 1;
        }
        if line.address != NONE {
            let address = line.address as usize;
            whole.addresses += u32::from(self.address_of_person.is_new(line.address, code));
            self.is_used[address] = true;
            let group = if self.is_folded {
                self.ledger.networks[address]
            } else {
                line.address
            };
            let tally = &mut self.by_address[group as usize];
            tally.add(line);
            tally.people += u32::from(self.group_of_person.is_new(group, code));
        }
        if line.family != NONE {
            let tally = &mut self.by_family[line.family as usize];
            tally.add(line);
            tally.people += u32::from(self.family_of_person.is_new(line.family, code));
            tally.addresses += u32::from(self.address_of_family.is_new(line.family, line.address));
        }
    }

    /// The addresses that occur, by code.
    fn used(&self) -> impl Iterator<Item = usize> {
        let used = self.is_used.iter().enumerate();
        used.filter(|(_, used)| **used).map(|(address, _)| address)
    }

    fn addresses(&mut self) -> Vec<Cut> {
        for address in 0..self.is_used.len() {
            if self.is_used[address] {
                let group = if self.is_folded {
                    self.ledger.networks[address] as usize
                } else {
                    address
                };
                self.by_address[group].addresses += 1;
            }
        }
        cuts(&self.by_address)
    }

    fn days(&self) -> Vec<Day> {
        let days = (self.first_day..).zip(&self.by_day);
        days.map(|(number, [count, failed])| Day {
            number,
            count: *count,
            failed: *failed,
        })
        .collect()
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
        marks: 0,
    };
    tell(&mut line, entry);
    line
}

fn tell(line: &mut Line, entry: &Entry) {
    line.marks = entry.marks.get();
    if let Some(local) = entry.local() {
        let hour = local.div_euclid(HOUR);
        line.hour = u8::try_from((hour + THURSDAY).rem_euclid(7 * 24)).unwrap_or(0);
        line.day = i32::try_from(hour.div_euclid(24)).unwrap_or(i32::MAX);
    }
}

fn cuts(tallies: &[Tally]) -> Vec<Cut> {
    let some = tallies
        .iter()
        .filter(|tally| tally.count + tally.failed > 0);
    some.map(Tally::cut).collect()
}

/// Which addresses each family was seen at: families are few, so a bit for each address is.
#[derive(Default)]
struct Pairs(Vec<Vec<u64>>);

impl Pairs {
    fn is_new(&mut self, family: u32, address: u32) -> bool {
        if address == NONE {
            return false;
        }
        let (family, word) = (family as usize, address as usize / 64);
        if self.0.len() <= family {
            self.0.resize(family + 1, Vec::new());
        }
        let bits = &mut self.0[family];
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        let bit = 1 << (address % 64);
        let is_new = bits[word] & bit == 0;
        bits[word] |= bit;
        is_new
    }
}
