//! The tenant lives: a worker takes jobs, tries failed ones again and gives up on some, new ones
//! come in, and people sign in.

pub(crate) mod backoff;
pub(crate) mod meta;

mod arrivals;
mod runs;
mod sign_ins;
#[cfg(test)]
mod tests;

use std::sync::PoisonError;
use std::time::Duration;

use rusqlite::Transaction;
use tokio::time::MissedTickBehavior;

use crate::app::App;
use crate::clock::Millis;
use crate::random::Random;

/// How many jobs a tick moved, and where to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New in the queue.
    pub arrived: usize,
    /// From the queue to the worker.
    pub started: usize,
    /// Done, and gone.
    pub succeeded: usize,
    /// From the worker to the jobs that will be tried again.
    pub failed: usize,
    /// From the worker to the dead.
    pub died: usize,
    /// From the jobs to be tried again back into the queue, as their time has come.
    pub due: usize,
    /// People who signed in.
    pub signed_in: usize,
}

/// Beats once a second of real time, at the tenant's own time, for as long as the tenant runs.
/// A beat that fails changes nothing and is said on standard error; the next one tries again.
pub async fn run(app: App) {
    let seed = app
        .random
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .next_u64();
    let mut random = Random::new(seed);
    let mut beat = tokio::time::interval(Duration::from_secs(1));
    beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        beat.tick().await;
        let now = app.clock.now();
        if let Err(error) = app.db.transaction(|tx| tick(tx, now, &mut random)) {
            eprintln!("the worker could not do its rounds: {error}");
        }
    }
}

/// One beat at the moment `now`: what is through ends, what is due is queued again, the free hands
/// take what waits longest, new jobs arrive, and somebody may sign in.
pub fn tick(tx: &Transaction<'_>, now: Millis, random: &mut Random) -> rusqlite::Result<Tally> {
    let mut tally = Tally::default();
    runs::finish(tx, now, random, &mut tally)?;
    tally.due = runs::requeue(tx, now)?;
    tally.started = runs::start(tx, now, random)?;
    tally.arrived = arrivals::arrive(tx, now, random)?;
    tally.signed_in = sign_ins::one(tx, now, random)?;
    Ok(tally)
}

/// Milliseconds as the seconds with a fraction that the jobs' columns hold.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this age are far below 2^53"
)]
pub(crate) fn seconds(at: Millis) -> f64 {
    at as f64 / 1000.0
}

/// How many jobs stand in a queue.
fn count(tx: &Transaction<'_>, queue: &str) -> rusqlite::Result<i64> {
    tx.prepare_cached("SELECT count(*) FROM jobs WHERE queue = ?1")?
        .query_row([queue], |row| row.get(0))
}
