//! The control API below `/sandbox` (only with `--control`): change the tenant's dialect, let things go
//! wrong, see what was asked, move the clock, look into the database.
//!
//! Bodies must be `application/json`: a page from elsewhere cannot send that without a preflight, which
//! nothing here answers.

mod broken;
pub mod fault_spec;
pub mod faults;
mod observe;
pub mod requests;
pub mod resends;
pub mod reshape;
mod sql;

use std::sync::PoisonError;

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub use self::observe::observe;
use self::sql::{Refusal, Sql};
use crate::app::App;
use crate::clock::Millis;
use crate::switches::Switches;
use crate::time_text;

/// The control API, with its paths below `/sandbox`.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/switches", get(switches).patch(change_switches))
        .route(
            "/faults",
            get(list_faults).post(add_fault).delete(clear_faults),
        )
        .route("/faults/{id}", delete(remove_fault))
        .route("/requests", get(list_requests).delete(clear_requests))
        .route("/clock", get(clock).post(advance_clock))
        .route("/query", post(query))
        .route("/execute", post(execute))
        .route("/limits", get(limits))
        .fallback(async || {
            Refused(
                StatusCode::NOT_FOUND,
                "no such call of the control API".into(),
            )
        });
    Router::new().nest("/sandbox", routes).with_state(app)
}

/// An error, or a text in its place.
type BoxedError = Box<dyn std::error::Error + Send + Sync>;

/// `{"error": "why"}`.
struct Refused(StatusCode, String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

fn bad(why: impl Into<BoxedError>) -> Refused {
    Refused(StatusCode::BAD_REQUEST, why.into().to_string())
}

impl From<JsonRejection> for Refused {
    fn from(rejection: JsonRejection) -> Self {
        Self(rejection.status(), rejection.body_text())
    }
}

type Answer = Result<Json<Value>, Refused>;

fn shown(value: impl serde::Serialize) -> Answer {
    serde_json::to_value(value)
        .map(Json)
        .map_err(|e| Refused(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))
}

async fn switches(State(app): State<App>) -> Answer {
    shown(app.dialect())
}

/// Lays the given fields over the switches; answers with all of them.
async fn change_switches(
    State(app): State<App>,
    changes: Result<Json<Map<String, Value>>, JsonRejection>,
) -> Answer {
    let Json(changes) = changes?;
    let mut switches = app.switches.write().unwrap_or_else(PoisonError::into_inner);
    let mut fields = shown(&*switches)?.0;
    if let Value::Object(fields) = &mut fields {
        fields.extend(changes);
    }
    *switches = serde_json::from_value::<Switches>(fields).map_err(bad)?;
    shown(&*switches)
}

async fn list_faults(State(app): State<App>) -> Answer {
    shown(json!({ "faults": app.faults.list() }))
}

async fn add_fault(
    State(app): State<App>,
    spec: Result<Json<fault_spec::Spec>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let fault = app.faults.add(spec?.0).map_err(bad)?;
    Ok((StatusCode::CREATED, shown(fault)?))
}

async fn clear_faults(State(app): State<App>) -> StatusCode {
    app.faults.clear();
    StatusCode::NO_CONTENT
}

async fn remove_fault(
    State(app): State<App>,
    id: Result<Path<u64>, PathRejection>,
) -> Result<StatusCode, Refused> {
    let Path(id) = id.map_err(bad)?;
    if app.faults.remove(id) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refused(StatusCode::NOT_FOUND, format!("no fault {id}")))
    }
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    since: u64,
}

async fn list_requests(
    State(app): State<App>,
    since: Result<Query<Since>, QueryRejection>,
) -> Answer {
    let Query(Since { since }) = since.map_err(bad)?;
    let (requests, last) = app.requests.since(since);
    shown(json!({ "requests": requests, "last": last }))
}

async fn clear_requests(State(app): State<App>) -> StatusCode {
    app.requests.clear();
    StatusCode::NO_CONTENT
}

async fn clock(State(app): State<App>) -> Answer {
    let now = app.clock.now();
    shown(json!({ "now": time_text::to_rfc3339_ms(now), "now_ms": now }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: Millis,
}

async fn advance_clock(
    State(app): State<App>,
    advance: Result<Json<Advance>, JsonRejection>,
) -> Answer {
    let Json(Advance { advance_ms }) = advance?;
    // A century is more than any test waits, and far from what the clock's arithmetic can take.
    if !(0..=3_155_760_000_000).contains(&advance_ms) {
        return Err(bad("advance_ms is from 0 to a century"));
    }
    app.clock.advance(advance_ms);
    clock(State(app)).await
}

async fn query(State(app): State<App>, sql: Result<Json<Sql>, JsonRejection>) -> Answer {
    let sql = sql?.0;
    run(&app, |tx| sql.query(tx))
}

async fn execute(State(app): State<App>, sql: Result<Json<Sql>, JsonRejection>) -> Answer {
    let sql = sql?.0;
    run(&app, |tx| sql.execute(tx))
}

fn run(
    app: &App,
    work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<Value, Refusal>,
) -> Answer {
    app.db
        .transaction(|tx| Ok(work(tx)))
        .map_err(bad)?
        .map(Json)
        .map_err(bad)
}

async fn limits(State(app): State<App>) -> Answer {
    let counters = app.limits.counters(app.clock.now());
    shown(json!({ "enabled": app.limits.enabled(), "counters": counters }))
}

#[cfg(test)]
mod tests;
