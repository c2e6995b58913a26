use super::month::{DAY, HOUR, MINUTE};
use super::scene::{SINCE, Scene, only};
use crate::analysis::audit::marks::{Kind, Rules};
use crate::analysis::audit::words::{kind, rule, title, why};

const HOME: &str = "198.51.100.7";
const ELSEWHERE: &str = "203.0.113.9";

/// Title and reason of the first mark of a kind.
fn words(scene: &Scene, kind: Kind) -> [String; 2] {
    let found = scene.find(kind);
    let mark = found.first().expect("a mark");
    [title(mark), why(mark, &scene.entries, SINCE)]
}

#[test]
fn silence_is_told_as_far_as_it_is_known() {
    let mut scene = Scene::new();
    scene.owner(1).came(1, 3 * DAY - HOUR, HOME);
    assert_eq!(
        words(&scene, Kind::Dormant),
        [
            "Dormant account awake",
            "Silent for at least 27 days: no older sign-ins are known."
        ]
    );
    let mut back = Scene::new();
    back.came(1, 29 * DAY, HOME).came(1, 5 * DAY, HOME);
    assert_eq!(
        words(&back, Kind::Dormant)[1],
        "Silent for 24 days before this sign-in."
    );
    let mut invited = Scene::new();
    invited.account(1, 25 * DAY).came(1, 3 * DAY, HOME);
    assert_eq!(
        words(&invited, Kind::Dormant)[1],
        "The account was made 22 days before, and this is its first sign-in."
    );
}

#[test]
fn each_kind_has_its_words() {
    let mut shared = Scene::new();
    for person in 1..=9 {
        shared.came(person, DAY, ELSEWHERE);
    }
    assert_eq!(
        words(&shared, Kind::SharedAddress),
        [
            "One address, 9 accounts",
            "9 people signed in from this address, or tried to, who had never been seen there before."
        ]
    );
    let mut scene = Scene::new();
    scene.month(1, HOME);
    for turn in 0..5 {
        scene.failed(1, DAY + 9 * HOUR + 30_000 + turn, ELSEWHERE);
        scene.came_with(1, DAY + 9 * HOUR - turn * MINUTE, ELSEWHERE, "curl/8.5.0");
    }
    scene.came(1, DAY + 9 * HOUR - 39 * MINUTE, HOME);
    for (kind, wanted) in [
        (
            Kind::Burst,
            ["Burst of 5 sign-ins", "5 sign-ins within 4 min."],
        ),
        (
            Kind::Failures,
            [
                "5 failed attempts, then a success",
                "5 failed attempts in the 31 s before a sign-in that succeeded.",
            ],
        ),
        (
            Kind::TwoAddresses,
            [
                "Two addresses within 35 min",
                "2 sign-ins from 2 addresses, 35 min apart. Not both are usual for this person.",
            ],
        ),
        (
            Kind::NewAddress,
            [
                "New address",
                "The first sign-in of this person from this network, as far as sign-ins are known.",
            ],
        ),
        (
            Kind::NewClient,
            [
                "New client",
                "The first sign-in of this person with curl, program, as far as sign-ins are known.",
            ],
        ),
        (
            Kind::Hours,
            [
                "Unusual hour",
                "Between 03:00 and 04:00, which is far from the hours at which this person signs in.",
            ],
        ),
    ] {
        assert_eq!(words(&scene, kind), wanted);
    }
}

#[test]
fn rules_say_their_thresholds() {
    let rules = Rules {
        dormant_days: Some(1),
        burst_count: Some(1_000),
        ..Rules::default()
    };
    for (kind, part) in [
        (Kind::Dormant, "at least 1 day without one"),
        (Kind::SharedAddress, "At least 5 people from one address"),
        (
            Kind::Burst,
            "1,000 sign-ins of one person within 10 minutes",
        ),
        (Kind::Failures, "3 failed attempts within the hour"),
        (Kind::TwoAddresses, "60 minutes apart"),
        (Kind::NewAddress, "14 days of this person's history"),
        (Kind::NewClient, "14 days of this person's history"),
        (
            Kind::Hours,
            "4 hours before or after this person's usual day",
        ),
    ] {
        let text = rule(kind, &rules);
        assert!(text.contains(part) && text.ends_with('.'), "{text}");
        let other = if kind == Kind::Dormant {
            Kind::Burst
        } else {
            Kind::Dormant
        };
        assert_eq!(rule(kind, &only(other)), "Off.", "{}", self::kind(kind));
    }
}
