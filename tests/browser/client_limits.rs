//! `Client` and rate limits: `Retry-After` is kept to, by every read that counts against the same limit.

use gatehouse::api::error::Kind;
use wasm_bindgen_test::wasm_bindgen_test;

use super::client::{Bench, USERS};
use super::clock::START;
use super::network::Answer;
use super::support::settle;

/// A path that counts against another limit.
const JOBS: &str = "/api/v1/admin/dead_jobs";

#[wasm_bindgen_test]
async fn a_read_waits_as_long_as_it_is_told() {
    let bench = Bench::new();
    bench.network.answers([Answer::busy(7), Answer::json("{}")]);
    let read = bench.read(USERS);
    bench
        .clock
        .wait_out(7_000, || bench.network.has_sent(1))
        .await;
    bench.network.sent(2).await;
    assert_eq!(read.end().await.expect("an answer").text, "{}");
}

#[wasm_bindgen_test]
async fn the_page_can_say_until_when_reads_are_held_back() {
    let bench = Bench::new();
    bench.network.answers([Answer::busy(7), Answer::json("{}")]);
    assert_eq!(bench.client.waiting(), None);
    let read = bench.read(USERS);
    let client = bench.client.clone();
    bench
        .clock
        .wait_out(7_000, || assert_eq!(client.waiting(), Some(START + 7_000)))
        .await;
    read.end().await.expect("an answer");
    assert_eq!(bench.client.waiting(), None);
}

#[wasm_bindgen_test]
async fn a_wait_that_is_abandoned_is_said_no_more() {
    let bench = Bench::new();
    bench.network.answers([Answer::busy(7)]);
    let read = bench.read(USERS);
    bench.clock.pass(10).await;
    assert!(bench.client.waiting().is_some());
    read.abandon().await;
    assert_eq!(bench.client.waiting(), None);
}

#[wasm_bindgen_test]
async fn a_wait_is_said_as_long_as_any_read_waits() {
    let bench = Bench::new();
    bench.network.answers([
        Answer::busy(20),
        Answer::busy(5),
        Answer::json("{}"),
        Answer::json("{}"),
    ]);
    let long = bench.read(USERS);
    bench.network.sent(1).await;
    let short = bench.read(JOBS);
    bench.clock.wait_out(5_000, || {}).await;
    short.end().await.expect("an answer");
    assert!(long.is_running());
    assert_eq!(
        bench.client.waiting(),
        Some(START + 20_000),
        "the longer wait is still on"
    );
    bench.clock.wait_out(15_000, || {}).await;
    long.end().await.expect("an answer");
    assert_eq!(bench.client.waiting(), None);
}

#[wasm_bindgen_test]
async fn a_wait_that_says_nothing_useful_is_replaced_by_our_own() {
    for answer in [
        Answer::status(429),
        Answer::busy("Thu, 15 Jan 2026 12:00:09 GMT"),
        Answer::busy("soon"),
    ] {
        let bench = Bench::new();
        bench.network.answers([answer, Answer::json("{}")]);
        let read = bench.read(USERS);
        bench
            .clock
            .wait_out(500, || bench.network.has_sent(1))
            .await;
        read.end().await.expect("an answer");
    }
}

#[wasm_bindgen_test]
async fn a_wait_of_nothing_is_still_a_wait() {
    let bench = Bench::new();
    bench.network.answers([Answer::busy(0), Answer::json("{}")]);
    let read = bench.read(USERS);
    bench
        .clock
        .wait_out(250, || bench.network.has_sent(1))
        .await;
    read.end().await.expect("an answer");
}

#[wasm_bindgen_test]
async fn a_wait_beyond_patience_is_for_the_person_to_decide() {
    for (seconds, waits) in [(90, true), (91, false), (u32::MAX, false)] {
        let bench = Bench::new();
        bench
            .network
            .answers([Answer::busy(seconds), Answer::json("{}")]);
        let read = bench.read(USERS);
        if waits {
            bench.clock.wait_out(seconds * 1_000, || {}).await;
            read.end().await.expect("an answer");
        } else {
            let error = read.end().await.expect_err("it is not waited for");
            assert_eq!(
                (error.kind, error.tries),
                (
                    Kind::Busy {
                        retry_after: Some(seconds)
                    },
                    1
                )
            );
        }
    }
}

#[wasm_bindgen_test]
async fn other_reads_of_the_same_limit_wait_as_well() {
    let bench = Bench::new();
    bench.network.answers([
        Answer::busy(5),
        Answer::json("\"jobs\""),
        Answer::json("1"),
        Answer::json("2"),
    ]);
    let first = bench.read(USERS);
    bench.clock.pass(10).await;
    let second = bench.read("/api/v1/admin/users?page=2");
    let elsewhere = bench.read(JOBS);
    assert_eq!(
        elsewhere.end().await.expect("an answer").text,
        "\"jobs\"",
        "another limit is not concerned"
    );
    bench.clock.pass(4_980).await;
    assert_eq!(bench.network.count(), 2);
    bench.clock.pass(10).await;
    first.end().await.expect("an answer");
    second.end().await.expect("an answer");
    assert_eq!(bench.network.count(), 4);
}

#[wasm_bindgen_test]
async fn reads_stay_below_the_documented_limit() {
    let bench = Bench::new();
    // 100 a minute: nine tenths of that leave at once.
    let actions = "/api/v1/actions";
    bench.network.answers((0..91).map(|_| Answer::json("{}")));
    let reads: Vec<_> = (0..91).map(|_| bench.read(actions)).collect();
    bench.network.sent(90).await;
    settle().await;
    bench
        .clock
        .wait_out(60_000, || bench.network.has_sent(90))
        .await;
    bench.network.sent(91).await;
    for read in reads {
        read.end().await.expect("an answer");
    }
}
