//! What holds of anything at all.

use std::cell::Cell;
use std::collections::HashSet;

use proptest::prelude::*;

use super::counted::{by_address, by_client, by_person, figures, new_addresses};
use super::month::{DAY, HOUR, MINUTE, sign_in, user};
use super::scene::{NOW, SINCE};
use crate::analysis::audit::entry::{Book, Entry};
use crate::analysis::audit::figures::{Cut, Fold};
use crate::analysis::audit::marks::{Kind, Mark, Rules, marks, note};
use crate::wire::time::Timestamp;
use crate::wire::tines::{SignIn, User};

const ADDRESSES: [&str; 9] = [
    "203.0.113.1",
    "203.0.113.2",
    "198.51.100.1",
    "192.0.2.1",
    "192.0.3.1",
    "2001:db8:1::1",
    "2001:db8:1::2",
    "2001:db8:2::1",
    "unknown",
];
const CLIENTS: [&str; 4] = ["curl/8", "curl/7", "Odd", "python-requests/2"];

/// Who, when, from where, with what, and whether it failed.
type Line = (i64, Option<i64>, Option<usize>, Option<usize>, bool);

/// Few people, whose sign-ins lie close together, so that rules have something to find.
fn lines() -> impl Strategy<Value = Vec<Line>> {
    let close =
        (0_i64..4 * 32, 0_i64..40).prop_map(|(day, minute)| day * 6 * HOUR + minute * MINUTE);
    let line = (
        1_i64..9,
        prop::option::weighted(0.95, close),
        prop::option::weighted(0.9, 0..ADDRESSES.len()),
        prop::option::weighted(0.9, 0..CLIENTS.len()),
        prop::bool::weighted(0.25),
    );
    prop::collection::vec(line, 0..220)
}

/// The records of the lines at `order`, each with its line's number.
fn entries(lines: &[Line], order: &[usize]) -> Vec<Entry> {
    let mut book = Book::default();
    for id in 1..6 {
        book.list(&User {
            admin: id == 1,
            created_at: Some(Timestamp(NOW - id * 7 * DAY)),
            ..user(id)
        });
    }
    let read = |place: &usize| {
        let (person, ago, ip, client, failed) = lines[*place];
        let record = SignIn {
            created_at: ago.map(|ago| Timestamp(NOW - ago)),
            ip: ip.map(|ip| ADDRESSES[ip].to_owned()),
            user_agent: client.map(|client| CLIENTS[client].to_owned()),
            success: Some(!failed),
            ..sign_in(i64::try_from(*place).expect("few"))
        };
        Entry {
            offset: Cell::new(90),
            ..book.sign_in(&record, person)
        }
    };
    order.iter().map(read).collect()
}

fn in_order(lines: &[Line]) -> Vec<Entry> {
    entries(lines, &(0..lines.len()).collect::<Vec<_>>())
}

fn rows(entries: &[Entry]) -> Vec<u32> {
    (0..).take(entries.len()).collect()
}

/// Rules that find much.
fn eager() -> Rules {
    Rules {
        dormant_days: Some(5),
        shared_people: Some(3),
        burst_count: Some(3),
        burst_minutes: 30,
        failures: Some(1),
        two_minutes: Some(240),
        history_days: 2,
        hours_away: Some(1),
        ..Rules::default()
    }
}

fn sum(cuts: &[Cut]) -> u32 {
    cuts.iter().map(|cut| cut.count + cut.failed).sum()
}

/// What a mark says, with its records by their own numbers.
fn told(entries: &[Entry], mark: &Mark) -> (String, u32, i64, Vec<i64>) {
    let ids = mark.records.iter().map(|row| entries[*row as usize].id);
    (mark.key.clone(), mark.weight, mark.span, ids.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_cut_adds_up_to_the_total(lines in lines(), every in 1_usize..4) {
        let entries = in_order(&lines);
        let rows: Vec<u32> = rows(&entries).into_iter().step_by(every).collect();
        let chosen = || rows.iter().map(|row| &entries[*row as usize]);
        let count = |is: fn(&&Entry) -> bool| u32::try_from(chosen().filter(is).count()).expect("few");
        let days = (NOW / DAY - 40, NOW / DAY + 1);
        let found = figures(&entries, &rows, days);
        let total = count(|_| true);
        prop_assert_eq!(found.sign_ins + found.failed, total);
        prop_assert_eq!(found.failed, count(|entry| entry.is_failed()));
        prop_assert_eq!(found.heat.iter().sum::<u32>() + found.timeless, total);
        let of_days: u32 = found.days.iter().map(|day| day.count + day.failed).sum();
        prop_assert_eq!(of_days + found.timeless, total);

        let people = by_person(&entries, &rows);
        prop_assert_eq!(sum(&people), total);
        prop_assert_eq!(people.len(), found.people as usize);
        let without = count(|entry| entry.address.is_none());
        let single = by_address(&entries, &rows, Fold::Single);
        let folded = by_address(&entries, &rows, Fold::Network);
        prop_assert_eq!(sum(&single) + without, total);
        prop_assert_eq!(sum(&folded) + without, total);
        prop_assert_eq!(single.len(), found.addresses as usize);
        prop_assert_eq!(folded.iter().map(|cut| cut.addresses).sum::<u32>(), found.addresses);
        prop_assert!(single.iter().all(|cut| cut.addresses == 1));
        let clients = by_client(&entries, &rows);
        prop_assert_eq!(sum(&clients) + count(|entry| entry.client.is_none()), total);
        prop_assert_eq!(clients.len(), found.clients as usize);
        // A pair of a person and an address is counted from both sides.
        prop_assert_eq!(
            people.iter().map(|cut| cut.addresses).sum::<u32>(),
            single.iter().map(|cut| cut.people).sum::<u32>()
        );
        for cut in people.iter().chain(&single).chain(&folded).chain(&clients) {
            prop_assert!(cut.first <= cut.last && rows.contains(&cut.row));
            prop_assert_eq!(entries[cut.row as usize].at, cut.last);
        }
        let from = Timestamp(NOW - 9 * DAY);
        if let Some(new) = new_addresses(&entries, &rows, from) {
            prop_assert!(new <= found.addresses);
        }
    }

    #[test]
    fn marks_are_of_records_that_are_there_in_order_of_time(lines in lines()) {
        let entries = in_order(&lines);
        let found = marks(&entries, &eager(), SINCE);
        prop_assert!(found.is_sorted_by(|a, b| a.weight >= b.weight));
        let keys: HashSet<&str> = found.iter().map(|mark| &*mark.key).collect();
        prop_assert_eq!(keys.len(), found.len());
        for mark in &found {
            let all: Vec<&Entry> = mark.records.iter().map(|row| &entries[*row as usize]).collect();
            prop_assert!(!all.is_empty());
            prop_assert!(all.is_sorted_by(|a, b| (a.at, a.id) < (b.at, b.id)));
            prop_assert_eq!(all[all.len() - 1].at, Some(mark.at));
            let same = |entry: &&Entry| match &mark.person {
                Some(person) => entry.person.id == person.id,
                None => entry.address.as_ref().map(|ip| ip.code) == mark.address.as_ref().map(|ip| ip.code),
            };
            prop_assert!(all.iter().all(same));
            let people: HashSet<i64> = all.iter().map(|entry| entry.person.id).collect();
            prop_assert_eq!(people.len(), mark.people as usize);
            let addresses = all.iter().filter_map(|entry| entry.address.as_ref());
            let addresses: HashSet<u32> = addresses.map(|address| address.code).collect();
            prop_assert_eq!(addresses.len(), mark.addresses as usize);
        }
        note(&entries, &found);
        for (row, entry) in (0..).zip(&entries) {
            let bits = found.iter().filter(|mark| mark.records.contains(&row));
            prop_assert_eq!(entry.marks.get(), bits.fold(0, |bits, mark| bits | mark.kind.bit()));
        }
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(
        (lines, order) in lines().prop_flat_map(|lines| {
            let order = Just((0..lines.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(lines), order)
        }),
    ) {
        let (one, other) = (in_order(&lines), entries(&lines, &order));
        for rules in [eager(), Rules::default()] {
            let told = |entries: &[Entry]| -> Vec<_> {
                let found = marks(entries, &rules, SINCE);
                found.iter().map(|mark| told(entries, mark)).collect()
            };
            prop_assert_eq!(told(&one), told(&other));
        }
        let cuts = |entries: &[Entry]| -> Vec<_> {
            let all = rows(entries);
            [
                by_person(entries, &all),
                by_address(entries, &all, Fold::Single),
                by_address(entries, &all, Fold::Network),
                by_client(entries, &all),
            ]
            .into_iter()
            .flatten()
            .map(|cut| {
                let latest = entries[cut.row as usize].id;
                (Cut { row: 0, ..cut }, latest)
            })
            .collect()
        };
        prop_assert_eq!(cuts(&one), cuts(&other));
    }

    #[test]
    fn a_stricter_threshold_finds_a_part_of_it(lines in lines(), more in 1_u32..9) {
        let entries = in_order(&lines);
        let keys = |rules: &Rules, kind: Kind| -> HashSet<String> {
            let found = marks(&entries, rules, SINCE).into_iter();
            found.filter(|mark| mark.kind == kind).map(|mark| mark.key).collect()
        };
        let loose = eager();
        let longer = loose.dormant_days.map(|days| days + more);
        for (kind, strict) in [
            (Kind::Dormant, Rules { dormant_days: longer, ..loose }),
            (Kind::SharedAddress, Rules { shared_people: Some(3 + more), ..loose }),
            (Kind::NewAddress, Rules { history_days: 2 + more, ..loose }),
            (Kind::NewClient, Rules { history_days: 2 + more, ..loose }),
        ] {
            prop_assert!(keys(&strict, kind).is_subset(&keys(&loose, kind)), "{}", kind.name());
        }
    }

    #[test]
    fn a_person_alone_has_the_marks_that_do_not_come_from_others(lines in lines()) {
        // With fewer people than make a place the tenant's own, what others do changes nothing.
        let few: Vec<Line> = lines.into_iter().filter(|line| line.0 < 5).collect();
        let alone: Vec<Line> = few.iter().filter(|line| line.0 == 3).copied().collect();
        let keys = |lines: &[Line]| -> HashSet<String> {
            let found = marks(&in_order(lines), &eager(), SINCE).into_iter();
            let of_three = found.filter(|mark| mark.person.as_ref().is_some_and(|person| person.id == 3));
            of_three.map(|mark| mark.key).collect()
        };
        prop_assert_eq!(keys(&few), keys(&alone));
    }
}
