//! What a tenant holds when it is made: the same seed and the same moment give the same tables,
//! byte for byte, on every machine.

mod actions;
mod audit;
mod cast;
mod chance;
mod clients;
mod gateway_users;
mod habits;
mod hostile;
mod jobs;
mod names;
mod organisations;
mod people;
mod places;
mod sign_ins;
pub mod stories;
mod template_options;
mod templates;
#[cfg(test)]
mod tests;

use rusqlite::Transaction;

use crate::clock::Millis;
use jobs::Queues;

/// Which tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Seed {
    /// A company of 240 people after three years, with stories to find
    Demo,
    /// 10,000 people, 200,000 sign-ins, 50,000 jobs
    Large,
    /// 100,000 people without sign-ins or jobs: how much a list must bear
    Crowd,
    /// The first day: one owner and nothing else
    Empty,
    /// A small tenant whose every text tries something
    Hostile,
}

/// How much of everything there is.
struct Sizes {
    people: usize,
    teams: usize,
    /// Of a hundred working days of a person, so many have a second sign-in.
    second_sign_ins: u64,
    audit_entries: usize,
    actions: usize,
    queues: Queues,
    templates: usize,
    organisations: usize,
    /// APIs of the organisation that has the most.
    largest: usize,
    gateway_users: usize,
}

const DEMO: Sizes = Sizes {
    people: 240,
    teams: 10,
    second_sign_ins: 24,
    audit_entries: 360,
    actions: 40,
    queues: Queues {
        queued: 380,
        retry: 284,
        dead: 624,
        in_progress: 14,
    },
    templates: 60,
    organisations: 12,
    largest: 40,
    gateway_users: 40,
};

const SMALL: Sizes = Sizes {
    people: 60,
    teams: 4,
    second_sign_ins: 24,
    audit_entries: 40,
    actions: 30,
    queues: Queues {
        queued: 40,
        retry: 60,
        dead: 90,
        in_progress: 6,
    },
    templates: 24,
    organisations: 12,
    largest: 20,
    gateway_users: 20,
};

const LARGE: Sizes = Sizes {
    people: 10_000,
    teams: 60,
    second_sign_ins: 46,
    audit_entries: 8_000,
    actions: 400,
    queues: Queues {
        queued: 14_000,
        retry: 9_500,
        dead: 26_000,
        in_progress: 500,
    },
    templates: 2_000,
    organisations: 500,
    largest: 5_000,
    gateway_users: 400,
};

/// So many people are a crowd.
const CROWD: usize = 100_000;

/// Fills the tables of a new tenant as they are at `now`.
pub fn plant(tx: &Transaction<'_>, which: Seed, now: Millis) -> rusqlite::Result<()> {
    match which {
        Seed::Demo => grown(tx, &DEMO, now),
        Seed::Large => grown(tx, &LARGE, now),
        Seed::Crowd => people::store(tx, &people::crowd(CROWD, now), 0),
        Seed::Empty => {
            let maker = people::maker(now);
            let first = sign_ins::of_maker(&maker, now);
            people::store(tx, &[maker], 0)?;
            sign_ins::store(tx, &first)
        }
        Seed::Hostile => {
            grown(tx, &SMALL, now)?;
            hostile::spoil(tx)
        }
    }
}

fn grown(tx: &Transaction<'_>, sizes: &Sizes, now: Millis) -> rusqlite::Result<()> {
    let people = people::generate(sizes.people, now);
    people::store(tx, &people, sizes.teams)?;
    sign_ins::store(tx, &sign_ins::generate(&people, sizes.second_sign_ins, now))?;
    audit::store(tx, &people, sizes.audit_entries, now)?;
    let actions = actions::store(tx, sizes.actions)?;
    jobs::store(tx, &actions, sizes.queues, now)?;
    templates::store(tx, sizes.templates, now)?;
    let organisations = organisations::store(tx, sizes.organisations, sizes.largest)?;
    gateway_users::store(tx, sizes.gateway_users, &organisations, now)
}
