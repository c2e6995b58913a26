//! For handler tests: a tenant in memory, asked through the whole router.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use rusqlite::Params;
use rusqlite::types::FromSql;
use serde_json::Value;
use tower::ServiceExt;

use crate::app::{self, App, Keys};
use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::seed::Seed;
use crate::switches::Switches;

/// 2026-01-15T12:00:00Z: what the tenant's clock shows.
pub const NOW: Millis = 1_768_478_400_000;

/// A tenant without any record, whose clock stands still.
pub struct Tenant {
    pub app: App,
    router: Router,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Tenant {
    pub fn new() -> Self {
        Self::with_limits(false)
    }

    /// With the rate limits enforced.
    pub fn limited() -> Self {
        Self::with_limits(true)
    }

    fn with_limits(limits: bool) -> Self {
        let (db, clock) = (Db::open(":memory:").unwrap(), Clock::still(NOW));
        let app = App::start(
            db,
            Seed::Empty,
            clock,
            Keys::default(),
            Switches::default(),
            limits,
        )
        .unwrap();
        let tenant = Self {
            router: app::router(app.clone(), None, false),
            app,
        };
        // The first day's one owner would be in every list.
        tenant.execute("DELETE FROM users; DELETE FROM sqlite_sequence;");
        tenant
    }

    /// With another dialect.
    pub fn switched(self, change: impl FnOnce(&mut Switches)) -> Self {
        change(&mut self.app.switches.write().unwrap());
        self
    }

    /// Runs SQL.
    #[track_caller]
    pub fn execute(&self, sql: &str) {
        self.app.db.transaction(|tx| tx.execute_batch(sql)).unwrap();
    }

    /// One value of the database.
    #[track_caller]
    pub fn one<T: FromSql>(&self, sql: &str, params: impl Params) -> T {
        self.app
            .db
            .transaction(|tx| tx.query_row(sql, params, |row| row.get(0)))
            .unwrap()
    }

    /// How many rows a table has.
    #[track_caller]
    pub fn count(&self, table: &str) -> i64 {
        self.one(&format!("SELECT count(*) FROM {table}"), [])
    }

    /// GET with the Tines key.
    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, "").await
    }

    /// Any method with the Tines key.
    pub async fn call(&self, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        self.send(
            method,
            path,
            &[("authorization", "Bearer demo-tenant-owner-key")],
            body,
        )
        .await
    }

    /// Any request at all.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "tenant.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(body.into()).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}
