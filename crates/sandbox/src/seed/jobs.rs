//! The jobs in the four queues, as the worker could have left them.

use rusqlite::{Statement, Transaction, params};

use super::actions::{Action, Nature};
use super::chance::{DAY, HOUR, MINUTE, SECOND, between, number, percent, stream};
use crate::clock::Millis;
use crate::random::Random;
use crate::worker::backoff::{MAX_RETRIES, backoff};
use crate::worker::meta;

/// How many jobs stand in each queue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Queues {
    pub(super) queued: usize,
    pub(super) retry: usize,
    pub(super) dead: usize,
    pub(super) in_progress: usize,
}

#[derive(Default)]
struct Job {
    queue: &'static str,
    kind: &'static str,
    action: Option<i64>,
    events: Option<String>,
    retry_count: i64,
    last_retry: Option<Millis>,
    error: Option<&'static str>,
    created_at: Millis,
    run_at: Millis,
    started_at: Option<Millis>,
}

/// Stores the jobs in the order they came, so that ids grow with time.
pub(super) fn store(
    tx: &Transaction<'_>,
    actions: &[Action],
    queues: Queues,
    now: Millis,
) -> rusqlite::Result<()> {
    let mut jobs = Vec::new();
    for (queue, count) in [
        ("dead", queues.dead),
        ("retry", queues.retry),
        ("in_progress", queues.in_progress),
        ("queued", queues.queued),
    ] {
        let random = &mut stream(queue, 0);
        jobs.extend((0..count).map(|number| {
            let bare = Job {
                queue,
                events: events(random),
                ..Job::default()
            };
            match queue {
                "dead" => dead(random, bare, actions, now),
                "retry" => retry(random, bare, (number, count), actions, now),
                _ => waiting(random, bare, actions, now),
            }
        }));
    }
    jobs.sort_by_key(|job| job.created_at);
    let mut insert = tx.prepare(
        "INSERT INTO jobs (queue, type, action_id, events, retry_count, last_retry, error_class, created_at, run_at, started_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for job in &jobs {
        insert_one(&mut insert, job)?;
    }
    meta::set(tx, meta::QUEUED_AIM, queues.queued)?;
    meta::set(tx, meta::RETRY_AIM, queues.retry)
}

fn insert_one(insert: &mut Statement<'_>, job: &Job) -> rusqlite::Result<()> {
    insert.execute(params![
        job.queue,
        job.kind,
        job.action,
        job.events,
        job.retry_count,
        job.last_retry.map(crate::worker::seconds),
        job.error,
        job.created_at,
        job.run_at,
        job.started_at.map(crate::worker::seconds),
    ])?;
    Ok(())
}

/// Queued, or just being worked on.
fn waiting(random: &mut Random, bare: Job, actions: &[Action], now: Millis) -> Job {
    let created_at = now - between(random, SECOND, 3 * MINUTE);
    let natures: &[Nature] = if percent(random, 70) {
        &[Nature::Steady]
    } else {
        &[Nature::Flaky]
    };
    let without_action = percent(random, 3);
    let action = (!without_action)
        .then(|| by_weight(random, actions, natures))
        .flatten();
    let job = Job {
        kind: if without_action {
            "CredentialRefreshJob"
        } else {
            kind(random)
        },
        action: action.map(|action| action.id),
        created_at,
        run_at: created_at,
        ..bare
    };
    if job.queue == "queued" {
        return job;
    }
    let started_at = now - between(random, SECOND / 2, 6 * SECOND);
    Job {
        created_at: started_at - between(random, SECOND, 2 * MINUTE),
        started_at: Some(started_at),
        // In progress, `run_at` is when the worker will be through with it.
        run_at: now + between(random, SECOND, 9 * SECOND),
        ..job
    }
}

/// Failed, and waiting for its next try. Half belong to the wave that the broken Actions sent three
/// weeks ago, and come up for their last try one after the other, ever more slowly, during the
/// next days.
fn retry(
    random: &mut Random,
    bare: Job,
    (turn, turns): (usize, usize),
    actions: &[Action],
    now: Millis,
) -> Job {
    if turn.is_multiple_of(2) {
        let (turn, turns) = (number(turn), number(turns));
        let at_first = turn * (turns * 40 * SECOND).min(36 * HOUR) / turns;
        let run_at = now + 80 * SECOND + at_first + turn * turn * (36 * HOUR / turns) / turns;
        return failed(
            random,
            bare,
            actions,
            &[Nature::Broken],
            MAX_RETRIES - 1,
            run_at,
        );
    }
    let (natures, retry_count) = if percent(random, 20) {
        ([Nature::Flaky], between(random, 0, 4))
    } else {
        ([Nature::Broken], between(random, 3, MAX_RETRIES))
    };
    // Somewhere in the last part of its wait, so that the try before it is over.
    let wait = backoff(retry_count, random);
    let run_at = now + between(random, SECOND, wait / 3);
    failed(random, bare, actions, &natures, retry_count, run_at)
}

/// Tried for the last time within the last three months, most of them in the last weeks.
fn dead(random: &mut Random, bare: Job, actions: &[Action], now: Millis) -> Job {
    let natures: &[Nature] = match random.below(100) {
        0..=84 => &[Nature::Broken],
        85..=96 => &[Nature::Flaky],
        _ => &[Nature::Steady],
    };
    let recent = between(random, HOUR, 21 * DAY);
    let ago = if percent(random, 25) {
        between(random, HOUR, 85 * DAY)
    } else {
        recent
    };
    let job = failed(random, bare, actions, natures, MAX_RETRIES, now - ago);
    // A few carry neither a time nor an Action: what they belonged to is gone.
    if percent(random, 3) {
        return Job {
            last_retry: None,
            action: None,
            ..job
        };
    }
    Job {
        last_retry: Some(job.run_at),
        ..job
    }
}

/// A job that failed `retry_count` retries and is tried (or was tried last) at `run_at`.
fn failed(
    random: &mut Random,
    bare: Job,
    actions: &[Action],
    natures: &[Nature],
    retry_count: i64,
    run_at: Millis,
) -> Job {
    let action = by_weight(random, actions, natures);
    let tried = run_at - backoff(retry_count, random).min(5 * DAY);
    let age: Millis = (0..retry_count).map(|count| backoff(count, random)).sum();
    let odd_error = percent(random, 6);
    Job {
        kind: kind(random),
        action: action.map(|action| action.id),
        retry_count,
        // The first failure is no retry yet.
        last_retry: (retry_count > 0).then_some(tried),
        error: action.map(|action| {
            if odd_error {
                "Faraday::TimeoutError"
            } else {
                action.error
            }
        }),
        created_at: tried - age,
        run_at,
        ..bare
    }
}

/// The kinds of job, older names included.
fn kind(random: &mut Random) -> &'static str {
    match random.below(100) {
        0..=2 => "AgentCheckJob",
        3..=6 => "AgentRunScheduleJob",
        7..=9 => "CredentialRefreshJob",
        _ => "AgentReceiveJob",
    }
}

/// How many events the job carries; now and then their ids, or nothing.
fn events(random: &mut Random) -> Option<String> {
    match random.below(100) {
        0..=3 => None,
        4..=6 => {
            let first = between(random, 900_000_000, 990_000_000);
            Some(format!("[{first},{},{}]", first + 1, first + 4))
        }
        7..=25 => Some(between(random, 2, 40).to_string()),
        _ => Some("1".to_owned()),
    }
}

/// An Action of one of these natures; the busier, the likelier.
fn by_weight<'a>(
    random: &mut Random,
    actions: &'a [Action],
    natures: &[Nature],
) -> Option<&'a Action> {
    let suitable = || {
        actions
            .iter()
            .filter(|action| natures.contains(&action.nature))
    };
    let total: u64 = suitable().map(|action| action.weight).sum();
    let mut left = random.below(total);
    suitable().find(|action| {
        let found = left < action.weight;
        left = left.saturating_sub(action.weight);
        found
    })
}
