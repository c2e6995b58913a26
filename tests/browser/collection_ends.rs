//! `Collection` against servers that do not page as they say: every sync ends, and holds what there was.

use std::cell::Cell;

use gatehouse::data::sync::Phase;
use gatehouse::wire::page::{NextPage, Page};
use wasm_bindgen_test::wasm_bindgen_test;

use super::pages::{Bench, Row, bare, linked, page_of};

/// More pages than any of these lists needs.
const ENOUGH: u32 = 30;

/// Answers whatever is asked for until nothing is, or until it is too much.
async fn serve_all(bench: &Bench, page: impl Fn(u32) -> Page<Row>) {
    while let Some(number) = bench.open().first().copied() {
        assert!(
            bench.asked().len() < ENOUGH as usize,
            "it asks for ever: {:?}",
            bench.asked()
        );
        bench.answer(number, Ok(page(number))).await;
    }
    assert_eq!(bench.phase(), Phase::Complete);
}

#[wasm_bindgen_test]
async fn a_list_that_only_links_is_followed_to_its_end() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |number| {
        if number < 6 {
            linked([number])
        } else {
            bare([number])
        }
    })
    .await;
    assert_eq!(
        (bench.ids(), bench.asked()),
        (vec![1, 2, 3, 4, 5, 6], vec![1, 2, 3, 4, 5, 6])
    );
}

#[wasm_bindgen_test]
async fn a_list_that_links_to_an_empty_page_ends_there() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |number| linked((number < 3).then_some(number))).await;
    assert_eq!((bench.ids(), bench.asked()), (vec![1, 2], vec![1, 2, 3]));
}

#[wasm_bindgen_test]
async fn a_server_that_always_links_onward_is_left_after_three_barren_pages() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |_| linked([1, 2])).await;
    assert_eq!((bench.ids(), bench.asked()), (vec![1, 2], vec![1, 2, 3, 4]));
}

#[wasm_bindgen_test]
async fn a_next_number_that_does_not_grow_is_the_end() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |number| {
        let mut page = bare([number]);
        // Seen on a last page: 1 instead of nothing.
        page.meta.next_page_number = Some(if number < 3 { number + 1 } else { 1 });
        page
    })
    .await;
    assert_eq!(bench.asked(), [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn a_server_that_always_counts_one_page_more_is_left_too() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |number| page_of(number + 1, 2, [1, 2])).await;
    assert_eq!(bench.ids(), [1, 2]);
}

#[wasm_bindgen_test]
async fn a_server_that_counts_many_pages_and_gives_the_first_each_time_is_left_too() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |_| page_of(1_000_000, 2, [1, 2])).await;
    assert_eq!(bench.ids(), [1, 2]);
}

#[wasm_bindgen_test]
async fn nor_does_a_count_that_fits_its_pages_keep_it_going() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |_| page_of(1_000_000, 2_000_000, [1, 2])).await;
    assert_eq!(bench.ids(), [1, 2]);
}

/// Page `number` of six; the sixth holds 60 as well, which the first pass did not see.
fn sixth(served: &Cell<u32>, number: u32) -> Page<Row> {
    served.set(served.get() + 1);
    let is_second_pass = served.get() > 6;
    let mut page = bare(
        [number]
            .into_iter()
            .chain((number == 6 && is_second_pass).then_some(60)),
    );
    page.meta.count = Some(7);
    page
}

#[wasm_bindgen_test]
async fn the_second_pass_goes_to_the_end_although_most_pages_bring_nothing() {
    let bench = Bench::syncing().await;
    let served = Cell::new(0);
    serve_all(&bench, |number| {
        let mut page = sixth(&served, number);
        page.meta.pages = Some(6);
        page
    })
    .await;
    assert_eq!(bench.ids(), [1, 2, 3, 4, 5, 6, 60]);
}

#[wasm_bindgen_test]
async fn the_second_pass_goes_to_the_end_of_a_list_that_only_links_too() {
    let bench = Bench::syncing().await;
    let served = Cell::new(0);
    serve_all(&bench, |number| {
        let mut page = sixth(&served, number);
        page.meta.next_page = if number < 6 {
            NextPage::Link
        } else {
            NextPage::None
        };
        page
    })
    .await;
    assert_eq!(bench.ids(), [1, 2, 3, 4, 5, 6, 60]);
}

#[wasm_bindgen_test]
async fn a_list_that_grew_meanwhile_is_read_to_its_new_end() {
    let bench = Bench::syncing().await;
    serve_all(&bench, |number| {
        page_of(if number < 3 { 3 } else { 4 }, 4, [number])
    })
    .await;
    assert_eq!(
        (bench.ids(), bench.asked()),
        (vec![1, 2, 3, 4], vec![1, 2, 3, 4])
    );
}

#[wasm_bindgen_test]
async fn a_list_that_shrank_meanwhile_ends_where_it_ends_now() {
    let bench = Bench::syncing().await;
    bench
        .serve([(1, page_of(5, 5, [1])), (2, page_of(2, 2, [2]))])
        .await;
    assert_eq!((bench.ids(), bench.phase()), (vec![1, 2], Phase::Complete));
    assert_eq!(
        bench.open(),
        [0; 0],
        "pages that are not wanted any more are aborted"
    );
}
