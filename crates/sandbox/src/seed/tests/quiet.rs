//! The stories are there once each, and nothing else looks like them.

use super::super::places::OFFICES;
use super::super::stories::*;
use super::*;

/// Moments that are awkward for a calendar: around the story's Sunday, ends of months and years,
/// changes of clocks.
const MOMENTS: [&str; 12] = [
    NOON,
    "2026-01-18T02:00:00Z",
    "2026-01-18T03:12:00Z",
    "2026-01-18T03:12:01Z",
    "2026-01-19T00:00:00Z",
    "2025-12-31T23:59:59Z",
    "2026-03-29T01:30:00Z",
    "2026-03-08T07:30:00Z",
    "2025-11-02T06:30:00Z",
    "2024-02-29T18:00:00Z",
    "2027-07-04T04:00:00Z",
    "2031-10-26T22:15:00Z",
];

#[test]
fn whenever_it_is_planted_only_the_stories_stand_out() {
    for now in MOMENTS {
        let db = planted(Seed::Demo, now);
        only_the_stories_stand_out(&db, parse(now).unwrap());
        well_formed(&db, parse(now).unwrap());
    }
}

pub(super) fn only_the_stories_stand_out(db: &Db, now: Millis) {
    one_address_is_shared(db, now);
    one_dormant_owner_woke(db, now);
    one_owner_is_in_two_places(db, now);
    one_burst(db);
    nobody_else_uses_anything_new(db, now);
}

/// Outside the offices one address has more than one account: nine, of the last three days.
fn one_address_is_shared(db: &Db, now: Millis) {
    let offices: Vec<&str> = OFFICES
        .iter()
        .flat_map(|office| office.egress)
        .copied()
        .collect();
    let mut expected: Vec<&str> = offices.iter().copied().chain([SHARED_ADDRESS]).collect();
    expected.sort_unstable();
    let shared: Vec<String> = column(
        db,
        "SELECT ip FROM sign_ins GROUP BY ip HAVING count(DISTINCT user_id) > 1 ORDER BY ip",
    );
    assert_eq!(shared, expected);
    let by: i64 = ask(
        db,
        &format!(
            "SELECT count(DISTINCT user_id) FROM sign_ins WHERE success AND ip = '{SHARED_ADDRESS}' AND created_at BETWEEN {} AND {now}",
            now - 72 * chance::HOUR
        ),
    );
    assert_eq!(by, i64::try_from(SHARED_BY).unwrap());
    assert_eq!(
        ask::<i64>(
            db,
            &format!("SELECT count(*) FROM sign_ins WHERE success AND ip = '{SHARED_ADDRESS}'")
        ),
        by
    );
    assert_eq!(
        ask::<i64>(
            db,
            &format!("SELECT count(*) FROM sign_ins WHERE NOT success AND ip = '{SHARED_ADDRESS}'")
        ),
        6
    );
    assert_eq!(
        ask::<i64>(
            db,
            &format!(
                "SELECT count(*) FROM users JOIN sign_ins ON user_id = users.id WHERE ip = '{SHARED_ADDRESS}' AND admin"
            )
        ),
        0
    );
    // An office holds many, all through the month.
    for office in offices {
        let people: i64 = ask(
            db,
            &format!("SELECT count(DISTINCT user_id) FROM sign_ins WHERE ip = '{office}'"),
        );
        assert!(people >= 20, "{office}: {people}");
        let early: i64 = ask(
            db,
            &format!(
                "SELECT count(DISTINCT user_id) FROM sign_ins WHERE ip = '{office}' AND created_at < {}",
                now - 20 * chance::DAY
            ),
        );
        assert!(early >= 15, "{office}: {early}");
    }
}

/// Of all who have signed in only once within the window although their account is a year old, one
/// is an owner: on a Sunday at 03:12, less than a week ago, from an address nobody else has.
fn one_dormant_owner_woke(db: &Db, now: Millis) {
    let woken: Vec<String> = column(
        db,
        &format!(
            "SELECT email FROM users JOIN sign_ins ON user_id = users.id
             WHERE admin AND users.created_at < {} GROUP BY users.id
             HAVING count(*) = 1 AND max(ip) = '{WOKEN_AT}' AND max(last_seen) = max(sign_ins.created_at)
                AND strftime('%w %H:%M', max(sign_ins.created_at) / 1000, 'unixepoch') = '0 03:12'
                AND max(sign_ins.created_at) BETWEEN {} AND {now} - 1",
            now - 365 * chance::DAY,
            now - 7 * chance::DAY,
        ),
    );
    assert_eq!(woken, [WOKEN_OWNER]);
    let once: Vec<String> = column(
        db,
        "SELECT email FROM users JOIN sign_ins ON user_id = users.id WHERE admin GROUP BY users.id HAVING count(*) = 1",
    );
    assert_eq!(once, [WOKEN_OWNER]);
}

/// One account signs in from two countries within an hour: an owner, twice, who goes on as usual.
fn one_owner_is_in_two_places(db: &Db, now: Millis) {
    let torn: Vec<String> = column(
        db,
        &format!(
            "SELECT email FROM sign_ins AS here
             JOIN sign_ins AS there ON there.user_id = here.user_id AND there.country <> here.country
                  AND there.created_at - here.created_at BETWEEN 1 AND {}
             JOIN users ON users.id = here.user_id
             WHERE here.success AND there.success AND there.ip <> '{SHARED_ADDRESS}' AND here.ip <> '{SHARED_ADDRESS}'",
            chance::HOUR
        ),
    );
    assert_eq!(torn, [TRAVELLING_OWNER; 2]);
    let owner = format!(
        "FROM sign_ins JOIN users ON users.id = user_id WHERE email = '{TRAVELLING_OWNER}' AND admin"
    );
    assert_eq!(
        ask::<i64>(db, &format!("SELECT count(*) {owner} AND ip = '{ABROAD}'")),
        2
    );
    assert_eq!(
        ask::<i64>(
            db,
            &format!("SELECT count(*) FROM sign_ins WHERE ip = '{ABROAD}'")
        ),
        2
    );
    assert!(ask::<i64>(db, &format!("SELECT count(*) {owner} AND ip <> '{ABROAD}'")) >= 12);
    assert!(
        ask::<i64>(
            db,
            &format!("SELECT min(sign_ins.created_at) {owner} AND ip = '{ABROAD}'")
        ) > now - 8 * chance::DAY
    );
}

/// Nobody has three sign-ins within ten minutes but one, who has seven within four.
fn one_burst(db: &Db) {
    let within = |minutes: i64, least: i64| -> Vec<String> {
        column(
            db,
            &format!(
                "SELECT DISTINCT email FROM users JOIN (
                     SELECT first.user_id FROM sign_ins AS first JOIN sign_ins AS other ON other.user_id = first.user_id
                         AND other.created_at BETWEEN first.created_at AND first.created_at + {}
                     WHERE first.success AND other.success GROUP BY first.id HAVING count(*) >= {least}
                 ) ON user_id = users.id",
                minutes * chance::MINUTE
            ),
        )
    };
    assert_eq!(within(10, 3), [HURRIED_PERSON]);
    assert_eq!(within(4, 7), [HURRIED_PERSON]);
    assert_eq!(within(60, 8), Vec::<String>::new());
    let from = format!("FROM sign_ins WHERE ip = '{HURRIED_FROM}' AND");
    assert_eq!(
        ask::<i64>(db, &format!("SELECT count(*) {from} success")),
        4
    );
    assert_eq!(
        ask::<i64>(db, &format!("SELECT count(*) {from} NOT success")),
        3
    );
}

/// An address or a client that somebody uses for the first time within the last eight days belongs
/// to a story.
fn nobody_else_uses_anything_new(db: &Db, now: Millis) {
    let first_used = |what: &str| -> Vec<String> {
        column(
            db,
            &format!(
                "SELECT DISTINCT ip FROM (
                     SELECT ip, min(created_at) AS first FROM sign_ins GROUP BY user_id, {what}
                 ) WHERE first > {} ORDER BY ip",
                now - 8 * chance::DAY
            ),
        )
    };
    let mut stories = STORY_ADDRESSES.to_vec();
    stories.sort_unstable();
    assert_eq!(first_used("ip"), stories);
    let clients = first_used("user_agent");
    assert!(
        clients
            .iter()
            .all(|ip| STORY_ADDRESSES.contains(&ip.as_str())),
        "{clients:?}"
    );
}

/// What holds of every row, story or not.
fn well_formed(db: &Db, now: Millis) {
    let none = |table: &str| {
        assert_eq!(
            ask::<i64>(db, &format!("SELECT count(*) FROM {table}")),
            0,
            "{table}"
        );
    };
    let oldest = now - WINDOW;
    none("pragma_foreign_key_check");
    none(&format!(
        "sign_ins WHERE created_at <= {oldest} OR created_at >= {now}"
    ));
    none("sign_ins WHERE city IS NULL OR region IS NULL OR country IS NULL");
    none("sign_ins WHERE success <> (failure_reason IS NULL)");
    none(
        "sign_ins AS one JOIN sign_ins AS next ON next.id = one.id + 1 WHERE next.created_at < one.created_at",
    );
    none(
        "sign_ins JOIN users ON users.id = user_id WHERE sign_ins.created_at <= users.created_at OR NOT is_active",
    );
    // Seen last when they signed in last; without a sign-in not within the window.
    none(&format!(
        "users LEFT JOIN (SELECT user_id, max(created_at) AS newest FROM sign_ins WHERE success GROUP BY user_id)
             ON user_id = users.id
         WHERE last_seen <> newest OR (last_seen IS NULL AND newest IS NOT NULL) OR (newest IS NULL AND last_seen > {oldest})"
    ));
    none(&format!(
        "users WHERE last_seen <= created_at OR created_at > {now} OR updated_at NOT BETWEEN created_at AND {now}"
    ));
    none(
        "users AS one JOIN users AS next ON next.id = one.id + 1 WHERE next.created_at < one.created_at",
    );
    none(&format!(
        "audit_entries WHERE created_at >= {now} OR user_email NOT IN (SELECT email FROM users)"
    ));
}
