//! `Client`: how often a request is sent, and after which wait. Reads are tried again, writes only when
//! they were refused with 429.

use gatehouse::api::call::Verb;
use gatehouse::api::error::Kind;
use wasm_bindgen_test::wasm_bindgen_test;

use super::client::{Bench, USERS};
use super::network::Answer;
use super::support::settle;

/// Expects the next try of the only read after just so many milliseconds.
async fn next_try_after(bench: &Bench, millis: u32) {
    let before = bench.network.count();
    bench
        .clock
        .wait_out(millis, || bench.network.has_sent(before))
        .await;
    bench.network.sent(before + 1).await;
}

#[wasm_bindgen_test]
async fn a_read_survives_a_passing_fault_of_the_server() {
    for status in [502, 503, 504] {
        let bench = Bench::new();
        bench
            .network
            .answers([Answer::html(status), Answer::json("{}")]);
        let read = bench.read(USERS);
        bench.network.sent(1).await;
        next_try_after(&bench, 500).await;
        assert_eq!(read.end().await.expect("an answer").text, "{}", "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_read_survives_a_connection_that_breaks() {
    let bench = Bench::new();
    bench
        .network
        .answers([Answer::Dropped, Answer::CutOff, Answer::json("{}")]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    next_try_after(&bench, 500).await;
    next_try_after(&bench, 1_500).await;
    assert_eq!(read.end().await.expect("an answer").text, "{}");
}

#[wasm_bindgen_test]
async fn a_read_gives_up_after_four_tries_and_says_so() {
    let bench = Bench::new();
    bench.network.answers([
        Answer::status(503),
        Answer::Dropped,
        Answer::status(502),
        Answer::status(504),
    ]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    for wait in [500, 1_500, 4_000] {
        next_try_after(&bench, wait).await;
    }
    let error = read.end().await.expect_err("it gave up");
    assert_eq!(
        (error.kind, error.status, error.tries),
        (Kind::Server, Some(504), 4)
    );
    assert_eq!(
        error.trace(),
        "GET /console/tines/api/v1/admin/users → 504, 6000 ms, 4 tries"
    );
    assert_eq!(bench.clock.timers(), [0; 0], "nothing is left waiting");
}

#[wasm_bindgen_test]
async fn a_read_without_any_answer_gives_up_as_offline() {
    let bench = Bench::new();
    bench.network.answers([
        Answer::Dropped,
        Answer::Dropped,
        Answer::Dropped,
        Answer::Dropped,
    ]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    for wait in [500, 1_500, 4_000] {
        next_try_after(&bench, wait).await;
    }
    let error = read.end().await.expect_err("it gave up");
    assert_eq!(
        (error.kind, error.status, error.tries),
        (Kind::Offline, None, 4)
    );
}

#[wasm_bindgen_test]
async fn reads_that_failed_together_do_not_come_back_together() {
    let bench = Bench::new();
    bench
        .network
        .answers([Answer::status(503), Answer::json("{}")]);
    bench.clock.set_chance(0.5);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    next_try_after(&bench, 575).await;
    read.end().await.expect("an answer");
}

#[wasm_bindgen_test]
async fn leaving_during_the_wait_sends_nothing_more() {
    let bench = Bench::new();
    bench
        .network
        .answers([Answer::status(503), Answer::json("{}")]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    settle().await;
    read.abandon().await;
    bench.clock.pass(10_000).await;
    assert_eq!(bench.network.count(), 1);
}

#[wasm_bindgen_test]
async fn a_read_without_an_answer_ends_in_time_and_is_aborted() {
    let bench = Bench::new();
    bench.network.answers([Answer::Never]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    bench
        .clock
        .wait_out(30_000, || {
            assert!(read.is_running() && !bench.network.request(0).is_aborted());
        })
        .await;
    let error = read.end().await.expect_err("no answer");
    assert_eq!(
        (error.kind, error.tries, error.millis),
        (Kind::TimedOut, 1, 30_000)
    );
    assert!(bench.network.request(0).is_aborted());
    bench.network.sent(1).await;
}

#[wasm_bindgen_test]
async fn a_write_without_an_answer_ends_in_time_and_is_not_aborted() {
    let bench = Bench::new();
    bench.network.answers([Answer::Never]);
    let write = bench.write(Verb::Post, Some("{}"));
    bench.network.sent(1).await;
    bench
        .clock
        .wait_out(60_000, || assert!(write.is_running()))
        .await;
    assert_eq!(
        write.end().await.expect_err("no answer").kind,
        Kind::TimedOut
    );
    assert!(
        !bench.network.request(0).is_aborted(),
        "it may still be carried out"
    );
    bench.network.sent(1).await;
}

#[wasm_bindgen_test]
async fn a_write_is_sent_with_its_body() {
    for (method, name) in [
        (Verb::Post, "POST"),
        (Verb::Put, "PUT"),
        (Verb::Delete, "DELETE"),
    ] {
        let bench = Bench::new();
        bench.network.answers([Answer::status(204)]);
        let body = (name != "DELETE").then_some(r#"{"a":1.0}"#);
        let reply = bench.write(method, body).end().await.expect("an answer");
        assert_eq!(
            (reply.status, reply.text.as_str(), reply.request.method),
            (204, "", name)
        );
        let request = bench.network.request(0);
        assert_eq!(
            request.line(),
            format!("{name} /console/tines/api/v1/admin/users")
        );
        let content_type = request
            .headers()
            .into_iter()
            .find(|(name, _)| name == "content-type");
        assert_eq!(
            content_type.map(|(_, value)| value).as_deref(),
            body.map(|_| "application/json")
        );
        assert_eq!(request.body().await, body.unwrap_or_default());
    }
}

#[wasm_bindgen_test]
async fn a_write_is_sent_once_whatever_comes() {
    let cases = [
        (Answer::status(502), Kind::Server),
        (Answer::status(503), Kind::Server),
        (Answer::status(504), Kind::Server),
        (Answer::Dropped, Kind::Offline),
        (Answer::CutOff, Kind::Offline),
    ];
    for (answer, kind) in cases {
        let bench = Bench::new();
        bench.network.answers([answer, Answer::json("{}")]);
        let error = bench
            .write(Verb::Post, Some("{}"))
            .end()
            .await
            .expect_err("a failure");
        assert_eq!((error.kind, error.tries), (kind, 1));
        bench.clock.pass(100_000).await;
        assert_eq!(bench.network.count(), 1, "{kind:?}");
    }
}
