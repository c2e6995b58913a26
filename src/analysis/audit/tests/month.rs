//! Months of sign-ins to test with: those in `tests/golden/audit`, and small ones written down.

use crate::analysis::audit::entry::{Book, Entry};
use crate::wire::time::Timestamp;
use crate::wire::tines::{SignIn, User};

/// What is loaded, and when that was.
pub struct Month {
    pub now: Timestamp,
    pub entries: Vec<Entry>,
}

/// What a tenant lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Successes, and nothing of how they ended.
    Today,
    /// All attempts, with how they ended (2019 to 2021).
    Old,
}

impl Month {
    /// From when on sign-ins are known: 30 days.
    pub fn since(&self) -> Timestamp {
        Timestamp(self.now.0 - 30 * DAY)
    }

    /// Reads one of the files, which begin with a word each: see `crates/sandbox`, whose tests write them.
    pub fn read(text: &str, dialect: Dialect) -> Self {
        let mut book = Book::default();
        let (mut addresses, mut clients, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        let (mut now, mut at) = (Timestamp(0), None);
        for line in text.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            match parts[..] {
                ["now", moment] => now = moment_of(moment).expect("a moment"),
                ["person", id, owner, active, made, seen, email, first, last] => book.list(&User {
                    admin: owner == "owner",
                    is_active: Some(active != "inactive"),
                    created_at: moment_of(made),
                    last_seen: moment_of(seen),
                    email: email.to_owned(),
                    first_name: Some(first.to_owned()),
                    last_name: Some(last.to_owned()),
                    ..user(id.parse().expect("a number"))
                }),
                ["address", address] => addresses.push(address),
                ["client", client] => clients.push(client),
                [apart, person, address, client, ref failure @ ..] => {
                    let apart: i64 = apart.parse().expect("milliseconds");
                    let moment = at.map_or(now.0 - apart, |at: i64| at + apart);
                    at = Some(moment);
                    if dialect == Dialect::Today && !failure.is_empty() {
                        continue;
                    }
                    let place = |text: &str| text.parse::<usize>().expect("a number");
                    let record = SignIn {
                        created_at: Some(Timestamp(moment)),
                        ip: Some(addresses[place(address)].to_owned()),
                        user_agent: Some(clients[place(client)].to_owned()),
                        success: (dialect == Dialect::Old).then_some(failure.is_empty()),
                        failure_reason: failure.first().map(|&reason| reason.to_owned()),
                        ..sign_in(i64::try_from(entries.len()).expect("few"))
                    };
                    entries.push(book.sign_in(&record, person.parse().expect("a number")));
                }
                _ => panic!("not a line of a month: {line}"),
            }
        }
        // As the APIs list them: newest first.
        entries.reverse();
        Self { now, entries }
    }
}

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

fn moment_of(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text)
}

/// A user of whom nothing is known.
pub fn user(id: i64) -> User {
    User {
        id,
        email: format!("user-{id}@example.org"),
        first_name: None,
        last_name: None,
        admin: false,
        created_at: None,
        updated_at: None,
        last_seen: None,
        scim_uid: None,
        is_active: None,
        tenant_permissions: None,
        team_memberships: None,
    }
}

/// A record that says nothing.
pub fn sign_in(id: i64) -> SignIn {
    SignIn {
        id,
        user_id: None,
        created_at: None,
        ip: None,
        user_agent: None,
        success: None,
        failure_reason: None,
        strategy: None,
        scope: None,
        identity: None,
        city: None,
        region: None,
        country: None,
    }
}
