//! `Changes`, until something is sent: the question, the held moment, and what takes both back.

use std::cell::RefCell;
use std::rc::Rc;

use gatehouse::api::call::{Call, Verb};
use gatehouse::data::changes::Changes;
use gatehouse::data::changes::job::{End, Halt, Job, Sort, Stage};
use gatehouse::data::changes::plan::{Caution, Plan, Step, Verdict};
use gatehouse::data::changes::watch::Answer as Answered;
use gatehouse::state::journal::Outcome;
use gatehouse::state::session::Key;
use gatehouse::state::toasts::Toasts;
use wasm_bindgen_test::wasm_bindgen_test;

use super::client::Bench;
use super::network::Answer;
use super::support::{settle, until};

/// The desk of one tab, with its client, its network and a clock that stands still.
pub struct Office {
    pub bench: Bench,
    pub changes: Changes,
    pub toasts: Toasts,
    /// The keys of the steps whose success was told.
    pub told: Rc<RefCell<Vec<String>>>,
}

impl Office {
    pub fn new() -> Self {
        let bench = Bench::new();
        let (changes, toasts) = bench.owner.with(|| {
            let toasts = Toasts::provide();
            (
                Changes::provide(bench.session, bench.read_only, toasts),
                toasts,
            )
        });
        Self {
            bench,
            changes,
            toasts,
            told: Rc::default(),
        }
    }

    /// A plan to delete the users with these ids.
    pub fn plan(&self, ids: &[u32], caution: Caution) -> Plan {
        let step = |id: &u32| Step {
            key: id.to_string(),
            label: format!("User {id}"),
            call: Call::bare(Verb::Delete, format!("/api/v1/admin/users/{id}")),
        };
        let told = Rc::clone(&self.told);
        Plan {
            title: "Delete?".to_owned(),
            button: "Delete".to_owned(),
            deed: "Delete user",
            caution,
            warnings: Vec::new(),
            steps: ids.iter().map(step).collect(),
            skipped: Vec::new(),
            file: None,
            on_reply: Rc::new(move |step, reply| {
                told.borrow_mut().push(step.key.clone());
                if reply.text.is_empty() {
                    Verdict::Done("Deleted")
                } else {
                    Verdict::Unneeded("Was gone")
                }
            }),
            watch: None,
        }
    }

    /// Proposes and confirms; nothing is sent yet.
    pub async fn hold(&self, ids: &[u32]) -> Rc<Job> {
        self.changes
            .propose(&self.bench.client, self.plan(ids, Caution::Asked));
        self.changes
            .confirm("A test".to_owned(), Answered::default());
        settle().await;
        self.newest()
    }

    /// As [`Office::hold`], and sends at once.
    pub async fn send(&self, ids: &[u32]) -> Rc<Job> {
        let job = self.hold(ids).await;
        self.changes.send_now(job.id);
        settle().await;
        job
    }

    pub fn newest(&self) -> Rc<Job> {
        self.changes.jobs().pop().expect("a plan")
    }

    pub fn words(&self) -> Vec<String> {
        let all = self.toasts.list().into_iter();
        all.map(|toast| toast.words).collect()
    }

    pub fn outcomes(&self) -> Vec<Outcome> {
        let journal = self.bench.journal;
        journal.with(|entries| entries.iter().map(|entry| entry.outcome.clone()).collect())
    }

    pub async fn ended(&self, job: &Job) {
        until("the plan has ended", || !job.is_live()).await;
        settle().await;
    }
}

/// How the steps of a plan ended, by kind.
pub fn sorts(job: &Job) -> Vec<Sort> {
    job.with_ends(|ends| ends.iter().map(End::sort).collect())
}

/// 204, without a body.
pub fn gone() -> Answer {
    Answer::status(204)
}

#[wasm_bindgen_test]
async fn nothing_leaves_before_eight_seconds_are_over() {
    let office = Office::new();
    office.bench.network.answers([gone()]);
    office.hold(&[7]).await;
    office.bench.clock.pass(7_999).await;
    office.bench.network.has_sent(0);
    assert_eq!(office.newest().stage(), Stage::Held(1));
    assert!(office.changes.is_busy() && office.outcomes().is_empty());
    office.bench.clock.pass(1).await;
    office.bench.network.sent(1).await;
    assert_eq!(
        office.bench.network.request(0).line(),
        "DELETE /console/tines/api/v1/admin/users/7"
    );
    until("it has ended", || !office.changes.is_busy()).await;
    assert_eq!(office.words(), ["Deleted: User 7"]);
    assert!(office.changes.jobs().is_empty(), "one toast is enough");
    assert_eq!(office.told.take(), ["7"]);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
}

#[wasm_bindgen_test]
async fn a_question_sends_nothing_and_can_be_cancelled() {
    let office = Office::new();
    let plan = office.plan(&[7], Caution::Typed("1".to_owned()));
    office.changes.propose(&office.bench.client, plan);
    office.bench.clock.pass(20_000).await;
    assert!(office.changes.asked().is_some() && !office.changes.is_busy());
    office.changes.cancel();
    office.changes.confirm(String::new(), Answered::default());
    office.bench.clock.pass(20_000).await;
    assert!(office.changes.asked().is_none() && office.changes.jobs().is_empty());
    office.bench.network.has_sent(0);
}

#[wasm_bindgen_test]
async fn undo_takes_it_back_and_says_so() {
    let office = Office::new();
    let job = office.hold(&[7]).await;
    office.bench.clock.pass(7_500).await;
    office.changes.undo(job.id);
    office.bench.clock.pass(100).await;
    assert_eq!(office.words(), ["Not sent: Delete"]);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(0);
    assert!(office.changes.jobs().is_empty() && office.outcomes().is_empty());
}

#[wasm_bindgen_test]
async fn send_now_ends_the_moment_once() {
    let office = Office::new();
    office.bench.network.answers([gone()]);
    let job = office.hold(&[7]).await;
    office.changes.send_now(job.id);
    office.changes.send_now(job.id);
    office.bench.network.sent(1).await;
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
}

#[wasm_bindgen_test]
async fn what_was_sent_is_not_undone() {
    let office = Office::new();
    let (_later, held) = Answer::held();
    office.bench.network.answers([held]);
    let job = office.send(&[7]).await;
    office.bench.network.sent(1).await;
    assert!(!office.changes.undo_newest());
    office.changes.undo(job.id);
    office.changes.dismiss(job.id);
    assert_eq!(office.newest().stage(), Stage::Running);
}

#[wasm_bindgen_test]
async fn the_newest_is_undone_first_and_the_others_follow_one_another() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held, gone()]);
    office.hold(&[1]).await;
    office.bench.clock.pass(1_000).await;
    office.hold(&[2]).await;
    office.bench.clock.pass(1_000).await;
    office.hold(&[3]).await;
    assert!(office.changes.undo_newest());
    office.bench.clock.pass(8_000).await;
    office.bench.network.sent(1).await;
    assert_eq!(office.newest().stage(), Stage::Queued, "one at a time");
    assert!(later.send(gone()).is_ok());
    office.bench.network.sent(2).await;
    let lines = [0, 1].map(|at| office.bench.network.request(at).line());
    assert_eq!(
        lines,
        [1, 2].map(|id| format!("DELETE /console/tines/api/v1/admin/users/{id}"))
    );
    until("both have ended", || !office.changes.is_busy()).await;
}

#[wasm_bindgen_test]
async fn the_moment_waits_for_whoever_is_at_it() {
    let office = Office::new();
    office.bench.network.answers([gone()]);
    let job = office.hold(&[7]).await;
    office.bench.clock.pass(3_000).await;
    job.paused.set(true);
    office.bench.clock.pass(600_000).await;
    assert_eq!(job.stage(), Stage::Held(5));
    job.paused.set(false);
    office.bench.clock.pass(4_999).await;
    office.bench.network.has_sent(0);
    office.bench.clock.pass(1).await;
    office.bench.network.sent(1).await;
}

#[wasm_bindgen_test]
async fn a_double_click_asks_and_sends_once() {
    let office = Office::new();
    office.bench.network.answers([gone()]);
    let client = &office.bench.client;
    for _ in 0..2 {
        office
            .changes
            .propose(client, office.plan(&[7], Caution::Asked));
    }
    office.changes.confirm(String::new(), Answered::default());
    office.changes.confirm(String::new(), Answered::default());
    for _ in 0..2 {
        office
            .changes
            .propose(client, office.plan(&[7], Caution::Held));
    }
    assert!(office.changes.asked().is_none(), "the same is held already");
    assert_eq!(office.changes.jobs().len(), 1);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
    // Once it is over, the same may be wanted again.
    office
        .changes
        .propose(client, office.plan(&[7], Caution::Held));
    assert_eq!(office.changes.jobs().len(), 1);
}

#[wasm_bindgen_test]
async fn an_open_question_is_not_replaced_by_another() {
    let office = Office::new();
    for id in [7, 8] {
        office
            .changes
            .propose(&office.bench.client, office.plan(&[id], Caution::Asked));
    }
    let asked = office.changes.asked().expect("a question");
    assert_eq!(asked.plan.steps[0].key, "7");
}

#[wasm_bindgen_test]
async fn locking_drops_what_is_asked_and_held() {
    let office = Office::new();
    office.hold(&[7]).await;
    office
        .changes
        .propose(&office.bench.client, office.plan(&[8], Caution::Asked));
    office.bench.session.lock();
    settle().await;
    assert!(office.changes.asked().is_none() && office.changes.jobs().is_empty());
    assert_eq!(office.words(), ["1 held change was not sent."]);
    // The same person comes back at once: what was held stays unsent.
    let key = Key::Single("secret".to_owned());
    office.bench.session.keep("tines", key);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(0);
}

#[wasm_bindgen_test]
async fn forgetting_everything_drops_what_is_held() {
    let office = Office::new();
    office.hold(&[7]).await;
    office.bench.session.forget_everything();
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(0);
}

#[wasm_bindgen_test]
async fn the_moment_of_the_lock_is_enough() {
    let office = Office::new();
    let job = office.hold(&[7]).await;
    // No effect has run yet when the moment is ended by hand.
    office.bench.session.lock();
    office.changes.send_now(job.id);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(0);
}

#[wasm_bindgen_test]
async fn read_only_mode_lets_nothing_be_held() {
    let office = Office::new();
    office.hold(&[7]).await;
    office.bench.read_only.set(true);
    settle().await;
    assert_eq!(
        office.words(),
        ["1 held change was not sent: read-only mode was switched on."]
    );
    office
        .changes
        .propose(&office.bench.client, office.plan(&[8], Caution::Held));
    office.changes.confirm(String::new(), Answered::default());
    assert!(
        office.changes.asked().is_some(),
        "the question says why nothing can be sent"
    );
    office.bench.read_only.set(false);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(0);
    assert!(office.outcomes().is_empty());
}

#[wasm_bindgen_test]
async fn a_plan_without_steps_can_only_be_read() {
    let office = Office::new();
    let mut plan = office.plan(&[], Caution::Held);
    plan.skipped = vec![("User 7".to_owned(), "has accepted already")];
    office.changes.propose(&office.bench.client, plan);
    office.changes.confirm(String::new(), Answered::default());
    assert!(office.changes.asked().is_some() && office.changes.jobs().is_empty());
}

#[wasm_bindgen_test]
async fn what_waits_for_another_plan_can_be_taken_back() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held]);
    office.send(&[1]).await;
    let second = office.send(&[2]).await;
    assert_eq!(second.stage(), Stage::Queued);
    office.changes.undo(second.id);
    assert!(later.send(gone()).is_ok());
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
    assert!(!matches!(second.stage(), Stage::Ended(Some(Halt::Asked))));
}
