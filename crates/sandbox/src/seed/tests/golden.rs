//! The sign-ins of a month as text, for the tests of whoever reads them (`tests/golden/audit`): there is no other
//! way from here to there.
//!
//! `WRITE_GOLDEN=1 cargo test -p sandbox golden` writes them anew.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use super::super::people::{self, Person};
use super::super::sign_ins::{self, SignIn};
use super::super::{DEMO, LARGE};
use super::*;
use crate::clock::Millis;
use crate::time_text::to_rfc3339;

/// A quiet month ends at each of these: in winter; in the night when Europe's clocks change; in the one when
/// America's do; on a Sunday's end.
const QUIET: [(&str, &str); 4] = [
    ("quiet-winter.txt", NOON),
    ("quiet-march.txt", "2026-03-29T01:30:00Z"),
    ("quiet-november.txt", "2025-11-02T06:30:00Z"),
    ("quiet-sunday.txt", "2026-08-16T23:59:59Z"),
];
/// So many people are enough for a quiet month, and few enough for a file.
const QUIET_PEOPLE: usize = 100;

#[test]
fn the_months_in_the_files_are_those_of_the_seed() {
    let now = parse(NOON).unwrap();
    let people = people::generate(DEMO.people, now);
    let all = sign_ins::generate(&people, DEMO.second_sign_ins, now);
    compare("demo.txt", &text(&people, &all, now));
    for (name, now) in QUIET {
        let now = parse(now).unwrap();
        let people = people::generate(QUIET_PEOPLE, now);
        let mut all = sign_ins::ordinary(&people, LARGE.second_sign_ins, now);
        all.sort_by_key(|sign_in| (sign_in.at, sign_in.person));
        compare(name, &text(&people, &all, now));
    }
}

/// Holds the file against what it should be, or writes it where that was asked for.
fn compare(name: &str, wanted: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/audit");
    let path = folder.join(name);
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{name} is not what the seed gives: if the seed was meant to change, WRITE_GOLDEN=1 writes it anew"
    );
}

/// One line each, its parts parted by tabs: the moment; the people by their numbers; the addresses and the clients,
/// counted from 0; and the attempts, oldest first: milliseconds after the one before (the first: before the moment),
/// person, address, client, and why it failed.
fn text(people: &[Person], all: &[SignIn], now: Millis) -> String {
    let mut seen = HashMap::new();
    for sign_in in all.iter().filter(|sign_in| sign_in.failure.is_none()) {
        seen.insert(sign_in.person, sign_in.at);
    }
    let mut text = format!("now\t{}\n", to_rfc3339(now));
    for (index, person) in people.iter().enumerate() {
        let last_seen = seen.get(&index).copied().or(person.last_seen);
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        writeln!(
            text,
            "person\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            index + 1,
            if person.owner { "owner" } else { "" },
            if person.active { "" } else { "inactive" },
            to_rfc3339(person.created_at),
            last_seen.map(to_rfc3339).unwrap_or_default(),
            person.email,
            name(&person.first_name),
            name(&person.last_name),
        )
        .unwrap();
    }
    let mut lines = String::new();
    let (mut addresses, mut clients) = (HashMap::new(), HashMap::new());
    let mut last = None;
    for sign_in in all {
        let apart = last.map_or(now - sign_in.at, |last| sign_in.at - last);
        last = Some(sign_in.at);
        let address = numbered(&mut addresses, &sign_in.ip, "address", &mut text);
        let client = numbered(&mut clients, sign_in.client, "client", &mut text);
        let person = sign_in.person + 1;
        write!(lines, "{apart}\t{person}\t{address}\t{client}").unwrap();
        if let Some(failure) = sign_in.failure {
            write!(lines, "\t{failure}").unwrap();
        }
        lines.push('\n');
    }
    text + &lines
}

/// The number of something; at its first time it is written down.
fn numbered<'a>(
    known: &mut HashMap<&'a str, usize>,
    value: &'a str,
    what: &str,
    text: &mut String,
) -> usize {
    let next = known.len();
    *known.entry(value).or_insert_with(|| {
        writeln!(text, "{what}\t{value}").unwrap();
        next
    })
}
