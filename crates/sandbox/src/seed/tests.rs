#![allow(clippy::unwrap_used, reason = "tests")]

mod golden;
mod jobs;
mod quiet;

use std::fmt::Write;

use rusqlite::types::FromSql;

use super::*;
use crate::db::Db;
use crate::time_text::parse;

/// A Thursday at noon, as in the documentation of the command line.
const NOON: &str = "2026-01-15T12:00:00Z";

pub(super) fn planted(which: Seed, now: &str) -> Db {
    let db = Db::open(":memory:").unwrap();
    let now = parse(now).unwrap();
    db.transaction(|tx| plant(tx, which, now)).unwrap();
    db
}

/// One value.
pub(super) fn ask<T: FromSql>(db: &Db, sql: &str) -> T {
    db.transaction(|tx| tx.query_row(sql, [], |row| row.get(0)))
        .unwrap()
}

/// A column of values.
pub(super) fn column<T: FromSql>(db: &Db, sql: &str) -> Vec<T> {
    db.transaction(|tx| tx.prepare(sql)?.query_map([], |row| row.get(0))?.collect())
        .unwrap()
}

/// Every table, row by row.
fn dump(db: &Db) -> String {
    let mut text = String::new();
    for table in column::<String>(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    ) {
        db.transaction(|tx| {
            let mut select = tx.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY 1, 2"))?;
            let columns = select.column_count();
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                write!(text, "{table}").unwrap();
                for column in 0..columns {
                    write!(text, "|{:?}", row.get_ref(column)?).unwrap();
                }
                text.push('\n');
            }
            Ok(())
        })
        .unwrap();
    }
    text
}

#[test]
fn the_same_seed_at_the_same_moment_is_the_same_tenant() {
    assert_eq!(
        dump(&planted(Seed::Demo, NOON)),
        dump(&planted(Seed::Demo, NOON))
    );
}

#[test]
fn a_crowd_is_a_hundred_thousand_people_and_nothing_else() {
    let db = planted(Seed::Crowd, NOON);
    let count = |rows: &str| ask::<i64>(&db, &format!("SELECT count(*) FROM {rows}"));
    assert_eq!(count("users"), 100_000);
    assert_eq!(count("(SELECT DISTINCT email FROM users)"), 100_000);
    assert_eq!(count("sign_ins") + count("jobs") + count("teams"), 0);
    let pending = count("users WHERE last_seen IS NULL");
    assert!((5_000..15_000).contains(&pending), "{pending} pending");
    assert_eq!(count("users WHERE last_seen < created_at"), 0);
}

#[test]
fn a_hostile_tenant_tries_something_in_every_text() {
    let db = planted(Seed::Hostile, NOON);
    let count = |rows: &str| ask::<i64>(&db, &format!("SELECT count(*) FROM {rows}"));
    for (table, columns) in [
        ("users", "email first_name last_name tenant_permissions"),
        ("sign_ins", "ip user_agent city"),
        ("jobs", "type error_class events"),
        ("templates", "name description agent_type action_inputs"),
        ("organisations", "owner_name body"),
        ("apis", "api_human_name api_id"),
        ("gateway_users", "email_address body"),
    ] {
        let all = count(table);
        assert!(all > 0, "{table}");
        for column in columns.split(' ') {
            // A sixteenth of each column is markup, and so on for each trick.
            let markup = count(&format!("{table} WHERE {column} LIKE '%onerror=%'"));
            assert!(markup * 40 >= all, "{table}.{column}: {markup} of {all}");
            let plain = count(&format!(
                "{table} WHERE {column} LIKE '%@example.org' OR {column} = 'HTTP Request'"
            ));
            assert_eq!(plain, 0, "{table}.{column}");
        }
    }
    assert_eq!(count("templates WHERE length(agent_options) > 200000"), 1);
    assert_eq!(count("users WHERE length(last_name) > 900000"), 1);
}

#[test]
fn the_tenant_is_the_same_on_every_machine() {
    let digest = dump(&planted(Seed::Demo, NOON))
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
    assert_eq!(
        digest, 0x53BF_A55C_CD55_1868,
        "the demo tenant changed: if that was meant, put the new number here ({digest:#x})"
    );
}

#[test]
fn a_week_later_the_same_tenant_has_moved_by_a_week() {
    // Both weeks are winter everywhere, so that no clock changes between them.
    let at = |now: &str| {
        let db = planted(Seed::Demo, now);
        let now = parse(now).unwrap();
        let sql = format!(
            "SELECT user_id || ip || user_agent || success || (created_at - {now}) FROM sign_ins ORDER BY id"
        );
        let users = format!(
            "SELECT email || first_name || admin || tenant_permissions || (created_at - {now}) || coalesce(last_seen - {now}, 'never')
             FROM users ORDER BY id"
        );
        (
            column::<String>(&db, &sql),
            column::<Option<String>>(&db, &users),
        )
    };
    assert_eq!(at(NOON), at("2026-01-22T12:00:00Z"));
}

#[test]
fn the_demo_tenant_has_what_was_promised() {
    let db = planted(Seed::Demo, NOON);
    let count = |table: &str| ask::<i64>(&db, &format!("SELECT count(*) FROM {table}"));
    assert_eq!(count("users"), 240);
    assert!(
        (3_500..=4_500).contains(&count("sign_ins WHERE success")),
        "{}",
        count("sign_ins")
    );
    assert_eq!(count("jobs"), 1_302);
    assert_eq!(count("actions"), 40);
    assert_eq!(count("templates"), 60);
    assert_eq!(count("organisations"), 12);
    assert_eq!(count("gateway_users"), 40);
    assert_eq!(count("audit_entries"), 360);
    assert!(count("team_memberships") > 200);
    let owners = count("users WHERE admin");
    assert!((5..=15).contains(&owners), "{owners}");
    assert!(count("users WHERE last_seen IS NULL") >= 12, "pending");
    assert!(count("users WHERE NOT is_active") >= 8, "inactive");
    assert!(
        count("users WHERE scim_uid IS NOT NULL") >= 80,
        "managed by SCIM"
    );
    assert!(
        count("users WHERE email LIKE '%+%@%'") >= 5,
        "plus-addressed"
    );
    assert!(
        count("users WHERE email LIKE '%@contractors.example.net'") >= 10,
        "contractors"
    );
    assert!(
        count("users WHERE first_name = ''") >= 2 && count("users WHERE last_name IS NULL") >= 2
    );
    assert!(
        count("users WHERE length(first_name || last_name) > 60") >= 1,
        "a long name"
    );
    for permission in ["AUDIT_LOG_READ", "FEATURE_FLAG_MANAGE", "TUNNEL_MANAGE"] {
        assert!(
            count(&format!(
                "users WHERE tenant_permissions LIKE '%{permission}%'"
            )) >= 1
        );
    }
}

#[test]
fn the_large_tenant_has_what_was_promised() {
    let db = planted(Seed::Large, NOON);
    let count = |table: &str| ask::<i64>(&db, &format!("SELECT count(*) FROM {table}"));
    assert_eq!(count("users"), 10_000);
    assert!(
        (190_000..=210_000).contains(&count("sign_ins")),
        "{}",
        count("sign_ins")
    );
    assert_eq!(count("jobs"), 50_000);
    assert_eq!(count("templates"), 2_000);
    assert_eq!(count("organisations"), 500);
    assert_eq!(count("gateway_users"), 400);
    assert_eq!(
        ask::<i64>(
            &db,
            "SELECT max(n) FROM (SELECT count(*) AS n FROM apis GROUP BY organisation_id)"
        ),
        5_000
    );
    assert_eq!(count("pragma_foreign_key_check"), 0);
    quiet::only_the_stories_stand_out(&db, parse(NOON).unwrap());
}

#[test]
fn the_empty_tenant_has_its_owner_and_nothing_else() {
    let db = planted(Seed::Empty, NOON);
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let filled: Vec<String> = column(&db, tables)
        .into_iter()
        .filter(|table: &String| ask::<i64>(&db, &format!("SELECT count(*) FROM {table}")) > 0)
        .collect();
    assert_eq!(filled, ["users", "sign_ins"]);
    assert_eq!(
        column::<String>(&db, "SELECT email FROM users WHERE admin AND is_active"),
        [cast::MAKER]
    );
    assert_eq!(
        ask::<i64>(&db, "SELECT last_seen FROM users"),
        parse(NOON).unwrap() - 60_000
    );
}

#[test]
fn templates_are_of_every_kind_and_size() {
    let db = planted(Seed::Demo, NOON);
    assert_eq!(
        ask::<i64>(&db, "SELECT count(DISTINCT agent_type) FROM templates"),
        8
    );
    assert!(ask::<i64>(&db, "SELECT min(id) FROM templates") > 1 << 53);
    let nth = |position: usize| {
        format!("SELECT agent_options FROM templates ORDER BY id LIMIT 1 OFFSET {position}")
    };
    let large: String = ask(&db, &nth(templates::LARGE));
    assert!((95_000..=105_000).contains(&large.len()), "{}", large.len());
    assert_eq!(
        ask::<String>(&db, &nth(templates::DEEP))
            .matches("\"then\"")
            .count(),
        60
    );
    assert!(ask::<String>(&db, &nth(templates::ODD_NUMBERS)).contains("12345678901234567890"));
    let of_all = "SELECT count(*) FROM templates WHERE";
    assert_eq!(
        ask::<i64>(
            &db,
            &format!(
                "{of_all} NOT (json_valid(agent_options) AND json_valid(action_inputs) AND json_valid(shared_team_slugs))"
            )
        ),
        0
    );
    for some in [
        "description = ''",
        "description LIKE '%```%'",
        "name <> CAST(name AS BLOB) OR name GLOB '*[^ -~]*'",
        "action_inputs <> '[]'",
    ] {
        assert!(ask::<i64>(&db, &format!("{of_all} {some}")) > 0, "{some}");
    }
}

#[test]
fn organisations_and_gateway_users_have_their_oddities() {
    let db = planted(Seed::Demo, NOON);
    let count = |table: &str| ask::<i64>(&db, &format!("SELECT count(*) FROM {table}"));
    assert_eq!(count("organisations WHERE apis_absent = 'null'"), 1);
    assert_eq!(count("organisations WHERE apis_absent = 'missing'"), 1);
    assert!(
        count("organisations WHERE body LIKE '%x_billing%'") > 0,
        "unknown fields"
    );
    assert!(count("organisations WHERE json_type(body, '$.open_policy.rules') = 'text'") > 0);
    assert_eq!(
        count("(SELECT owner_name FROM organisations GROUP BY 1 HAVING count(*) > 1)"),
        1
    );
    let apis = "(SELECT count(*) AS n FROM apis GROUP BY organisation_id)";
    assert_eq!(
        ask::<i64>(&db, &format!("SELECT min(n) * 1000 + max(n) FROM {apis}")),
        2_040
    );
    assert_eq!(
        count("gateway_users WHERE organisation_id = ''"),
        4,
        "over all organisations"
    );
    assert_eq!(
        count(
            "gateway_users WHERE organisation_id <> '' AND organisation_id NOT IN (SELECT id FROM organisations)"
        ),
        0
    );
    assert!(count("gateway_users WHERE body ->> 'active' = 0") > 0);
    assert!(count("gateway_users WHERE body ->> 'last_login_date' = '0001-01-01T00:00:00Z'") > 0);
    assert!(count("gateway_users WHERE json_array_length(body, '$.PWHistory') > 0") > 0);
    assert_eq!(
        count("gateway_users WHERE length(access_key) < 48 OR access_key GLOB '*[^0-9a-f]*'"),
        0
    );
}
