//! The four job lists.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::{Row, named_params};
use serde_json::{Map, Value, json};

use super::page::{Envelope, Paging};
use super::refusal::Refusal;
use crate::app::App;
use crate::switches::{JobMeta, Jobs, Switches};

/// A queue that can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Queue {
    Queued,
    Retry,
    Dead,
    InProgress,
}

impl Queue {
    /// As the column `queue` has it, and the key of the envelope.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Queued => ("queued", "admin/queued_jobs"),
            Self::Retry => ("retry", "admin/retry_jobs"),
            Self::Dead => ("dead", "admin/dead_jobs"),
            Self::InProgress => ("in_progress", "admin/in_progress_jobs"),
        }
    }
}

/// The lists.
pub fn routes() -> Router<App> {
    let mut router = Router::new();
    for queue in [Queue::Queued, Queue::Retry, Queue::Dead, Queue::InProgress] {
        let handler = async move |State(app): State<App>, paging: Paging| {
            list(app, queue, paging).await.into_response()
        };
        router = router.route(&format!("/{}", queue.names().1), get(handler));
    }
    router
}

/// Whether this tenant has jobs to show and to delete: true; false if it only says so.
pub fn available(dialect: &Switches) -> Result<bool, Refusal> {
    match dialect.jobs {
        Jobs::Dedicated => Ok(true),
        Jobs::Empty => Ok(false),
        Jobs::Forbidden => Err(Refusal::forbidden(
            "Jobs are available on dedicated tenants only",
        )),
        Jobs::Missing => Err(Refusal::not_found()),
    }
}

async fn list(app: App, queue: Queue, paging: Paging) -> Result<Json<Envelope<Value>>, Refusal> {
    let dialect = app.dialect();
    let shown = available(&dialect)?;
    let (name, key) = queue.names();
    let (limit, offset) = (paging.limit(), paging.offset());
    let (jobs, count) = app
        .db
        .run(move |tx| {
            let count = "SELECT count(*) FROM jobs WHERE queue = :queue AND :shown";
            let count = tx
                .prepare_cached(count)?
                .query_row(named_params! {":queue": name, ":shown": shown}, |row| row.get(0))?;
            // The page is cut before the Actions are looked up.
            let page = "SELECT page.*, actions.name AS action_name FROM (
                            SELECT * FROM jobs WHERE queue = :queue AND :shown ORDER BY id LIMIT :limit OFFSET :offset
                        ) AS page LEFT JOIN actions ON actions.id = action_id ORDER BY page.id";
            let jobs = tx
                .prepare_cached(page)?
                .query_map(
                    named_params! {":queue": name, ":shown": shown, ":limit": limit, ":offset": offset},
                    |row| show(row, queue),
                )?
                .collect::<rusqlite::Result<Vec<Value>>>()?;
            Ok::<_, Refusal>((jobs, count))
        })
        .await?;
    let envelope = paging.envelope(key, jobs, count, &dialect);
    Ok(Json(match dialect.job_meta {
        JobMeta::True => envelope,
        JobMeta::Zero => envelope.uncounted(),
    }))
}

/// `agent` is the Action: an object, its bare id if the tenant has no name for it, or left out.
fn show(row: &Row<'_>, queue: Queue) -> rusqlite::Result<Value> {
    let mut job = Map::new();
    let mut put = |name: &str, value: Value| drop(job.insert(name.into(), value));
    put("id", row.get::<_, i64>("id")?.into());
    put("type", row.get::<_, String>("type")?.into());
    if let Some(id) = row.get::<_, Option<i64>>("action_id")? {
        let name: Option<String> = row.get("action_name")?;
        put(
            "agent",
            name.map_or_else(|| id.into(), |name| json!({ "id": id, "name": name })),
        );
    }
    let events: Option<String> = row.get("events")?;
    put(
        "events",
        events
            .and_then(|events| serde_json::from_str(&events).ok())
            .unwrap_or(Value::Null),
    );
    put("retry_count", row.get::<_, i64>("retry_count")?.into());
    if matches!(queue, Queue::Retry | Queue::Dead) {
        let last_retry: Option<f64> = row.get("last_retry")?;
        put(
            "last_retry",
            last_retry.map_or_else(|| "".into(), Value::from),
        );
    }
    if let Some(error_class) = row.get::<_, Option<String>>("error_class")? {
        put("error_class", error_class.into());
    }
    if let (Queue::InProgress, Some(started_at)) = (queue, row.get::<_, Option<f64>>("started_at")?)
    {
        put("started_at", started_at.into());
    }
    Ok(Value::Object(job))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::testing::Tenant;

    fn tenant() -> Tenant {
        let tenant = Tenant::new();
        tenant.execute(
            "INSERT INTO actions (id, name) VALUES (7, 'Fetch'), (8, NULL);
             INSERT INTO jobs (queue, type, action_id, events, retry_count, last_retry, error_class, created_at, run_at, started_at) VALUES
                 ('queued', 'AgentReceiveJob', 7, '3', 0, NULL, NULL, 1, 1, NULL),
                 ('retry', 'AgentReceiveJob', 8, '[1,2]', 4, 1768478400.25, 'Timeout', 1, 1, NULL),
                 ('retry', 'CredentialRefreshJob', NULL, NULL, 0, NULL, NULL, 1, 1, NULL),
                 ('dead', 'AgentCheckJob', 7, '1', 25, NULL, 'Faraday::ConnectionFailed', 1, 1, NULL),
                 ('in_progress', 'AgentReceiveJob', 7, '1', 0, NULL, NULL, 1, 1, 1768478399.5)",
        );
        tenant
    }

    #[tokio::test]
    async fn every_shape_of_a_job() {
        let tenant = tenant();
        let action = json!({ "id": 7, "name": "Fetch" });
        let lists = [
            (
                "queued",
                json!([{ "id": 1, "type": "AgentReceiveJob", "agent": action, "events": 3, "retry_count": 0 }]),
            ),
            (
                "retry",
                json!([
                    { "id": 2, "type": "AgentReceiveJob", "agent": 8, "events": [1, 2], "retry_count": 4,
                      "last_retry": 1_768_478_400.25, "error_class": "Timeout" },
                    { "id": 3, "type": "CredentialRefreshJob", "events": null, "retry_count": 0, "last_retry": "" },
                ]),
            ),
            (
                "dead",
                json!([{ "id": 4, "type": "AgentCheckJob", "agent": action, "events": 1, "retry_count": 25,
                         "last_retry": "", "error_class": "Faraday::ConnectionFailed" }]),
            ),
            (
                "in_progress",
                json!([{ "id": 5, "type": "AgentReceiveJob", "agent": action, "events": 1, "retry_count": 0,
                         "started_at": 1_768_478_399.5 }]),
            ),
        ];
        for (queue, expected) in lists {
            let answer = tenant
                .get(&format!("/tines/api/v1/admin/{queue}_jobs"))
                .await
                .json();
            assert_eq!(answer[&format!("admin/{queue}_jobs")], expected);
            assert_eq!(answer["meta"]["count"], expected.as_array().unwrap().len());
        }
    }

    #[tokio::test]
    async fn pages_of_a_queue() {
        let tenant = tenant();
        let second = tenant
            .get("/api/v1/admin/retry_jobs?per_page=1&page=2")
            .await
            .json();
        assert_eq!(second["admin/retry_jobs"][0]["id"], 3);
        assert_eq!(
            (&second["meta"]["pages"], &second["meta"]["next_page"]),
            (&json!(2), &Value::Null)
        );
    }

    #[tokio::test]
    async fn uncounted() {
        let tenant = tenant().switched(|switches| switches.job_meta = JobMeta::Zero);
        let answer = tenant
            .get("/api/v1/admin/retry_jobs?per_page=1")
            .await
            .json();
        assert_eq!(
            (&answer["meta"]["pages"], &answer["meta"]["count"]),
            (&json!(0), &json!(0))
        );
        assert_eq!(answer["admin/retry_jobs"][0]["id"], 2);
        assert!(answer["meta"]["next_page"].is_string());
    }

    #[tokio::test]
    async fn shared_tenants() {
        for (jobs, status) in [
            (Jobs::Forbidden, 403),
            (Jobs::Missing, 404),
            (Jobs::Empty, 200),
        ] {
            let tenant = tenant().switched(|switches| switches.jobs = jobs);
            for queue in ["queued", "retry", "dead", "in_progress"] {
                let answer = tenant.get(&format!("/api/v1/admin/{queue}_jobs")).await;
                assert_eq!(answer.status.as_u16(), status, "{jobs:?}");
                if jobs == Jobs::Empty {
                    assert_eq!(answer.json()[&format!("admin/{queue}_jobs")], json!([]));
                    assert_eq!(answer.json()["meta"]["count"], 0);
                }
            }
        }
    }
}
