//! Whether a key opens a connection, by the cheapest call that needs one.

use crate::api::client::Client;
use crate::api::error::{ApiError, Kind};
use crate::api::{tines, tyk};
use crate::state::connections::Api;
use crate::state::session::Key;

/// Tries a key. Nothing is kept, and a refusal is an answer.
pub async fn check(client: &Client, key: &Key) -> Result<(), ApiError> {
    match client.connection().api {
        Api::Tines => match tines::info::read_with(client, key).await {
            // Tenants of old lack `info`, and some hide it from keys that open the rest.
            Err(error)
                if matches!(
                    error.kind,
                    Kind::Missing | Kind::Forbidden | Kind::Unreadable
                ) =>
            {
                tines::users::first_with(client, key).await.map(drop)
            }
            other => other.map(drop),
        },
        Api::Tyk => tyk::organisations::first_with(client, key).await.map(drop),
    }
}
