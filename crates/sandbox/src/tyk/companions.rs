//! What real clients call next, in a user's own name: `authorization: <access_key>`.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{delete, get, post};
use rusqlite::params;

use super::both;
use super::fields::Fields;
use super::guard::{Holder, Id};
use super::pages::Page;
use super::reply::{Envelope, Meta, Refusal, json};
use super::user::{COLUMNS, Record};
use crate::app::App;
use crate::json_text;
use crate::time_text;

/// The calls.
pub fn router() -> Router<App> {
    let mut router = both(Router::new(), "/api/users", &get(list));
    router = both(router, "/api/users/{id}", &delete(remove));
    router = both(router, "/api/users/{id}/actions/reset", &post(reset));
    both(router, "/hello", &get(hello))
}

/// The users of the holder's organisation; a super user sees all.
async fn list(State(app): State<App>, holder: Holder, page: Page) -> Result<Response, Refusal> {
    let dialect = app.dialect();
    let reach = Holder::REACH;
    let users = app.db.transaction(|tx| {
        tx.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM gateway_users WHERE {reach} ORDER BY position, id"
        ))?
        .query_map([&holder.organisation], |row| {
            Ok(Record::read(row)?.shown(&dialect))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()
    })?;
    Ok(json(page.of("users", &users, &dialect)))
}

/// 400 if there is no such user within the holder's reach: a delete that failed.
async fn remove(State(app): State<App>, holder: Holder, Id(id): Id) -> Result<Envelope, Refusal> {
    let reach = Holder::REACH;
    let gone = app.db.transaction(|tx| {
        tx.execute(
            &format!("DELETE FROM gateway_users WHERE {reach} AND id = ?2"),
            params![holder.organisation, id],
        )
    })?;
    if gone == 0 {
        return Err(Refusal::refused(
            StatusCode::BAD_REQUEST,
            "Could not delete user",
        ));
    }
    Ok(Envelope::done("User deleted", Meta::Nothing))
}

/// Everybody may set their own password; another's only who was allowed to (403 otherwise).
async fn reset(
    State(app): State<App>,
    holder: Holder,
    Id(id): Id,
    mut fields: Fields,
) -> Result<Envelope, Refusal> {
    let password: String = fields.take_as("new_password")?;
    if password.is_empty() {
        return Err(Refusal::refused(
            StatusCode::BAD_REQUEST,
            "New password is required",
        ));
    }
    if holder.id != id && !holder.reset_allowed {
        return Err(Refusal::refused(
            StatusCode::FORBIDDEN,
            "Not allowed to reset this password",
        ));
    }
    let now = json_text::string(&time_text::to_rfc3339(app.clock.now()));
    let reach = Holder::REACH;
    let changed = app.db.transaction(|tx| {
        tx.execute(
            &format!(
                "UPDATE gateway_users SET password = ?3, body = json_set(body, '$.password_updated', json(?4))
                 WHERE {reach} AND id = ?2"
            ),
            params![holder.organisation, id, password, now],
        )
    })?;
    if changed == 0 {
        return Err(Refusal::no_user());
    }
    Ok(Envelope::done("User password updated", Meta::Nothing))
}

/// Open to all: whether the dashboard is up.
async fn hello() -> Response {
    json(r#"{"status":"ok"}"#.into())
}

#[cfg(test)]
mod tests;
