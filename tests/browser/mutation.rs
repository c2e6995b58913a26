//! `Mutation`: sent once, whatever is clicked, and carried to its end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use gatehouse::api::error::{ApiError, Kind};
use gatehouse::data::mutation::Mutation;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{failure, owner, settle};

#[wasm_bindgen_test]
async fn a_second_click_sends_nothing() {
    let owner = owner();
    let mutation = owner.with(Mutation::new);
    let (answer, reply) = oneshot::channel::<Result<u8, ApiError>>();
    let done = Rc::new(RefCell::new(Vec::new()));
    let into = Rc::clone(&done);
    assert!(
        mutation.send(async { reply.await.expect("an answer") }, move |value| into
            .borrow_mut()
            .push(value))
    );
    let sent_again = Rc::new(Cell::new(false));
    let again = Rc::clone(&sent_again);
    let second = async move {
        again.set(true);
        Ok(2)
    };
    let into = Rc::clone(&done);
    assert!(!mutation.send(second, move |value: u8| into.borrow_mut().push(value)));
    settle().await;
    assert!(mutation.is_pending() && !sent_again.get());
    answer.send(Ok(1)).expect("somebody waits");
    settle().await;
    assert_eq!(
        (mutation.is_pending(), mutation.error(), done.take()),
        (false, None, vec![1])
    );
}

#[wasm_bindgen_test]
async fn a_failure_is_kept_until_the_next_sending() {
    let owner = owner();
    let mutation = owner.with(Mutation::new);
    let refused = async { Err::<u8, _>(failure(Kind::Conflict)) };
    assert!(mutation.send(refused, |_| panic!("it failed")));
    settle().await;
    assert_eq!(
        (mutation.is_pending(), mutation.error()),
        (false, Some(failure(Kind::Conflict)))
    );
    let (answer, reply) = oneshot::channel::<Result<u8, ApiError>>();
    assert!(
        mutation.send(async { reply.await.expect("an answer") }, drop),
        "it can be sent again"
    );
    assert_eq!(mutation.error(), None);
    answer.send(Ok(1)).expect("somebody waits");
    settle().await;
    assert!(!mutation.is_pending());
}

#[wasm_bindgen_test]
async fn leaving_the_page_does_not_stop_it() {
    let owner = owner();
    let mutation = owner.with(Mutation::new);
    let (answer, reply) = oneshot::channel::<Result<u8, ApiError>>();
    let done = Rc::new(Cell::new(0));
    let into = Rc::clone(&done);
    mutation.send(async { reply.await.expect("an answer") }, move |value| {
        into.set(value);
    });
    drop(owner);
    settle().await;
    answer.send(Ok(7)).expect("the sending goes on");
    settle().await;
    assert_eq!(done.get(), 7);
}
