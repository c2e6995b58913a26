//! `Query`: the newest question wins, an older one is aborted, and what is on screen stays.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot::{self, Sender};
use gatehouse::api::error::{ApiError, Kind};
use gatehouse::data::query::{Loaded, Query};
use leptos::prelude::{ArcRwSignal, Get, Owner, Set};
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{failure, owner, settle};

type Answer = Result<String, ApiError>;

/// The questions asked so far, each with the place for its answer until that is given.
type Asked = Rc<RefCell<Vec<(&'static str, Option<Sender<Answer>>)>>>;

/// A query over a question that the test sets, and the requests it has made.
struct Bench {
    owner: Owner,
    question: ArcRwSignal<Option<&'static str>>,
    asked: Asked,
    query: Query<String>,
}

impl Bench {
    async fn asking(first: Option<&'static str>) -> Self {
        let owner = owner();
        let question = ArcRwSignal::new(first);
        let asked = Asked::default();
        let query = owner.with(|| {
            let (question, asked) = (question.clone(), Rc::clone(&asked));
            Query::new(
                move || question.get(),
                move |text| {
                    let (answer, request) = oneshot::channel();
                    asked.borrow_mut().push((text, Some(answer)));
                    async move {
                        request
                            .await
                            .expect("the test answers or keeps the request open")
                    }
                },
            )
        });
        settle().await;
        Self {
            owner,
            question,
            asked,
            query,
        }
    }

    async fn ask(&self, question: Option<&'static str>) {
        self.question.set(question);
        settle().await;
    }

    fn asked(&self) -> Vec<&'static str> {
        self.asked
            .borrow()
            .iter()
            .map(|(question, _)| *question)
            .collect()
    }

    /// Whether nobody waits for the answer to the nth request any more.
    fn is_aborted(&self, index: usize) -> bool {
        self.asked.borrow()[index]
            .1
            .as_ref()
            .expect("not answered yet")
            .is_canceled()
    }

    /// Answers the nth request; `false` if nobody waited for it.
    async fn answer(&self, index: usize, answer: Answer) -> bool {
        let sender = self.asked.borrow_mut()[index]
            .1
            .take()
            .expect("not answered yet");
        let heard = sender.send(answer).is_ok();
        settle().await;
        heard
    }

    fn state(&self) -> Loaded<String> {
        self.owner.with(|| self.query.get())
    }

    fn value(&self) -> Option<String> {
        self.state().value.map(|value| (*value).clone())
    }
}

#[wasm_bindgen_test]
async fn an_answer_is_shown_with_its_time() {
    let bench = Bench::asking(Some("a")).await;
    let state = bench.state();
    assert!(
        state.loading && state.value.is_none() && state.error.is_none() && state.as_of.is_none()
    );
    assert!(bench.answer(0, Ok("A".to_owned())).await);
    let state = bench.state();
    assert!(!state.loading && state.error.is_none() && state.as_of.is_some());
    assert_eq!(bench.value().as_deref(), Some("A"));
}

#[wasm_bindgen_test]
async fn the_newest_question_wins_and_the_older_is_aborted() {
    let bench = Bench::asking(Some("old")).await;
    bench.ask(Some("new")).await;
    assert_eq!(bench.asked(), ["old", "new"]);
    assert!(bench.is_aborted(0) && !bench.is_aborted(1));
    assert!(bench.answer(1, Ok("NEW".to_owned())).await);
    assert!(
        !bench.answer(0, Ok("OLD".to_owned())).await,
        "somebody still waited for the older answer"
    );
    assert_eq!(bench.value().as_deref(), Some("NEW"));
    assert!(!bench.state().loading);
}

#[wasm_bindgen_test]
async fn an_older_answer_that_comes_first_does_not_show() {
    let bench = Bench::asking(Some("old")).await;
    // Both in one turn: the answer is there already when the question changes.
    bench.question.set(Some("new"));
    bench.answer(0, Ok("OLD".to_owned())).await;
    bench.answer(1, Ok("NEW".to_owned())).await;
    assert_eq!(bench.value().as_deref(), Some("NEW"));
}

#[wasm_bindgen_test]
async fn what_is_on_screen_stays_while_the_next_loads() {
    let bench = Bench::asking(Some("a")).await;
    bench.answer(0, Ok("A".to_owned())).await;
    bench.ask(Some("b")).await;
    assert!(bench.state().loading);
    assert_eq!(bench.value().as_deref(), Some("A"));
}

#[wasm_bindgen_test]
async fn a_failure_keeps_the_old_answer_and_a_success_clears_it() {
    let bench = Bench::asking(Some("a")).await;
    bench.answer(0, Ok("A".to_owned())).await;
    let as_of = bench.state().as_of;
    bench.query.reload();
    settle().await;
    bench.answer(1, Err(failure(Kind::Server))).await;
    let state = bench.state();
    assert_eq!(state.error, Some(failure(Kind::Server)));
    assert_eq!((state.loading, state.as_of), (false, as_of));
    assert_eq!(bench.value().as_deref(), Some("A"));
    bench.query.reload();
    settle().await;
    assert_eq!(
        bench.state().error,
        Some(failure(Kind::Server)),
        "still said while the next try is under way"
    );
    bench.answer(2, Ok("B".to_owned())).await;
    assert_eq!(
        (bench.state().error, bench.value().as_deref()),
        (None, Some("B"))
    );
}

#[wasm_bindgen_test]
async fn reload_asks_the_same_again_and_aborts_the_first() {
    let bench = Bench::asking(Some("a")).await;
    bench.query.reload();
    settle().await;
    assert_eq!(bench.asked(), ["a", "a"]);
    assert!(bench.is_aborted(0));
}

#[wasm_bindgen_test]
async fn no_question_aborts_and_forgets() {
    let bench = Bench::asking(Some("a")).await;
    bench.answer(0, Ok("A".to_owned())).await;
    bench.ask(Some("b")).await;
    bench.ask(None).await;
    assert!(bench.is_aborted(1));
    let state = bench.state();
    assert!(
        state.value.is_none() && state.error.is_none() && !state.loading && state.as_of.is_none()
    );
    assert_eq!(bench.asked(), ["a", "b"]);
}

#[wasm_bindgen_test]
async fn without_a_question_nothing_is_asked() {
    let bench = Bench::asking(None).await;
    bench.query.reload();
    settle().await;
    assert_eq!(bench.asked(), [""; 0]);
    assert!(!bench.state().loading);
}

#[wasm_bindgen_test]
async fn leaving_the_page_aborts() {
    let Bench { owner, asked, .. } = Bench::asking(Some("a")).await;
    drop(owner);
    settle().await;
    let (_, request) = &asked.borrow()[0];
    assert!(request.as_ref().expect("not answered").is_canceled());
}
