//! The words of marks and rules. Moments are written by whoever knows the zone.

use super::entry::Entry;
use super::marks::{
    DAY_HOURS, Kind, LEAST_SIGN_INS, MOST_PLACES, Mark, OWN_PEOPLE, Rules, USUAL_DAYS,
};
use crate::format::number::{count, counted};
use crate::wire::time::Timestamp;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const TWO_HOURS: i64 = 2 * HOUR;
const DAY: i64 = 24 * HOUR;

/// A kind, as a heading.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Dormant => "Dormant account awake",
        Kind::SharedAddress => "Shared address",
        Kind::Burst => "Burst",
        Kind::Failures => "Failures, then a success",
        Kind::TwoAddresses => "Two addresses within minutes",
        Kind::NewAddress => "New address",
        Kind::NewClient => "New client",
        Kind::Hours => "Unusual hour",
    }
}

/// A mark, as a heading: `One address, 9 accounts`.
pub fn title(mark: &Mark) -> String {
    match mark.kind {
        Kind::SharedAddress => ["One address, ", &number(mark.people), " accounts"].concat(),
        Kind::Burst => ["Burst of ", &*number(rows(mark)), " sign-ins"].concat(),
        Kind::TwoAddresses => ["Two addresses within ", &length(mark.span)].concat(),
        Kind::Failures => {
            let failed = rows(mark).saturating_sub(1);
            [&*failures(failed), ", then a success"].concat()
        }
        other => kind(other).to_owned(),
    }
}

/// Why, in a sentence or two, with the figures. `entries` are those that the mark was made from, and `since` is
/// from when on their sign-ins are known.
pub fn why(mark: &Mark, entries: &[Entry], since: Timestamp) -> String {
    match mark.kind {
        Kind::Dormant => dormant(mark, since),
        Kind::SharedAddress => [
            &*number(mark.people),
            " people signed in from this address, or tried to, who had never been seen there before.",
        ]
        .concat(),
        Kind::Burst => [
            &*number(rows(mark)),
            " sign-ins within ",
            &length(mark.span),
            &match mark.addresses {
                0 | 1 => String::new(),
                many => [", from ", &*number(many), " addresses"].concat(),
            },
            ".",
        ]
        .concat(),
        Kind::Failures => [
            &*failures(rows(mark).saturating_sub(1)),
            " in the ",
            &length(mark.span),
            " before a sign-in that succeeded.",
        ]
        .concat(),
        Kind::TwoAddresses => {
            let (apart, usual) = match rows(mark) {
                2 => (", ", " apart. Not both are usual for this person."),
                _ => (
                    ", the closest two ",
                    " apart. Not all are usual for this person.",
                ),
            };
            [
                &*number(rows(mark)),
                " sign-ins from ",
                &*number(mark.addresses),
                " addresses",
                apart,
                &*length(mark.span),
                usual,
            ]
            .concat()
        }
        Kind::NewAddress => first("from this network"),
        Kind::NewClient => {
            let client = latest(mark, entries).and_then(|entry| entry.client.as_ref());
            let words = client.map_or("this client", |client| &client.words);
            first(&["with ", words].concat())
        }
        Kind::Hours => {
            let local = latest(mark, entries).and_then(Entry::local);
            let hour = local.unwrap_or_default().div_euclid(HOUR).rem_euclid(24);
            [
                "Between ",
                &*clock(hour),
                " and ",
                &*clock((hour + 1) % 24),
                ", which is far from the hours at which this person signs in.",
            ]
            .concat()
        }
    }
}

fn first(how: &str) -> String {
    [
        "The first sign-in of this person ",
        how,
        ", as far as sign-ins are known.",
    ]
    .concat()
}

/// What is known of the silence, and no more.
fn dormant(mark: &Mark, since: Timestamp) -> String {
    let silence = days(mark.span);
    let made = mark
        .person
        .as_ref()
        .and_then(|person| person.account?.created_at);
    if !mark.is_whole {
        return [
            "Silent for at least ",
            &*silence,
            ": no older sign-ins are known.",
        ]
        .concat();
    }
    match made {
        // The silence reaches back to the making of the account.
        Some(made) if made > since && mark.at.0 - made.0 == mark.span => [
            "The account was made ",
            &*silence,
            " before, and this is its first sign-in.",
        ]
        .concat(),
        _ => ["Silent for ", &*silence, " before this sign-in."].concat(),
    }
}

/// The rule of a kind with its thresholds, in a sentence or two; or that it is off.
pub fn rule(kind: Kind, rules: &Rules) -> String {
    threshold(kind, rules).unwrap_or_else(|| "Off.".to_owned())
}

fn threshold(kind: Kind, rules: &Rules) -> Option<String> {
    let history = counted_days(rules.history_days.into());
    let needs = [" Needs ", &*history, " of this person's history."].concat();
    // What two addresses and a new one have in common.
    let elsewhere = [
        ", unless it is usual for ",
        &*number(OWN_PEOPLE),
        " people. Not for somebody seen in more than ",
        &*number(MOST_PLACES),
        " networks before.",
        &*needs,
    ]
    .concat();
    let usual_days = number(USUAL_DAYS);
    Some(match kind {
        Kind::Dormant => [
            "The first sign-in after at least ",
            &*counted_days(rules.dormant_days?.into()),
            " without one, as far as sign-ins are known.",
        ]
        .concat(),
        Kind::SharedAddress => [
            "At least ",
            &*counted(rules.shared_people? as usize, "person", "people"),
            " from one address who had not come from its network before, where at least ",
            &*history,
            " before are known; and more of them than of those who had.",
        ]
        .concat(),
        Kind::Burst => [
            "At least ",
            &*counted(rules.burst_count? as usize, "sign-in", "sign-ins"),
            " of one person within ",
            &*counted(rules.burst_minutes as usize, "minute", "minutes"),
            ", unless that happened on ",
            &*usual_days,
            " days before.",
        ]
        .concat(),
        Kind::Failures => [
            "At least ",
            &*failures(rules.failures?),
            " within the hour before a success; one less from a network that is not usual for this person.",
        ]
        .concat(),
        Kind::TwoAddresses => [
            "Two sign-ins in a row, at most ",
            &*counted(rules.two_minutes? as usize, "minute", "minutes"),
            " apart, from two networks (/24, or /48 of IPv6), one of which the person used on fewer than ",
            &*usual_days,
            " days before",
            &*elsewhere,
        ]
        .concat(),
        Kind::NewAddress => rules.new_address.then(|| {
            [
                "The first sign-in from a network (/24, or /48 of IPv6)",
                &*elsewhere,
            ]
            .concat()
        })?,
        Kind::NewClient => rules.new_client.then(|| {
            [
                "The first sign-in with a client (browser, system and kind of device), whatever its version.",
                &*needs,
            ]
            .concat()
        })?,
        Kind::Hours => [
            "At least ",
            &*counted(rules.hours_away? as usize, "hour", "hours"),
            " before or after this person's usual day, which is all hours of earlier sign-ins and at least ",
            &*number(DAY_HOURS),
            " from the first. Needs ",
            &*number(LEAST_SIGN_INS),
            " sign-ins and ",
            &*history,
            " of this person's history.",
        ]
        .concat(),
    })
}

fn latest<'a>(mark: &Mark, entries: &'a [Entry]) -> Option<&'a Entry> {
    entries.get(*mark.records.last()? as usize)
}

fn rows(mark: &Mark) -> u32 {
    u32::try_from(mark.records.len()).unwrap_or(u32::MAX)
}

fn number(number: u32) -> String {
    count(number as usize)
}

fn failures(count: u32) -> String {
    counted(count as usize, "failed attempt", "failed attempts")
}

fn counted_days(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// Whole days that have passed: never more than there were.
fn days(span: i64) -> String {
    counted_days(span / DAY)
}

/// A length of time in its largest unit that is not too coarse, rounded up, for it is said to be within: `35 min`.
fn length(span: i64) -> String {
    let (unit, name) = match span {
        ..MINUTE => (1_000, " s"),
        MINUTE..TWO_HOURS => (MINUTE, " min"),
        _ => (HOUR, " h"),
    };
    let whole = usize::try_from((span + unit - 1) / unit).unwrap_or(0);
    [&*count(whole), name].concat()
}

/// `03:00`.
fn clock(hour: i64) -> String {
    let lead = if hour < 10 { "0" } else { "" };
    [lead, &*hour.to_string(), ":00"].concat()
}
