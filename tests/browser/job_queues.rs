//! `JobQueues`: four queues that move under the reading as one list, and when it looks again.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use gatehouse::analysis::jobs::pace::Hold;
use gatehouse::data::capabilities::Capabilities;
use gatehouse::data::job_queues::{Availability, JobQueues, Live};
use gatehouse::data::sync::Phase;
use gatehouse::state::connections::Api;
use gatehouse::wire::time::Timestamp;
use gatehouse::wire::tines::Queue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::client::Bench;
use super::clock::START;
use super::network::Answer;
use super::support::{settle, until};

/// What happens to the queues before an answer.
type Change = Box<dyn FnOnce(&mut [Vec<i64>; 4])>;

/// A tenant whose queues change before each answer.
#[derive(Default)]
struct Tenant {
    queues: [Vec<i64>; 4],
    /// One before each answer, in turn.
    changes: Vec<Change>,
    /// The status of every answer, where it is no success.
    status: Option<u16>,
    /// Whether it shows what runs.
    hides_running: bool,
    asked: Vec<String>,
}

impl Tenant {
    fn answer(&mut self, line: &str) -> Answer {
        let path = line.rsplit("/api/v1/").next().unwrap_or_default();
        self.asked.push(path.to_owned());
        if !self.changes.is_empty() {
            self.changes.remove(0)(&mut self.queues);
        }
        if let Some(status) = self.status {
            return Answer::status(status);
        }
        let Some(queue) = Queue::ALL
            .into_iter()
            .find(|queue| path.starts_with(queue.list()))
        else {
            return Answer::status(404);
        };
        if queue == Queue::InProgress && self.hides_running {
            return Answer::status(404);
        }
        let number = |name: &str| -> usize {
            let mut parts = path.split(['?', '&']);
            let part = parts.find_map(|part| part.strip_prefix(name));
            part.and_then(|part| part.parse().ok()).unwrap_or(1)
        };
        let (page, size) = (number("page="), number("per_page="));
        let jobs = &self.queues[queue.place()];
        let pages = jobs.len().div_ceil(size);
        let shown: Vec<String> = jobs
            .iter()
            .skip((page - 1) * size)
            .take(size)
            .map(|id| format!(r#"{{"id":{id},"type":"AgentReceiveJob","agent":7}}"#))
            .collect();
        let next = if page < pages { r#""/next""# } else { "null" };
        Answer::json(&format!(
            r#"{{"{}":[{}],"meta":{{"next_page":{next},"pages":{pages},"count":{}}}}}"#,
            queue.list(),
            shown.join(","),
            jobs.len()
        ))
    }
}

struct Jobs {
    bench: Bench,
    tenant: Rc<RefCell<Tenant>>,
    queues: JobQueues,
}

impl Jobs {
    fn of(tenant: Tenant) -> Self {
        let bench = Bench::new();
        let tenant = Rc::new(RefCell::new(tenant));
        let served = Rc::clone(&tenant);
        bench
            .network
            .serve(move |line| served.borrow_mut().answer(line));
        let capabilities = Capabilities::new(Api::Tines);
        let queues = bench
            .owner
            .with(|| JobQueues::new(&bench.client, &capabilities));
        Self {
            bench,
            tenant,
            queues,
        }
    }

    async fn read(self) -> Self {
        self.queues.ensure();
        self.complete().await;
        self
    }

    async fn complete(&self) {
        until("the list is there", || {
            self.queues.sync().progress_untracked().phase == Phase::Complete
        })
        .await;
    }

    /// The jobs of a queue, and that none is there twice.
    fn ids(&self, queue: Queue) -> BTreeSet<i64> {
        self.queues.list.collection.with(|jobs, _| {
            let all: BTreeSet<i64> = jobs.iter().map(|job| job.id).collect();
            assert_eq!(all.len(), jobs.len(), "each job is there once");
            let here = jobs.iter().filter(|job| job.queue == queue);
            here.map(|job| job.id).collect()
        })
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.tenant.borrow_mut().asked)
    }
}

fn dead(ids: impl Iterator<Item = i64>) -> Tenant {
    Tenant {
        queues: [vec![], vec![], ids.collect(), vec![]],
        ..Tenant::default()
    }
}

#[wasm_bindgen_test]
async fn the_first_pages_of_all_queues_are_asked_for_at_once() {
    let jobs = Jobs::of(Tenant {
        queues: [vec![1, 2], vec![3], vec![4, 5, 6], vec![7]],
        ..Tenant::default()
    })
    .read()
    .await;
    let page = "?page=1&per_page=500";
    assert_eq!(
        jobs.asked(),
        ["queued", "retry", "dead", "in_progress"].map(|name| format!("admin/{name}_jobs{page}"))
    );
    assert_eq!(jobs.ids(Queue::Dead), BTreeSet::from([4, 5, 6]));
    let totals = jobs.queues.totals().map(|total| total.count);
    assert_eq!(totals, [Some(2), Some(1), Some(3), Some(1)]);
    assert_eq!(jobs.queues.availability(), Availability::Yes);
    assert_eq!(jobs.queues.held().map(|held| held.count), [2, 1, 3, 1]);
}

#[wasm_bindgen_test]
async fn what_a_delete_between_two_pages_pulls_forward_is_not_lost() {
    let mut tenant = dead(0..2_600);
    // After the first pages, and once more later: far more than pages overlap, and new ones come meanwhile.
    for place in 0..12 {
        tenant.changes.push(Box::new(move |queues| {
            if place == 5 || place == 8 {
                queues[2].drain(..300);
                queues[2].extend(9_000 + place..9_040 + place);
            }
        }));
    }
    let jobs = Jobs::of(tenant).read().await;
    let stayed: BTreeSet<i64> = (600..2_600).collect();
    assert!(jobs.ids(Queue::Dead).is_superset(&stayed));
    assert_eq!(jobs.queues.doubt().shifted, [false; 4]);
}

#[wasm_bindgen_test]
async fn a_job_that_goes_from_queue_to_queue_is_one_job_where_it_was_seen_last() {
    let mut tenant = dead(10..1_010);
    tenant.queues[1] = vec![5];
    // Between the first pages and the next the retried job dies.
    for answer in 0..5 {
        tenant.changes.push(Box::new(move |queues| {
            if answer == 4 {
                queues[1].clear();
                queues[2].push(5);
            }
        }));
    }
    let jobs = Jobs::of(tenant).read().await;
    assert_eq!(jobs.ids(Queue::Retry), BTreeSet::new());
    assert!(jobs.ids(Queue::Dead).contains(&5));
    assert_eq!(jobs.queues.doubt().moved, 1);
    assert_eq!(jobs.queues.held().map(|held| held.count), [0, 0, 1_001, 0]);
}

#[wasm_bindgen_test]
async fn a_reading_that_was_stopped_goes_on_without_a_loss() {
    let jobs = Jobs::of(dead(0..4_000));
    jobs.queues.ensure();
    let sync = jobs.queues.sync();
    until("some are there", || {
        sync.progress_untracked().received > 900
    })
    .await;
    sync.cancel();
    settle().await;
    assert_eq!(sync.progress_untracked().phase, Phase::Cancelled);
    sync.resume();
    jobs.complete().await;
    assert_eq!(jobs.ids(Queue::Dead), (0..4_000).collect());
    assert_eq!(jobs.queues.doubt().shifted, [false; 4]);
}

#[wasm_bindgen_test]
async fn a_tenant_without_jobs_says_how() {
    for status in [403, 404] {
        let jobs = Jobs::of(Tenant {
            status: Some(status),
            ..Tenant::default()
        })
        .read()
        .await;
        let availability = jobs.queues.availability();
        match status {
            403 => assert!(matches!(availability, Availability::Forbidden(_))),
            _ => assert!(matches!(availability, Availability::Missing(_))),
        }
        assert_eq!(jobs.queues.totals().map(|total| total.count), [None; 4]);
    }
    // Nothing is amiss where only the running ones are not shown.
    let mut tenant = dead(0..3);
    tenant.hides_running = true;
    let jobs = Jobs::of(tenant).read().await;
    assert_eq!(jobs.queues.availability(), Availability::Yes);
    let refused = jobs.queues.totals().map(|total| total.refusal.is_some());
    assert_eq!(refused, [false, false, false, true]);
}

#[wasm_bindgen_test]
async fn what_did_not_change_is_the_same_record_after_a_refresh() {
    let jobs = Jobs::of(dead(0..3)).read().await;
    let before = jobs.queues.job(1).expect("a job");
    jobs.tenant.borrow_mut().queues[2] = vec![1, 2, 3];
    jobs.queues.refresh();
    settle().await;
    jobs.complete().await;
    assert!(jobs.queues.job(1).expect("a job").is(&before));
    assert_eq!(jobs.ids(Queue::Dead), BTreeSet::from([1, 2, 3]));
    assert!(jobs.queues.job(0).is_none());
}

#[wasm_bindgen_test]
async fn one_queue_read_anew_takes_its_own_place_and_no_other() {
    let jobs = Jobs::of(Tenant {
        queues: [vec![1, 2], vec![3], vec![4, 5, 6], vec![]],
        ..Tenant::default()
    })
    .read()
    .await;
    jobs.tenant.borrow_mut().queues = [vec![9], vec![], vec![3, 5], vec![]];
    let dead = jobs.queues.read_queue(Queue::Dead).await.expect("a queue");
    assert!(dead.is_sure);
    assert_eq!(
        jobs.ids(Queue::Dead),
        BTreeSet::from([4, 5, 6]),
        "the list is as it was"
    );
    jobs.queues.put_queue(Queue::Dead, &dead);
    // The job that was to be retried is dead now, and once in the list.
    assert_eq!(jobs.ids(Queue::Dead), BTreeSet::from([3, 5]));
    assert_eq!(jobs.ids(Queue::Retry), BTreeSet::new());
    assert_eq!(jobs.ids(Queue::Queued), BTreeSet::from([1, 2]));
    assert_eq!(jobs.queues.totals()[2].count, Some(2));
    assert_eq!(jobs.queues.totals()[2].change, Some(-1));
}

#[wasm_bindgen_test]
async fn it_looks_when_it_is_due_and_waits_while_there_is_a_reason() {
    let jobs = Jobs::of(dead(0..3));
    jobs.queues.set_interval(Some(5));
    let attendance = jobs.queues.attend();
    jobs.complete().await;
    jobs.asked();
    let counts = |asked: Vec<String>| {
        asked
            .iter()
            .filter(|path| path.ends_with("per_page=1"))
            .count()
    };
    let pass = async |millis: u32| {
        for _ in 0..millis / 500 {
            jobs.bench.clock.pass(500).await;
        }
    };
    pass(1_000).await;
    assert_eq!(counts(jobs.asked()), 4, "the first look is due at once");
    assert!(matches!(jobs.queues.live(), Live::Waiting(_)));
    jobs.queues.set_hold(Hold::Selecting, true);
    assert_eq!(jobs.queues.live(), Live::Held(Hold::Selecting));
    pass(20_000).await;
    assert_eq!(jobs.asked(), [""; 0]);
    jobs.tenant.borrow_mut().queues[2].push(99);
    jobs.queues.set_hold(Hold::Selecting, false);
    pass(1_000).await;
    let asked = jobs.asked();
    assert!(
        asked.iter().any(|path| path.ends_with("per_page=500")),
        "short lists are read too"
    );
    assert_eq!(counts(asked), 4);
    assert!(jobs.ids(Queue::Dead).contains(&99));
    drop(attendance);
    pass(20_000).await;
    assert_eq!(jobs.asked(), [""; 0], "nobody attends");
}

#[wasm_bindgen_test]
async fn failed_looks_are_further_and_further_apart_until_one_succeeds() {
    let jobs = Jobs::of(dead(0..3));
    jobs.queues.set_interval(Some(5));
    let attendance = jobs.queues.attend();
    jobs.complete().await;
    jobs.bench.clock.pass(500).await;
    jobs.tenant.borrow_mut().status = Some(500);
    let mut seen = Vec::new();
    for _ in 0..100 {
        jobs.bench.clock.pass(500).await;
        if let Live::BackedOff {
            until, failures, ..
        } = jobs.queues.live()
            && seen.last().is_none_or(|(known, _)| *known != failures)
        {
            seen.push((failures, until));
        }
    }
    let failures: Vec<u32> = seen.iter().map(|(failures, _)| *failures).collect();
    assert_eq!(failures, [1, 2, 3]);
    let waits: Vec<i64> = seen
        .windows(2)
        .map(|pair| (pair[1].1.0 - pair[0].1.0) / 1_000)
        .collect();
    assert!(waits[0] >= 20 && waits[1] >= 40, "{waits:?}");
    assert!(seen[0].1 > Timestamp(START));
    jobs.tenant.borrow_mut().status = None;
    for _ in 0..100 {
        jobs.bench.clock.pass(500).await;
    }
    assert!(matches!(jobs.queues.live(), Live::Waiting(_)));
    drop(attendance);
}
