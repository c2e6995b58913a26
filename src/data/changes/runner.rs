//! Carries a confirmed plan out: one step after another, in the plan's order, so that at most one is ever
//! in doubt. The client keeps the pace, writes the journal, and is the guard; what is decided here is what
//! an end means for the steps behind it.

use std::cell::RefCell;
use std::rc::Rc;

use super::job::{End, Halt, Job, Stage, with_note};
use super::plan::{Step, Verdict};
use super::watch::{Before, Watch};
use crate::api::call::{About, Look};
use crate::api::client::Reply;
use crate::api::error::{ApiError, Fate, Kind};

/// After so many steps in a row without a clear answer, the rest is not sent.
const UNCLEAR_IN_A_ROW: u32 = 3;

/// Who is told that something about a job has changed.
pub(super) type Changed = Rc<dyn Fn()>;

/// Sends what is to be sent of `job`. `changed` is told after each step; `forbids` says before each why
/// it may not be sent.
pub(super) async fn run(job: &Rc<Job>, changed: &Changed, forbids: &dyn Fn(&Job) -> Option<Halt>) {
    let mut unclear = 0;
    let mut halt = None;
    for at in job.begin() {
        halt = forbids(job);
        if halt.is_some() {
            break;
        }
        job.set_end(at, End::Sent);
        changed();
        let (end, stopped) = send(job, at, changed).await;
        unclear = match end {
            End::Unknown(_) => unclear + 1,
            _ => 0,
        };
        halt = match &end {
            End::Unsent => stopped.or_else(|| forbids(job)).or(Some(Halt::Asked)),
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

/// How a step ended; and why it was not sent, where a look said so.
async fn send(job: &Rc<Job>, at: usize, changed: &Changed) -> (End, Option<Halt>) {
    let Some(step) = job.plan.steps.get(at) else {
        return (End::Unsent, None);
    };
    let seen = Rc::new(RefCell::new(None));
    let about = About {
        what: [job.plan.deed, " ", &step.label].concat(),
        reason: job.reason.clone(),
        stop: Rc::clone(&job.stop.borrow()),
        look: job.plan.watch.as_ref().map(|watch| {
            let (job, changed) = (Rc::clone(job), Rc::clone(changed));
            look(job, Rc::clone(watch), at, changed, Rc::clone(&seen))
        }),
    };
    let (entry, result) = job.client.write_noted(&step.call, &about).await;
    job.set_entry(at, entry);
    let halt = match seen.take() {
        Some(Before::Nothing(why)) => return (End::Unneeded(why), None),
        Some(Before::More(words)) => {
            job.set_note(at, words);
            Some(Halt::Grown)
        }
        Some(Before::Failed(words)) => {
            job.set_note(at, words);
            Some(Halt::Unseen)
        }
        Some(Before::Agrees) | None => None,
    };
    if halt.is_some() {
        return (End::Unsent, halt);
    }
    let end = match result {
        Ok(reply) => done(job, step, &reply, entry),
        Err(error) => end_of(error),
    };
    if let Some(watch) = &job.plan.watch {
        match &end {
            End::Done(words) => {
                let note = looked(job, changed, watch.after(at)).await;
                if let Some(entry) = entry {
                    let words = with_note((*words).to_owned(), &note);
                    job.client.journal().explain(entry, &words);
                }
                job.set_note(at, note);
            }
            End::Unknown(_) => {
                job.set_note(at, SENT_AND_UNKNOWN.to_owned());
                note_in_journal(job, at, SENT_AND_UNKNOWN);
            }
            _ => {}
        }
    }
    (end, None)
}

/// What is said of a step that was sent and never clearly answered, where a look can tell more.
const SENT_AND_UNKNOWN: &str = "Sent, no clear answer: check.";

fn look(
    job: Rc<Job>,
    watch: Rc<dyn Watch>,
    at: usize,
    changed: Changed,
    seen: Rc<RefCell<Option<Before>>>,
) -> Look {
    Rc::new(move || {
        let (job, changed, seen) = (Rc::clone(&job), Rc::clone(&changed), Rc::clone(&seen));
        let before = watch.before(at);
        Box::pin(async move {
            let before = looked(&job, &changed, before).await;
            let agrees = before == Before::Agrees;
            *seen.borrow_mut() = Some(before);
            agrees
        })
    })
}

/// Says that it looks for as long as it does.
async fn looked<T>(job: &Job, changed: &Changed, look: impl Future<Output = T>) -> T {
    job.looking.set(true);
    changed();
    let seen = look.await;
    job.looking.set(false);
    changed();
    seen
}

/// What the answer means.
fn done(job: &Job, step: &Step, reply: &Reply, entry: Option<u32>) -> End {
    let verdict = (job.plan.on_reply)(step, reply);
    let (Verdict::Done(words) | Verdict::Unneeded(words)) = verdict;
    if let Some(entry) = entry {
        job.client.journal().explain(entry, words);
    }
    match verdict {
        Verdict::Done(words) => End::Done(words),
        Verdict::Unneeded(words) => End::Unneeded(words),
    }
}

/// Looks what became of the steps that were sent and never clearly answered. Nothing is sent, and what they
/// ended with stays: a look tells what is there, and not why.
pub(super) async fn check(job: &Job, changed: &Changed) {
    let Some(watch) = &job.plan.watch else { return };
    for at in job.to_check() {
        let found = looked(job, changed, watch.check(at)).await;
        note_in_journal(job, at, &found);
        job.set_note(at, found);
        changed();
    }
}

/// What was found out, in words for those who cannot see the screen.
pub(super) fn checked(job: &Job) -> String {
    let mut words = String::new();
    for at in job.to_check() {
        let label = job.plan.steps.get(at).map_or("", |step| &step.label);
        words = with_note(words, &[label, ": ", &job.note(at)].concat());
    }
    words
}

fn note_in_journal(job: &Job, at: usize, words: &str) {
    if let Some(entry) = job.entry(at) {
        job.client.journal().add(entry, words);
    }
}

fn end_of(error: ApiError) -> End {
    match error.fate() {
        Fate::Unsent => End::Unsent,
        Fate::Refused => End::Refused(error),
        Fate::Unknown => End::Unknown(error),
    }
}
