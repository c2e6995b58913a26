//! What is to be found in the sign-ins. Each story happens once, to people who are otherwise like
//! everybody else, and nobody else looks like any of them (`tests.rs` asks the tables).

use super::chance::{DAY, HOUR, MINUTE, SECOND, between, day_of, stream, weekday};
use super::clients::{HEADLESS, PHONES};
use super::people::Person;
use super::places::{FRANKFURT, PANAMA, REYKJAVIK};
use super::sign_ins::SignIn;
use crate::clock::Millis;

/// How long sign-ins are kept: 30 days.
pub const WINDOW: Millis = 30 * DAY;

/// The one address outside the offices under which several accounts are seen.
pub const SHARED_ADDRESS: &str = "198.19.66.6";
/// How many accounts that is.
pub const SHARED_BY: usize = 9;

/// The owner who had not been seen for seven months.
pub const WOKEN_OWNER: &str = "margit.ounapuu@example.org";
/// Where that account woke up.
pub const WOKEN_AT: &str = "2001:db8:f3a1:9::1c";

/// The owner who is in two countries at once.
pub const TRAVELLING_OWNER: &str = "declan.obrien@example.org";
/// The other country: a block that nobody else is ever seen in.
pub const ABROAD: &str = "198.19.140.27";

/// Who signs in seven times in four minutes.
pub const HURRIED_PERSON: &str = "marcus.rivera@example.org";
/// The second of the two addresses of the burst; the first is the person's usual one.
pub const HURRIED_FROM: &str = "198.19.201.88";

/// The addresses that only stories use: nothing else may sign in from them.
pub const STORY_ADDRESSES: [&str; 4] = [SHARED_ADDRESS, WOKEN_AT, ABROAD, HURRIED_FROM];

/// Adds all the stories to the ordinary sign-ins, which stand in order of person and time.
pub(super) fn tell(people: &[Person], all: &mut Vec<SignIn>, now: Millis) {
    let new = [
        one_address_for_nine(people, now),
        dormant_owner_wakes(people, now).into_iter().collect(),
        owner_abroad(people, all, now),
        burst(people, all, now),
    ];
    all.extend(new.into_iter().flatten());
}

/// Nine accounts that have nothing to do with one another sign in from one hosted machine, one
/// every seven hours of the last three days, all with the same headless browser: a sprayed
/// password that worked, or a box that is shared. With failed attempts before every third.
/// To be told from an office, whose addresses hold far more people, all through the month.
fn one_address_for_nine(people: &[Person], now: Millis) -> Vec<SignIn> {
    let random = &mut stream("story: one address", 0);
    let in_cast = [TRAVELLING_OWNER, HURRIED_PERSON, super::cast::MAKER];
    let candidates: Vec<usize> = people
        .iter()
        .enumerate()
        .filter(|(_, person)| {
            let ordinary = person.habits.as_ref().is_some_and(|habits| !habits.machine);
            ordinary && !person.owner && !in_cast.contains(&person.email.as_str())
        })
        .map(|(index, _)| index)
        .collect();
    let stride = (candidates.len() / SHARED_BY).max(1);
    let mut told = Vec::new();
    for (turn, &person) in (0_i64..).zip(candidates.iter().step_by(stride).take(SHARED_BY)) {
        let at = now - 68 * HOUR + turn * 7 * HOUR + between(random, 0, 90) * MINUTE;
        let sign_in = SignIn {
            person,
            at,
            ip: SHARED_ADDRESS.to_owned(),
            client: HEADLESS,
            place: &FRANKFURT,
            failure: None,
        };
        if turn % 3 == 0 {
            for before in [190, 95] {
                let at = at - before * SECOND;
                told.push(SignIn {
                    at,
                    failure: Some("invalid"),
                    ..sign_in.clone()
                });
            }
        }
        told.push(sign_in);
    }
    told
}

/// An owner's account that nobody has used for seven months signs in at 03:12 UTC on the last
/// Sunday, from an address that was never seen before, and only this once.
fn dormant_owner_wakes(people: &[Person], now: Millis) -> Option<SignIn> {
    let today = day_of(now);
    let this_week = (today - weekday(today)) * DAY + 3 * HOUR + 12 * MINUTE;
    Some(SignIn {
        person: position(people, WOKEN_OWNER)?,
        at: if this_week < now {
            this_week
        } else {
            this_week - 7 * DAY
        },
        ip: WOKEN_AT.to_owned(),
        client: HEADLESS,
        place: &PANAMA,
        failure: None,
    })
}

/// An owner who works in Dublin signs in from Iceland, thirty-five minutes after signing in at
/// home or in the office, on the last two occasions; the ordinary sign-ins go on.
fn owner_abroad(people: &[Person], all: &[SignIn], now: Millis) -> Vec<SignIn> {
    let usual = successes(people, all, TRAVELLING_OWNER);
    let before = usual.filter(|sign_in| sign_in.at < now - HOUR);
    let last_two = before.rev().take(2);
    last_two
        .map(|sign_in| SignIn {
            at: sign_in.at + 35 * MINUTE,
            ip: ABROAD.to_owned(),
            place: &REYKJAVIK,
            ..sign_in.clone()
        })
        .collect()
}

/// Seven sign-ins within four minutes by one person, to and fro between the usual address and one
/// never seen before, ninety minutes after an ordinary sign-in of a day or more ago. Three failures
/// stand before them.
fn burst(people: &[Person], all: &[SignIn], now: Millis) -> Vec<SignIn> {
    let mut usual = successes(people, all, HURRIED_PERSON);
    let Some(before) = usual.rfind(|sign_in| sign_in.at < now - DAY) else {
        return Vec::new();
    };
    let start = before.at + 90 * MINUTE;
    let here = |after: Millis| SignIn {
        at: start + after * SECOND,
        ..before.clone()
    };
    let there = |after: Millis| SignIn {
        ip: HURRIED_FROM.to_owned(),
        client: PHONES[3],
        ..here(after)
    };
    let failed = |sign_in| SignIn {
        failure: Some("invalid"),
        ..sign_in
    };
    let failures = [-55, -38, -12].map(|after| failed(there(after)));
    let burst = [
        there(0),
        here(31),
        there(74),
        there(118),
        here(150),
        there(197),
        here(236),
    ];
    failures.into_iter().chain(burst).collect()
}

fn position(people: &[Person], email: &str) -> Option<usize> {
    people.iter().position(|person| person.email == email)
}

/// The successful sign-ins of somebody, oldest first.
fn successes<'a>(
    people: &[Person],
    all: &'a [SignIn],
    email: &str,
) -> impl DoubleEndedIterator<Item = &'a SignIn> {
    let person = position(people, email);
    all.iter()
        .filter(move |sign_in| Some(sign_in.person) == person && sign_in.failure.is_none())
}
