//! From what somebody chose to the calls, or to the reason why there are none.

use std::collections::HashSet;

use leptos::prelude::untrack;

use super::part::{Part, spot};
use super::plan::Order;
use super::words;
use crate::analysis::jobs::clearing::{Known, Refusal, Spot, Take, cover};
use crate::analysis::jobs::entry::JobEntry;
use crate::api::tines::jobs::Queue;
use crate::data::changes::plan::NOT_LISTED;
use crate::data::job_queues::JobQueues;
use crate::data::sync::{Phase, Progress};
use crate::data::tenant::Tenant;
use crate::format::number::count;

/// What somebody chose.
pub enum Wish {
    /// Jobs of the list, by their positions; and those that are selected too, but not in the list as it is
    /// filtered.
    Rows(Vec<u32>, Vec<u32>),
    /// All jobs of Actions in queues.
    Parts(Vec<(Queue, i64)>),
    /// A whole queue.
    Queue(Queue),
}

/// Why nothing can be deleted exactly as it was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// The list itself is not fit for it.
    pub unfit: Option<String>,
    /// What is not selected and would go as well.
    pub would_go: Vec<Group>,
    /// What is selected and no call deletes alone.
    pub would_stay: Vec<Group>,
    /// A selection near the chosen one that can be deleted, as keys of the list; empty if there is none.
    pub mended: HashSet<String>,
}

/// Jobs that stand in the way for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Their queue.
    pub queue: Queue,
    /// Whose they are, as the words go on behind `3 dead jobs`: ` of “Fetch alerts”`.
    pub of: String,
    /// Why.
    pub why: &'static str,
    /// Their numbers.
    pub ids: Vec<i64>,
}

/// The order for what was chosen.
pub fn order(tenant: &Tenant, queues: &JobQueues, wish: &Wish) -> Result<Order, Refused> {
    let collection = &queues.list.collection;
    if let Some(unfit) = unfit(&collection.progress_untracked()) {
        return Err(refused(unfit));
    }
    collection.with_untracked(|jobs, odd| {
        let takes = takes(jobs, queues, odd.len(), wish)?;
        let parts = takes.iter().map(|take| Part::of(*take, jobs, 0));
        Ok(Order {
            client: tenant.client.clone(),
            listed: parts.collect(),
            labels: takes.iter().map(|take| label(*take, jobs)).collect(),
            since: "the list was read",
            queues: queues.clone(),
            skipped: skipped(jobs, wish),
            takes,
        })
    })
}

/// Why a list says too little of what is there; `None`: it is whole.
fn unfit(progress: &Progress) -> Option<String> {
    let read = count(progress.received);
    Some(match &progress.phase {
        Phase::Complete => return None,
        // What is on screen is whole; a newer one is on its way.
        Phase::Syncing if progress.as_of.is_some() => return None,
        Phase::Idle | Phase::Syncing => [
            "The queues are still being read: ",
            &read,
            " jobs so far. Only a whole list shows what a call would take.",
        ]
        .concat(),
        Phase::Cancelled => [
            "Reading the queues was stopped after ",
            &read,
            " jobs. Only a whole list shows what a call would take: go on reading first.",
        ]
        .concat(),
        Phase::Failed(error) => [
            "Reading the queues failed (",
            &error.words(),
            "). Only a whole list shows what a call would take: read it again first.",
        ]
        .concat(),
    })
}

fn refused(unfit: String) -> Refused {
    Refused {
        unfit: Some(unfit),
        ..Refused::default()
    }
}

fn takes(
    jobs: &[JobEntry],
    queues: &JobQueues,
    odd: usize,
    wish: &Wish,
) -> Result<Vec<Take<Queue>>, Refused> {
    let doubt = untrack(|| queues.doubt());
    // What went from one queue to another while the list was read is settled by the count of the question.
    let is_sure = |queue: Queue| !doubt.shifted[queue.place()];
    let found = match wish {
        Wish::Queue(queue) if is_sure(*queue) => vec![Take::All(*queue)],
        Wish::Queue(_) => {
            return Err(refused(
                "Jobs moved while the queue was read, so that some may have been missed. Refresh, then try again."
                    .to_owned(),
            ));
        }
        Wish::Parts(parts) => parts
            .iter()
            .map(|(queue, action)| Take::Of(*queue, *action))
            .filter(|take| jobs.iter().any(|job| take.takes(spot(job))))
            .collect(),
        Wish::Rows(rows, _) => {
            let spots: Vec<Spot<Queue>> = jobs.iter().map(spot).collect();
            let mut rows: Vec<u32> = rows.clone();
            rows.sort_unstable();
            let known = Queue::ALL.map(|queue| Known {
                queue,
                clears: queue != Queue::InProgress,
                is_sure: is_sure(queue),
                odd,
            });
            match cover(&spots, &rows, &known) {
                Ok(takes) => takes,
                Err(refusal) => return Err(explained(jobs, &rows, &refusal)),
            }
        }
    };
    if found.is_empty() {
        return Err(refused(
            "None of these jobs is in a queue any more.".to_owned(),
        ));
    }
    Ok(found)
}

/// What is selected and not in the list as it is filtered: it is left out, and the plan says so.
fn skipped(jobs: &[JobEntry], wish: &Wish) -> Vec<(String, &'static str)> {
    let Wish::Rows(_, elsewhere) = wish else {
        return Vec::new();
    };
    let job = |at: &u32| jobs.get(usize::try_from(*at).ok()?);
    let words = |job: &JobEntry| ["Job ", &job.id.to_string()].concat();
    elsewhere
        .iter()
        .filter_map(job)
        .map(|job| (words(job), NOT_LISTED))
        .collect()
}

/// What a call takes, in words.
fn label(take: Take<Queue>, jobs: &[JobEntry]) -> String {
    let name = jobs
        .iter()
        .find(|job| take.takes(spot(job)))
        .and_then(|job| job.action.as_ref()?.name());
    words::label(take, name.as_deref())
}

/// What stands in the way, in words, and how it could be mended.
fn explained(jobs: &[JobEntry], picked: &[u32], refusal: &Refusal) -> Refused {
    let mut explained = Refused::default();
    for at in &refusal.would_go {
        add(&mut explained.would_go, jobs, *at, NOT_SELECTED);
    }
    for (at, why) in &refusal.would_stay {
        add(&mut explained.would_stay, jobs, *at, words::why(*why));
    }
    let stays: HashSet<u32> = refusal.would_stay.iter().map(|(at, _)| *at).collect();
    let mended = picked.iter().chain(&refusal.would_go);
    explained.mended = mended
        .filter(|at| !stays.contains(at))
        .filter_map(|at| jobs.get(usize::try_from(*at).ok()?))
        .map(|job| job.id.to_string())
        .collect();
    explained
}

const NOT_SELECTED: &str = "Not selected, but the same call takes them";

fn add(groups: &mut Vec<Group>, jobs: &[JobEntry], at: u32, why: &'static str) {
    let Some(job) = usize::try_from(at).ok().and_then(|at| jobs.get(at)) else {
        return;
    };
    let of = match &job.action {
        Some(action) => [" of ", &words::action(action.id, action.name().as_deref())].concat(),
        None => " without an Action".to_owned(),
    };
    let queue = job.queue;
    match groups
        .iter_mut()
        .find(|group| group.why == why && group.queue == queue && group.of == of)
    {
        Some(group) => group.ids.push(job.id),
        None => groups.push(Group {
            queue,
            of,
            why,
            ids: vec![job.id],
        }),
    }
}
