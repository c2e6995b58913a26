//! Every story of the demo tenant is found, and a month without stories has no mark.

use super::month::{DAY, Dialect, MINUTE, Month};
use crate::analysis::audit::marks::{Kind, Mark, Rules, marks};

const DEMO: &str = include_str!("../../../../tests/golden/audit/demo.txt");
const QUIET: [&str; 4] = [
    include_str!("../../../../tests/golden/audit/quiet-winter.txt"),
    include_str!("../../../../tests/golden/audit/quiet-march.txt"),
    include_str!("../../../../tests/golden/audit/quiet-november.txt"),
    include_str!("../../../../tests/golden/audit/quiet-sunday.txt"),
];
const BOTH: [Dialect; 2] = [Dialect::Today, Dialect::Old];

const SHARED: &str = "198.19.66.6";
const OWNERS_SPAN: i64 = 35 * MINUTE;

fn found(month: &Month) -> Vec<Mark> {
    marks(&month.entries, &Rules::default(), month.since())
}

/// Whom a mark is about, without the domain.
fn who(mark: &Mark) -> &str {
    let email = mark.person.as_ref().map_or("", |person| &person.email);
    email.split('@').next().unwrap_or_default()
}

/// From where the latest of its records came.
fn address(mark: &Mark) -> &str {
    mark.address.as_ref().map_or("", |address| &address.text)
}

#[test]
fn the_stories_head_the_list() {
    let month = Month::read(DEMO, Dialect::Today);
    let found = found(&month);
    let heads: Vec<(Kind, &str, &str)> = found[..5]
        .iter()
        .map(|mark| (mark.kind, who(mark), address(mark)))
        .collect();
    assert_eq!(
        heads,
        [
            (Kind::Dormant, "margit.ounapuu", "2001:db8:f3a1:9::1c"),
            (Kind::SharedAddress, "", SHARED),
            (Kind::Burst, "marcus.rivera", heads[2].2),
            (Kind::TwoAddresses, "declan.obrien", "198.19.140.27"),
            (Kind::TwoAddresses, "declan.obrien", "198.19.140.27"),
        ]
    );
    assert_eq!(found[0].at.to_rfc3339(), "2026-01-11T03:12:00Z");
    // Not seven months: nobody can know that from a month of sign-ins.
    assert_eq!((found[0].span / DAY, found[0].is_whole), (25, false));
    assert_eq!((found[1].people, found[1].records.len()), (9, 9));
    assert_eq!((found[2].records.len(), found[2].addresses), (7, 2));
    assert_eq!(found[2].span, 236_000, "under four minutes");
    assert_eq!((found[3].span, found[4].span), (OWNERS_SPAN, OWNERS_SPAN));
}

#[test]
fn the_old_dialect_shows_the_failures_too() {
    let month = Month::read(DEMO, Dialect::Old);
    let found = found(&month);
    let failures = |mark: &&Mark| mark.kind == Kind::Failures;
    let failures: Vec<(&str, usize)> = found
        .iter()
        .filter(failures)
        .map(|mark| (address(mark), mark.records.len()))
        .collect();
    assert_eq!(
        failures,
        [("198.19.201.88", 4), (SHARED, 3), (SHARED, 3), (SHARED, 3)]
    );
    let place = found.iter().position(|mark| mark.kind == Kind::Failures);
    assert_eq!((place, who(&found[5])), (Some(5), "marcus.rivera"));
    assert_eq!(found[1].records.len(), 15, "with six that failed");
}

#[test]
fn nothing_else_is_marked_but_what_follows_from_the_stories() {
    const STORIES: [&str; 4] = [
        SHARED,
        "2001:db8:f3a1:9::1c",
        "198.19.140.27",
        "198.19.201.88",
    ];
    for dialect in BOTH {
        let month = Month::read(DEMO, dialect);
        let found = found(&month);
        for mark in &found {
            let mut from = mark.records.iter().filter_map(|row| {
                let address = month.entries[*row as usize].address.as_ref()?;
                Some(&*address.text)
            });
            assert!(from.any(|address| STORIES.contains(&address)), "{mark:?}");
        }
        // Of those five and the failures, and one more of the nine who was at home an hour later, nothing is
        // an echo; all the rest is.
        let loud = found.iter().filter(|mark| mark.weight >= 90).count();
        assert_eq!(loud, if dialect == Dialect::Old { 7 } else { 6 });
    }
}

#[test]
fn both_dialects_tell_the_same_but_for_the_failures() {
    let told = |dialect| {
        let found = found(&Month::read(DEMO, dialect));
        let mut keys: Vec<String> = found
            .into_iter()
            .filter(|mark| mark.kind != Kind::Failures)
            .map(|mark| mark.key)
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(told(Dialect::Today), told(Dialect::Old));
}

#[test]
fn a_quiet_month_has_no_mark() {
    for text in QUIET {
        for dialect in BOTH {
            let month = Month::read(text, dialect);
            assert!(month.entries.len() > 1_500, "{}", month.entries.len());
            // In whatever zone it is looked at.
            for offset in [0, 60, 330, 845, -300, -570] {
                for entry in &month.entries {
                    entry.offset.set(offset);
                }
                assert!(found(&month).is_empty(), "{} {offset}", month.now);
            }
        }
    }
}

#[test]
fn a_quiet_month_has_none_while_it_is_loaded_or_when_little_is() {
    // What is not known makes nothing new.
    for text in QUIET {
        let month = Month::read(text, Dialect::Old);
        for days in [1, 3, 7, 14] {
            let from = month.now.0 - days * DAY;
            let few = Month {
                now: month.now,
                entries: Month::read(text, Dialect::Old)
                    .entries
                    .into_iter()
                    .filter(|entry| entry.at.is_some_and(|at| at.0 >= from))
                    .collect(),
            };
            let since = crate::wire::time::Timestamp(from);
            let found = marks(&few.entries, &Rules::default(), since);
            assert!(found.is_empty(), "{days} days of {}: {found:?}", month.now);
        }
    }
}
