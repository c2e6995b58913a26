//! `Collection`: a whole list from its pages, in order, each record once.

use gatehouse::data::sync::Phase;
use gatehouse::wire::page::NextPage;
use wasm_bindgen_test::wasm_bindgen_test;

use super::pages::{Bench, Row, bare, odd, page_of};
use super::support::settle;

#[wasm_bindgen_test]
async fn nothing_is_asked_until_it_is_wanted() {
    let bench = Bench::idle();
    settle().await;
    assert_eq!((bench.asked(), bench.phase()), (vec![], Phase::Idle));
    bench.collection.ensure();
    bench.collection.ensure();
    settle().await;
    assert_eq!((bench.asked(), bench.phase()), (vec![1], Phase::Syncing));
}

#[wasm_bindgen_test]
async fn a_bare_array_is_the_whole_list() {
    let bench = Bench::syncing().await;
    bench.answer(1, Ok(bare([1, 2]))).await;
    assert_eq!(
        (bench.asked(), bench.ids(), bench.phase()),
        (vec![1], vec![1, 2], Phase::Complete)
    );
    assert!(bench.collection.progress_untracked().as_of.is_some());
    bench.collection.ensure();
    settle().await;
    assert_eq!(
        bench.asked(),
        [1],
        "a list that is there is not asked for again"
    );
}

#[wasm_bindgen_test]
async fn an_empty_list_is_complete() {
    let bench = Bench::syncing().await;
    bench.answer(1, Ok(page_of(1, 0, []))).await;
    assert_eq!(
        (bench.asked(), bench.phase(), bench.counts()),
        (vec![1], Phase::Complete, (0, None))
    );
}

#[wasm_bindgen_test]
async fn rows_show_as_they_come_with_progress() {
    let bench = Bench::syncing().await;
    bench.answer(1, Ok(page_of(3, 6, [1, 2]))).await;
    assert_eq!(
        (bench.ids(), bench.counts(), bench.phase()),
        (vec![1, 2], (2, Some(6)), Phase::Syncing)
    );
    let before = bench.collection.version();
    bench.answer(2, Ok(page_of(3, 6, [3, 4]))).await;
    assert_eq!(
        (bench.ids(), bench.counts()),
        (vec![1, 2, 3, 4], (4, Some(6)))
    );
    assert_ne!(bench.collection.version(), before, "the screen is told");
    bench.answer(3, Ok(page_of(3, 6, [5, 6]))).await;
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![1, 2, 3, 4, 5, 6], Phase::Complete)
    );
    assert_eq!(bench.asked(), [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn three_pages_are_asked_for_at_once_and_stay_in_order() {
    let bench = Bench::syncing().await;
    bench.answer(1, Ok(page_of(6, 6, [1]))).await;
    assert_eq!(bench.open(), [2, 3, 4]);
    bench.answer(4, Ok(page_of(6, 6, [4]))).await;
    bench.answer(3, Ok(page_of(6, 6, [3]))).await;
    assert_eq!(bench.ids(), [1], "later pages wait for the second");
    assert_eq!(bench.open(), [2], "and are not run ahead of");
    bench.answer(2, Ok(page_of(6, 6, [2]))).await;
    assert_eq!((bench.ids(), bench.open()), (vec![1, 2, 3, 4], vec![5, 6]));
    bench
        .serve([(6, page_of(6, 6, [6])), (5, page_of(6, 6, [5]))])
        .await;
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![1, 2, 3, 4, 5, 6], Phase::Complete)
    );
    assert_eq!(bench.asked(), [1, 2, 3, 4, 5, 6]);
}

#[wasm_bindgen_test]
async fn a_record_that_comes_twice_is_held_once() {
    let bench = Bench::syncing().await;
    let mut first = page_of(2, 3, []);
    first.items = vec![Row(1, "first"), Row(2, "second")];
    let mut second = page_of(2, 3, []);
    second.items = vec![Row(2, "second again"), Row(3, "third")];
    bench.serve([(1, first), (2, second)]).await;
    bench
        .collection
        .with(|rows, _| assert_eq!(rows, [Row(1, "first"), Row(2, "second"), Row(3, "third")]));
    assert_eq!(
        (bench.counts(), bench.phase()),
        ((3, Some(3)), Phase::Complete)
    );
}

#[wasm_bindgen_test]
async fn odd_records_are_counted_and_kept_beside_the_others() {
    let bench = Bench::syncing().await;
    let mut first = page_of(2, 4, [1]);
    first.odd = vec![odd("{}")];
    let mut second = page_of(2, 4, [2]);
    second.odd = vec![odd("null")];
    bench.serve([(1, first), (2, second)]).await;
    assert_eq!((bench.ids(), bench.odd()), (vec![1, 2], 2));
    assert_eq!(
        (bench.counts(), bench.phase()),
        ((4, Some(4)), Phase::Complete)
    );
    assert_eq!(
        bench.asked(),
        [1, 2],
        "nothing is missing, so there is no second pass"
    );
}

#[wasm_bindgen_test]
async fn the_documented_zeroes_beside_two_items_are_not_believed() {
    let bench = Bench::syncing().await;
    let mut page = page_of(0, 0, [1, 2]);
    page.meta.next_page = NextPage::None;
    bench.answer(1, Ok(page)).await;
    assert_eq!(
        (bench.ids(), bench.phase(), bench.counts()),
        (vec![1, 2], Phase::Complete, (2, None))
    );
}

#[wasm_bindgen_test]
async fn a_count_that_is_too_small_is_no_limit() {
    let bench = Bench::syncing().await;
    bench
        .serve([(1, page_of(2, 1, [1, 2])), (2, page_of(2, 1, [3]))])
        .await;
    assert_eq!((bench.ids(), bench.counts()), (vec![1, 2, 3], (3, Some(3))));
    assert_eq!(
        (bench.asked(), bench.phase()),
        (vec![1, 2], Phase::Complete)
    );
}

#[wasm_bindgen_test]
async fn a_record_that_moved_between_pages_is_picked_up_by_one_more_pass() {
    let bench = Bench::syncing().await;
    // 3 moved from the second page to the first after the first was read: 1 was deleted and 5 is new.
    bench
        .serve([(1, page_of(2, 5, [1, 2])), (2, page_of(2, 5, [4, 5]))])
        .await;
    assert_eq!((bench.phase(), bench.open()), (Phase::Syncing, vec![1]));
    assert_eq!(bench.ids(), [1, 2, 4, 5], "what is there stays on screen");
    bench
        .serve([(1, page_of(2, 5, [2, 3])), (2, page_of(2, 5, [4, 5]))])
        .await;
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![1, 2, 4, 5, 3], Phase::Complete)
    );
    assert_eq!(bench.asked(), [1, 2, 1, 2]);
}

#[wasm_bindgen_test]
async fn a_count_that_never_comes_true_costs_one_more_pass_only() {
    let bench = Bench::syncing().await;
    for _ in 0..2 {
        bench
            .serve([(1, page_of(2, 99, [1, 2])), (2, page_of(2, 99, [3]))])
            .await;
    }
    assert_eq!(
        (bench.asked(), bench.phase()),
        (vec![1, 2, 1, 2], Phase::Complete)
    );
    assert_eq!(bench.ids(), [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn a_record_read_alone_stays_the_newer_and_moves_to_its_place() {
    let bench = Bench::syncing().await;
    bench.collection.put(Row(3, "read alone"));
    assert_eq!(bench.ids(), [3]);
    let before = bench.collection.generation();
    bench.answer(1, Ok(page_of(2, 4, [1, 2]))).await;
    assert_eq!(bench.ids(), [3, 1, 2]);
    assert_eq!(
        bench.collection.generation(),
        before,
        "rows were only added"
    );
    bench.answer(2, Ok(page_of(2, 4, [3, 4]))).await;
    assert_eq!(
        (bench.ids(), bench.phase()),
        (vec![1, 2, 3, 4], Phase::Complete)
    );
    assert!(
        bench.collection.generation() > before,
        "a place means another row"
    );
    let words = |place: usize| bench.collection.with(|rows, _| rows[place].1);
    assert_eq!(words(2), "read alone");
    // Known by now: another reading of it stays where it is.
    bench.collection.put(Row(3, "again"));
    assert_eq!((bench.ids(), words(2)), (vec![1, 2, 3, 4], "again"));
}
