//! How somebody usually signs in: from where, on which days, when, and with what.

use super::chance::{MINUTE, between, index, one_of, percent};
use super::clients::{DESKS, MACHINES, PHONES};
use super::places::{OFFICES, Place, REMOTE, home_address};
use crate::clock::Millis;
use crate::random::Random;

/// One person's habits. Office and home are the only addresses that an ordinary person has.
#[derive(Debug, Clone)]
pub(super) struct Habits {
    /// Tells the person's stream of randomness from everybody else's.
    pub(super) number: u64,
    pub(super) place: &'static Place,
    /// The egress address of the floor where the desk stands; none for those who never come in.
    pub(super) office: Option<&'static str>,
    pub(super) home: String,
    /// Working at home, by weekday (0 = Sunday): bit `1 << weekday`.
    pub(super) home_days: u8,
    /// When the day usually starts: local time after midnight.
    pub(super) starts: Millis,
    pub(super) desk: &'static str,
    pub(super) phone: Option<&'static str>,
    /// Sees to something on some weekends.
    pub(super) weekends: bool,
    /// Takes a week off now and then.
    pub(super) holidays: bool,
    /// A script: every day at the same minute.
    pub(super) machine: bool,
}

/// The habits of an ordinary person of an office (its index in [`OFFICES`]) or of none.
pub(super) fn of(random: &mut Random, number: u64, office: Option<usize>) -> Habits {
    let (place, egress) = match office.and_then(|office| OFFICES.get(office)) {
        Some(office) => {
            let egress = office.egress[index(random, office.egress.len())];
            (office.place, Some(egress))
        }
        None => (one_of(random, &REMOTE), None),
    };
    let home_days = match (egress, random.below(10)) {
        (None, _) => 0b0111_1110,
        (_, 0..=3) => 0,
        (_, 4..=6) => 0b0010_0000,
        (_, 7) => 0b0000_1010,
        (_, 8) => 0b0010_0100,
        _ => 0b0011_0010,
    };
    Habits {
        number,
        place,
        office: egress,
        home: home_address(number),
        home_days,
        starts: between(random, 7 * 60 + 20, 10 * 60 + 10) * MINUTE,
        desk: one_of(random, &DESKS),
        phone: percent(random, 30).then(|| one_of(random, &PHONES)),
        weekends: home_days != 0 && percent(random, 25),
        holidays: percent(random, 22),
        machine: false,
    }
}

/// An account behind which nobody sits.
pub(super) fn machine(number: u64, office: usize) -> Habits {
    let office = &OFFICES[office % OFFICES.len()];
    let which = usize::try_from(number).unwrap_or(0);
    Habits {
        number,
        place: office.place,
        office: office.egress.first().copied(),
        home: home_address(number),
        home_days: 0,
        starts: 6 * 60 * MINUTE + 7 * MINUTE * i64::try_from(number).unwrap_or(0),
        desk: MACHINES[which % MACHINES.len()],
        phone: None,
        weekends: true,
        holidays: false,
        machine: true,
    }
}
