//! `Client::write` as the guard: read-only mode, the lock, and what the journal keeps.

use gatehouse::api::call::{About, Call, Verb};
use gatehouse::api::client::Client;
use gatehouse::api::error::{ApiError, Fate, Kind};
use gatehouse::state::connections::Connection;
use gatehouse::state::journal::{Journal, MOST, Outcome};
use gatehouse::state::read_only::ReadOnly;
use gatehouse::state::storage::{READ_ONLY, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use super::client::{Bench, USERS};
use super::network::Answer;
use super::support::{owner, settle, start};

fn refusal(error: &ApiError) -> (Kind, Fate) {
    (error.kind, error.fate())
}

fn outcomes(journal: Journal) -> Vec<Outcome> {
    journal.with(|entries| entries.iter().map(|entry| entry.outcome.clone()).collect())
}

#[wasm_bindgen_test]
async fn nothing_leaves_in_read_only_mode_and_reads_do() {
    let bench = Bench::new();
    bench.read_only.set(true);
    for verb in [Verb::Post, Verb::Put, Verb::Delete] {
        let error = bench.write(verb, Some("{}")).end().await.expect_err("off");
        assert_eq!(refusal(&error), (Kind::ReadOnly, Fate::Unsent));
        assert!(error.trace().ends_with(": not sent"), "{}", error.trace());
    }
    bench.network.has_sent(0);
    assert!(outcomes(bench.journal).is_empty(), "nothing was sent");
    bench
        .network
        .answers([Answer::json("{}"), Answer::status(204)]);
    bench.read(USERS).end().await.expect("an answer");
    bench.read_only.set(false);
    bench
        .write(Verb::Delete, None)
        .end()
        .await
        .expect("an answer");
}

#[wasm_bindgen_test]
async fn a_pinned_connection_is_never_written_to() {
    let bench = Bench::new();
    let pinned = Connection {
        read_only: true,
        ..bench.client.connection().clone()
    };
    let client = Client::new(pinned, bench.session, bench.journal, bench.read_only);
    bench.read_only.set(false);
    assert!(
        client
            .refuses_changes()
            .is_some_and(|why| why.contains("config.json"))
    );
    let call = Call::bare(Verb::Delete, USERS.to_owned());
    let error = client
        .write(&call, &About::new("x"))
        .await
        .expect_err("off");
    assert_eq!(refusal(&error), (Kind::ReadOnly, Fate::Unsent));
    bench.network.has_sent(0);
    assert!(
        bench.client.refuses_changes().is_none(),
        "the others are free"
    );
}

#[wasm_bindgen_test]
async fn the_switch_is_kept_and_shared() {
    let bench = Bench::new();
    bench.read_only.set(true);
    assert_eq!(Store::Local.get(READ_ONLY).as_deref(), Some("on"));
    let other = owner();
    let elsewhere = other.with(ReadOnly::provide);
    assert!(elsewhere.is_on(), "a new tab starts with it");
    // Another tab switches it: the store changes, and this tab hears of it.
    Store::Local.set(READ_ONLY, "off");
    let event = web_sys::Event::new("storage").expect("an event");
    let window = web_sys::window().expect("a window");
    window.dispatch_event(&event).expect("sent");
    assert!(!elsewhere.is_on() && !bench.read_only.is_on());
}

#[wasm_bindgen_test]
async fn the_word_of_another_tab_counts_before_it_is_heard() {
    let bench = Bench::new();
    Store::Local.set(READ_ONLY, "on");
    let error = bench
        .write(Verb::Delete, None)
        .end()
        .await
        .expect_err("off");
    assert_eq!(error.kind, Kind::ReadOnly);
    bench.network.has_sent(0);
}

#[wasm_bindgen_test]
async fn a_write_that_waits_for_its_turn_is_let_go_by_the_lock_and_by_read_only_mode() {
    for (locks, kind) in [(true, Kind::Locked), (false, Kind::ReadOnly)] {
        let bench = Bench::new();
        bench.network.answers((0..450).map(|_| Answer::json("{}")));
        for _ in 0..450 {
            bench.read(USERS).end().await.expect("an answer");
        }
        let write = bench.write(Verb::Delete, None);
        bench.clock.pass(30_000).await;
        assert!(write.is_running());
        if locks {
            bench.session.lock();
        } else {
            bench.read_only.set(true);
        }
        bench.clock.pass(1_000).await;
        let error = write.end().await.expect_err("let go");
        assert_eq!(refusal(&error), (kind, Fate::Unsent));
        bench.network.has_sent(450);
        assert!(outcomes(bench.journal).is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_429_is_the_only_answer_after_which_a_write_is_sent_again() {
    let bench = Bench::new();
    bench
        .network
        .answers([Answer::busy(3), Answer::status(204)]);
    let write = bench.write(Verb::Post, Some("{}"));
    bench.network.sent(1).await;
    settle().await;
    assert!(matches!(
        &outcomes(bench.journal)[..],
        [Outcome::Refused(429, _)]
    ));
    bench.clock.pass(3_000).await;
    assert_eq!(write.end().await.expect("an answer").status, 204);
    bench.network.has_sent(2);
    assert_eq!(outcomes(bench.journal), [Outcome::Done(204, String::new())]);
}

#[wasm_bindgen_test]
async fn what_was_refused_stays_so_when_it_may_not_be_sent_again() {
    let bench = Bench::new();
    bench.network.answers([Answer::busy(30)]);
    let write = bench.write(Verb::Post, Some("{}"));
    bench.network.sent(1).await;
    bench.read_only.set(true);
    bench.clock.pass(30_000).await;
    let error = write.end().await.expect_err("refused");
    assert_eq!((error.status, error.fate()), (Some(429), Fate::Refused));
    bench.network.has_sent(1);
}

#[wasm_bindgen_test]
async fn the_journal_keeps_no_secret() {
    let bench = Bench::new();
    bench.network.answers([Answer::status(204)]);
    let body = Some(r#"{"password":"hunter2","first_name":"Ann"}"#);
    bench
        .write(Verb::Post, body)
        .end()
        .await
        .expect("an answer");
    bench.journal.with(|entries| {
        let kept = entries[0].body.as_deref();
        assert_eq!(kept, Some(r#"{"password":"•••","first_name":"Ann"}"#));
        assert!(!format!("{entries:?}").contains("secret"), "nor the key");
    });
}

#[wasm_bindgen_test]
async fn the_journal_tells_no_body_from_one_that_is_too_long_to_keep() {
    let bench = Bench::new();
    bench
        .network
        .answers([Answer::status(204), Answer::status(204)]);
    let long = ["{\"a\":\"", &"x".repeat(70_000), "\"}"].concat();
    for body in [None, Some(long.as_str())] {
        bench
            .write(Verb::Post, body)
            .end()
            .await
            .expect("an answer");
    }
    bench.journal.with(|entries| {
        let kept: Vec<Option<&str>> = entries.iter().map(|entry| entry.body.as_deref()).collect();
        assert_eq!(kept, [None, Some("")]);
    });
}

#[wasm_bindgen_test]
async fn nobody_waiting_for_the_answer_leaves_it_unknown() {
    let bench = Bench::new();
    bench.network.answers([Answer::Never]);
    let call = Call::bare(Verb::Delete, USERS.to_owned());
    let client = bench.client.clone();
    let write = start(async move { client.write(&call, &About::new("x")).await });
    bench.network.sent(1).await;
    write.abandon().await;
    assert!(matches!(
        &outcomes(bench.journal)[..],
        [Outcome::Unknown(_)]
    ));
    assert!(!bench.network.request(0).is_aborted());
}

#[wasm_bindgen_test]
async fn the_journal_is_bounded_and_late_answers_still_find_their_entry() {
    let bench = Bench::new();
    bench.network.answers([Answer::status(204)]);
    bench
        .write(Verb::Delete, None)
        .end()
        .await
        .expect("an answer");
    let first = bench.journal.with(|entries| entries[0].clone());
    for _ in 0..MOST {
        bench.journal.enter(first.clone());
    }
    let last = bench.journal.enter(first);
    bench
        .journal
        .complete(1, Outcome::Unknown("late".to_owned()));
    bench
        .journal
        .complete(last, Outcome::Done(200, String::new()));
    bench.journal.with(|entries| {
        assert_eq!(entries.len(), MOST);
        assert_eq!(entries[0].number, 3);
        assert_eq!(entries[MOST - 1].outcome, Outcome::Done(200, String::new()));
        assert!(
            entries[..MOST - 1]
                .iter()
                .all(|entry| entry.outcome == Outcome::Sent)
        );
    });
}
