//! Users of the Tyk dashboard: those of an organisation, and those over all of them.

use std::collections::HashSet;

use rusqlite::{Transaction, params};
use serde_json::{Map, Value, json};

use super::chance::{DAY, MINUTE, between, index, number, one_of, percent, stream};
use super::names::{Name, name};
use crate::clock::Millis;
use crate::random::Random;
use crate::time_text::{to_rfc3339, to_rfc3339_ms};

/// How the vendor writes a time that never was.
const NEVER: &str = "0001-01-01T00:00:00Z";

const AREAS: [&str; 10] = [
    "analytics",
    "apis",
    "certs",
    "keys",
    "oauth",
    "policies",
    "portal",
    "system",
    "users",
    "user_groups",
];

/// Stores so many users, spread over the organisations; every tenth is over all of them.
pub(super) fn store(
    tx: &Transaction<'_>,
    count: usize,
    organisations: &[String],
    now: Millis,
) -> rusqlite::Result<()> {
    let mut insert = tx.prepare(
        "INSERT INTO gateway_users (id, organisation_id, email_address, access_key, password, reset_allowed, body, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut taken = HashSet::new();
    for position in 0..count {
        let random = &mut stream("gateway users", position as u64);
        let name = name(random, Some(position % 4));
        let over_all = position.is_multiple_of(10);
        let organisation = match organisations {
            [_, ..] if !over_all => organisations[index(random, organisations.len())].as_str(),
            _ => "",
        };
        let plain = format!("{}@example.org", name.mailbox);
        let again = format!("{}+{position}@example.org", name.mailbox);
        let email = if taken.insert(plain.clone()) {
            plain
        } else {
            again
        };
        let key_digits = if percent(random, 80) { 48 } else { 64 };
        insert.execute(params![
            random.hex(24),
            organisation,
            email,
            random.hex(key_digits),
            percent(random, 85).then(|| random.hex(16)),
            percent(random, 20),
            body(random, &name, organisation.is_empty(), now).to_string(),
            number(position),
        ])?;
    }
    Ok(())
}

/// Every field that has no column of its own.
fn body(random: &mut Random, name: &Name, over_all: bool, now: Millis) -> Value {
    let created = now - between(random, 5 * DAY, 1_300 * DAY);
    let never_there = percent(random, 20);
    let time = |random: &mut Random| to_rfc3339_ms(between(random, created, now));
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("api_model", json!({}));
    put("first_name", json!(name.first));
    put(
        "last_name",
        json!(if percent(random, 6) { "" } else { name.last }),
    );
    put("active", json!(!percent(random, 15)));
    put("user_permissions", permissions(random, over_all));
    put(
        "group_id",
        json!(if percent(random, 20) {
            random.hex(24)
        } else {
            String::new()
        }),
    );
    put("password_max_days", json!(one_of(random, &[0, 0, 90, 365])));
    put(
        "password_updated",
        json!(if never_there {
            NEVER.to_owned()
        } else {
            time(random)
        }),
    );
    put(
        "PWHistory",
        if percent(random, 40) {
            json!([])
        } else {
            json!([format!("$2a$10${}", random.hex(53))])
        },
    );
    put(
        "last_login_date",
        json!(if never_there {
            NEVER.to_owned()
        } else {
            time(random)
        }),
    );
    put(
        "created_at",
        json!(if percent(random, 10) {
            NEVER.to_owned()
        } else {
            to_rfc3339(created + 7 * MINUTE)
        }),
    );
    if percent(random, 10) {
        put("sso_key", json!(""));
        put("x_cost_centre", json!(4_711));
    }
    Value::Object(fields)
}

fn permissions(random: &mut Random, over_all: bool) -> Value {
    if over_all {
        return json!({ "IsAdmin": "admin" });
    }
    if percent(random, 10) {
        return Value::Null;
    }
    let mut map = Map::new();
    for area in AREAS {
        match random.below(3) {
            0 => map.insert(area.to_owned(), json!("read")),
            1 => map.insert(area.to_owned(), json!("write")),
            _ => None,
        };
    }
    if percent(random, 15) {
        map.insert("IsAdmin".to_owned(), json!("admin"));
    }
    Value::Object(map)
}
