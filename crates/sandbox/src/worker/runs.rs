//! What becomes of a job: queue → in progress → done, or to be tried again, or dead.

use rusqlite::{OptionalExtension, Transaction, params};

use super::backoff::{MAX_RETRIES, backoff};
use super::{Tally, count, meta, seconds};
use crate::clock::Millis;
use crate::random::Random;

/// How many jobs the worker has in hand at most, times the tenant's scale.
pub(super) const HANDS: i64 = 25;

struct Run {
    job: i64,
    /// Retries so far; none before the first failure.
    retries: Option<i64>,
    /// None: a job without an Action.
    nature: Option<String>,
    error_class: Option<String>,
}

/// Ends the runs whose time is over.
pub(super) fn finish(
    tx: &Transaction<'_>,
    now: Millis,
    random: &mut Random,
    tally: &mut Tally,
) -> rusqlite::Result<()> {
    for run in over(tx, now)? {
        if succeeds(&run, random) {
            tx.prepare_cached("DELETE FROM jobs WHERE id = ?1")?
                .execute([run.job])?;
            tally.succeeded += 1;
        } else if fail(tx, &run, now, random)? {
            tally.died += 1;
        } else {
            tally.failed += 1;
        }
    }
    Ok(())
}

fn over(tx: &Transaction<'_>, now: Millis) -> rusqlite::Result<Vec<Run>> {
    let mut select = tx.prepare_cached(
        "SELECT jobs.id, iif(jobs.error_class IS NULL, NULL, retry_count), nature, actions.error_class
         FROM jobs LEFT JOIN actions ON actions.id = action_id
         WHERE queue = 'in_progress' AND run_at <= ?1 ORDER BY run_at, jobs.id",
    )?;
    let runs = select.query_map([now], |row| {
        Ok(Run {
            job: row.get(0)?,
            retries: row.get(1)?,
            nature: row.get(2)?,
            error_class: row.get(3)?,
        })
    })?;
    runs.collect()
}

fn succeeds(run: &Run, random: &mut Random) -> bool {
    match run.nature.as_deref() {
        Some("broken") => false,
        Some("flaky") => !random.one_in(4),
        _ => true,
    }
}

/// Puts a failed job away for its next try, or, after the last one, to the dead: then true.
/// The first failure is no retry, so it leaves `last_retry` empty.
fn fail(
    tx: &Transaction<'_>,
    run: &Run,
    now: Millis,
    random: &mut Random,
) -> rusqlite::Result<bool> {
    let retries = run.retries.map_or(0, |retries| retries + 1);
    let dies = retries >= MAX_RETRIES;
    let error = match &run.error_class {
        Some(usual) if !random.one_in(12) => usual,
        _ => "Faraday::TimeoutError",
    };
    let (queue, run_at) = if dies {
        ("dead", now)
    } else {
        ("retry", now + backoff(retries, random))
    };
    tx.prepare_cached(
        "UPDATE jobs SET queue = ?2, retry_count = ?3, last_retry = ?4, error_class = ?5, run_at = ?6, started_at = NULL
         WHERE id = ?1",
    )?
    .execute(params![run.job, queue, retries, run.retries.map(|_| seconds(now)), error, run_at])?;
    Ok(dies)
}

/// Queues again what has waited long enough.
pub(super) fn requeue(tx: &Transaction<'_>, now: Millis) -> rusqlite::Result<usize> {
    tx.prepare_cached("UPDATE jobs SET queue = 'queued' WHERE queue = 'retry' AND run_at <= ?1")?
        .execute([now])
}

/// Takes a few of the jobs that have waited longest, as far as there are hands.
pub(super) fn start(
    tx: &Transaction<'_>,
    now: Millis,
    random: &mut Random,
) -> rusqlite::Result<usize> {
    let scale = meta::scale(tx)?;
    let free = scale * HANDS - count(tx, "in_progress")?;
    let wanted = scale * (1 + i64::try_from(random.below(5)).unwrap_or(0));
    let mut next = tx.prepare_cached(
        "SELECT id FROM jobs WHERE queue = 'queued' AND run_at <= ?1 ORDER BY run_at, id LIMIT 1",
    )?;
    let mut take = tx.prepare_cached(
        "UPDATE jobs SET queue = 'in_progress', started_at = ?2, run_at = ?3 WHERE id = ?1",
    )?;
    let mut started = 0;
    for _ in 0..wanted.min(free) {
        let Some(job) = next
            .query_row([now], |row| row.get::<_, i64>(0))
            .optional()?
        else {
            break;
        };
        // In progress, `run_at` is when the worker will be through with it.
        let takes = 700 + i64::try_from(random.below(9_000)).unwrap_or(0);
        started += take.execute(params![job, seconds(now), now + takes])?;
    }
    Ok(started)
}
