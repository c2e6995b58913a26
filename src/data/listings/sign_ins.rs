//! How the sign-ins of a tenant are searched, filtered and sorted.

use crate::analysis::audit::address::within;
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::marks::Kind as Mark;
use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Like, Read, Tell};
use crate::analysis::list_index::SortBy;
use crate::data::list::Listing;
use crate::wire::time::Timestamp;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The table of sign-ins.
pub static SIGN_INS: Listing<Entry> = Listing {
    // Words are looked for in each name once, not in each row: see the nameless field.
    text: |_, _| (),
    columns: &[
        ("at", SortBy::Number(at)),
        ("who", SortBy::Text(|entry| entry.person.name.clone())),
        (
            "address",
            SortBy::Text(|entry| {
                let address = entry.address.as_ref();
                address.map_or_else(String::new, |address| address.text.clone())
            }),
        ),
        (
            "client",
            SortBy::Text(|entry| {
                let client = entry.client.as_ref();
                client.map_or_else(String::new, |client| client.words.clone())
            }),
        ),
        ("result", SortBy::Number(result)),
        (
            "marks",
            // By the heaviest mark, which has the lowest bit.
            SortBy::Number(|entry| match entry.marks.get() {
                0 => None,
                marks => Some(-i64::from(marks.trailing_zeros())),
            }),
        ),
    ],
    usual: ("at", true),
    fields: FIELDS,
    facets: FACETS,
};

/// The qualifiers that depend on the marks.
pub const OF_MARKS: &[&str] = &["mark", "marks"];
/// The qualifiers that depend on the time zone.
pub const OF_ZONE: &[&str] = &["date", "weekday", "hour"];

/// The days of a week as a filter writes them, in their order.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// What sign-ins can be asked for, the most asked for first.
const FIELDS: &[Field<Entry>] = &[
    Field {
        about: About {
            name: "user",
            label: "User",
            means: "a part of the name or of the e-mail address",
            example: "user:smith",
            kind: Kind::PARTS,
            known: &[],
            missing: None,
        },
        read: Read::Coded(|entry, tell| {
            tell(entry.person.code, &|text| write_person(entry, text));
        }),
    },
    Field {
        about: About {
            name: "ip",
            label: "Address",
            means: "an address, a network, or how one begins",
            example: "ip:203.0.113.0/24",
            kind: Kind::Like(Like(within)),
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|entry, tell| {
            if let Some(address) = &entry.address {
                tell(address.code, &|text| text.push_str(&address.text));
            }
        }),
    },
    Field {
        about: About {
            name: "client",
            label: "Client",
            means: "a browser, a system, a kind of device",
            example: "client:firefox",
            kind: Kind::PARTS,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|entry, tell| {
            if let Some(client) = &entry.client {
                tell(client.family, &|text| text.push_str(&client.words));
            }
        }),
    },
    Field {
        about: About {
            name: "mark",
            label: "Mark",
            means: "what looks odd about it",
            example: "mark:new-address",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|entry, tell| {
            let marks = entry.marks.get();
            for (code, kind) in (0..).zip(Mark::ALL) {
                if marks & kind.bit() != 0 {
                    tell(code, &|text| text.push_str(kind.name()));
                }
            }
        }),
    },
    Field {
        about: About {
            name: "at",
            label: "When",
            means: "when it was, in UTC",
            example: "at:>2026-01-10",
            kind: Kind::Moment,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(at),
    },
    Field {
        about: About {
            name: "date",
            label: "Day",
            means: "the day, in the zone on screen",
            example: "date:2026-01-11",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(date),
    },
    Field {
        about: About {
            name: "weekday",
            label: "Weekday",
            means: "the day of the week, in the zone on screen",
            example: "weekday:sat,sun",
            kind: Kind::Choice,
            known: &WEEKDAYS,
            missing: Some("none"),
        },
        read: Read::Number(weekday),
    },
    Field {
        about: About {
            name: "hour",
            label: "Hour",
            means: "the hour of the day, 0 to 23, in the zone on screen",
            example: "hour:0..5",
            kind: Kind::Number,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(hour),
    },
    Field {
        about: About {
            name: "owner",
            label: "Tenant owner",
            means: "whether it was a tenant owner",
            example: "owner:yes",
            kind: Kind::Flag,
            known: &[],
            missing: Some("not-listed"),
        },
        read: Read::Number(|entry| Some(i64::from(entry.person.account?.is_owner))),
    },
    Field {
        about: About {
            name: "result",
            label: "Result",
            means: "how it ended, where the tenant says so",
            example: "result:failed",
            kind: Kind::Choice,
            known: &[("failed", "Failed"), ("succeeded", "Succeeded")],
            missing: Some("not-said"),
        },
        read: Read::Number(result),
    },
    Field {
        about: About {
            name: "reason",
            label: "Reason",
            means: "why it failed",
            example: "reason:invalid",
            kind: Kind::PARTS,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Text(|entry, text| {
            let reason = entry.old.as_ref().and_then(|old| old.reason.as_deref());
            text.push_str(reason.unwrap_or_default());
        }),
    },
    Field {
        about: About {
            name: "place",
            label: "Place",
            means: "city, region or country, where the tenant says so",
            example: "place:dublin",
            kind: Kind::PARTS,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Text(|entry, text| {
            let place = entry.old.as_ref().and_then(|old| old.place.as_deref());
            text.push_str(place.unwrap_or_default());
        }),
    },
    Field {
        about: About {
            name: "browser",
            label: "Browser",
            means: "the browser or program",
            example: "browser:chrome",
            kind: Kind::Names,
            known: &[],
            missing: Some("unknown"),
        },
        read: Read::Coded(|entry, tell| of_client(entry, tell, 0)),
    },
    Field {
        about: About {
            name: "system",
            label: "System",
            means: "the operating system",
            example: "system:windows",
            kind: Kind::Names,
            known: &[],
            missing: Some("unknown"),
        },
        read: Read::Coded(|entry, tell| of_client(entry, tell, 1)),
    },
    Field {
        about: About {
            name: "device",
            label: "Device",
            means: "desktop, phone, tablet or program",
            example: "device:phone",
            kind: Kind::Names,
            known: &[],
            missing: Some("unknown"),
        },
        read: Read::Coded(|entry, tell| of_client(entry, tell, 2)),
    },
    Field {
        about: About {
            name: "agent",
            label: "User agent",
            means: "a part of the client's own words",
            example: "agent:\"rv:140\"",
            kind: Kind::PARTS,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|entry, tell| {
            if let Some(client) = &entry.client {
                tell(client.code, &|text| text.push_str(&client.raw));
            }
        }),
    },
    Field {
        about: About {
            name: "user-id",
            label: "User id",
            means: "the user's number",
            example: "user-id:12",
            kind: Kind::Number,
            known: &[],
            missing: None,
        },
        read: Read::Number(|entry| Some(entry.person.id)),
    },
    Field {
        about: About {
            name: "id",
            label: "Id",
            means: "the record's number",
            example: "id:1000",
            kind: Kind::Number,
            known: &[],
            missing: None,
        },
        read: Read::Number(|entry| Some(entry.id)),
    },
    Field {
        about: About {
            name: "",
            label: "",
            means: "",
            example: "",
            kind: Kind::PARTS,
            known: &[],
            missing: None,
        },
        // Three tables of names in one: their numbers must not meet.
        read: Read::Coded(|entry, tell| {
            tell(entry.person.code * 3, &|text| write_person(entry, text));
            if let Some(address) = &entry.address {
                tell(address.code * 3 + 1, &|text| text.push_str(&address.text));
            }
            if let Some(client) = &entry.client {
                tell(client.family * 3 + 2, &|text| text.push_str(&client.words));
            }
        }),
    },
];

/// What can be ticked beside the list.
const FACETS: &[Group] = &[
    Group {
        qualifier: "mark",
        label: "Mark",
        values: &[],
    },
    Group {
        qualifier: "result",
        label: "Result",
        values: &[],
    },
    Group {
        qualifier: "owner",
        label: "Tenant owner",
        values: &[],
    },
    Group {
        qualifier: "weekday",
        label: "Weekday",
        values: &[],
    },
    Group {
        qualifier: "browser",
        label: "Browser",
        values: &[],
    },
    Group {
        qualifier: "system",
        label: "System",
        values: &[],
    },
    Group {
        qualifier: "device",
        label: "Device",
        values: &[],
    },
];

fn write_person(entry: &Entry, text: &mut String) {
    text.push_str(&entry.person.name);
    if entry.person.email != entry.person.name {
        text.push(' ');
        text.push_str(&entry.person.email);
    }
}

fn of_client(entry: &Entry, tell: Tell<'_>, part: usize) {
    if let Some(client) = &entry.client
        && let Some(read) = client.read
    {
        let parts = [read.browser, read.system, read.device.word()];
        if let Some(part) = parts.get(part).filter(|part| !part.is_empty()) {
            tell(client.family, &|text| text.push_str(part));
        }
    }
}

fn at(entry: &Entry) -> Option<i64> {
    entry.at.map(|at| at.0)
}

fn result(entry: &Entry) -> Option<i64> {
    entry.success.map(i64::from)
}

fn day(entry: &Entry) -> Option<i64> {
    Some(entry.local()?.div_euclid(DAY))
}

/// Monday is 0; 1970 began on a Thursday.
fn weekday(entry: &Entry) -> Option<i64> {
    Some((day(entry)? + 3).rem_euclid(7))
}

fn hour(entry: &Entry) -> Option<i64> {
    Some(entry.local()?.rem_euclid(DAY) / HOUR)
}

fn date(entry: &Entry, tell: Tell<'_>) {
    if let Some(day) = day(entry)
        && let Ok(code) = u32::try_from(day)
        // A moment that nobody can have signed in at, of which no table is made.
        && code < 100_000
    {
        tell(code, &|text| text.push_str(&day_name(day)));
    }
}

/// A day since 1970 as a filter writes it: `2026-01-11`.
pub fn day_name(day: i64) -> String {
    let text = Timestamp(day * DAY).to_rfc3339();
    text.get(..10).unwrap_or_default().to_owned()
}
