//! A sign-in in memory. A tenant's month is 200,000 of them, so what recurs (who, from where, with what)
//! is kept once and shared.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::analysis::user_agent;
use crate::wire::time::Timestamp;
use crate::wire::tines::{AuditLogEntry, SignIn, User};

/// Who signed in.
#[derive(Debug)]
pub struct Person {
    /// The place in the order of arrival: small, so that tables by person are plain vectors.
    pub code: u32,
    /// The user's number.
    pub id: i64,
    /// The name, or the e-mail address of somebody without one.
    pub name: String,
    /// The same, for pictures of thousands of people: a copy is a count.
    pub label: Arc<str>,
    /// The e-mail address; may be empty for somebody who is not listed.
    pub email: String,
    /// What the list of users says; `None`: it does not list this one (any more).
    pub account: Option<Account>,
}

/// What the list of users says of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whether it is a tenant owner.
    pub is_owner: bool,
    /// Whether it is switched on; old tenants do not say, and then it is.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was last seen.
    pub last_seen: Option<Timestamp>,
}

/// An address.
#[derive(Debug)]
pub struct Address {
    /// As [`Person::code`].
    pub code: u32,
    /// As it came.
    pub text: String,
}

/// A client.
#[derive(Debug)]
pub struct Client {
    /// As [`Person::code`].
    pub code: u32,
    /// The place of its words among all words: many versions of a browser are one "Firefox on Linux".
    pub family: u32,
    /// In its own words.
    pub raw: String,
    /// What it is; as it came where that is not known.
    pub words: String,
    /// What is known of it.
    pub read: Option<user_agent::UserAgent>,
}

/// What only old tenants (2019 to 2021) say of a sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Old {
    /// Why it failed.
    pub reason: Option<String>,
    /// The method.
    pub method: Option<String>,
    /// City, region and country, as far as they are said.
    pub place: Option<String>,
}

/// One sign-in, or one failed attempt.
#[derive(Debug)]
pub struct Entry {
    /// The record's number, of its source.
    pub id: i64,
    /// When.
    pub at: Option<Timestamp>,
    /// Who.
    pub person: Rc<Person>,
    /// From where.
    pub address: Option<Rc<Address>>,
    /// With what.
    pub client: Option<Rc<Client>>,
    /// Whether it succeeded; `None`: not said, and then only successes are listed.
    pub success: Option<bool>,
    /// What only old tenants say.
    pub old: Option<Rc<Old>>,
    /// Its marks, a bit for each kind; from the last look at all of them.
    pub marks: Cell<u16>,
    /// How far the time zone in use was ahead of UTC, in minutes; from the last choice of a zone.
    pub offset: Cell<i16>,
}

impl Entry {
    /// Whether it was an attempt that failed.
    pub fn is_failed(&self) -> bool {
        self.success == Some(false)
    }

    /// When, by the clock of the zone in use: milliseconds since 1970 as that clock counts them.
    pub fn local(&self) -> Option<i64> {
        Some(self.at?.0 + i64::from(self.offset.get()) * 60_000)
    }
}

/// Who, where and with what, each kept once.
#[derive(Debug, Default)]
pub struct Book {
    people: HashMap<i64, Rc<Person>>,
    addresses: HashMap<String, Rc<Address>>,
    clients: HashMap<String, Rc<Client>>,
    families: HashMap<String, u32>,
    olds: Vec<Rc<Old>>,
}

impl Book {
    /// Takes in what the list of users says. Those who are known by their sign-ins already stay as they
    /// are, so this comes first.
    pub fn list(&mut self, user: &User) {
        let account = Account {
            is_owner: user.admin,
            is_active: user.is_active != Some(false),
            created_at: user.created_at,
            last_seen: user.last_seen,
        };
        self.person(user.id, || {
            (user.full_name(), user.email.clone(), Some(account))
        });
    }

    /// A person by number; `say` gives name, e-mail address and account of one who is not known yet.
    fn person(
        &mut self,
        id: i64,
        say: impl FnOnce() -> (String, String, Option<Account>),
    ) -> Rc<Person> {
        let code = code(self.people.len());
        let person = self.people.entry(id).or_insert_with(|| {
            let (name, email, account) = say();
            let name = if name.trim().is_empty() {
                if email.is_empty() {
                    ["User ", &id.to_string()].concat()
                } else {
                    email.clone()
                }
            } else {
                name
            };
            Rc::new(Person {
                code,
                id,
                label: Arc::from(&*name),
                name,
                email,
                account,
            })
        });
        Rc::clone(person)
    }

    fn address(&mut self, text: &str) -> Rc<Address> {
        if let Some(known) = self.addresses.get(text) {
            return Rc::clone(known);
        }
        let address = Rc::new(Address {
            code: code(self.addresses.len()),
            text: text.to_owned(),
        });
        self.addresses.insert(text.to_owned(), Rc::clone(&address));
        address
    }

    fn client(&mut self, raw: &str) -> Rc<Client> {
        if let Some(known) = self.clients.get(raw) {
            return Rc::clone(known);
        }
        let words = user_agent::words(raw);
        let next = code(self.families.len());
        let family = *self.families.entry(words.clone()).or_insert(next);
        let client = Rc::new(Client {
            code: code(self.clients.len()),
            family,
            raw: raw.to_owned(),
            words,
            read: user_agent::read(raw),
        });
        self.clients.insert(raw.to_owned(), Rc::clone(&client));
        client
    }

    fn old(&mut self, old: Old) -> Option<Rc<Old>> {
        if old == Old::default() {
            return None;
        }
        if let Some(known) = self.olds.iter().find(|known| ***known == old) {
            return Some(Rc::clone(known));
        }
        let old = Rc::new(old);
        self.olds.push(Rc::clone(&old));
        Some(old)
    }

    /// A record of one user's sign-ins.
    pub fn sign_in(&mut self, record: &SignIn, of: i64) -> Entry {
        let place = [&record.city, &record.region, &record.country];
        let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
        let old = Old {
            reason: record.failure_reason.clone(),
            method: record.strategy.clone(),
            place: (!place.is_empty()).then(|| place.join(", ")),
        };
        let user = record.user_id.unwrap_or(of);
        let said = || {
            let email = record.identity.clone().unwrap_or_default();
            (String::new(), email, None)
        };
        Entry {
            id: record.id,
            at: record.created_at,
            person: self.person(user, said),
            address: record.ip.as_deref().map(|ip| self.address(ip)),
            client: record.user_agent.as_deref().map(|raw| self.client(raw)),
            success: record.success,
            old: self.old(old),
            marks: Cell::new(0),
            offset: Cell::new(0),
        }
    }

    /// A record of the audit log that is a sign-in.
    pub fn logged(&mut self, record: &AuditLogEntry) -> Entry {
        let said = || {
            let name = record.user_name.clone().unwrap_or_default();
            (name, record.user_email.clone().unwrap_or_default(), None)
        };
        Entry {
            id: record.id,
            at: record.created_at,
            // Nobody's sign-in is not known; number 0 is nobody's.
            person: self.person(record.user_id.unwrap_or_default(), said),
            address: record.request_ip.as_deref().map(|ip| self.address(ip)),
            client: record
                .request_user_agent
                .as_deref()
                .map(|raw| self.client(raw)),
            success: None,
            old: None,
            marks: Cell::new(0),
            offset: Cell::new(0),
        }
    }
}

fn code(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
