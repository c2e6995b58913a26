//! Who may call: the admin secret, and the access key of a user.

use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rusqlite::OptionalExtension;

use super::reply::Refusal;
use crate::app::App;

/// The middleware of everything below `/admin`: `admin-auth: <admin secret>`. A user's own access key
/// opens none of it.
pub async fn admin(State(app): State<App>, request: Request, next: Next) -> Response {
    let sent = request
        .headers()
        .get("admin-auth")
        .map(|value| value.as_bytes().trim_ascii());
    if sent == Some(app.keys.tyk.as_bytes()) {
        next.run(request).await
    } else {
        Refusal::not_authorised().into_response()
    }
}

/// The user whose access key came in `authorization`, bare or after `Bearer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The user's id.
    pub id: String,
    /// The user's organisation; empty: a super user over all of them.
    pub organisation: String,
    /// May set other users' passwords.
    pub reset_allowed: bool,
}

impl Holder {
    /// For SQL: whether a row's `organisation_id` (the column's name) is within reach of `?1`, the
    /// holder's organisation.
    pub const REACH: &str = "(?1 = '' OR organisation_id = ?1)";
}

impl FromRequestParts<App> for Holder {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let sent = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let key = sent.map(|sent| match sent.split_at_checked(7) {
            Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer ") => key.trim(),
            _ => sent.trim(),
        });
        let Some(key) = key else {
            return Err(Refusal::not_authorised());
        };
        // Who is not active has no access, to the dashboard or to its API.
        let holder = app.db.transaction(|tx| {
            tx.prepare_cached(
                "SELECT id, organisation_id, reset_allowed FROM gateway_users
                 WHERE access_key = ?1 AND body ->> 'active' = 1",
            )?
            .query_row([key], |row| {
                Ok(Self {
                    id: row.get(0)?,
                    organisation: row.get(1)?,
                    reset_allowed: row.get(2)?,
                })
            })
            .optional()
        })?;
        holder.ok_or_else(Refusal::not_authorised)
    }
}

/// The path's one id. What cannot be read (bad UTF-8) is no record's id, and so is an empty text.
#[derive(Debug)]
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(
            Path::from_request_parts(parts, state)
                .await
                .map_or_else(|_| String::new(), |Path(id)| id),
        ))
    }
}
