//! Where people are: offices, homes, their clocks and their addresses.
//!
//! The addresses belong to nobody: the ranges for documentation (RFC 5737, RFC 3849) and, for the
//! homes, of which there are many more, the range for measurements (RFC 2544, `198.18.0.0/15`).

use super::chance::{DAY, HOUR, MINUTE, day_of, weekday};
use crate::clock::Millis;
use crate::time_text::{parse, to_rfc3339};

/// When a place puts its clocks forward by an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Summer {
    Never,
    /// Last Sunday of March to the last Sunday of October.
    Europe,
    /// Second Sunday of March to the first Sunday of November.
    America,
}

/// A town with a clock.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) city: &'static str,
    pub(super) region: &'static str,
    pub(super) country: &'static str,
    /// Minutes east of Greenwich in winter.
    east: i64,
    summer: Summer,
}

const fn place(
    city: &'static str,
    region: &'static str,
    country: &'static str,
    east: i64,
    summer: Summer,
) -> Place {
    Place {
        city,
        region,
        country,
        east,
        summer,
    }
}

pub(super) static DUBLIN: Place = place("Dublin", "Leinster", "Ireland", 0, Summer::Europe);
pub(super) static NEW_YORK: Place = place(
    "New York",
    "New York",
    "United States",
    -300,
    Summer::America,
);
pub(super) static BENGALURU: Place = place("Bengaluru", "Karnataka", "India", 330, Summer::Never);
pub(super) static FRANKFURT: Place =
    place("Frankfurt am Main", "Hesse", "Germany", 60, Summer::Europe);
pub(super) static REYKJAVIK: Place =
    place("Reykjavík", "Capital Region", "Iceland", 0, Summer::Never);
pub(super) static PANAMA: Place = place(
    "Panama City",
    "Panamá Province",
    "Panama",
    -300,
    Summer::Never,
);
static CORK: Place = place("Cork", "Munster", "Ireland", 0, Summer::Europe);
static WARSAW: Place = place("Warsaw", "Masovia", "Poland", 60, Summer::Europe);
static PORTO: Place = place("Porto", "Norte", "Portugal", 0, Summer::Europe);
static MONTREAL: Place = place("Montréal", "Québec", "Canada", -300, Summer::America);
static SAO_PAULO: Place = place("São Paulo", "São Paulo", "Brazil", -180, Summer::Never);
static MYSURU: Place = place("Mysuru", "Karnataka", "India", 330, Summer::Never);

/// Where those live who come to no office.
pub(super) static REMOTE: [&Place; 6] = [&CORK, &WARSAW, &PORTO, &MONTREAL, &SAO_PAULO, &MYSURU];

/// An office: everybody in it is seen under one of its few egress addresses.
#[derive(Debug)]
pub(super) struct Office {
    pub(super) place: &'static Place,
    pub(super) egress: &'static [&'static str],
}

pub(super) static OFFICES: [Office; 3] = [
    Office {
        place: &DUBLIN,
        egress: &["198.51.100.10", "198.51.100.11"],
    },
    Office {
        place: &NEW_YORK,
        egress: &["203.0.113.20"],
    },
    Office {
        place: &BENGALURU,
        egress: &["192.0.2.30"],
    },
];

impl Place {
    /// The day on the calendar on the wall there.
    pub(super) fn day_at(&self, at: Millis) -> i64 {
        day_of(at + self.ahead_of_utc(day_of(at)))
    }

    /// The moment when the clock on the wall shows so much after midnight of that day.
    pub(super) fn moment(&self, day: i64, after_midnight: Millis) -> Millis {
        day * DAY + after_midnight - self.ahead_of_utc(day)
    }

    /// To the day: the hour at which the clocks change is slept through.
    fn ahead_of_utc(&self, day: i64) -> Millis {
        let summer = if self.is_summer(day) { HOUR } else { 0 };
        self.east * MINUTE + summer
    }

    fn is_summer(&self, day: i64) -> bool {
        let year = to_rfc3339(day * DAY).get(..4).unwrap_or("1970").to_owned();
        let sunday = |from: &str| sunday_from(&format!("{year}-{from}"));
        let (starts, ends) = match self.summer {
            Summer::Never => return false,
            Summer::Europe => (sunday("03-25"), sunday("10-25")),
            Summer::America => (sunday("03-08"), sunday("11-01")),
        };
        starts <= day && day < ends
    }
}

/// The first Sunday on or after a date.
fn sunday_from(date: &str) -> i64 {
    let day = parse(date).map_or(0, day_of);
    day + (7 - weekday(day)) % 7
}

/// The address of home number `number`, different for every number below 65,024.
pub(super) fn home_address(number: u64) -> String {
    // A third have IPv6 at home; the order is scattered so that neighbours are not colleagues.
    let scattered = (number * 40_503 + 4_711) % 65_024;
    if number % 3 == 2 {
        let (site, host) = (0x1000 + number, scattered * 7_919 % 0xFFFF + 1);
        return format!("2001:db8:{site:x}:{:x}::{host:x}", scattered % 0x100);
    }
    format!("198.18.{}.{}", scattered / 254, 1 + scattered % 254)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn clocks_change_on_the_known_days() {
        let ahead =
            |place: &Place, date| place.ahead_of_utc(parse(date).map_or(0, day_of)) / MINUTE;
        assert_eq!(ahead(&DUBLIN, "2026-03-28"), 0);
        assert_eq!(ahead(&DUBLIN, "2026-03-29"), 60);
        assert_eq!(ahead(&DUBLIN, "2026-10-25"), 0);
        assert_eq!(ahead(&NEW_YORK, "2026-03-07"), -300);
        assert_eq!(ahead(&NEW_YORK, "2026-03-08"), -240);
        assert_eq!(ahead(&NEW_YORK, "2026-11-01"), -300);
        assert_eq!(ahead(&BENGALURU, "2026-07-01"), 330);
    }

    #[test]
    fn the_day_on_the_wall_is_the_local_one() {
        let evening = parse("2026-01-15T22:00:00Z").unwrap_or(0);
        assert_eq!(BENGALURU.day_at(evening), day_of(evening) + 1);
        assert_eq!(NEW_YORK.day_at(evening), day_of(evening));
        assert_eq!(BENGALURU.moment(day_of(evening) + 1, 210 * MINUTE), evening);
    }

    #[test]
    fn no_two_homes_share_an_address_or_are_an_office() {
        let homes: BTreeSet<String> = (0..20_000).map(home_address).collect();
        assert_eq!(homes.len(), 20_000);
        assert!(
            homes
                .iter()
                .all(|home| home.parse::<std::net::IpAddr>().is_ok())
        );
        assert!(
            OFFICES
                .iter()
                .flat_map(|office| office.egress)
                .all(|ip| !homes.contains(*ip))
        );
    }
}
