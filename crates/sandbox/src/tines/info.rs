//! What kind of tenant this is, and how busy its workers are.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::jobs;
use super::refusal::Refusal;
use crate::app::App;
use crate::switches::{Endpoint, Jobs};

/// How many jobs the tenant could run at once.
const MAX_WORKERS: i64 = 20;

/// Both calls.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/info", get(info))
        .route("/info/worker_stats", get(worker_stats))
}

async fn info(State(app): State<App>) -> Result<Json<Value>, Refusal> {
    let dialect = app.dialect();
    if dialect.info == Endpoint::Missing {
        return Err(Refusal::not_found());
    }
    let kind = if dialect.jobs == Jobs::Dedicated {
        "dedicated"
    } else {
        "shared"
    };
    Ok(Json(json!({ "stack": {
        "name": "sandbox",
        "type": kind,
        "region": "eu-west-1",
        // Addresses that are reserved for documentation (RFC 5737).
        "egress_ips": ["192.0.2.10", "192.0.2.11"],
    }})))
}

/// `queue_latency` is the age of the oldest job that may run, in seconds.
async fn worker_stats(State(app): State<App>) -> Result<Json<Value>, Refusal> {
    let dialect = app.dialect();
    let workers = jobs::available(&dialect)? && dialect.worker_stats == Endpoint::Present;
    if !workers {
        return Err(Refusal::not_found());
    }
    let now = app.clock.now();
    app.db
        .run(move |tx| {
            let busy = "SELECT count(*) FROM jobs WHERE queue = 'in_progress'";
            let busy: i64 = tx.prepare_cached(busy)?.query_row([], |row| row.get(0))?;
            let waiting = "SELECT count(*), min(run_at) FROM jobs WHERE queue = 'queued'";
            let (count, oldest): (i64, Option<i64>) = tx
                .prepare_cached(waiting)?
                .query_row([], |row| row.try_into())?;
            let latency = oldest.map_or(0, |at| now.saturating_sub(at).max(0) / 1000);
            Ok(Json(json!({
                "current_workers": busy.min(MAX_WORKERS),
                "max_workers": MAX_WORKERS,
                "queue_count": count,
                "queue_latency": latency,
            })))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, Tenant};

    #[tokio::test]
    async fn the_stack_says_whether_to_expect_jobs() {
        let mut tenant = Tenant::new();
        for (jobs, kind) in [
            (Jobs::Dedicated, "dedicated"),
            (Jobs::Empty, "shared"),
            (Jobs::Missing, "shared"),
        ] {
            tenant = tenant.switched(|switches| switches.jobs = jobs);
            let stack = tenant.get("/tines/api/v1/info").await.json()["stack"].take();
            assert_eq!(stack["type"], kind);
            assert!(
                stack["name"].is_string()
                    && stack["region"].is_string()
                    && stack["egress_ips"].is_array()
            );
        }
        let tenant = tenant.switched(|switches| switches.info = Endpoint::Missing);
        assert_eq!(tenant.get("/api/v1/info").await.status.as_u16(), 404);
    }

    #[tokio::test]
    async fn how_busy_the_workers_are() {
        let tenant = Tenant::new();
        let idle = json!({ "current_workers": 0, "max_workers": 20, "queue_count": 0, "queue_latency": 0 });
        assert_eq!(tenant.get("/api/v1/info/worker_stats").await.json(), idle);
        tenant.execute(&format!(
            "INSERT INTO jobs (queue, type, created_at, run_at) VALUES
                 ('queued', 'x', 1, {NOW} - 4500), ('queued', 'x', 1, {NOW}), ('in_progress', 'x', 1, 1), ('dead', 'x', 1, 1)"
        ));
        let busy = json!({ "current_workers": 1, "max_workers": 20, "queue_count": 2, "queue_latency": 4 });
        assert_eq!(tenant.get("/api/v1/info/worker_stats").await.json(), busy);
    }

    #[tokio::test]
    async fn tenants_without_worker_stats() {
        let tenant = Tenant::new().switched(|switches| switches.worker_stats = Endpoint::Missing);
        assert_eq!(
            tenant
                .get("/api/v1/info/worker_stats")
                .await
                .status
                .as_u16(),
            404
        );
        for (jobs, status) in [
            (Jobs::Forbidden, 403),
            (Jobs::Missing, 404),
            (Jobs::Empty, 404),
        ] {
            let tenant = Tenant::new().switched(|switches| switches.jobs = jobs);
            assert_eq!(
                tenant
                    .get("/api/v1/info/worker_stats")
                    .await
                    .status
                    .as_u16(),
                status
            );
        }
    }
}
