//! Emptying a queue, wholly or of one Action's jobs: 204, with no count and no way back.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::delete;
use rusqlite::named_params;
use serde_json::json;

use super::audit;
use super::caller::Caller;
use super::id::Id;
use super::jobs::available;
use super::refusal::Refusal;
use crate::app::App;

/// A queue that can be emptied.
#[derive(Clone, Copy, Debug)]
struct Queue {
    /// As the column `queue` has it.
    name: &'static str,
    /// What the audit log calls it.
    operation: &'static str,
}

const QUEUES: [Queue; 3] = [
    Queue {
        name: "queued",
        operation: "JobsQueuedDeletion",
    },
    Queue {
        name: "retry",
        operation: "JobsRetryingDeletion",
    },
    Queue {
        name: "dead",
        operation: "JobsDeadDeletion",
    },
];

/// The six calls.
pub fn routes() -> Router<App> {
    let mut router = Router::new();
    for queue in QUEUES {
        let of_all = async move |State(app): State<App>, caller: Caller| {
            clear(app, queue, None, caller).await.into_response()
        };
        let of_one = async move |State(app): State<App>, Id(action): Id, caller: Caller| {
            clear(app, queue, Some(action), caller)
                .await
                .into_response()
        };
        let call = format!("delete_all_{}_jobs", queue.name);
        router = router
            .route(&format!("/admin/{call}"), delete(of_all))
            .route(
                &format!("/admin/actions/{{action_id}}/{call}"),
                delete(of_one),
            );
    }
    router
}

/// 404 for an Action that does not exist.
async fn clear(
    app: App,
    queue: Queue,
    action: Option<i64>,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    if !available(&app.dialect())? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let now = app.clock.now();
    app.db
        .run(move |tx| {
            let known = "SELECT ?1 IS NULL OR EXISTS (SELECT 1 FROM actions WHERE id = ?1)";
            if !tx.prepare_cached(known)?.query_row([action], |row| row.get(0))? {
                return Err(Refusal::not_found());
            }
            tx.prepare_cached("DELETE FROM jobs WHERE queue = :queue AND (:action IS NULL OR action_id = :action)")?
                .execute(named_params! {":queue": queue.name, ":action": action})?;
            audit::record(tx, now, &caller, queue.operation, &json!({ "actionId": action }))?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::switches::Jobs;
    use crate::testing::Tenant;

    /// Two jobs of Action 7, one of Action 8 and one of none, in every queue.
    fn tenant() -> Tenant {
        let tenant = Tenant::new();
        tenant.execute(
            "INSERT INTO actions (id, name) VALUES (7, 'Fetch'), (8, NULL);
             INSERT INTO jobs (queue, type, action_id, created_at, run_at)
             SELECT queue, 'AgentReceiveJob', action, 1, 1
             FROM (SELECT 'queued' AS queue UNION SELECT 'retry' UNION SELECT 'dead' UNION SELECT 'in_progress'),
                  (SELECT 7 AS action UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT NULL)",
        );
        tenant
    }

    fn left(tenant: &Tenant, queue: &str) -> i64 {
        tenant.one("SELECT count(*) FROM jobs WHERE queue = ?1", [queue])
    }

    #[tokio::test]
    async fn a_whole_queue_and_no_other() {
        for queue in QUEUES {
            let tenant = tenant();
            let path = format!("/tines/api/v1/admin/delete_all_{}_jobs", queue.name);
            let answer = tenant.call("DELETE", &path, "").await;
            assert_eq!((answer.status.as_u16(), &*answer.text), (204, ""));
            assert_eq!(
                (left(&tenant, queue.name), tenant.count("jobs")),
                (0, 12),
                "{queue:?}"
            );
            assert_eq!(tenant.call("DELETE", &path, "").await.status.as_u16(), 204);
            assert_eq!(
                tenant.one::<String>("SELECT max(operation_name) FROM audit_entries", []),
                queue.operation
            );
        }
    }

    #[tokio::test]
    async fn one_actions_jobs_and_no_others() {
        for queue in QUEUES {
            let tenant = tenant();
            let path =
                |id: &str| format!("/api/v1/admin/actions/{id}/delete_all_{}_jobs", queue.name);
            let answer = tenant.call("DELETE", &path("7"), "").await;
            assert_eq!((answer.status.as_u16(), &*answer.text), (204, ""));
            assert_eq!(
                (left(&tenant, queue.name), tenant.count("jobs")),
                (2, 14),
                "{queue:?}"
            );
            for unknown in ["9", "x", "-7", "", "7%20"] {
                assert_eq!(
                    tenant
                        .call("DELETE", &path(unknown), "")
                        .await
                        .status
                        .as_u16(),
                    404,
                    "{unknown}"
                );
            }
            assert_eq!(tenant.count("jobs"), 14);
        }
    }

    #[tokio::test]
    async fn what_runs_cannot_be_deleted() {
        let tenant = tenant();
        let answer = tenant
            .call("DELETE", "/api/v1/admin/delete_all_in_progress_jobs", "")
            .await;
        assert_eq!(answer.status.as_u16(), 404);
        let wrong = tenant
            .call("POST", "/api/v1/admin/delete_all_dead_jobs", "")
            .await;
        assert_eq!(wrong.status.as_u16(), 405);
        assert_eq!(tenant.count("jobs"), 16);
    }

    #[tokio::test]
    async fn shared_tenants_delete_nothing() {
        for (jobs, status) in [
            (Jobs::Forbidden, 403),
            (Jobs::Missing, 404),
            (Jobs::Empty, 204),
        ] {
            let tenant = tenant().switched(|switches| switches.jobs = jobs);
            for path in ["delete_all_dead_jobs", "actions/7/delete_all_dead_jobs"] {
                let answer = tenant
                    .call("DELETE", &format!("/api/v1/admin/{path}"), "")
                    .await;
                assert_eq!(answer.status.as_u16(), status, "{jobs:?}");
            }
            assert_eq!(tenant.count("jobs"), 16);
        }
    }
}
