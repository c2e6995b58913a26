//! New jobs: as many as keep the queues near what the tenant usually has, up and down in a slow wave.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{count, meta};
use crate::clock::Millis;
use crate::random::Random;

/// From one high tide to the next.
const WAVE: Millis = 14 * 60 * 1000;

/// Queues the jobs of this beat and says how many. None where there are no Actions.
pub(super) fn arrive(
    tx: &Transaction<'_>,
    now: Millis,
    random: &mut Random,
) -> rusqlite::Result<usize> {
    let aim = meta::get(tx, meta::QUEUED_AIM)?;
    if aim == 0 {
        return Ok(0);
    }
    let scale = meta::scale(tx)?;
    let missing = aim + tide(aim, now) - count(tx, "queued")?;
    let usual = scale * i64::try_from(random.below(7)).unwrap_or(0);
    let mut arrived = 0;
    for _ in 0..usual + (missing / 20).clamp(-6 * scale, 6 * scale) {
        let nature = if random.one_in(4) { "flaky" } else { "steady" };
        arrived += queue(tx, nature, now, random)?;
    }
    // What a broken Action gets will stay for three weeks: no more than there usually is.
    if hopeless(tx)? < meta::get(tx, meta::RETRY_AIM)? {
        for _ in 0..scale {
            if random.one_in(8) {
                arrived += queue(tx, "broken", now, random)?;
            }
        }
    }
    Ok(arrived)
}

/// How many jobs of broken Actions are still alive, wherever they stand.
fn hopeless(tx: &Transaction<'_>) -> rusqlite::Result<i64> {
    tx.prepare_cached(
        "SELECT count(*) FROM jobs WHERE queue IN ('queued', 'retry', 'in_progress')
             AND action_id IN (SELECT id FROM actions WHERE nature = 'broken')",
    )?
    .query_row([], |row| row.get(0))
}

/// A fifth of `aim` up and down.
fn tide(aim: i64, now: Millis) -> i64 {
    let height = (now.rem_euclid(WAVE) - WAVE / 2).abs() - WAVE / 4;
    aim * height / (WAVE / 4) / 5
}

/// Queues a job of some Action of this nature, or now and then one without an Action.
fn queue(
    tx: &Transaction<'_>,
    nature: &str,
    now: Millis,
    random: &mut Random,
) -> rusqlite::Result<usize> {
    let Some(action) = action(tx, nature, random)? else {
        return Ok(0);
    };
    let (kind, action) = match random.below(40) {
        0 if nature == "steady" => ("CredentialRefreshJob", None),
        1 | 2 => ("AgentRunScheduleJob", Some(action)),
        3 => ("AgentCheckJob", Some(action)),
        _ => ("AgentReceiveJob", Some(action)),
    };
    let events = if random.one_in(5) {
        2 + random.below(20)
    } else {
        1
    };
    tx.prepare_cached(
        "INSERT INTO jobs (queue, type, action_id, events, created_at, run_at) VALUES ('queued', ?1, ?2, ?3, ?4, ?4)",
    )?
    .execute(params![kind, action, events.to_string(), now])
}

/// The first of its nature comes up most, as one culprit does in life.
fn action(
    tx: &Transaction<'_>,
    nature: &str,
    random: &mut Random,
) -> rusqlite::Result<Option<i64>> {
    let mut of_nature = tx.prepare_cached("SELECT count(*) FROM actions WHERE nature = ?1")?;
    let actions: i64 = of_nature.query_row([nature], |row| row.get(0))?;
    let offset = if random.one_in(3) {
        0
    } else {
        random.below(u64::try_from(actions).unwrap_or(0))
    };
    let mut select = tx
        .prepare_cached("SELECT id FROM actions WHERE nature = ?1 ORDER BY id LIMIT 1 OFFSET ?2")?;
    select
        .query_row(params![nature, i64::try_from(offset).unwrap_or(0)], |row| {
            row.get(0)
        })
        .optional()
}
