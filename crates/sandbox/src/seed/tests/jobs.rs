//! The queues are as the worker could have left them.

use super::super::actions::CULPRIT;
use super::*;
use crate::worker::backoff::MAX_RETRIES;

#[test]
fn every_job_is_one_the_worker_could_have_left() {
    for which in [Seed::Demo, Seed::Large] {
        let db = planted(which, NOON);
        let now = parse(NOON).unwrap();
        let none = |condition: &str| {
            let sql = format!("SELECT count(*) FROM jobs WHERE {condition}");
            assert_eq!(ask::<i64>(&db, &sql), 0, "{which:?}: {condition}");
        };
        none(&format!(
            "created_at >= {now} OR (started_at * 1000 >= {now}) OR last_retry * 1000 >= {now}"
        ));
        none("(queue = 'in_progress') <> (started_at IS NOT NULL)");
        none("started_at * 1000 < created_at");
        none(&format!(
            "queue IN ('retry', 'in_progress') AND run_at <= {now}"
        ));
        none(&format!(
            "queue = 'retry' AND (retry_count >= {MAX_RETRIES} OR (last_retry IS NULL) <> (retry_count = 0))"
        ));
        none(&format!("queue = 'dead' AND retry_count <> {MAX_RETRIES}"));
        none("(queue IN ('retry', 'dead')) <> (error_class IS NOT NULL)");
        none("last_retry * 1000 < created_at");
        // No wait is longer than the longest of the rule.
        none(&format!(
            "queue = 'retry' AND run_at > {now} + {}",
            93 * chance::HOUR
        ));
    }
}

#[test]
fn one_action_causes_most_of_the_dead_jobs() {
    let db = planted(Seed::Demo, NOON);
    let count = |condition: &str| {
        ask::<f64>(
            &db,
            &format!(
                "SELECT total(1) FROM jobs LEFT JOIN actions ON actions.id = action_id WHERE {condition}"
            ),
        )
    };
    let dead = count("queue = 'dead'");
    assert!(count(&format!("queue = 'dead' AND name = '{CULPRIT}'")) > dead / 2.0);
    let classes: i64 = ask(&db, "SELECT count(DISTINCT error_class) FROM jobs");
    assert!((8..=20).contains(&classes), "{classes}");
    for some in [
        "queue = 'queued' AND action_id IS NULL",
        "action_id IS NOT NULL AND name IS NULL",
        "json_type(events) = 'array'",
        "events IS NULL",
        "queue = 'dead' AND last_retry IS NULL",
        "type = 'AgentCheckJob'",
    ] {
        assert!(count(some) > 0.0, "{some}");
    }
}
