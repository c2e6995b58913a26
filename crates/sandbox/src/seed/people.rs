//! The people of the tenant: one company, three offices, and those who come and go.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::cast;
use super::chance::{DAY, HOUR, MINUTE, between, index, number, one_of, percent, stream};
use super::habits::{self, Habits};
use super::names::name;
use super::stories::WINDOW;
use crate::clock::Millis;
use crate::random::Random;

const PERMISSIONS: [&str; 3] = ["AUDIT_LOG_READ", "FEATURE_FLAG_MANAGE", "TUNNEL_MANAGE"];

/// An account before it is stored.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) email: String,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) owner: bool,
    pub(super) active: bool,
    pub(super) scim_uid: Option<String>,
    pub(super) permissions: Vec<&'static str>,
    pub(super) created_at: Millis,
    pub(super) updated_at: Millis,
    pub(super) invited_at: Option<Millis>,
    /// As it was before the sign-ins that the tenant still shows.
    pub(super) last_seen: Option<Millis>,
    /// None: has not signed in for as long as the tenant shows sign-ins.
    pub(super) habits: Option<Habits>,
}

/// All of them, oldest account first: the index plus one is the id.
pub(super) fn generate(count: usize, now: Millis) -> Vec<Person> {
    let cast = cast::all(now);
    let cast_mailboxes = cast
        .iter()
        .map(|person| (mailbox(&person.email).to_owned(), 1))
        .collect();
    let mut others: Vec<Person> = (cast.len()..count)
        .map(|number| ordinary(number as u64, now))
        .collect();
    others.sort_by_key(|person| person.created_at);
    number_namesakes(&mut others, cast_mailboxes);
    let mut people = cast;
    people.append(&mut others);
    people.sort_by_key(|person| person.created_at);
    people
}

/// As many people as [`generate`] makes, who have no sign-ins to be seen by: when each was there last
/// is told here.
pub(super) fn crowd(count: usize, now: Millis) -> Vec<Person> {
    let mut people = generate(count, now);
    for (person, number) in people.iter_mut().zip(0..) {
        if person.habits.is_some() {
            let random = &mut stream("crowd", number);
            person.last_seen = Some(now - between(random, MINUTE, 20 * DAY));
        }
    }
    people
}

/// The one account of a tenant on its first day: made two minutes ago.
pub(super) fn maker(now: Millis) -> Person {
    let mut maker = cast::maker(now);
    (maker.created_at, maker.updated_at) = (now - 2 * MINUTE, now - 2 * MINUTE);
    maker
}

enum Standing {
    Regular,
    Dormant,
    Left,
    Pending,
}

fn ordinary(number: u64, now: Millis) -> Person {
    let random = &mut stream("people", number);
    let standing = match random.below(100) {
        0..=72 => Standing::Regular,
        73..=84 => Standing::Dormant,
        85..=90 => Standing::Left,
        _ => Standing::Pending,
    };
    let office = match random.below(100) {
        0..=33 => Some(0),
        34..=61 => Some(1),
        62..=84 => Some(2),
        _ => None,
    };
    let name = name(random, office);
    let (first_name, last_name) = shown_name(random, &standing, name.first, name.last);
    let contractor = office.is_none() && percent(random, 60) || percent(random, 4);
    let email = address(random, &name.mailbox, contractor);
    let age = match standing {
        // Whoever came in the last weeks has not answered the invitation yet, so that all habits
        // are older than the stories.
        Standing::Regular => between(random, 20 * DAY, 1_090 * DAY),
        Standing::Dormant | Standing::Left => between(random, 100 * DAY, 1_090 * DAY),
        Standing::Pending => between(random, HOUR, 75 * DAY),
    };
    let created_at = now - age;
    Person {
        email,
        first_name,
        last_name,
        owner: match standing {
            Standing::Regular => random.one_in(50),
            Standing::Dormant => random.one_in(20),
            _ => false,
        },
        active: !matches!(standing, Standing::Left),
        scim_uid: (!contractor && percent(random, 65)).then(|| uuid(random)),
        permissions: permissions(random),
        created_at,
        updated_at: created_at + between(random, 0, age),
        invited_at: Some(match standing {
            Standing::Pending => created_at + between(random, 0, age) / 2,
            _ => created_at,
        }),
        last_seen: matches!(standing, Standing::Dormant | Standing::Left)
            .then(|| now - between(random, WINDOW + 4 * DAY, (age - 10 * DAY).min(430 * DAY))),
        habits: matches!(standing, Standing::Regular).then(|| habits::of(random, number, office)),
    }
}

/// What people left in the two name fields: mostly both names.
fn shown_name(
    random: &mut Random,
    standing: &Standing,
    first: &str,
    last: &str,
) -> (Option<String>, Option<String>) {
    let owned = |text: &str| Some(text.to_owned());
    let invited_by_mail_only = matches!(standing, Standing::Pending) && percent(random, 40);
    match random.below(100) {
        _ if invited_by_mail_only => (None, None),
        0 | 1 => (owned(""), owned("")),
        2 => (owned(first), None),
        3 => (owned(first), owned("")),
        4 => (owned(""), owned(last)),
        _ => (owned(first), owned(last)),
    }
}

fn permissions(random: &mut Random) -> Vec<&'static str> {
    match random.below(100) {
        0..=4 => vec![one_of(random, &PERMISSIONS)],
        5 => PERMISSIONS.to_vec(),
        _ => Vec::new(),
    }
}

/// `8c1f…-…`, as identity providers number people.
pub(super) fn uuid(random: &mut Random) -> String {
    [8, 4, 4, 4, 12].map(|digits| random.hex(digits)).join("-")
}

/// An address of the company, of one it bought, or of a contractor; now and then with a tag.
fn address(random: &mut Random, mailbox: &str, contractor: bool) -> String {
    let domain = match random.below(100) {
        _ if contractor => "contractors.example.net",
        0..=16 => "example.com",
        _ => "example.org",
    };
    let tag = if percent(random, 4) {
        one_of(random, &["+tines", "+soc", "+a11y.test"])
    } else {
        ""
    };
    format!("{mailbox}{tag}@{domain}")
}

/// The second Aoife Murphy who comes is `aoife.murphy2`.
fn number_namesakes(people: &mut [Person], mut taken: HashMap<String, u32>) {
    for person in people {
        let mailbox = mailbox(&person.email);
        let (mailbox, rest) = (mailbox.to_owned(), person.email[mailbox.len()..].to_owned());
        let times = taken.entry(mailbox.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            person.email = format!("{mailbox}{times}{rest}");
        }
    }
}

/// What stands before a tag and the domain.
fn mailbox(email: &str) -> &str {
    email.split(['@', '+']).next().unwrap_or_default()
}

/// Stores the people, and the teams with who is in them.
pub(super) fn store(tx: &Transaction<'_>, people: &[Person], teams: usize) -> rusqlite::Result<()> {
    let mut insert = tx.prepare(
        "INSERT INTO users (email, first_name, last_name, admin, is_active, scim_uid, tenant_permissions,
                            created_at, updated_at, last_seen, invited_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for person in people {
        insert.execute(params![
            person.email,
            person.first_name,
            person.last_name,
            person.owner,
            person.active,
            person.scim_uid,
            serde_json::json!(person.permissions).to_string(),
            person.created_at,
            person.updated_at,
            person.last_seen,
            person.invited_at,
        ])?;
    }
    store_teams(tx, people, teams)
}

const TEAMS: [&str; 10] = [
    "Security Operations",
    "Detection & Response",
    "IT Service Desk",
    "Identity and Access",
    "Platform Engineering",
    "Fraud",
    "Threat Intelligence",
    "Compliance – EU/UK",
    "Équipe sécurité Montréal",
    "Contractors",
];

fn store_teams(tx: &Transaction<'_>, people: &[Person], teams: usize) -> rusqlite::Result<()> {
    let mut insert = tx.prepare("INSERT INTO teams (id, name) VALUES (?1, ?2)")?;
    for team in 0..teams {
        let again = team / TEAMS.len() + 1;
        let name = TEAMS[team % TEAMS.len()];
        let name = if again == 1 {
            name.to_owned()
        } else {
            format!("{name} {again}")
        };
        insert.execute(params![number(team + 1), name])?;
    }
    let mut join =
        tx.prepare("INSERT INTO team_memberships (user_id, team_id, role) VALUES (?1, ?2, ?3)")?;
    for (id, person) in (1_i64..).zip(people).filter(|_| teams > 3) {
        let random = &mut stream("memberships", id.unsigned_abs());
        let first = index(random, teams);
        let joined = if person.habits.is_some() {
            1 + index(random, 3)
        } else {
            index(random, 2)
        };
        for step in 0..joined {
            let role = one_of(
                random,
                &["EDITOR", "EDITOR", "EDITOR", "VIEWER", "TEAM_ADMIN"],
            );
            join.execute(params![id, number((first + step) % teams + 1), role])?;
        }
    }
    Ok(())
}
