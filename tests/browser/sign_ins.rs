//! `SignIns`: how far it reads, in both shapes, and what it keeps.

use gatehouse::api::error::Kind;
use gatehouse::data::sign_ins::SignIns;
use gatehouse::wire::time::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

use super::client::Bench;
use super::network::Answer;

const SINCE: &str = "2025-12-17T00:00:00Z";
const WITHIN: &str = "2026-01-10T00:00:00Z";
const BEFORE: &str = "2025-12-01T00:00:00Z";

fn since() -> Timestamp {
    Timestamp::parse(SINCE).expect("a moment")
}

/// So many sign-ins at a moment, with ids from `first` on.
fn records(first: usize, count: usize, at: &str) -> String {
    let records: Vec<String> = (first..first + count)
        .map(|id| format!(r#"{{"id":{id},"created_at":"{at}"}}"#))
        .collect();
    records.join(",")
}

fn envelope(records: &str, pages: u32) -> Answer {
    Answer::json(&format!(
        r#"{{"admin/login_activities":[{records}],"meta":{{"pages":{pages}}}}}"#
    ))
}

fn array(records: &str) -> Answer {
    Answer::json(&format!("[{records}]"))
}

/// Reads a user's sign-ins to these answers; says how many came, whether there are more, and how many
/// requests it took.
async fn read(answers: Vec<Answer>) -> (usize, bool, usize) {
    let bench = Bench::new();
    bench.network.answers(answers);
    let held = SignIns::default();
    held.read(&bench.client, 7, since())
        .await
        .expect("sign-ins");
    let recent = held.of(7).expect("kept");
    (recent.all.len(), recent.is_cut, bench.network.count())
}

#[wasm_bindgen_test]
async fn it_asks_for_whole_seconds_that_leave_nothing_out() {
    let bench = Bench::new();
    bench.network.answers([envelope("", 1)]);
    let held = SignIns::default();
    assert!(!held.is_fresh(7));
    held.read(&bench.client, 7, since()).await.expect("none");
    assert_eq!(
        bench.network.request(0).line(),
        "GET /console/tines/api/v1/admin/users/7/signin_activities?after=2025-12-16T23:59:59Z&page=1&per_page=500"
    );
    assert!(held.is_fresh(7) && !held.is_fresh(8));
}

#[wasm_bindgen_test]
async fn an_envelope_is_read_to_its_last_page() {
    let pages = vec![
        envelope(&records(1, 3, WITHIN), 2),
        // One of them came before: somebody signed in meanwhile.
        envelope(&records(3, 3, WITHIN), 2),
    ];
    assert_eq!(read(pages).await, (5, false, 2));
}

#[wasm_bindgen_test]
async fn an_array_may_have_a_next_page_only_when_it_is_full() {
    let pages = vec![
        array(&records(1, 500, WITHIN)),
        array(&records(501, 20, WITHIN)),
    ];
    assert_eq!(read(pages).await, (520, false, 2));
    // A tenant that knows no pages answers each alike.
    let alike = vec![
        array(&records(1, 500, WITHIN)),
        array(&records(1, 500, WITHIN)),
    ];
    assert_eq!(read(alike).await, (500, false, 2));
}

#[wasm_bindgen_test]
async fn a_tenant_that_knows_no_bounds_is_left_at_the_first_older_one() {
    let mixed = records(1, 2, WITHIN) + "," + &records(3, 1, BEFORE);
    assert_eq!(read(vec![envelope(&mixed, 9)]).await, (3, false, 1));
}

#[wasm_bindgen_test]
async fn five_pages_are_enough_and_it_says_so() {
    let page = |number: usize| envelope(&records(number * 500, 500, WITHIN), 40);
    assert_eq!(
        read((0..5).map(page).collect()).await,
        (2_500, true, 5),
        "the sixth is not asked for"
    );
}

#[wasm_bindgen_test]
async fn a_refusal_keeps_what_was_there() {
    let bench = Bench::new();
    let one = records(1, 1, WITHIN);
    bench
        .network
        .answers([envelope(&one, 1), Answer::status(403)]);
    let held = SignIns::default();
    held.read(&bench.client, 7, since()).await.expect("one");
    let error = held.read(&bench.client, 7, since()).await;
    assert_eq!(error.expect_err("a refusal").kind, Kind::Forbidden);
    assert_eq!(held.of(7).expect("kept").all.len(), 1);
}

#[wasm_bindgen_test]
async fn only_the_last_twelve_people_are_kept() {
    let bench = Bench::new();
    bench.network.answers((0..14).map(|_| envelope("", 1)));
    let held = SignIns::default();
    // The first one again at the end: it counts as the latest.
    for user in (0..13).chain([1]) {
        held.read(&bench.client, user, since()).await.expect("none");
    }
    let kept: Vec<i64> = (0..13).filter(|user| held.of(*user).is_some()).collect();
    assert_eq!(kept, (1..13).collect::<Vec<i64>>());
    bench.network.answers([envelope("", 1)]);
    held.read(&bench.client, 99, since()).await.expect("none");
    assert!(held.of(1).is_some() && held.of(2).is_none());
}
