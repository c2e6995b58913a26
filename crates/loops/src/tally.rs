//! What sign-ins add up to, in every cut at once.
//!
//! They lie person after person and in the order of their moments. So an address is new for a person when its stamp
//! is another person's; who is how often where needs no sorting and no hashing.

/// Nobody, nowhere, nothing.
pub const NONE: u32 = u32::MAX;
/// Hours of a week.
pub const HOURS: usize = 7 * 24;

/// One sign-in, as far as it is counted and drawn.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// When, in milliseconds since 1970; before all others where that is not said.
    pub at: i64,
    /// The record's number.
    pub id: i64,
    /// Its position among the records.
    pub row: u32,
    /// From where; [`NONE`] where that is not said.
    pub address: u32,
    /// With which family of clients, likewise.
    pub family: u32,
    /// The day by the clock in use, since 1970.
    pub day: i32,
    /// The hour of the week by that clock, Monday 00 first.
    pub hour: u8,
    /// The colour of its address: 0 is the person's usual one.
    pub colour: u8,
    /// Whether it was an attempt that failed.
    pub is_failed: bool,
    /// Whether it says when.
    pub is_dated: bool,
    /// Its marks, a bit for each kind.
    pub marks: u16,
}

/// One key's part.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// The position of its latest record.
    pub row: u32,
    /// That record's number.
    pub id: i64,
    /// Sign-ins.
    pub count: u32,
    /// Attempts that failed.
    pub failed: u32,
    /// How many people.
    pub people: u32,
    /// How many addresses.
    pub addresses: u32,
    /// The earliest moment; after the latest where no record says when.
    pub first: i64,
    /// The latest.
    pub last: i64,
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

    /// Whether it has a record at all.
    pub fn is_any(&self) -> bool {
        self.count + self.failed > 0
    }

    #[inline]
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
}

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// All sign-ins.
    pub lines: &'a [Line],
    /// Where each person's end.
    pub ends: &'a [u32],
    /// Which of them are counted, by the records' positions.
    pub passed: &'a [bool],
    /// The network of each address; empty: addresses are not put together.
    pub networks: &'a [u32],
    /// How many addresses there are.
    pub addresses: usize,
    /// How many families of clients.
    pub families: usize,
    /// The first day that is listed, since 1970, and how many.
    pub days: (i64, usize),
}

/// What it adds up to.
#[derive(Debug)]
pub struct Sums {
    /// By person, those with a record, in their order.
    pub people: Vec<Tally>,
    /// By address or network; those without a record among them.
    pub by_address: Vec<Tally>,
    /// By family of clients, likewise.
    pub by_family: Vec<Tally>,
    /// Which addresses occur.
    pub is_used: Vec<bool>,
    /// By hour of the week.
    pub heat: Box<[u32; HOURS]>,
    /// Sign-ins and failed attempts of each day.
    pub by_day: Vec<[u32; 2]>,
    /// Records that do not say when.
    pub timeless: u32,
    /// The lines that are counted, as places: those of `people`, one after another.
    pub lines: Vec<u32>,
}

/// Counts.
#[inline(never)]
pub fn count(asked: &Asked<'_>, room: usize) -> Sums {
    let mut sums = Sums {
        people: Vec::new(),
        by_address: vec![Tally::NONE; asked.addresses],
        by_family: vec![Tally::NONE; asked.families],
        is_used: vec![false; asked.addresses],
        heat: Box::new([0; HOURS]),
        by_day: vec![[0; 2]; asked.days.1],
        timeless: 0,
        lines: Vec::with_capacity(room),
    };
    let mut stamps = Marks {
        address_of_person: vec![NONE; asked.addresses],
        group_of_person: vec![NONE; asked.addresses],
        family_of_person: vec![NONE; asked.families],
        address_of_family: vec![Vec::new(); asked.families],
    };
    let mut start = 0;
    for (end, code) in asked.ends.iter().zip(0..) {
        let mut whole = Tally::NONE;
        let theirs = asked.lines.get(start as usize..*end as usize);
        for (line, place) in theirs.unwrap_or_default().iter().zip(start..) {
            if asked.passed.get(line.row as usize) == Some(&true) {
                sums.lines.push(place);
                whole.add(line);
                sums.add(asked, &mut stamps, line, code, &mut whole);
            }
        }
        if whole.is_any() {
            whole.people = 1;
            sums.people.push(whole);
        }
        start = *end;
    }
    for address in 0..asked.addresses {
        if sums.is_used.get(address) == Some(&true) {
            let group = asked
                .networks
                .get(address)
                .map_or(address, |one| *one as usize);
            if let Some(tally) = sums.by_address.get_mut(group) {
                tally.addresses += 1;
            }
        }
    }
    sums
}

/// What was met already: of whom an address was last met, and so on, so that nothing is cleared between two people.
struct Marks {
    address_of_person: Vec<u32>,
    group_of_person: Vec<u32>,
    family_of_person: Vec<u32>,
    /// Families are few, so a bit for each address is.
    address_of_family: Vec<Vec<u64>>,
}

impl Sums {
    #[inline]
    fn add(
        &mut self,
        asked: &Asked<'_>,
        marks: &mut Marks,
        line: &Line,
        code: u32,
        whole: &mut Tally,
    ) {
        if line.is_dated {
            if let Some(hour) = self.heat.get_mut(usize::from(line.hour)) {
                *hour += 1;
            }
            let day = usize::try_from(i64::from(line.day) - asked.days.0);
            if let Some(day) = day.ok().and_then(|day| self.by_day.get_mut(day)) {
                day[usize::from(line.is_failed)] += 1;
            }
        } else {
            self.timeless += 1;
        }
        if let Some(used) = self.is_used.get_mut(line.address as usize) {
            *used = true;
            whole.addresses += u32::from(is_new(&mut marks.address_of_person, line.address, code));
            let group = asked.networks.get(line.address as usize);
            let group = group.copied().unwrap_or(line.address);
            if let Some(tally) = self.by_address.get_mut(group as usize) {
                tally.add(line);
                tally.people += u32::from(is_new(&mut marks.group_of_person, group, code));
            }
        }
        if let Some(tally) = self.by_family.get_mut(line.family as usize) {
            tally.add(line);
            tally.people += u32::from(is_new(&mut marks.family_of_person, line.family, code));
            if line.address != NONE
                && let Some(bits) = marks.address_of_family.get_mut(line.family as usize)
            {
                tally.addresses += u32::from(is_first(bits, line.address));
            }
        }
    }
}

/// Whether a key is met for the first time in a group.
#[inline]
fn is_new(stamps: &mut [u32], key: u32, group: u32) -> bool {
    match stamps.get_mut(key as usize) {
        Some(stamp) if *stamp != group => {
            *stamp = group;
            true
        }
        _ => false,
    }
}

#[inline]
fn is_first(bits: &mut Vec<u64>, number: u32) -> bool {
    let word = number as usize / 64;
    if bits.len() <= word {
        bits.resize(word + 1, 0);
    }
    let bit = 1 << (number % 64);
    match bits.get_mut(word) {
        Some(word) if *word & bit == 0 => {
            *word |= bit;
            true
        }
        _ => false,
    }
}
