//! Carries a confirmed plan out: one step after another, in the plan's order, so that at most one is ever
//! in doubt. The client keeps the pace, writes the journal, and is the guard; what is decided here is what
//! an end means for the steps behind it.

use std::rc::Rc;

use super::job::{End, Halt, Job, Stage};
use super::plan::Verdict;
use crate::api::call::About;
use crate::api::client::Reply;
use crate::api::error::{ApiError, Fate, Kind};

/// After so many steps in a row without a clear answer, the rest is not sent.
const UNCLEAR_IN_A_ROW: u32 = 3;

/// Sends what is to be sent of `job`. `changed` is told after each step; `forbids` says before each why
/// it may not be sent.
pub(super) async fn run(job: &Job, changed: &dyn Fn(), forbids: &dyn Fn(&Job) -> Option<Halt>) {
    let mut unclear = 0;
    let mut halt = None;
    for at in job.begin() {
        halt = forbids(job);
        if halt.is_some() {
            break;
        }
        job.set_end(at, End::Sent);
        changed();
        let end = send(job, at).await;
        unclear = match end {
            End::Unknown(_) => unclear + 1,
            _ => 0,
        };
        halt = match &end {
            End::Unsent => forbids(job).or(Some(Halt::Asked)),
            End::Refused(error) if error.kind == Kind::SignedOut => Some(Halt::KeyRefused),
            End::Refused(error) if matches!(error.kind, Kind::Busy { .. }) => Some(Halt::Busy),
            _ if unclear >= UNCLEAR_IN_A_ROW => Some(Halt::NoAnswer),
            _ => None,
        };
        job.set_end(at, end);
        changed();
        if halt.is_some() {
            break;
        }
    }
    // Where nothing is left behind it, a stop is no news.
    let (over, all) = job.progress();
    let complete = over == all;
    job.set_stage(Stage::Ended(halt.filter(|halt| {
        !complete || matches!(halt, Halt::KeyRefused | Halt::Busy)
    })));
    changed();
}

async fn send(job: &Job, at: usize) -> End {
    let Some(step) = job.plan.steps.get(at) else {
        return End::Unsent;
    };
    let about = About {
        what: [job.plan.deed, " ", &step.label].concat(),
        reason: job.reason.clone(),
        stop: Rc::clone(&job.stop.borrow()),
    };
    let (entry, result) = job.client.write_noted(&step.call, &about).await;
    let reply: Reply = match result {
        Ok(reply) => reply,
        Err(error) => return end_of(error),
    };
    let verdict = (job.plan.on_reply)(step, &reply);
    let (Verdict::Done(words) | Verdict::Unneeded(words)) = verdict;
    if let Some(entry) = entry {
        job.client.journal().explain(entry, words);
    }
    match verdict {
        Verdict::Done(words) => End::Done(words),
        Verdict::Unneeded(words) => End::Unneeded(words),
    }
}

fn end_of(error: ApiError) -> End {
    match error.fate() {
        Fate::Unsent => End::Unsent,
        Fate::Refused => End::Refused(error),
        Fate::Unknown => End::Unknown(error),
    }
}
