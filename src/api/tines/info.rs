//! `GET info` and `GET info/worker_stats`: the tenant itself.

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::state::session::Key;
use crate::wire;
use crate::wire::tines::{Info, WorkerStats};

/// What the tenant is: the cheapest call that needs a key. Old tenants lack it (404).
pub async fn read(client: &Client) -> Result<Info, ApiError> {
    client.read("/api/v1/info").await?.decode(wire::decode)
}

/// The same with a key that is only being tried.
pub async fn read_with(client: &Client, key: &Key) -> Result<Info, ApiError> {
    client
        .read_with(key, "/api/v1/info")
        .await?
        .decode(wire::decode)
}

/// The workers: self-hosted and newer dedicated tenants only.
pub async fn worker_stats(client: &Client) -> Result<WorkerStats, ApiError> {
    client
        .read("/api/v1/info/worker_stats")
        .await?
        .decode(wire::decode)
}
