//! When a failed job is probably tried again, and when it will be dead. An estimate: the API does not say. What is
//! documented is 25 tries over about 21 days; the wait between two is that of the job runner which these figures
//! are known from (Sidekiq: `retries⁴ + 15` seconds and a part by chance, up to 30 seconds for each try).

use super::entry::JobEntry;
use crate::wire::time::Timestamp;
use crate::wire::tines::Queue;

/// How often a failed job is tried again before it is dead (doc).
pub const TRIES: u32 = 25;
const SECOND: i64 = 1_000;
/// The most that chance adds to a wait, in seconds for each try so far and one.
const CHANCE: i64 = 30;

/// A span in which something probably happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Not before.
    pub earliest: Timestamp,
    /// Not after, if a worker is free.
    pub latest: Timestamp,
}

/// What is to be expected of a job that waits for another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// When it is tried again. In the past: it is due.
    pub next: Span,
    /// How many tries it has left, that one included.
    pub tries_left: u32,
    /// When it is dead if all of them fail.
    pub dead: Span,
}

/// How long a job waits that was tried again so often, in milliseconds: at least, and at most.
fn wait(retries: u32) -> (i64, i64) {
    let retries = i64::from(retries);
    let least = (retries.pow(4) + 15) * SECOND;
    (least, least + CHANCE * (retries + 1) * SECOND)
}

/// The estimate for a job that was tried again so often, the last time then; `None`: it has no try left.
pub fn estimate(retries: u32, last_retry: Timestamp) -> Option<Estimate> {
    let tries_left = TRIES.checked_sub(retries).filter(|left| *left > 0)?;
    let mut span = Span {
        earliest: last_retry,
        latest: last_retry,
    };
    let mut next = span;
    for tried in retries..TRIES {
        let (least, most) = wait(tried);
        span.earliest.0 += least;
        span.latest.0 += most;
        if tried == retries {
            next = span;
        }
    }
    Some(Estimate {
        next,
        tries_left,
        dead: span,
    })
}

/// The estimate for a job; `None` where it does not wait for another try, or does not say enough.
pub fn of(job: &JobEntry) -> Option<Estimate> {
    if job.queue != Queue::Retry {
        return None;
    }
    estimate(job.retries?, job.last_retry?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: Timestamp = Timestamp(1_768_478_400_000);

    #[test]
    fn each_try_waits_longer_and_all_take_about_three_weeks() {
        let all = estimate(0, LAST).expect("tries are left");
        let days = |at: Timestamp| (at.0 - LAST.0) / 86_400_000;
        assert_eq!((days(all.dead.earliest), days(all.dead.latest)), (20, 20));
        assert_eq!(all.next.earliest.0 - LAST.0, 15_000);
        assert_eq!(all.next.latest.0 - LAST.0, 45_000);
        let mut before = 0;
        for retries in 0..TRIES {
            let next = estimate(retries, LAST).expect("tries are left");
            assert!(next.next.earliest.0 > before);
            assert!(next.next.latest >= next.next.earliest);
            assert_eq!(next.tries_left, TRIES - retries);
            before = next.next.earliest.0;
        }
    }

    #[test]
    fn the_last_try_is_the_one_after_which_it_is_dead() {
        let last = estimate(TRIES - 1, LAST).expect("one is left");
        assert_eq!((last.tries_left, last.next), (1, last.dead));
        assert_eq!(estimate(TRIES, LAST), None);
        assert_eq!(estimate(u32::MAX, LAST), None);
    }
}
