//! Each rule at its threshold: just enough, and just too little.

use super::month::{DAY, HOUR, MINUTE};
use super::scene::{FIREFOX, NOW, Scene, only};
use crate::analysis::audit::marks::{Kind, Mark, Rules, note};

const HOME: &str = "198.51.100.7";
const ELSEWHERE: &str = "203.0.113.9";
const SECOND: i64 = 1_000;

fn count(scene: &Scene, kind: Kind) -> usize {
    let found = scene.find(kind);
    assert!(found.iter().all(|mark| mark.kind == kind));
    found.len()
}

#[test]
fn dormant_is_silent_for_three_weeks() {
    let silent = |span: i64| {
        let mut scene = Scene::new();
        scene.came(1, 29 * DAY, HOME).came(1, 29 * DAY - span, HOME);
        scene.find(Kind::Dormant)
    };
    assert!(silent(21 * DAY - 1).is_empty());
    let found = silent(21 * DAY);
    assert_eq!(
        (found.len(), found[0].span, found[0].is_whole),
        (1, 21 * DAY, true)
    );
    assert_eq!(found[0].records, [1]);
}

#[test]
fn silence_is_known_as_far_as_records_or_the_account_go_back() {
    let first = |age: Option<i64>, ago: i64| {
        let mut scene = Scene::new();
        if let Some(age) = age {
            scene.account(1, age);
        }
        scene.came(1, ago, HOME);
        let found = scene.find(Kind::Dormant);
        found.first().map(|mark| (mark.span, mark.is_whole))
    };
    // Nothing is known before the thirty days.
    assert_eq!(first(None, 3 * DAY), Some((27 * DAY, false)));
    assert_eq!(first(Some(900 * DAY), 3 * DAY), Some((27 * DAY, false)));
    assert_eq!(first(Some(900 * DAY), 9 * DAY + 1), None);
    // An account cannot have been silent before it was made.
    assert_eq!(first(Some(10 * DAY), DAY), None);
    assert_eq!(first(Some(25 * DAY), DAY), Some((24 * DAY, true)));
}

#[test]
fn what_has_an_ordinary_explanation_weighs_less() {
    let weight = |scene: &Scene| scene.find(Kind::Dormant)[0].weight;
    let back = |ip: &str| {
        let mut scene = Scene::new();
        scene.came(1, 29 * DAY, HOME).came(1, DAY, ip);
        weight(&scene)
    };
    let mut invited = Scene::new();
    invited.account(1, 25 * DAY).came(1, DAY, HOME);
    let mut owner = Scene::new();
    owner.owner(1).came(1, DAY, HOME);
    assert!(weight(&owner) > back(ELSEWHERE));
    assert!(back(ELSEWHERE) > back(HOME), "back at the own desk");
    assert!(back(ELSEWHERE) > weight(&invited), "an invitation taken up");
}

/// So many at one address, so many of whom were there a month ago.
fn at_one_address(people: i64, known: i64) -> Scene {
    let mut scene = Scene::new();
    for person in 1..=people {
        if person <= known {
            scene.came(person, 29 * DAY, ELSEWHERE);
        }
        scene.came(person, DAY + person * MINUTE, ELSEWHERE);
    }
    scene
}

#[test]
fn five_strangers_share_an_address() {
    assert_eq!(count(&at_one_address(4, 0), Kind::SharedAddress), 0);
    let found = at_one_address(5, 0).find(Kind::SharedAddress);
    let [mark] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((mark.people, mark.addresses, mark.records.len()), (5, 1, 5));
    assert_eq!(mark.at.0, NOW - DAY - MINUTE);
    assert!(mark.person.is_none());
    assert_eq!(mark.address.as_ref().map(|ip| &*ip.text), Some(ELSEWHERE));
}

#[test]
fn an_office_is_no_shared_address() {
    // Visitors are fewer than those who were there before.
    assert_eq!(count(&at_one_address(10, 5), Kind::SharedAddress), 0);
    assert_eq!(count(&at_one_address(11, 5), Kind::SharedAddress), 1);
    // From the beginning of what is known nobody can be told from a stranger.
    let begun = |ago: i64| {
        let mut scene = Scene::new();
        for person in 1..=9 {
            scene.came(person, ago, ELSEWHERE);
        }
        count(&scene, Kind::SharedAddress)
    };
    assert_eq!((begun(16 * DAY + 1), begun(16 * DAY)), (0, 1));
    // A class of newcomers.
    let mut class = Scene::new();
    for person in 1..=9 {
        class.account(person, 4 * DAY).came(person, DAY, ELSEWHERE);
    }
    assert_eq!(count(&class, Kind::SharedAddress), 0);
}

#[test]
fn a_new_office_sinks_and_an_owner_lifts() {
    let mut scene = at_one_address(6, 0);
    let weight = |scene: &Scene| scene.find(Kind::SharedAddress)[0].weight;
    let at_first = weight(&scene);
    for person in 1..=4 {
        scene.came(person, 2 * DAY, ELSEWHERE);
        scene.came(person, 3 * DAY, ELSEWHERE);
    }
    assert!(weight(&scene) < at_first);
    let mut with_owner = Scene::new();
    with_owner.owner(1);
    for person in 1..=6 {
        with_owner.came(person, DAY, ELSEWHERE);
    }
    assert!(weight(&with_owner) > at_first);
}

#[test]
fn who_only_tried_counts_at_a_shared_address() {
    let mut scene = at_one_address(4, 0);
    scene.failed(5, DAY, ELSEWHERE);
    assert_eq!(scene.find(Kind::SharedAddress)[0].people, 5);
}

#[test]
fn five_within_ten_minutes_are_a_burst() {
    let burst = |count: i64, span: i64| {
        let mut scene = Scene::new();
        for turn in 0..count {
            scene.came(1, DAY - turn * span / (count - 1), HOME);
        }
        scene.find(Kind::Burst)
    };
    assert!(burst(4, MINUTE).is_empty());
    assert!(burst(5, 10 * MINUTE + 4).is_empty());
    let found = burst(5, 10 * MINUTE);
    assert_eq!((found.len(), found[0].span), (1, 10 * MINUTE));
    // Those that overlap are one.
    let found = burst(12, 22 * MINUTE);
    assert_eq!((found.len(), found[0].records.len()), (1, 12));
    assert_eq!(found[0].span, 22 * MINUTE);
}

#[test]
fn failed_attempts_make_no_burst() {
    let mut scene = Scene::new();
    for turn in 0..4 {
        scene.came(1, DAY - turn * SECOND, HOME);
        scene.failed(1, DAY - turn * SECOND - 1, HOME);
    }
    assert_eq!(count(&scene, Kind::Burst), 0);
}

#[test]
fn what_bursts_every_day_is_a_script() {
    let mut scene = Scene::new();
    for day in 0..10 {
        for turn in 0..5 {
            scene.came(1, day * DAY + turn * SECOND, HOME);
        }
    }
    assert_eq!(count(&scene, Kind::Burst), 3, "until it is known");
}

#[test]
fn three_failures_within_the_hour_before_a_success() {
    let tried = |failures: &[i64]| {
        let mut scene = Scene::new();
        scene.month(1, HOME);
        for before in failures {
            scene.failed(1, DAY + before, HOME);
        }
        scene.came(1, DAY, HOME);
        scene.find(Kind::Failures)
    };
    assert!(tried(&[30 * SECOND, 9 * SECOND]).is_empty());
    assert!(tried(&[HOUR + 1, 30 * SECOND, 9 * SECOND]).is_empty());
    let found = tried(&[HOUR, 30 * SECOND, 9 * SECOND]);
    assert_eq!((found.len(), found[0].records.len()), (1, 4));
    assert_eq!(found[0].span, HOUR);
}

#[test]
fn failures_lead_to_one_success() {
    let mut scene = Scene::new();
    for before in 1..=3 {
        scene.failed(1, DAY + before * SECOND, HOME);
    }
    scene.came(1, DAY, HOME).came(1, DAY - SECOND, HOME);
    assert_eq!(count(&scene, Kind::Failures), 1);
    let mut without = Scene::new();
    for before in 1..=9 {
        without.failed(1, DAY + before * SECOND, HOME);
    }
    assert_eq!(count(&without, Kind::Failures), 0, "nothing succeeded");
}

#[test]
fn two_failures_are_enough_from_a_strange_network() {
    let tried = |ip: &str, failures: i64| {
        let mut scene = Scene::new();
        scene.month(1, HOME);
        for before in 1..=failures {
            scene.failed(1, DAY + before * SECOND, ip);
        }
        scene.came(1, DAY, ip);
        count(&scene, Kind::Failures)
    };
    assert_eq!([tried(HOME, 2), tried(HOME, 3)], [0, 1]);
    assert_eq!([tried(ELSEWHERE, 1), tried(ELSEWHERE, 2)], [0, 1]);
}

/// At home all month, and somewhere so long after the sign-in of yesterday.
fn away(after: i64, ip: &str) -> Scene {
    let mut scene = Scene::new();
    scene.month(1, HOME);
    scene.came(1, DAY + 3 * HOUR - after, ip);
    scene
}

#[test]
fn two_addresses_within_an_hour() {
    assert_eq!(
        count(&away(HOUR + 1, ELSEWHERE), Kind::TwoAddresses),
        0,
        "too far apart"
    );
    let found = away(HOUR, ELSEWHERE).find(Kind::TwoAddresses);
    assert_eq!((found.len(), found[0].span), (1, HOUR));
    assert_eq!((found[0].addresses, found[0].records.len()), (2, 2));
    assert_eq!(
        count(&away(HOUR, "198.51.100.200"), Kind::TwoAddresses),
        0,
        "the same network"
    );
}

#[test]
fn to_and_fro_is_one_mark() {
    let mut scene = away(4 * MINUTE, ELSEWHERE);
    for turn in 2..6 {
        let ip = if turn % 2 == 0 { HOME } else { ELSEWHERE };
        scene.came(1, DAY + 3 * HOUR - turn * 10 * MINUTE, ip);
    }
    let found = scene.find(Kind::TwoAddresses);
    assert_eq!((found.len(), found[0].records.len()), (1, 6));
    assert_eq!(found[0].span, 4 * MINUTE, "the shortest way");
    scene.came(1, 3 * HOUR - MINUTE, ELSEWHERE);
    assert_eq!(count(&scene, Kind::TwoAddresses), 2, "and the day after");
}

#[test]
fn two_usual_addresses_are_nothing() {
    // A telephone on its own network, each day within minutes.
    let days = |days: i64| {
        let mut scene = away(MINUTE, ELSEWHERE);
        for day in 2..2 + days {
            scene.came(1, day * DAY + 6 * HOUR, ELSEWHERE);
        }
        count(&scene, Kind::TwoAddresses)
    };
    assert_eq!([days(2), days(3)], [1, 0]);
}

#[test]
fn the_tenants_own_places_are_not_odd() {
    let with = |people: i64| {
        let mut scene = away(MINUTE, ELSEWHERE);
        for person in 2..2 + people {
            scene.month(person, ELSEWHERE);
        }
        (
            count(&scene, Kind::TwoAddresses),
            count(&scene, Kind::NewAddress),
        )
    };
    assert_eq!([with(4), with(5)], [(1, 1), (0, 0)]);
}

#[test]
fn whoever_is_on_the_road_is_always_somewhere_new() {
    let seen = |places: i64| {
        let mut scene = away(MINUTE, ELSEWHERE);
        for place in 1..places {
            scene.came(1, 29 * DAY - place * MINUTE, &format!("192.0.{place}.1"));
        }
        (
            count(&scene, Kind::TwoAddresses),
            count(&scene, Kind::NewAddress),
        )
    };
    assert_eq!([seen(5), seen(6)], [(1, 1), (0, 0)]);
}

#[test]
fn what_is_new_needs_two_weeks_of_history() {
    let after = |history: i64| {
        let mut scene = Scene::new();
        scene.came(1, 20 * DAY, HOME);
        scene.came_with(1, 20 * DAY - history, ELSEWHERE, "curl/8.5.0");
        (
            count(&scene, Kind::NewAddress),
            count(&scene, Kind::NewClient),
        )
    };
    assert_eq!([after(14 * DAY - 1), after(14 * DAY)], [(0, 0), (1, 1)]);
}

#[test]
fn an_address_is_new_by_its_network_and_once() {
    let mut scene = away(HOUR, ELSEWHERE);
    scene.came(1, DAY, "203.0.113.10");
    let found = scene.find(Kind::NewAddress);
    assert_eq!((found.len(), &found[0].records[..]), (1, &[29][..]));
    assert_eq!(count(&away(HOUR, "198.51.100.8"), Kind::NewAddress), 0);
    // A device makes up another IPv6 address each day.
    let mut six = Scene::new();
    six.month(1, "2001:db8:1:2::a");
    six.came(1, DAY, "2001:db8:1:2:ffff::b");
    assert_eq!(count(&six, Kind::NewAddress), 0);
    six.came(1, DAY, "2001:db8:2::b");
    assert_eq!(count(&six, Kind::NewAddress), 1);
    // Who only tried has not been there.
    let mut tried = Scene::new();
    tried.month(1, HOME).failed(1, DAY, ELSEWHERE);
    assert_eq!(count(&tried, Kind::NewAddress), 0);
    tried.came(1, HOUR, ELSEWHERE);
    assert_eq!(count(&tried, Kind::NewAddress), 1);
}

#[test]
fn a_client_is_new_by_its_family() {
    let with = |client: &str| {
        let mut scene = Scene::new();
        scene.month(1, HOME).came_with(1, DAY, HOME, client);
        scene.find(Kind::NewClient)
    };
    assert!(with(&FIREFOX.replace("140", "147")).is_empty());
    let browser = with(&FIREFOX.replace("X11; Ubuntu; Linux x86_64", "Windows NT 10.0"));
    let program = with("curl/8.5.0");
    assert_eq!((browser.len(), program.len()), (1, 1));
    assert!(program[0].weight > browser[0].weight);
}

/// At 09:00 all month; then yesterday at an hour of the day.
fn at_hour(hour: i64) -> Scene {
    let mut scene = Scene::new();
    scene
        .month(1, HOME)
        .came(1, DAY + 12 * HOUR - hour * HOUR, HOME);
    scene
}

#[test]
fn hours_are_odd_four_hours_from_the_usual_day() {
    // A day's work from 09:00 ends with the hour that begins at 18:00.
    let odd: Vec<i64> = (0..24)
        .filter(|hour| count(&at_hour(*hour), Kind::Hours) > 0)
        .collect();
    assert_eq!(odd, [0, 1, 2, 3, 4, 5, 22, 23]);
}

#[test]
fn the_usual_day_may_go_over_midnight() {
    // The same month where it is eleven hours later: from 20:00 to 06:00.
    let scene = |hour: i64| {
        let scene = at_hour(hour);
        for entry in &scene.entries {
            entry.offset.set(11 * 60);
        }
        count(&scene, Kind::Hours)
    };
    assert_eq!([scene(21), scene(22), scene(5), scene(6)], [0, 1, 1, 0]);
}

#[test]
fn few_sign_ins_make_no_usual_day_and_a_new_shift_makes_another() {
    let after = |sign_ins: i64| {
        let mut scene = Scene::new();
        for day in 0..sign_ins {
            scene.came(1, (29 - day) * DAY + 3 * HOUR, HOME);
        }
        count(scene.came(1, DAY + 9 * HOUR, HOME), Kind::Hours)
    };
    assert_eq!([after(4), after(5)], [0, 1]);
    let mut shift = Scene::new();
    for day in 6..29 {
        shift.came(1, day * DAY + 3 * HOUR, HOME);
    }
    for day in 0..6 {
        shift.came(1, day * DAY + 9 * HOUR, HOME);
    }
    assert_eq!(count(&shift, Kind::Hours), 3);
}

#[test]
fn owners_weigh_more() {
    let weights = |is_owner: bool| -> Vec<u32> {
        let mut scene = Scene::new();
        if is_owner {
            scene.owner(1);
        }
        scene.month(1, HOME);
        for turn in 0..5 {
            scene.failed(1, DAY + 9 * HOUR + turn, ELSEWHERE);
            scene.came_with(1, DAY + 9 * HOUR - turn * MINUTE, ELSEWHERE, "curl/8.5.0");
        }
        scene.came(1, DAY + 9 * HOUR - 5 * MINUTE, HOME);
        let kinds = [
            Kind::Burst,
            Kind::Failures,
            Kind::TwoAddresses,
            Kind::NewAddress,
            Kind::NewClient,
            Kind::Hours,
        ];
        kinds
            .map(|kind| scene.find(kind)[0].weight)
            .into_iter()
            .collect()
    };
    let (others, owners) = (weights(false), weights(true));
    assert!(
        others
            .iter()
            .zip(&owners)
            .all(|(other, owner)| owner > other)
    );
    assert!(others.is_sorted_by(|a, b| a > b), "{others:?}");
}

#[test]
fn what_heavier_marks_say_is_an_echo() {
    let mut scene = Scene::new();
    for person in 1..=5 {
        scene.month(person, &format!("192.0.{person}.1"));
        scene.came(person, DAY + person * MINUTE, ELSEWHERE);
    }
    let alone = scene.find(Kind::NewAddress);
    assert_eq!(alone.len(), 5);
    let found = scene.find_by(&Rules {
        new_address: true,
        ..only(Kind::SharedAddress)
    });
    assert_eq!(found[0].kind, Kind::SharedAddress);
    assert_eq!(found.len(), 6);
    let lightest = scene.find(Kind::NewAddress)[0].weight.min(100);
    assert!(found[1..].iter().all(|mark| mark.weight < lightest));
}

#[test]
fn a_key_stays_when_more_is_loaded_and_no_two_are_the_same() {
    let mut scene = at_one_address(9, 0);
    scene.month(1, HOME).came(1, DAY, "192.0.2.1");
    let keys = |found: Vec<Mark>| -> Vec<String> {
        let mut keys: Vec<String> = found.into_iter().map(|mark| mark.key).collect();
        keys.sort();
        keys
    };
    let before = keys(scene.find_by(&Rules::default()));
    let mut different = before.clone();
    different.dedup();
    assert_eq!(before, different);
    scene.month(77, "192.0.3.1").came(10, DAY, ELSEWHERE);
    let after = keys(scene.find_by(&Rules::default()));
    assert!(
        before.iter().all(|key| after.contains(key)),
        "{before:?}\n{after:?}"
    );
}

#[test]
fn records_know_their_marks() {
    let scene = away(HOUR, ELSEWHERE);
    let found = scene.find_by(&Rules::default());
    note(&scene.entries, &found);
    let last = scene.entries.len() - 1;
    let bits = Kind::TwoAddresses.bit() | Kind::NewAddress.bit();
    assert_eq!(scene.entries[last].marks.get(), bits);
    assert_eq!(scene.entries[1].marks.get(), Kind::TwoAddresses.bit());
    assert_eq!(scene.entries[5].marks.get(), 0);
    note(&scene.entries, &[]);
    assert!(scene.entries.iter().all(|entry| entry.marks.get() == 0));
}

#[test]
fn each_kind_has_a_bit_and_a_name_of_its_own() {
    let bits = Kind::ALL.iter().fold(0, |bits, kind| bits | kind.bit());
    assert_eq!(bits.count_ones(), 8);
    for (place, kind) in Kind::ALL.iter().enumerate() {
        assert_eq!(kind.bit(), 1 << place);
    }
}

#[test]
fn a_rule_that_is_off_finds_nothing() {
    let mut scene = away(MINUTE, ELSEWHERE);
    scene.came(2, DAY, HOME);
    assert!(!scene.find_by(&Rules::default()).is_empty());
    let off = Rules {
        dormant_days: None,
        ..only(Kind::SharedAddress)
    };
    assert!(
        scene
            .find_by(&Rules {
                shared_people: None,
                ..off
            })
            .is_empty()
    );
}
