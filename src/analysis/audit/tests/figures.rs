use super::counted::{by_address, by_client, by_person, figures, new_addresses};
use super::month::{DAY, HOUR};
use super::scene::{NOW, Scene};
use crate::analysis::audit::address::network;
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::figures::{Cut, Fold};
use crate::wire::time::Timestamp;

const TODAY: i64 = NOW / DAY;

fn all(scene: &Scene) -> Vec<u32> {
    (0..).take(scene.entries.len()).collect()
}

/// Three people: two in one network, one of them at another address as well.
fn some() -> Scene {
    let mut scene = Scene::new();
    scene
        .came(7, 2 * HOUR, "203.0.113.5")
        .came(7, 26 * HOUR, "198.51.100.1")
        .failed(7, 25 * HOUR, "198.51.100.1")
        .came(8, 3 * HOUR, "203.0.113.6")
        .came_with(9, 4 * HOUR, "198.51.100.1", "curl/8")
        .came_with(9, 40 * DAY, "198.51.100.1", "curl/7");
    scene
}

fn address(scene: &Scene, cut: &Cut) -> String {
    let address = scene.entries[cut.row as usize].address.as_ref();
    address.expect("an address").text.clone()
}

#[test]
fn totals_hours_and_days() {
    let scene = some();
    let found = figures(&scene.entries, &all(&scene), (TODAY - 29, TODAY));
    assert_eq!((found.sign_ins, found.failed, found.timeless), (5, 1, 0));
    assert_eq!((found.people, found.addresses, found.clients), (3, 3, 2));
    assert_eq!(found.days.len(), 30);
    let [before, last] = &found.days[28..] else {
        panic!("two days")
    };
    assert_eq!(
        (before.number, before.count, before.failed),
        (TODAY - 1, 1, 1)
    );
    assert_eq!((last.number, last.count, last.failed), (TODAY, 3, 0));
    // Thursday at 10:00, 09:00 and 08:00; Wednesday at 10:00 and 11:00.
    for hour in [
        3 * 24 + 10,
        3 * 24 + 9,
        3 * 24 + 8,
        2 * 24 + 10,
        2 * 24 + 11,
    ] {
        assert_eq!(found.heat[hour], 1, "{hour}");
    }
    assert_eq!(
        found.heat.iter().sum::<u32>(),
        6,
        "that of long ago as well"
    );
}

#[test]
fn hours_and_days_are_those_of_the_zone() {
    let mut scene = Scene::new();
    scene.came(1, 0, "192.0.2.1");
    let day = |offset: i16| {
        scene.entries[0].offset.set(offset);
        let found = figures(&scene.entries, &[0], (TODAY, TODAY + 1));
        let hour = found.heat.iter().position(|count| *count > 0);
        (hour, found.days[0].count, found.days[1].count)
    };
    assert_eq!(day(0), (Some(3 * 24 + 12), 1, 0));
    assert_eq!(day(719), (Some(3 * 24 + 23), 1, 0));
    assert_eq!(day(720), (Some(4 * 24), 0, 1));
    assert_eq!(day(-210), (Some(3 * 24 + 8), 1, 0));
}

#[test]
fn no_rows_no_days_and_rows_that_are_not_there() {
    let scene = some();
    let none = figures(&scene.entries, &[], (TODAY, TODAY - 1));
    assert_eq!((none.sign_ins, none.people, none.days.len()), (0, 0, 0));
    assert_eq!(figures(&scene.entries, &[99], (0, 0)).sign_ins, 0);
    assert!(by_person(&scene.entries, &[]).is_empty());
    assert!(by_person(&scene.entries, &[99]).is_empty());
    let long = figures(&[], &[], (i64::MIN, TODAY)).days;
    assert_eq!((long.len(), long[3_659].number), (3_660, TODAY));
}

#[test]
fn people_by_their_records() {
    let scene = some();
    let cuts = by_person(&scene.entries, &all(&scene));
    let of = |cut: &Cut| {
        let entry: &Entry = &scene.entries[cut.row as usize];
        (entry.person.id, cut.count, cut.failed, cut.addresses)
    };
    assert_eq!(
        cuts.iter().map(of).collect::<Vec<_>>(),
        [(7, 2, 1, 2), (9, 2, 0, 1), (8, 1, 0, 1)]
    );
    assert!(cuts.iter().all(|cut| cut.people == 1));
    assert_eq!(cuts[0].first, Some(Timestamp(NOW - 26 * HOUR)));
    assert_eq!(cuts[0].last, Some(Timestamp(NOW - 2 * HOUR)));
    assert_eq!(cuts[0].row, 0);
}

#[test]
fn addresses_alone_and_by_network() {
    let scene = some();
    let single = by_address(&scene.entries, &all(&scene), Fold::Single);
    let of = |cut: &Cut| (address(&scene, cut), cut.people, cut.count, cut.addresses);
    assert_eq!(
        single.iter().map(of).collect::<Vec<_>>(),
        [
            ("198.51.100.1".to_owned(), 2, 3, 1),
            ("203.0.113.5".to_owned(), 1, 1, 1),
            ("203.0.113.6".to_owned(), 1, 1, 1)
        ]
    );
    let folded = by_address(&scene.entries, &all(&scene), Fold::Network);
    let of = |cut: &Cut| {
        (
            network(&address(&scene, cut)),
            cut.people,
            cut.count,
            cut.addresses,
        )
    };
    assert_eq!(
        folded.iter().map(of).collect::<Vec<_>>(),
        [
            ("198.51.100.0/24".to_owned(), 2, 3, 1),
            ("203.0.113.0/24".to_owned(), 2, 2, 2)
        ]
    );
}

#[test]
fn clients_by_family() {
    let scene = some();
    let cuts = by_client(&scene.entries, &all(&scene));
    let of = |cut: &Cut| {
        let client = scene.entries[cut.row as usize].client.as_ref();
        let raw = client.expect("a client").raw.clone();
        (raw, cut.count + cut.failed, cut.people, cut.addresses)
    };
    let [firefox, curl] = &cuts[..] else {
        panic!("{cuts:?}")
    };
    assert_eq!((firefox.count, firefox.failed, firefox.people), (3, 1, 2));
    assert_eq!(of(curl), ("curl/8".to_owned(), 2, 1, 1));
}

#[test]
fn new_is_what_nobody_had_before() {
    let scene = some();
    let new = |from: i64| new_addresses(&scene.entries, &[0, 1, 3], Timestamp(NOW - from));
    assert_eq!(new(DAY), Some(2), "that of 26 hours ago is known");
    assert_eq!(new(30 * DAY), Some(2), "by somebody else, long ago");
    assert_eq!(new(40 * DAY), None, "nothing is known before");
    assert_eq!(new_addresses(&[], &[], Timestamp(NOW)), None);
}
