//! The people who are the same in every tenant: who made it, those of the stories, and the odd ones.

use super::chance::{DAY, HOUR, between, stream};
use super::habits::{self, Habits};
use super::people::{Person, uuid};
use super::stories::{HURRIED_PERSON, TRAVELLING_OWNER, WOKEN_OWNER};
use crate::clock::Millis;

/// Who made the tenant: an owner, and the first account.
pub const MAKER: &str = "grainne.whelan@example.org";

/// All of them. Their numbers come before those of the ordinary people.
pub(super) fn all(now: Millis) -> Vec<Person> {
    let mut cast = vec![
        maker(now),
        woken_owner(now),
        Person {
            owner: true,
            ..colleague(2, TRAVELLING_OWNER, ("Declan", "O’Brien"), 0, now)
        },
        colleague(3, HURRIED_PERSON, ("Marcus", "Rivera"), 1, now),
        Person {
            permissions: vec!["AUDIT_LOG_READ"],
            ..machine(
                4,
                "soc-automation@example.org",
                (Some(""), Some("")),
                0,
                now,
            )
        },
        machine(5, "backup-runner+nightly@example.org", (None, None), 1, now),
        machine(
            6,
            "terraform@example.com",
            (Some("Terraform"), None),
            2,
            now,
        ),
    ];
    for (email, first, last, office) in ODD {
        cast.push(colleague(
            cast.len() as u64,
            email,
            (first, last),
            office,
            now,
        ));
    }
    cast
}

/// E-mail, names and office of those whose names try every column's width.
const ODD: [(&str, &str, &str, usize); 6] = [
    (
        "ana-maria-guadalupe-del-carmen.fernandez-villanueva@security-operations.emea.example.com",
        "Ana María Guadalupe del Carmen",
        "Fernández-Villanueva de los Ángeles y Ruiz de Gopegui",
        1,
    ),
    (
        "padmanabhaswamy.venkatanarasimharajuvaripeta+on-call@example.org",
        "Padmanabhaswamy",
        "Venkatanarasimharajuvaripeta",
        2,
    ),
    (
        "d.keihanaikukauakahihulihe-ekahaunaele@example.com",
        "Janice",
        "Keihanaikukauakahihuliheekahaunaele",
        1,
    ),
    ("x@example.org", "X", "Æ", 0),
    (
        "o.o'neill-d'arcy@example.org",
        "Órlaith",
        "O'Neill-D'Arcy 👩🏽‍💻",
        0,
    ),
    ("=cmd@example.org", "=Robert'); --", "<b>Tables</b>", 0),
];

pub(super) fn maker(now: Millis) -> Person {
    let mut maker = colleague(0, MAKER, ("Gráinne", "Whelan"), 0, now);
    maker.owner = true;
    maker.scim_uid = None;
    maker.invited_at = None;
    maker.created_at = now - 1_096 * DAY;
    maker
}

/// Last seen seven months ago: see [`super::stories::dormant_owner_wakes`].
fn woken_owner(now: Millis) -> Person {
    Person {
        owner: true,
        created_at: now - 1_050 * DAY,
        updated_at: now - 400 * DAY,
        last_seen: Some(now - 212 * DAY - 5 * HOUR),
        habits: None,
        ..colleague(1, WOKEN_OWNER, ("Margit", "Õunapuu"), 0, now)
    }
}

fn machine(
    number: u64,
    email: &str,
    (first, last): (Option<&str>, Option<&str>),
    office: usize,
    now: Millis,
) -> Person {
    Person {
        first_name: first.map(str::to_owned),
        last_name: last.map(str::to_owned),
        scim_uid: None,
        habits: Some(habits::machine(number, office)),
        ..colleague(number, email, ("", ""), office, now)
    }
}

fn colleague(
    number: u64,
    email: &str,
    (first, last): (&str, &str),
    office: usize,
    now: Millis,
) -> Person {
    let random = &mut stream("cast", number);
    let created_at = now - between(random, 500 * DAY, 1_000 * DAY);
    // The stories need people who are there all the time.
    let habits = Habits {
        holidays: false,
        ..habits::of(random, number, Some(office))
    };
    Person {
        email: email.to_owned(),
        first_name: Some(first.to_owned()),
        last_name: Some(last.to_owned()),
        owner: false,
        active: true,
        scim_uid: Some(uuid(random)),
        permissions: Vec::new(),
        created_at,
        updated_at: created_at + 100 * DAY,
        invited_at: Some(created_at),
        last_seen: None,
        habits: Some(habits),
    }
}
