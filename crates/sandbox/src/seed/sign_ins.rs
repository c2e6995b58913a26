//! Thirty days of ordinary sign-ins, and how they and the stories are stored.

use std::collections::BTreeMap;

use rusqlite::{Transaction, params};

use super::chance::{
    MINUTE, SECOND, between, is_weekend, number, one_of, percent, stream, weekday,
};
use super::habits::Habits;
use super::people::Person;
use super::places::Place;
use super::stories::{self, WINDOW};
use crate::clock::Millis;
use crate::random::Random;

/// For so many days from their first one, people come in wherever and with whatever they have not
/// been seen with yet; what is still new after that is not used. So nobody's habits look new later.
const SETTLING: i64 = 10;

/// An attempt to sign in.
#[derive(Debug, Clone)]
pub(super) struct SignIn {
    /// The index of the person.
    pub(super) person: usize,
    pub(super) at: Millis,
    pub(super) ip: String,
    pub(super) client: &'static str,
    pub(super) place: &'static Place,
    pub(super) failure: Option<&'static str>,
}

/// Everybody's sign-ins with the stories among them, oldest first.
/// Of a hundred working days of a person, so many have a second one.
pub(super) fn generate(people: &[Person], second: u64, now: Millis) -> Vec<SignIn> {
    let mut all = ordinary(people, second, now);
    stories::tell(people, &mut all, now);
    all.sort_by_key(|sign_in| (sign_in.at, sign_in.person));
    all
}

/// Everybody's sign-ins without any story, in order of person and time.
pub(super) fn ordinary(people: &[Person], second: u64, now: Millis) -> Vec<SignIn> {
    let mut all = Vec::new();
    for (index, person) in people.iter().enumerate() {
        if let Some(habits) = &person.habits {
            all.extend(of_one(index, habits, (person.created_at, now), second));
        }
    }
    all
}

/// The sign-ins of one person within the window, oldest first.
fn of_one(
    person: usize,
    habits: &Habits,
    (created_at, now): (Millis, Millis),
    second: u64,
) -> Vec<SignIn> {
    let random = &mut stream("sign-ins", habits.number);
    let from = created_at.max(now - WINDOW) + 1;
    let (first_day, last_day) = (habits.place.day_at(from), habits.place.day_at(now));
    let holiday = habits
        .holidays
        .then(|| first_day + SETTLING + between(random, 0, 12));
    let mut diary = Diary {
        person,
        habits,
        first_day,
        from,
        now,
        second,
        written: Vec::new(),
    };
    for day in first_day..=last_day {
        let away = holiday.is_some_and(|start| (start..start + 9).contains(&day));
        if !away {
            diary.day(day, random);
        }
    }
    diary.written
}

struct Diary<'a> {
    person: usize,
    habits: &'a Habits,
    first_day: i64,
    from: Millis,
    now: Millis,
    second: u64,
    written: Vec<SignIn>,
}

impl Diary<'_> {
    fn day(&mut self, day: i64, random: &mut Random) {
        let habits = self.habits;
        if habits.machine {
            return self.attempt(day, habits.starts, false, habits.desk, random);
        }
        let weekend = is_weekend(day);
        let at_home = weekend || habits.home_days & (1 << weekday(day)) != 0;
        let settling = day < self.first_day + SETTLING;
        let known = self
            .written
            .iter()
            .any(|seen| seen.ip == self.address(at_home));
        let comes = match (weekend, known) {
            (true, _) => habits.weekends && percent(random, 14),
            (false, true) => percent(random, 87),
            (false, false) => settling,
        };
        if !comes {
            return;
        }
        let start = if weekend {
            between(random, 10 * 60, 17 * 60) * MINUTE
        } else {
            habits.starts
                + between(random, -18 * 60, 12 * 60) * SECOND
                + between(random, -12, 14) * MINUTE
        } + between(random, 0, MINUTE);
        let client = self.client(settling, random);
        self.attempt(day, start, at_home, client, random);
        if !weekend && percent(random, self.second) {
            let later = start + between(random, 200, 430) * MINUTE + between(random, 0, MINUTE);
            let client = self.client(settling, random);
            self.attempt(day, later, at_home, client, random);
        }
    }

    fn address(&self, at_home: bool) -> &str {
        match self.habits.office {
            Some(egress) if !at_home => egress,
            _ => &self.habits.home,
        }
    }

    fn client(&self, settling: bool, random: &mut Random) -> &'static str {
        match self.habits.phone {
            Some(phone) if self.written.iter().any(|seen| seen.client == phone) => {
                if percent(random, 20) {
                    phone
                } else {
                    self.habits.desk
                }
            }
            Some(phone) if settling && percent(random, 40) => phone,
            _ => self.habits.desk,
        }
    }

    /// One sign-in, now and then after a mistyped password.
    fn attempt(
        &mut self,
        day: i64,
        after_midnight: Millis,
        at_home: bool,
        client: &'static str,
        random: &mut Random,
    ) {
        let at = self.habits.place.moment(day, after_midnight);
        let mistyped = !self.habits.machine && percent(random, 3);
        let before = between(random, 15, 75) * SECOND;
        if at <= self.from + 2 * MINUTE || at >= self.now {
            return;
        }
        let sign_in = SignIn {
            person: self.person,
            at,
            ip: self.address(at_home).to_owned(),
            client,
            place: self.habits.place,
            failure: None,
        };
        if mistyped {
            let failure = Some(one_of(random, &["invalid", "invalid", "timeout"]));
            self.written.push(SignIn {
                at: at - before,
                failure,
                ..sign_in.clone()
            });
        }
        self.written.push(sign_in);
    }
}

/// The first sign-in of the one who made the tenant, who is the only person in it.
pub(super) fn of_maker(maker: &Person, now: Millis) -> Vec<SignIn> {
    let habits = maker.habits.iter();
    let first = habits.map(|habits| SignIn {
        person: 0,
        at: now - MINUTE,
        ip: habits.home.clone(),
        client: habits.desk,
        place: habits.place,
        failure: None,
    });
    first.collect()
}

/// Stores them in the order given, and everybody's `last_seen` with them.
pub(super) fn store(tx: &Transaction<'_>, sign_ins: &[SignIn]) -> rusqlite::Result<()> {
    let mut insert = tx.prepare(
        "INSERT INTO sign_ins (user_id, created_at, ip, user_agent, success, failure_reason, city, region, country)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut last_seen = BTreeMap::new();
    for sign_in in sign_ins {
        insert.execute(params![
            number(sign_in.person + 1),
            sign_in.at,
            sign_in.ip,
            sign_in.client,
            sign_in.failure.is_none(),
            sign_in.failure,
            sign_in.place.city,
            sign_in.place.region,
            sign_in.place.country,
        ])?;
        if sign_in.failure.is_none() {
            last_seen.insert(number(sign_in.person + 1), sign_in.at);
        }
    }
    let mut update = tx.prepare("UPDATE users SET last_seen = ?2 WHERE id = ?1")?;
    for (id, at) in last_seen {
        update.execute(params![id, at])?;
    }
    Ok(())
}
