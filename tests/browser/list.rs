//! `List`: the rows on screen follow the search, the sort and the pages that come in.

use gatehouse::analysis::list_index::SortBy;
use gatehouse::data::list::{List, Listing};
use gatehouse::state::clock;
use gatehouse::state::list_params::{Direction, Sort};
use wasm_bindgen_test::wasm_bindgen_test;

use super::pages::{Bench, Row, page_of};
use super::support::settle;

static LISTING: Listing<Row> = Listing {
    text: |row, text| text.push_str(row.1),
    columns: &[
        ("name", SortBy::Text(|row| row.1.to_owned())),
        ("number", SortBy::Number(|row| Some(i64::from(row.0)))),
    ],
    usual: ("number", true),
    fields: &[],
    facets: &[],
};

/// A list with one page of two.
async fn half() -> (Bench, List<Row>) {
    let bench = Bench::syncing().await;
    let list = List::new(bench.collection.clone(), &LISTING);
    let mut page = page_of(2, 4, []);
    page.items = vec![Row(1, "Berta"), Row(4, "Ärni")];
    bench.serve([(1, page)]).await;
    (bench, list)
}

async fn whole() -> (Bench, List<Row>) {
    let (bench, list) = half().await;
    let mut page = page_of(2, 4, []);
    page.items = vec![Row(3, "Carla"), Row(2, "Arnold")];
    bench.serve([(2, page)]).await;
    (bench, list)
}

fn shown(list: &List<Row>, search: &str, sort: Option<(&str, Direction)>) -> Vec<u32> {
    let sort = sort.map(|(column, direction)| Sort {
        column: column.to_owned(),
        direction,
    });
    let view = list.view(search, sort.as_ref(), &clock::now);
    list.collection.with(|rows, _| {
        view.iter()
            .map(|position| rows[*position as usize].0)
            .collect()
    })
}

#[wasm_bindgen_test]
async fn pages_that_come_in_take_their_place_in_the_sort() {
    let (bench, list) = half().await;
    assert_eq!(shown(&list, "", None), [4, 1]);
    let mut page = page_of(2, 4, []);
    page.items = vec![Row(3, "Carla"), Row(2, "Arnold")];
    bench.serve([(2, page)]).await;
    assert_eq!(shown(&list, "", None), [4, 3, 2, 1]);
}

#[wasm_bindgen_test]
async fn search_and_sort_are_those_of_the_url() {
    let (_bench, list) = whole().await;
    assert_eq!(
        shown(&list, "", Some(("number", Direction::Ascending))),
        [1, 2, 3, 4]
    );
    assert_eq!(
        shown(&list, "", Some(("name", Direction::Descending))),
        [3, 1, 2, 4]
    );
    assert_eq!(
        shown(&list, "ARN", Some(("number", Direction::Ascending))),
        [2, 4]
    );
    assert_eq!(shown(&list, "nobody", None), [0; 0]);
    assert_eq!(
        shown(&list, "", Some(("gone", Direction::Ascending))),
        [4, 3, 2, 1],
        "an old link still opens"
    );
}

#[wasm_bindgen_test]
async fn a_refresh_shows_the_new_records_even_if_they_are_as_many() {
    let (bench, list) = whole().await;
    assert_eq!(shown(&list, "b", None), [1]);
    bench.collection.refresh();
    settle().await;
    assert_eq!(shown(&list, "", None), [4, 3, 2, 1]);
    let mut page = page_of(1, 4, []);
    page.items = vec![
        Row(11, "Zoe"),
        Row(12, "Yann"),
        Row(13, "Xaver"),
        Row(14, "Babs"),
    ];
    bench.serve([(1, page)]).await;
    assert_eq!(shown(&list, "b", None), [14]);
    assert_eq!(
        shown(&list, "", Some(("name", Direction::Ascending))),
        [14, 13, 12, 11]
    );
}
