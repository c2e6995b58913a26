//! A plan that depends on the moment: nothing is confirmed unseen, nothing is sent that was not looked at just
//! before, and what nobody knows is looked at and never sent again by itself.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures::channel::oneshot::{Receiver, Sender, channel};
use futures::future::LocalBoxFuture;
use gatehouse::data::changes::job::{Again, Halt, Job, Sort, Stage};
use gatehouse::data::changes::plan::{Caution, Plan};
use gatehouse::data::changes::watch::{Answer, Before, FileKind, Looked, Sight, Watch};
use gatehouse::state::journal::Outcome;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::changes::{Office, gone, sorts};
use super::network::Answer as Reply;
use super::support::{settle, until};

/// What a look just before sending says, at once or when the test says so.
pub enum Says {
    Now(Before),
    Later(Receiver<Before>),
}

/// The plan of some steps, to be asked anew.
type Anew = Box<dyn Fn(&[usize]) -> Plan>;

/// A watch that says what a test wants.
#[derive(Clone)]
pub struct Fake(pub Rc<Inner>);

pub struct Inner {
    pub looked: ArcRwSignal<Looked>,
    pub looks: Cell<u32>,
    pub typed: ArcRwSignal<Option<String>>,
    pub before: RefCell<VecDeque<Says>>,
    pub asked: RefCell<Vec<String>>,
    pub answer: Cell<Option<Answer>>,
    again: RefCell<Option<Anew>>,
}

pub fn sight(number: usize) -> Sight {
    Sight {
        number,
        sum: format!("{number} jobs"),
        facts: Vec::new(),
        news: Vec::new(),
    }
}

impl Fake {
    pub fn new(before: impl IntoIterator<Item = Says>) -> Self {
        Self(Rc::new(Inner {
            looked: ArcRwSignal::new(Looked::Seen(vec![sight(3)])),
            looks: Cell::new(0),
            typed: ArcRwSignal::new(None),
            before: RefCell::new(before.into_iter().collect()),
            asked: RefCell::default(),
            answer: Cell::new(None),
            again: RefCell::new(None),
        }))
    }

    fn note(&self, what: &str, step: usize) {
        self.0.asked.borrow_mut().push(format!("{what} {step}"));
    }
}

impl Watch for Fake {
    fn look(&self) {
        self.0.looks.set(self.0.looks.get() + 1);
    }

    fn looked(&self) -> Looked {
        self.0.looked.get()
    }

    fn button(&self) -> String {
        match self.looked() {
            Looked::Seen(sights) => format!("Delete {}", sights[0].sum),
            _ => "Delete".to_owned(),
        }
    }

    fn typed(&self) -> Option<String> {
        self.0.typed.get()
    }

    fn grows(&self) -> Option<String> {
        Some("How many more?".to_owned())
    }

    fn file_name(&self) -> String {
        "gone".to_owned()
    }

    fn confirm(&self, answer: Answer) {
        self.0.answer.set(Some(answer));
    }

    fn before(&self, step: usize) -> LocalBoxFuture<'static, Before> {
        self.note("before", step);
        let says = self.0.before.borrow_mut().pop_front();
        Box::pin(async move {
            match says.expect("no look was expected") {
                Says::Now(before) => before,
                Says::Later(later) => later.await.expect("an answer"),
            }
        })
    }

    fn after(&self, step: usize) -> LocalBoxFuture<'static, String> {
        self.note("after", step);
        Box::pin(async { "3 before, 0 after.".to_owned() })
    }

    fn check(&self, step: usize) -> LocalBoxFuture<'static, String> {
        self.note("check", step);
        Box::pin(async { "Checked: none is there.".to_owned() })
    }

    fn again(&self, steps: &[usize]) -> Plan {
        (self.0.again.borrow().as_ref().expect("not asked again"))(steps)
    }
}

const AGREES: fn() -> Says = || Says::Now(Before::Agrees);

/// A plan of these steps, watched.
pub fn watched(office: &Office, ids: &[u32], watch: &Fake) -> Plan {
    Plan {
        watch: Some(Rc::new(watch.clone())),
        ..office.plan(ids, Caution::Asked)
    }
}

/// What a fake is asked for when it is to be asked anew.
fn again(office: &Office, ids: &[u32], watch: &Fake) {
    let (ids, plan) = (ids.to_vec(), watched(office, ids, watch));
    *watch.0.again.borrow_mut() = Some(Box::new(move |steps| {
        assert!(steps.iter().all(|step| *step < ids.len()));
        Plan {
            steps: steps.iter().map(|step| plan.steps[*step].clone()).collect(),
            ..plan.clone()
        }
    }));
}

async fn sent(office: &Office, ids: &[u32], watch: &Fake) -> Rc<Job> {
    let plan = watched(office, ids, watch);
    office.changes.propose(&office.bench.client, plan);
    office
        .changes
        .confirm("A test".to_owned(), Answer::default());
    settle().await;
    let job = office.newest();
    office.changes.send_now(job.id);
    settle().await;
    job
}

fn later() -> (Sender<Before>, Says) {
    let (sender, receiver) = channel();
    (sender, Says::Later(receiver))
}

#[wasm_bindgen_test]
async fn nothing_is_confirmed_that_was_not_seen() {
    let office = Office::new();
    let watch = Fake::new([]);
    for unseen in [Looked::Looking(vec![sight(3)]), Looked::NotSure] {
        watch.0.looked.set(unseen);
        let plan = watched(&office, &[7], &watch);
        office.changes.propose(&office.bench.client, plan);
        office.changes.confirm(String::new(), Answer::default());
        assert!(office.changes.asked().is_some() && office.changes.jobs().is_empty());
        assert_eq!(watch.0.answer.get(), None);
        office.changes.cancel();
    }
    assert_eq!(watch.0.looks.get(), 2, "each question looks");
    watch.0.looked.set(Looked::Seen(vec![sight(5)]));
    let plan = watched(&office, &[7], &watch);
    office.changes.propose(&office.bench.client, plan);
    let answer = Answer {
        file: Some(FileKind::Csv),
        more: 2,
    };
    office.changes.confirm(String::new(), answer);
    assert_eq!(watch.0.answer.get(), Some(answer));
    assert_eq!(office.newest().plan.button, "Delete 5 jobs");
    office.bench.network.has_sent(0);
}

#[wasm_bindgen_test]
async fn each_step_is_looked_at_before_and_after() {
    let office = Office::new();
    let watch = Fake::new([AGREES(), AGREES()]);
    office.bench.network.answers([gone(), gone()]);
    let job = sent(&office, &[1, 2], &watch).await;
    office.ended(&job).await;
    assert_eq!(
        watch.0.asked.take(),
        ["before 0", "after 0", "before 1", "after 1"]
    );
    assert_eq!(job.note(0), "3 before, 0 after.");
    let rows = job.rows();
    assert_eq!(rows[1][2], "Deleted. 3 before, 0 after.");
    let done = Outcome::Done(204, "Deleted. 3 before, 0 after.".to_owned());
    assert_eq!(office.outcomes(), [done.clone(), done]);
    assert!(!job.is_looking());
}

#[wasm_bindgen_test]
async fn one_step_that_went_well_stays_to_be_read() {
    let office = Office::new();
    let watch = Fake::new([AGREES()]);
    office.bench.network.answers([gone()]);
    let job = sent(&office, &[1], &watch).await;
    office.ended(&job).await;
    assert_eq!(office.changes.jobs().len(), 1);
    assert!(office.words().is_empty(), "its card says it");
    assert_eq!(
        office.changes.news(),
        "Delete 3 jobs: 1 done. 3 before, 0 after."
    );
}

#[wasm_bindgen_test]
async fn more_than_was_confirmed_sends_nothing_and_asks_again() {
    let office = Office::new();
    let more = Says::Now(Before::More("9 arrived.".to_owned()));
    let watch = Fake::new([AGREES(), more]);
    again(&office, &[1, 2, 3], &watch);
    office.bench.network.answers([gone()]);
    let job = sent(&office, &[1, 2, 3], &watch).await;
    office.ended(&job).await;
    office.bench.network.has_sent(1);
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::Grown)));
    assert_eq!(sorts(&job), [Sort::Done, Sort::Unsent, Sort::Unsent]);
    assert_eq!(job.note(1), "9 arrived.");
    assert_eq!(
        office.outcomes().len(),
        1,
        "what was not sent is not in the journal"
    );
    let asked = office.changes.asked().expect("it asks again");
    let keys: Vec<&str> = asked.plan.steps.iter().map(|step| &*step.key).collect();
    assert_eq!(keys, ["2", "3"]);
    // Saying no leaves it where it was.
    office.changes.cancel();
    assert_eq!(job.would_send(Again::Rest), 2);
    office.changes.again(job.id, Again::Rest);
    watch.0.before.borrow_mut().extend([AGREES(), AGREES()]);
    office.bench.network.answers([gone(), gone()]);
    office.changes.confirm(String::new(), Answer::default());
    assert_eq!(job.would_send(Again::Rest), 0, "it is in another plan now");
    settle().await;
    let rest = office.newest();
    assert_ne!(rest.id, job.id);
    office.changes.send_now(rest.id);
    office.ended(&rest).await;
    office.bench.network.sent(3).await;
    assert_eq!(sorts(&rest), [Sort::Done, Sort::Done]);
}

#[wasm_bindgen_test]
async fn what_cannot_be_seen_is_not_sent() {
    let office = Office::new();
    let watch = Fake::new([Says::Now(Before::Failed("no line".to_owned()))]);
    again(&office, &[1, 2], &watch);
    let job = sent(&office, &[1, 2], &watch).await;
    office.ended(&job).await;
    office.bench.clock.pass(600_000).await;
    office.bench.network.has_sent(0);
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::Unseen)));
    assert_eq!(job.note(0), "no line");
    assert!(office.changes.asked().is_none() && office.outcomes().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_gone_already_is_not_sent_and_the_others_are() {
    let office = Office::new();
    let watch = Fake::new([Says::Now(Before::Nothing("None left")), AGREES()]);
    office.bench.network.answers([gone()]);
    let job = sent(&office, &[1, 2], &watch).await;
    office.ended(&job).await;
    office.bench.network.sent(1).await;
    assert_eq!(sorts(&job), [Sort::Unneeded, Sort::Done]);
    assert_eq!(office.outcomes().len(), 1);
}

#[wasm_bindgen_test]
async fn after_a_pause_it_is_looked_at_again() {
    let office = Office::new();
    let more = Says::Now(Before::More("9 arrived.".to_owned()));
    let watch = Fake::new([AGREES(), more]);
    again(&office, &[1], &watch);
    office.bench.network.answers([Reply::busy(3)]);
    let job = sent(&office, &[1], &watch).await;
    office.bench.network.sent(1).await;
    office.bench.clock.pass(20_000).await;
    office.ended(&job).await;
    office.bench.network.has_sent(1);
    assert_eq!(watch.0.asked.take(), ["before 0", "before 0"]);
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::Grown)));
    assert!(matches!(office.outcomes()[..], [Outcome::Refused(429, _)]));
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_checked_and_never_sent_again_by_itself() {
    let office = Office::new();
    let watch = Fake::new([AGREES()]);
    again(&office, &[1], &watch);
    office.bench.network.answers([Reply::Dropped]);
    let job = sent(&office, &[1], &watch).await;
    office.ended(&job).await;
    office.bench.clock.pass(600_000).await;
    office.bench.network.has_sent(1);
    assert_eq!(sorts(&job), [Sort::Unknown]);
    assert_eq!(job.to_check(), [0]);
    let [Outcome::Unknown(words)] = &office.outcomes()[..] else {
        panic!("unknown");
    };
    assert!(words.ends_with("Sent, no clear answer: check."), "{words}");
    office.changes.check(job.id);
    settle().await;
    assert_eq!(watch.0.asked.take(), ["before 0", "check 0"]);
    assert_eq!(job.note(0), "Checked: none is there.");
    assert_eq!(
        sorts(&job),
        [Sort::Unknown],
        "a look tells what is there, and not why"
    );
    let [Outcome::Unknown(words)] = &office.outcomes()[..] else {
        panic!("unknown");
    };
    assert!(words.ends_with("Checked: none is there."), "{words}");
    office.bench.network.has_sent(1);
    // Sending it again is a plan of its own, asked and looked at.
    office.changes.again(job.id, Again::RefusedAndUnknown);
    assert!(office.changes.asked().is_some());
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
}

#[wasm_bindgen_test]
async fn switching_off_while_one_looks_sends_nothing() {
    for how in 0..3 {
        let office = Office::new();
        let (later, says) = later();
        let watch = Fake::new([says]);
        let job = sent(&office, &[1], &watch).await;
        until("it looks", || job.is_looking()).await;
        match how {
            0 => office.bench.read_only.set(true),
            1 => office.bench.session.lock(),
            _ => office.changes.stop(job.id),
        }
        assert!(later.send(Before::Agrees).is_ok());
        office.ended(&job).await;
        office.bench.clock.pass(60_000).await;
        office.bench.network.has_sent(0);
        assert!(office.outcomes().is_empty());
        assert_eq!(sorts(&job), [Sort::Unsent]);
    }
}
