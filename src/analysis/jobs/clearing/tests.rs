//! The law: the calls take exactly what is selected, and it is refused only where no calls would.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const RUNNING: u8 = 3;

fn spot((queue, action): (u8, Option<i64>)) -> Spot<u8> {
    Spot { queue, action }
}

fn known(is_sure: bool, odd: usize) -> Vec<Known<u8>> {
    (0..=RUNNING)
        .map(|queue| Known {
            queue,
            clears: queue != RUNNING,
            is_sure,
            odd,
        })
        .collect()
}

/// What the calls would delete of what was read.
fn taken(calls: &[Take<u8>], spots: &[Spot<u8>]) -> Vec<u32> {
    (0_u32..)
        .zip(spots)
        .filter(|(_, spot)| calls.iter().any(|call| call.takes(**spot)))
        .map(|(at, _)| at)
        .collect()
}

/// All calls that the API has for these jobs.
fn possible(spots: &[Spot<u8>], queues: &[Known<u8>]) -> Vec<Take<u8>> {
    let mut all: Vec<Take<u8>> = Vec::new();
    for spot in spots {
        let known = queues[usize::from(spot.queue)];
        let whole = (known.is_sure && known.odd == 0).then_some(Take::All(spot.queue));
        let part = spot.action.map(|action| Take::Of(spot.queue, action));
        for call in [whole, part].into_iter().flatten() {
            if known.clears && !all.contains(&call) {
                all.push(call);
            }
        }
    }
    all
}

fn jobs() -> impl Strategy<Value = Vec<(Spot<u8>, bool)>> {
    let job = (0..=RUNNING, prop::option::of(0..3_i64)).prop_map(spot);
    prop::collection::vec((job, prop::bool::weighted(0.7)), 0..9)
}

/// Whole parts, so that many selections can be deleted.
fn parts() -> impl Strategy<Value = Vec<(Spot<u8>, bool)>> {
    let job = (0..2_u8, prop::option::weighted(0.8, 0..3_i64)).prop_map(spot);
    let jobs = prop::collection::vec(job, 0..12);
    (jobs, prop::array::uniform8(any::<bool>())).prop_map(|(jobs, chosen)| {
        let part = |spot: Spot<u8>| {
            usize::from(spot.queue) * 4
                + spot
                    .action
                    .map_or(3, |action| usize::try_from(action).unwrap())
        };
        jobs.into_iter()
            .map(|job| (job, chosen[part(job)]))
            .collect()
    })
}

fn parted(jobs: &[(Spot<u8>, bool)]) -> (Vec<Spot<u8>>, Vec<u32>) {
    let spots = jobs.iter().map(|(spot, _)| *spot).collect();
    let picked = (0_u32..)
        .zip(jobs)
        .filter(|(_, (_, picked))| *picked)
        .map(|(at, _)| at)
        .collect();
    (spots, picked)
}

fn holds(jobs: &[(Spot<u8>, bool)], queues: &[Known<u8>]) -> Result<(), TestCaseError> {
    let (spots, picked) = parted(jobs);
    match cover(&spots, &picked, queues) {
        Ok(calls) => {
            prop_assert_eq!(taken(&calls, &spots), picked);
            let allowed = possible(&spots, queues);
            prop_assert!(calls.iter().all(|call| allowed.contains(call)));
            // No job is in two calls: the counts of the calls add up to the selection.
            for spot in &spots {
                prop_assert!(calls.iter().filter(|call| call.takes(*spot)).count() <= 1);
            }
        }
        Err(refusal) => {
            // Every set of calls is tried: none takes exactly the selection.
            let calls = possible(&spots, queues);
            for set in 0..1_u32 << calls.len() {
                let set: Vec<Take<u8>> = (0..calls.len())
                    .filter(|at| set >> at & 1 == 1)
                    .map(|at| calls[at])
                    .collect();
                prop_assert_ne!(&taken(&set, &spots), &picked);
            }
            prop_assert!(refusal.would_go.iter().all(|at| !picked.contains(at)));
            prop_assert!(refusal.would_stay.iter().all(|(at, _)| picked.contains(at)));
            prop_assert!(refusal.would_go.is_sorted());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_calls_take_exactly_the_selection_or_it_is_refused(jobs in jobs(), sure: bool, odd in 0..2_usize) {
        holds(&jobs, &known(sure, odd))?;
    }

    #[test]
    fn whole_parts_too(jobs in parts(), sure: bool) {
        holds(&jobs, &known(sure, 0))?;
    }

    /// Selecting what a refusal says would go as well, and leaving out what would stay, makes it possible.
    #[test]
    fn a_refusal_says_how_to_mend_the_selection(jobs in jobs()) {
        let queues = known(true, 0);
        let (spots, mut picked) = parted(&jobs);
        if let Err(refusal) = cover(&spots, &picked, &queues) {
            picked.extend(&refusal.would_go);
            picked.retain(|at| refusal.would_stay.iter().all(|(stays, _)| stays != at));
            picked.sort_unstable();
            prop_assert!(cover(&spots, &picked, &queues).is_ok());
        }
    }

    #[test]
    fn two_readings_add_up(older in prop::collection::hash_set(0..30_i64, 0..20), newer in prop::collection::hash_set(0..30_i64, 0..20)) {
        let newer: Vec<i64> = newer.into_iter().collect();
        let found = change(&older, &newer);
        prop_assert_eq!(found.arrived.len() + found.stayed, newer.len());
        prop_assert_eq!(found.gone + found.stayed, older.len());
        prop_assert!(found.arrived.iter().all(|at| !older.contains(&newer[*at])));
        prop_assert_eq!(found.gone, older.iter().filter(|id| !newer.contains(id)).count());
    }
}

fn covered(
    jobs: &[(u8, Option<i64>)],
    picked: &[u32],
    queues: &[Known<u8>],
) -> Result<Vec<Take<u8>>, Refusal> {
    let spots: Vec<Spot<u8>> = jobs.iter().copied().map(spot).collect();
    cover(&spots, picked, queues)
}

#[test]
fn a_whole_queue_is_one_call_and_one_action_s_queue_is_that_action_s() {
    let sure = known(true, 0);
    let two = [(2, Some(7)), (2, Some(8))];
    assert_eq!(covered(&two, &[0, 1], &sure), Ok(vec![Take::All(2)]));
    let one = [(2, Some(7)), (2, Some(7)), (1, Some(8))];
    assert_eq!(covered(&one, &[0, 1], &sure), Ok(vec![Take::Of(2, 7)]));
    let nameless = [(2, None)];
    assert_eq!(covered(&nameless, &[0], &sure), Ok(vec![Take::All(2)]));
    assert_eq!(covered(&two, &[], &sure), Ok(vec![]), "nothing selected");
}

#[test]
fn a_whole_queue_that_is_not_sure_is_never_deleted_as_one() {
    let jobs = [(2, Some(7)), (2, Some(8))];
    let parts = Ok(vec![Take::Of(2, 7), Take::Of(2, 8)]);
    assert_eq!(covered(&jobs, &[0, 1], &known(false, 0)), parts);
    assert_eq!(covered(&jobs, &[0, 1], &known(true, 1)), parts);
    let nameless = [(2, Some(7)), (2, None)];
    let stays = |why| {
        Err(Refusal {
            would_go: vec![],
            would_stay: vec![(1, why)],
        })
    };
    assert_eq!(
        covered(&nameless, &[0, 1], &known(false, 0)),
        stays(Why::NotSure)
    );
    assert_eq!(
        covered(&nameless, &[0, 1], &known(true, 1)),
        stays(Why::Odd)
    );
    let more = [(2, Some(7)), (2, None), (2, Some(8))];
    assert_eq!(
        covered(&more, &[0, 1], &known(true, 0)),
        stays(Why::NoAction)
    );
}

#[test]
fn part_of_an_action_and_what_runs_stand_in_the_way() {
    let sure = known(true, 0);
    let jobs = [
        (2, Some(7)),
        (2, Some(7)),
        (1, Some(7)),
        (RUNNING, Some(7)),
        (2, Some(8)),
    ];
    assert_eq!(
        covered(&jobs, &[0, 2, 3], &sure),
        Err(Refusal {
            would_go: vec![1],
            would_stay: vec![(3, Why::Runs)],
        })
    );
    let parts = Ok(vec![Take::Of(1, 7), Take::Of(2, 7)]);
    assert_eq!(covered(&jobs, &[0, 1, 2], &sure), parts);
}

#[test]
fn what_arrived_and_what_is_gone_is_told_by_number() {
    let older: HashSet<i64> = [1, 2, 3].into();
    let found = change(&older, &[3, 4, 5]);
    assert_eq!(
        (found.arrived, found.stayed, found.gone),
        (vec![1, 2], 1, 2)
    );
}
