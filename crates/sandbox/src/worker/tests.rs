#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use rusqlite::types::FromSql;

use super::backoff::MAX_RETRIES;
use super::*;
use crate::db::Db;
use crate::seed::{Seed, plant, stories};
use crate::time_text::parse;

const SECOND: Millis = 1000;
const HOUR: Millis = 3600 * SECOND;
const DAY: Millis = 24 * HOUR;

/// A Thursday at noon.
fn noon() -> Millis {
    parse("2026-01-15T12:00:00Z").unwrap()
}

fn planted(which: Seed) -> Db {
    let db = Db::open(":memory:").unwrap();
    db.transaction(|tx| plant(tx, which, noon())).unwrap();
    db
}

fn ask<T: FromSql>(db: &Db, sql: &str) -> T {
    db.transaction(|tx| tx.query_row(sql, [], |row| row.get(0)))
        .unwrap()
}

fn beat(db: &Db, now: Millis, random: &mut Random) -> Tally {
    db.transaction(|tx| tick(tx, now, random)).unwrap()
}

/// A tenant with one Action of a nature, and one job for it.
fn one_job(nature: &str) -> Db {
    let db = Db::open(":memory:").unwrap();
    db.transaction(|tx| {
        tx.execute("INSERT INTO actions (id, name, nature, error_class) VALUES (7, 'A', ?1, 'ArgumentError')", [nature])?;
        tx.execute(
            "INSERT INTO jobs (queue, type, action_id, created_at, run_at) VALUES ('queued', 'AgentReceiveJob', 7, ?1, ?1)",
            [noon()],
        )
    })
    .unwrap();
    db
}

/// Queued, retry, dead, in progress.
fn queues(db: &Db) -> [usize; 4] {
    ["queued", "retry", "dead", "in_progress"].map(|queue| {
        usize::try_from(ask::<i64>(
            db,
            &format!("SELECT count(*) FROM jobs WHERE queue = '{queue}'"),
        ))
        .unwrap()
    })
}

fn ids(db: &Db) -> BTreeSet<i64> {
    db.transaction(|tx| {
        tx.prepare("SELECT id FROM jobs")?
            .query_map([], |row| row.get(0))?
            .collect()
    })
    .unwrap()
}

#[test]
fn no_job_is_lost_or_doubled() {
    let db = planted(Seed::Demo);
    let random = &mut Random::new(1);
    let mut now = noon();
    let (mut before, mut jobs) = (queues(&db), ids(&db));
    let mut moved = Tally::default();
    // Seconds, then the days after the program was off, then seconds again.
    for step in 0..700 {
        now += if step % 200 == 199 { 9 * DAY } else { SECOND };
        let tally = beat(&db, now, random);
        let [queued, retry, dead, busy] = before;
        let after = [
            queued + tally.arrived + tally.due - tally.started,
            retry + tally.failed - tally.due,
            dead + tally.died,
            busy + tally.started - tally.succeeded - tally.failed - tally.died,
        ];
        assert_eq!(queues(&db), after, "{tally:?}");
        let jobs_now = ids(&db);
        assert_eq!(
            jobs.difference(&jobs_now).count(),
            tally.succeeded,
            "only what is done goes"
        );
        assert_eq!(
            jobs_now.difference(&jobs).count(),
            tally.arrived,
            "only what arrived is new"
        );
        assert!(after[3] <= usize::try_from(runs::HANDS).unwrap());
        (before, jobs) = (after, jobs_now);
        moved.arrived += tally.arrived;
        moved.succeeded += tally.succeeded;
        moved.failed += tally.failed;
        moved.died += tally.died;
    }
    assert!(
        moved.arrived > 500 && moved.succeeded > 500 && moved.failed > 50 && moved.died > 5,
        "{moved:?}"
    );
    assert_eq!(
        ask::<i64>(
            &db,
            "SELECT count(*) FROM jobs WHERE (queue = 'in_progress') <> (started_at IS NOT NULL)"
        ),
        0
    );
}

#[test]
fn a_broken_action_s_job_is_dead_after_twenty_five_retries_over_three_weeks() {
    let db = one_job("broken");
    let random = &mut Random::new(2);
    let (mut now, mut waits, mut runs) = (noon(), Vec::new(), 0);
    while queues(&db)[2] == 0 {
        now = now.max(ask(&db, "SELECT run_at FROM jobs"));
        let tally = beat(&db, now, random);
        runs += tally.started;
        if tally.failed == 1 {
            let retries = ask::<i64>(&db, "SELECT retry_count FROM jobs");
            assert_eq!(retries, i64::try_from(waits.len()).unwrap());
            let last_retry = ask::<Option<f64>>(&db, "SELECT last_retry FROM jobs");
            assert_eq!(
                last_retry,
                (retries > 0).then(|| seconds(now)),
                "the first failure is no retry"
            );
            waits.push(ask::<Millis>(&db, "SELECT run_at FROM jobs") - now);
        }
    }
    assert_eq!(
        (runs, waits.len()),
        (26, 25),
        "once, and again twenty-five times"
    );
    assert!(waits[2..].is_sorted(), "{waits:?}");
    assert!(
        (20 * DAY..22 * DAY).contains(&(now - noon())),
        "{} days",
        (now - noon()) / DAY
    );
    assert_eq!(
        ask::<i64>(
            &db,
            "SELECT retry_count FROM jobs WHERE error_class IS NOT NULL"
        ),
        MAX_RETRIES
    );
    for _ in 0..50 {
        now += DAY;
        assert_eq!(
            beat(&db, now, random),
            Tally::default(),
            "the dead stay dead"
        );
    }
}

#[test]
fn a_steady_action_s_job_is_done_at_once_and_a_flaky_one_s_in_the_end() {
    let mut tries = 0;
    for seed in 0..40 {
        let random = &mut Random::new(seed);
        for nature in ["steady", "flaky"] {
            let db = one_job(nature);
            let mut now = noon();
            while !ids(&db).is_empty() {
                now = now.max(ask(&db, "SELECT run_at FROM jobs"));
                let failed = beat(&db, now, random).failed;
                assert!(nature == "flaky" || failed == 0);
                tries += failed;
            }
        }
    }
    assert!(
        (1..40).contains(&tries),
        "a flaky Action fails now and then: {tries}"
    );
}

#[test]
fn the_queues_move_and_stay_within_bounds_for_hours() {
    for (which, minutes) in [(Seed::Demo, 180), (Seed::Large, 10)] {
        let db = planted(which);
        let random = &mut Random::new(3);
        let [queued, retry, dead, _] = queues(&db);
        let (mut least, mut most) = ([usize::MAX; 4], [0; 4]);
        for second in 1..=minutes * 60 {
            beat(&db, noon() + second * SECOND, random);
            if second % 20 == 0 {
                let now = queues(&db);
                least = std::array::from_fn(|queue| least[queue].min(now[queue]));
                most = std::array::from_fn(|queue| most[queue].max(now[queue]));
            }
        }
        let text = format!("{which:?}: {queued} {retry} {dead}, then {least:?} to {most:?}");
        assert!(least[0] > queued / 2 && most[0] < queued * 3 / 2, "{text}");
        assert!(
            least[1] > retry * 2 / 3 && most[1] < retry * 4 / 3,
            "{text}"
        );
        assert!(most[2] > dead + 10 && most[2] < dead * 3 / 2, "{text}");
        assert!(
            most[0] - least[0] >= 40 && most[1] - least[1] >= 10 && most[3] > least[3],
            "{text}"
        );
    }
}

#[test]
fn a_queue_that_was_emptied_fills_again() {
    let db = planted(Seed::Demo);
    let random = &mut Random::new(4);
    db.transaction(|tx| tx.execute("DELETE FROM jobs WHERE queue IN ('queued', 'retry')", []))
        .unwrap();
    for second in 1..=3600 {
        beat(&db, noon() + second * SECOND, random);
    }
    let [queued, retry, ..] = queues(&db);
    assert!(queued > 200 && retry > 200, "{queued} {retry}");
}

#[test]
fn nothing_happens_in_an_empty_tenant() {
    let db = planted(Seed::Empty);
    let random = &mut Random::new(5);
    let busy = (1..=5000)
        .map(|second| beat(&db, noon() + second * SECOND, random))
        .filter(|tally| tally.arrived + tally.due + tally.started > 0);
    assert_eq!(busy.count(), 0);
}

#[test]
fn people_sign_in_at_their_hours_and_the_stories_stay_as_they_were() {
    let db = planted(Seed::Demo);
    let random = &mut Random::new(6);
    let newest: i64 = ask(&db, "SELECT max(id) FROM sign_ins");
    for second in 1..=3 * 86_400 / 2 {
        // Two seconds a beat, to get through Sunday noon.
        db.transaction(|tx| sign_ins::one(tx, noon() + second * 2 * SECOND, random))
            .unwrap();
    }
    let count = |what: &str| {
        ask::<i64>(
            &db,
            &format!(
                "SELECT count(*) FROM sign_ins AS new JOIN users ON users.id = user_id WHERE new.id > {newest} AND {what}"
            ),
        )
    };
    let (friday, saturday) = (noon() + 12 * HOUR, noon() + 36 * HOUR);
    let working = count(&format!("new.created_at BETWEEN {friday} AND {saturday}"));
    let free = count(&format!("new.created_at > {saturday}"));
    assert!(
        working > 30 && free * 4 < working,
        "{working} on Friday, {free} at the weekend"
    );
    let addresses = stories::STORY_ADDRESSES
        .map(|ip| format!("'{ip}'"))
        .join(",");
    assert_eq!(count(&format!("ip IN ({addresses})")), 0);
    assert_eq!(count(&format!("email = '{}'", stories::WOKEN_OWNER)), 0);
    assert_eq!(count("NOT is_active"), 0);
    assert_eq!(count("success AND last_seen < new.created_at"), 0);
    let known = format!(
        "SELECT 1 FROM sign_ins AS old WHERE old.id <= {newest} AND old.user_id = new.user_id AND old.ip = new.ip AND old.user_agent = new.user_agent"
    );
    assert_eq!(
        count(&format!("NOT EXISTS ({known})")),
        0,
        "as they did before"
    );
    let twice = format!(
        "SELECT 1 FROM sign_ins AS old WHERE old.user_id = new.user_id AND old.id < new.id AND new.created_at - old.created_at < {}",
        3 * HOUR
    );
    assert_eq!(
        count(&format!("EXISTS ({twice})")),
        0,
        "never shortly after one another"
    );
}

#[test]
fn what_only_a_story_did_is_never_repeated() {
    let db = planted(Seed::Demo);
    let addresses = stories::STORY_ADDRESSES
        .map(|ip| format!("'{ip}'"))
        .join(",");
    db.transaction(|tx| {
        tx.execute(&format!("DELETE FROM sign_ins WHERE ip NOT IN ({addresses})"), [])?;
        // Numbered from one without gaps, so that each is looked at often.
        tx.execute("UPDATE sign_ins SET id = (SELECT count(*) FROM sign_ins AS older WHERE older.id <= sign_ins.id)", [])
    })
    .unwrap();
    let random = &mut Random::new(7);
    let one = |second: i64, random: &mut Random| {
        db.transaction(|tx| sign_ins::one(tx, noon() + second * SECOND, random))
            .unwrap()
    };
    assert_eq!(
        (1..=7 * 86_400)
            .map(|second| one(second, random))
            .sum::<usize>(),
        0
    );
}
