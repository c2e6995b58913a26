//! Which calls delete exactly what is selected, if any do. The API knows two: all jobs of a queue, and those of
//! one Action in a queue (`docs/contract.md`, "Jobs"). One job cannot be deleted, nor those without an Action
//! alone. So a selection is either the union of such parts, or it is refused, with the jobs that stand in the
//! way: never more goes than was selected, and never less is said to go.

mod compare;
#[cfg(test)]
mod tests;

pub use compare::{Change, change};

/// Where a job stands: its queue, and its Action if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot<Q> {
    /// The queue.
    pub queue: Q,
    /// The Action's number.
    pub action: Option<i64>,
}

/// What is known of a queue besides its jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<Q> {
    /// The queue.
    pub queue: Q,
    /// Whether the API has calls that delete from it: none deletes what runs.
    pub clears: bool,
    /// Whether all of it was surely read: nothing moved while one read that could have been missed.
    pub is_sure: bool,
    /// How many of its records could not be read: they can be selected nowhere, and go with the whole queue.
    pub odd: usize,
}

/// What one call deletes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take<Q> {
    /// All jobs of a queue.
    All(Q),
    /// All jobs of an Action in a queue.
    Of(Q, i64),
}

impl<Q: Copy + PartialEq> Take<Q> {
    /// The queue.
    pub const fn queue(self) -> Q {
        match self {
            Self::All(queue) | Self::Of(queue, _) => queue,
        }
    }

    /// Whether the call would delete a job.
    pub fn takes(self, spot: Spot<Q>) -> bool {
        match self {
            Self::All(queue) => spot.queue == queue,
            Self::Of(queue, action) => spot.queue == queue && spot.action == Some(action),
        }
    }
}

/// Why no call deletes a selected job without others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It runs: the API deletes no running job.
    Runs,
    /// It has no Action, and not all of its queue is selected.
    NoAction,
    /// It has no Action; all of its queue is selected, but jobs moved while the queue was read.
    NotSure,
    /// It has no Action; all of its queue is selected, but some records of it could not be read.
    Odd,
}

/// Why no calls delete exactly what is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Positions of the jobs that are not selected and would go as well, ascending.
    pub would_go: Vec<u32>,
    /// Positions of the jobs that are selected and that no call deletes alone, ascending, with the reason.
    pub would_stay: Vec<(u32, Why)>,
}

/// The calls that delete exactly the selected jobs, by queue in the order of `queues` and by Action in the
/// order in which each comes first. `picked` holds positions in `spots`, ascending.
///
/// A whole queue is one call where it holds more than one Action, or jobs without any. Where it holds one
/// Action's alone, that Action's call is taken: what others put there meanwhile stays.
pub fn cover<Q: Copy + PartialEq>(
    spots: &[Spot<Q>],
    picked: &[u32],
    queues: &[Known<Q>],
) -> Result<Vec<Take<Q>>, Refusal> {
    let mut is_picked = vec![false; spots.len()];
    for at in picked {
        if let Some(place) = usize::try_from(*at)
            .ok()
            .and_then(|at| is_picked.get_mut(at))
        {
            *place = true;
        }
    }
    let (mut calls, mut refusal) = (Vec::new(), Refusal::default());
    for known in queues {
        let rows: Vec<Row> = (0_u32..)
            .zip(spots.iter().zip(&is_picked))
            .filter(|(_, (spot, _))| spot.queue == known.queue)
            .map(|(at, (spot, picked))| (at, spot.action, *picked))
            .collect();
        of_queue(*known, &rows, &mut calls, &mut refusal);
    }
    if refusal == Refusal::default() {
        return Ok(calls);
    }
    refusal.would_go.sort_unstable();
    refusal.would_stay.sort_unstable_by_key(|(at, _)| *at);
    Err(refusal)
}

/// A job of one queue: its position, its Action, whether it is selected.
type Row = (u32, Option<i64>, bool);

fn of_queue<Q: Copy>(
    known: Known<Q>,
    rows: &[Row],
    calls: &mut Vec<Take<Q>>,
    refusal: &mut Refusal,
) {
    let picked = || rows.iter().filter(|(.., picked)| *picked);
    if !known.clears {
        refusal
            .would_stay
            .extend(picked().map(|(at, ..)| (*at, Why::Runs)));
        return;
    }
    // Per Action: how many jobs, and how many of them are selected.
    let mut actions: Vec<(i64, usize, usize)> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for (_, action, picked) in rows {
        let Some(action) = action else { continue };
        let at = *place.entry(*action).or_insert_with(|| {
            actions.push((*action, 0, 0));
            actions.len() - 1
        });
        actions[at].1 += 1;
        actions[at].2 += usize::from(*picked);
    }
    let nameless = rows.iter().any(|(_, action, _)| action.is_none());
    let is_whole = !rows.is_empty() && rows.iter().all(|(.., picked)| *picked);
    let may_be_all = is_whole && known.is_sure && known.odd == 0;
    if may_be_all && (nameless || actions.len() > 1) {
        calls.push(Take::All(known.queue));
        return;
    }
    let part = |action: &i64| {
        place
            .get(action)
            .map_or((0, 0), |at| (actions[*at].1, actions[*at].2))
    };
    for (action, all, chosen) in &actions {
        if *chosen == *all {
            calls.push(Take::Of(known.queue, *action));
        }
    }
    for (at, action, picked) in rows {
        match action {
            Some(action) => {
                let (all, chosen) = part(action);
                if !picked && chosen > 0 && chosen < all {
                    refusal.would_go.push(*at);
                }
            }
            None if *picked => refusal.would_stay.push((*at, why(is_whole, known.is_sure))),
            None => {}
        }
    }
}

/// Why a selected job without an Action stays.
const fn why(is_whole: bool, is_sure: bool) -> Why {
    match (is_whole, is_sure) {
        (false, _) => Why::NoAction,
        (true, false) => Why::NotSure,
        (true, true) => Why::Odd,
    }
}
