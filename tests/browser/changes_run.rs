//! `Changes`, once it sends: the order, every kind of end, what stops a plan, and what may be sent again.

use gatehouse::api::error::Kind;
use gatehouse::data::changes::job::{Again, End, Halt, Sort, Stage};
use gatehouse::data::changes::plan::{Caution, Verdict};
use gatehouse::data::changes::summary;
use gatehouse::state::journal::Outcome;
use gatehouse::state::session::Key;
use leptos::prelude::{GetUntracked, Owner, RwSignal, Set};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

use super::changes::{Office, gone, sorts};
use super::network::Answer;
use super::support::{settle, until};

fn refused(status: u16, words: &str) -> Answer {
    let json = ("content-type", "application/json".to_owned());
    Answer::Reply(status, vec![json], format!(r#"{{"error":"{words}"}}"#))
}

#[wasm_bindgen_test]
async fn steps_go_one_after_another_in_their_order() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held, gone(), gone()]);
    let job = office.send(&[3, 1, 2]).await;
    office.bench.network.sent(1).await;
    assert_eq!(job.progress(), (0, 3));
    assert!(later.send(gone()).is_ok());
    office.ended(&job).await;
    let ids = [0, 1, 2].map(|at| office.bench.network.request(at).line());
    let ids = ids.map(|line| line.chars().last().expect("an id"));
    assert_eq!(ids, ['3', '1', '2']);
    assert_eq!(job.stage(), Stage::Ended(None));
    assert_eq!(summary(&job), "3 done");
    assert_eq!(office.told.take(), ["3", "1", "2"]);
    assert_eq!(office.changes.jobs().len(), 1, "its results can be read");
    office.changes.dismiss(job.id);
    assert!(office.changes.jobs().is_empty());
}

#[wasm_bindgen_test]
async fn every_kind_of_end_is_told_apart_and_stands_in_the_journal() {
    let office = Office::new();
    office.bench.network.answers([
        gone(),
        Answer::json(r#"{"message":"gone"}"#),
        refused(422, "the last owner"),
        Answer::Dropped,
        refused(500, "oops"),
        gone(),
    ]);
    let job = office.send(&[1, 2, 3, 4, 5, 6]).await;
    office.ended(&job).await;
    assert_eq!(
        sorts(&job),
        [
            Sort::Done,
            Sort::Unneeded,
            Sort::Refused,
            Sort::Unknown,
            Sort::Unknown,
            Sort::Done
        ]
    );
    assert_eq!(summary(&job), "2 done, 1 not needed, 1 refused, 2 unknown");
    let words = job.rows().into_iter().map(|[_, _, words, _]| words);
    assert_eq!(
        words.collect::<Vec<_>>(),
        [
            "Deleted",
            "Was gone",
            "the last owner (422)",
            "No answer: the connection failed",
            "oops (500)",
            "Deleted"
        ]
    );
    let done = |status, words: &str| Outcome::Done(status, words.to_owned());
    assert_eq!(
        office.outcomes(),
        [
            done(204, "Deleted"),
            done(200, "Was gone"),
            Outcome::Refused(422, "the last owner".to_owned()),
            Outcome::Unknown("No answer: the connection failed".to_owned()),
            Outcome::Unknown("oops (status 500)".to_owned()),
            done(204, "Deleted")
        ]
    );
    office.bench.journal.with(|entries| {
        assert_eq!(entries[2].what, "Delete user User 3");
        assert_eq!(entries[2].reason, "A test");
        assert_eq!(
            (entries[2].method, entries[2].path.as_str()),
            ("DELETE", "/console/tines/api/v1/admin/users/3")
        );
        assert!(entries.iter().map(|entry| entry.number).eq(1..=6));
    });
    office.bench.clock.pass(600_000).await;
    office.bench.network.has_sent(6);
}

#[wasm_bindgen_test]
async fn it_stands_in_the_journal_before_it_is_answered() {
    let office = Office::new();
    let (_later, held) = Answer::held();
    office.bench.network.answers([held]);
    office.send(&[1]).await;
    office.bench.network.sent(1).await;
    assert_eq!(office.outcomes(), [Outcome::Sent]);
}

#[wasm_bindgen_test]
async fn retry_sends_only_what_was_refused() {
    let office = Office::new();
    office
        .bench
        .network
        .answers([gone(), refused(422, "no"), Answer::Dropped, gone()]);
    let job = office.send(&[1, 2, 3, 4]).await;
    office.ended(&job).await;
    assert_eq!(
        [Again::Rest, Again::Refused, Again::RefusedAndUnknown].map(|again| job.would_send(again)),
        [0, 1, 2]
    );
    office.bench.network.answers([gone()]);
    office.changes.again(job.id, Again::Refused);
    office.changes.again(job.id, Again::Refused);
    until("it was sent again", || office.bench.network.count() > 4).await;
    office.ended(&job).await;
    office.bench.network.sent(5).await;
    let line = office.bench.network.request(4).line();
    assert!(line.ends_with("/users/2"), "{line}");
    assert_eq!(
        sorts(&job),
        [Sort::Done, Sort::Done, Sort::Unknown, Sort::Done]
    );
    // Nothing is refused any more: the unknown one stays alone.
    office.changes.again(job.id, Again::Refused);
    office.changes.again(job.id, Again::Rest);
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(5);
    office.bench.network.answers([gone()]);
    office.changes.again(job.id, Again::RefusedAndUnknown);
    until("it was sent again", || office.bench.network.count() > 5).await;
    office.ended(&job).await;
    office.bench.network.sent(6).await;
    assert!(office.bench.network.request(5).line().ends_with("/users/3"));
    assert_eq!(summary(&job), "4 done");
}

#[wasm_bindgen_test]
async fn stop_lets_what_is_under_way_end_and_sends_no_more() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held]);
    let job = office.send(&[1, 2, 3]).await;
    office.bench.network.sent(1).await;
    office.changes.stop(job.id);
    settle().await;
    assert!(job.is_stopping() && office.changes.is_busy());
    assert!(later.send(gone()).is_ok());
    office.ended(&job).await;
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::Asked)));
    assert_eq!(summary(&job), "1 done, 2 not sent");
    office.bench.network.has_sent(1);
    office.bench.network.answers([gone(), gone()]);
    office.changes.again(job.id, Again::Rest);
    until("the rest was sent", || office.bench.network.count() > 2).await;
    office.ended(&job).await;
    assert_eq!(
        (summary(&job).as_str(), job.stage()),
        ("3 done", Stage::Ended(None))
    );
}

#[wasm_bindgen_test]
async fn stop_reaches_a_step_that_waits_for_its_turn() {
    let office = Office::new();
    office.bench.network.answers([Answer::busy(50)]);
    let job = office.send(&[1, 2]).await;
    office.bench.network.sent(1).await;
    office.bench.clock.pass(20_000).await;
    office.changes.stop(job.id);
    office.bench.clock.pass(1_000).await;
    office.ended(&job).await;
    office.bench.clock.pass(600_000).await;
    office.bench.network.has_sent(1);
    assert_eq!(sorts(&job), [Sort::Refused, Sort::Unsent]);
    assert_eq!(
        job.would_send(Again::Rest),
        2,
        "429 says that nothing was done"
    );
}

#[wasm_bindgen_test]
async fn a_refused_key_stops_and_a_new_one_goes_on() {
    let office = Office::new();
    office.bench.network.answers([gone(), Answer::status(401)]);
    let job = office.send(&[1, 2, 3]).await;
    office.ended(&job).await;
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::KeyRefused)));
    assert!(office.bench.session.is_refused("tines"));
    office.bench.network.has_sent(2);
    office
        .bench
        .session
        .keep("tines", Key::Single("new".to_owned()));
    office.bench.network.answers([gone(), gone()]);
    office.changes.again(job.id, Again::Rest);
    until("the rest was sent", || office.bench.network.count() > 3).await;
    office.ended(&job).await;
    assert_eq!(summary(&job), "3 done");
    let last = office.bench.network.request(3);
    let key = last
        .headers()
        .into_iter()
        .find(|(name, _)| name == "authorization");
    assert_eq!(key.map(|(_, key)| key).as_deref(), Some("Bearer new"));
}

#[wasm_bindgen_test]
async fn read_only_mode_in_the_middle_stops() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held]);
    let job = office.send(&[1, 2, 3]).await;
    office.bench.network.sent(1).await;
    office.bench.read_only.set(true);
    settle().await;
    assert!(later.send(gone()).is_ok());
    office.ended(&job).await;
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::ReadOnly)));
    assert_eq!(summary(&job), "1 done, 2 not sent");
    office.changes.again(job.id, Again::Rest);
    office.ended(&job).await;
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::ReadOnly)));
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
}

#[wasm_bindgen_test]
async fn the_lock_in_the_middle_stops_and_what_was_sent_is_told() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held]);
    let job = office.send(&[1, 2, 3]).await;
    office.bench.network.sent(1).await;
    office.bench.session.lock();
    settle().await;
    assert!(
        office.changes.jobs().is_empty(),
        "nothing that names somebody stays"
    );
    assert_eq!(
        office.words(),
        ["A change under way was stopped: the journal says what was sent."]
    );
    office
        .bench
        .session
        .keep("tines", Key::Single("other".to_owned()));
    assert!(later.send(gone()).is_ok());
    office.ended(&job).await;
    office.bench.clock.pass(60_000).await;
    office.bench.network.has_sent(1);
    assert_eq!(
        office.outcomes(),
        [Outcome::Done(204, "Deleted".to_owned())]
    );
    assert!(!office.changes.is_busy());
    // The desk works on.
    office.bench.network.answers([gone()]);
    office.send(&[9]).await;
    office.bench.network.sent(2).await;
}

#[wasm_bindgen_test]
async fn a_refusal_for_the_pace_is_waited_out_and_sent_again() {
    for (answer, wait) in [(Answer::busy(5), 5_000), (Answer::status(429), 500)] {
        let office = Office::new();
        office.bench.network.answers([answer, gone(), gone()]);
        let job = office.send(&[1, 2]).await;
        office.bench.network.sent(1).await;
        office.bench.clock.pass(wait - 1).await;
        office.bench.network.has_sent(1);
        office.bench.clock.pass(1).await;
        office.ended(&job).await;
        office.bench.network.has_sent(3);
        assert_eq!(summary(&job), "2 done");
        let tries = office
            .bench
            .journal
            .with(|entries| entries.iter().map(|entry| entry.tries).collect::<Vec<_>>());
        assert_eq!(tries, [2, 1], "one entry each");
    }
}

#[wasm_bindgen_test]
async fn a_pace_that_stays_refused_stops_the_plan() {
    for (answers, sent) in [
        (vec![Answer::busy(600)], 1),
        ((0..4).map(|_| Answer::status(429)).collect(), 4),
    ] {
        let office = Office::new();
        office.bench.network.answers(answers);
        let job = office.send(&[1, 2]).await;
        office.bench.clock.pass(60_000).await;
        office.ended(&job).await;
        assert_eq!(job.stage(), Stage::Ended(Some(Halt::Busy)));
        office.bench.clock.pass(600_000).await;
        office.bench.network.has_sent(sent);
        assert_eq!(job.would_send(Again::Rest), 2);
    }
}

#[wasm_bindgen_test]
async fn three_in_a_row_without_an_answer_are_enough() {
    let office = Office::new();
    office.bench.network.answers([
        Answer::Dropped,
        Answer::Dropped,
        gone(),
        Answer::Dropped,
        Answer::html(502),
        Answer::CutOff,
    ]);
    let job = office.send(&[1, 2, 3, 4, 5, 6, 7, 8]).await;
    office.ended(&job).await;
    assert_eq!(job.stage(), Stage::Ended(Some(Halt::NoAnswer)));
    assert_eq!(summary(&job), "1 done, 5 unknown, 2 not sent");
    assert_eq!(
        job.would_send(Again::Rest),
        2,
        "what is in doubt is not gone on with"
    );
    office.bench.network.has_sent(6);
}

#[wasm_bindgen_test]
async fn one_step_that_fails_stays_on_screen() {
    let office = Office::new();
    office.bench.network.answers([refused(403, "no")]);
    let job = office.send(&[1]).await;
    office.ended(&job).await;
    assert!(office.words().is_empty());
    assert_eq!(office.changes.jobs().len(), 1);
    let error = job.with_ends(|ends| match &ends[0] {
        End::Refused(error) => Some((error.kind, error.message.clone())),
        _ => None,
    });
    assert_eq!(error, Some((Kind::Forbidden, Some("no".to_owned()))));
}

#[wasm_bindgen_test]
async fn the_page_that_asked_may_go() {
    let office = Office::new();
    let (later, held) = Answer::held();
    office.bench.network.answers([held, gone()]);
    let page = office.bench.owner.with(Owner::new);
    let seen = page.with(|| RwSignal::new(0));
    let mut plan = office.plan(&[1, 2], Caution::Held);
    let told = Rc::clone(&plan.on_reply);
    plan.on_reply = Rc::new(move |step, reply| {
        seen.try_set(seen.try_get_untracked().unwrap_or(0) + 1);
        told(step, reply);
        Verdict::Done("Deleted")
    });
    let client = office.bench.client.clone();
    office.changes.propose(&client, plan);
    drop(client);
    let job = office.newest();
    office.changes.send_now(job.id);
    office.bench.network.sent(1).await;
    page.cleanup();
    drop(page);
    assert!(later.send(gone()).is_ok());
    office.ended(&job).await;
    assert_eq!(summary(&job), "2 done");
    assert_eq!(office.told.take(), ["1", "2"]);
}

#[wasm_bindgen_test]
async fn a_plan_stays_below_the_limit_of_the_tenant() {
    let office = Office::new();
    office.bench.network.answers((0..460).map(|_| gone()));
    let ids: Vec<u32> = (1..=460).collect();
    let job = office.send(&ids).await;
    until("the first minute is full", || {
        office.bench.network.count() >= 450
    })
    .await;
    settle().await;
    office.bench.network.has_sent(450);
    assert!(
        office.bench.client.waiting().is_some(),
        "the wait can be shown"
    );
    office.bench.clock.pass(59_999).await;
    office.bench.network.has_sent(450);
    office.bench.clock.pass(1).await;
    office.ended(&job).await;
    office.bench.network.has_sent(460);
    assert_eq!(summary(&job), "460 done");
}
