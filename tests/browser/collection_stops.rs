//! `Collection` when it is stopped, fails, goes on, or is fetched anew: nothing on screen is lost.

use gatehouse::api::error::Kind;
use gatehouse::data::sync::Phase;
use gatehouse::wire::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

use super::pages::{Bench, Row, page_of};
use super::support::{failure, settle};

/// Page `number` of five, with one record each.
fn fifth(number: u32) -> (u32, Page<Row>) {
    (number, page_of(5, 5, [number]))
}

async fn with_two_of_five() -> Bench {
    let bench = Bench::syncing().await;
    bench.serve([fifth(1), fifth(2)]).await;
    bench
}

async fn with_all_of_five() -> Bench {
    let bench = Bench::syncing().await;
    bench.serve((1..=5).map(fifth)).await;
    assert_eq!(bench.phase(), Phase::Complete);
    bench
}

#[wasm_bindgen_test]
async fn cancel_keeps_the_rows_and_aborts() {
    let bench = with_two_of_five().await;
    assert_eq!(bench.open(), [3, 4, 5]);
    bench.collection.cancel();
    settle().await;
    assert_eq!((bench.open(), bench.phase()), (vec![], Phase::Cancelled));
    assert_eq!((bench.ids(), bench.counts()), (vec![1, 2], (2, Some(5))));
    assert_eq!(
        bench.collection.progress_untracked().as_of,
        None,
        "it was never complete"
    );
}

#[wasm_bindgen_test]
async fn resume_goes_on_and_asks_for_nothing_twice() {
    let bench = with_two_of_five().await;
    bench.collection.cancel();
    settle().await;
    bench.collection.ensure();
    settle().await;
    assert_eq!(
        bench.phase(),
        Phase::Cancelled,
        "coming back to the page starts nothing that was stopped"
    );
    let before = bench.asked().len();
    bench.collection.resume();
    settle().await;
    bench.serve((3..=5).map(fifth)).await;
    assert_eq!(bench.asked()[before..], [3, 4, 5]);
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![1, 2, 3, 4, 5], Phase::Complete)
    );
}

#[wasm_bindgen_test]
async fn a_page_that_came_out_of_turn_is_asked_for_again() {
    let bench = with_two_of_five().await;
    bench.serve([fifth(4)]).await;
    bench.collection.cancel();
    settle().await;
    let before = bench.asked().len();
    bench.collection.resume();
    settle().await;
    bench.serve((3..=5).map(fifth)).await;
    assert_eq!(bench.asked()[before..], [3, 4, 5]);
    assert_eq!(bench.ids(), [1, 2, 3, 4, 5]);
}

#[wasm_bindgen_test]
async fn cancel_before_the_first_page_and_after_the_last_is_harmless() {
    let bench = Bench::syncing().await;
    bench.collection.cancel();
    settle().await;
    assert_eq!((bench.open(), bench.phase()), (vec![], Phase::Cancelled));
    bench.collection.resume();
    settle().await;
    bench.serve((1..=5).map(fifth)).await;
    bench.collection.cancel();
    settle().await;
    assert_eq!((bench.ids().len(), bench.phase()), (5, Phase::Complete));
}

#[wasm_bindgen_test]
async fn a_failure_in_the_middle_keeps_the_rows_and_can_go_on() {
    let bench = with_two_of_five().await;
    bench.answer(3, Err(failure(Kind::Server))).await;
    assert_eq!(
        bench.phase(),
        Phase::Failed(Box::new(failure(Kind::Server)))
    );
    assert_eq!((bench.ids(), bench.open()), (vec![1, 2], vec![]));
    let before = bench.asked().len();
    bench.collection.resume();
    settle().await;
    assert_eq!(bench.phase(), Phase::Syncing);
    bench.serve((3..=5).map(fifth)).await;
    assert_eq!(bench.asked()[before..], [3, 4, 5]);
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![1, 2, 3, 4, 5], Phase::Complete)
    );
}

#[wasm_bindgen_test]
async fn a_failure_that_overtakes_an_earlier_page_waits_for_it() {
    let bench = with_two_of_five().await;
    bench.answer(4, Err(failure(Kind::Server))).await;
    assert_eq!((bench.phase(), bench.ids()), (Phase::Syncing, vec![1, 2]));
    bench.serve([fifth(3)]).await;
    assert_eq!(
        bench.phase(),
        Phase::Failed(Box::new(failure(Kind::Server)))
    );
    assert_eq!(bench.ids(), [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn the_first_page_failing_leaves_an_empty_list_and_the_reason() {
    let bench = Bench::syncing().await;
    bench.answer(1, Err(failure(Kind::Forbidden))).await;
    assert_eq!(
        bench.phase(),
        Phase::Failed(Box::new(failure(Kind::Forbidden)))
    );
    assert_eq!(bench.ids(), [0; 0]);
}

#[wasm_bindgen_test]
async fn refresh_keeps_the_old_list_until_the_new_one_is_complete() {
    let bench = with_all_of_five().await;
    let (version, generation) = (bench.collection.version(), bench.collection.generation());
    bench.collection.refresh();
    settle().await;
    assert_eq!(bench.counts().0, 0, "progress is that of the new sync");
    bench.serve([(1, page_of(2, 3, [7, 8]))]).await;
    assert_eq!(
        (bench.ids(), bench.counts()),
        (vec![1, 2, 3, 4, 5], (2, Some(3)))
    );
    assert_eq!(
        (bench.collection.version(), bench.collection.generation()),
        (version, generation)
    );
    bench.serve([(2, page_of(2, 3, [9]))]).await;
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![7, 8, 9], Phase::Complete)
    );
    assert_ne!(bench.collection.version(), version);
    assert_ne!(
        bench.collection.generation(),
        generation,
        "positions mean other records now"
    );
}

#[wasm_bindgen_test]
async fn a_refresh_that_fails_keeps_the_old_list_and_can_go_on() {
    let bench = with_all_of_five().await;
    bench.collection.refresh();
    settle().await;
    bench.serve([(1, page_of(2, 3, [7, 8]))]).await;
    bench.answer(2, Err(failure(Kind::Offline))).await;
    assert_eq!(
        bench.phase(),
        Phase::Failed(Box::new(failure(Kind::Offline)))
    );
    assert_eq!(bench.ids(), [1, 2, 3, 4, 5]);
    assert!(
        bench.collection.progress_untracked().as_of.is_some(),
        "the old list is still as of then"
    );
    bench.collection.resume();
    settle().await;
    bench.serve([(2, page_of(2, 3, [9]))]).await;
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![7, 8, 9], Phase::Complete)
    );
}

#[wasm_bindgen_test]
async fn a_refresh_that_is_cancelled_keeps_the_old_list() {
    let bench = with_all_of_five().await;
    bench.collection.refresh();
    settle().await;
    bench.serve([(1, page_of(2, 3, [7, 8]))]).await;
    bench.collection.cancel();
    settle().await;
    assert_eq!(
        (bench.ids(), bench.phase(), bench.open()),
        (vec![1, 2, 3, 4, 5], Phase::Cancelled, vec![])
    );
}

#[wasm_bindgen_test]
async fn a_refresh_during_a_refresh_begins_anew() {
    let bench = with_all_of_five().await;
    bench.collection.refresh();
    settle().await;
    bench.serve([(1, page_of(2, 2, [7]))]).await;
    bench.collection.refresh();
    settle().await;
    assert_eq!(
        bench.open(),
        [1],
        "what the first still waited for is aborted"
    );
    bench.serve([(1, page_of(1, 1, [8]))]).await;
    assert_eq!((bench.ids(), bench.phase()), (vec![8], Phase::Complete));
}

#[wasm_bindgen_test]
async fn a_refresh_of_a_list_that_was_never_complete_tells_the_screen() {
    let bench = with_two_of_five().await;
    bench.collection.cancel();
    settle().await;
    let (version, shown) = (bench.collection.version(), bench.ids());
    bench.collection.refresh();
    settle().await;
    // Either the rows stay, or the screen learns that they are gone: it must never show what is not held.
    assert!(
        bench.ids() == shown || bench.collection.version() != version,
        "rows went and nobody was told"
    );
}
