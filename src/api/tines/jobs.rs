//! `admin/queued_jobs`, `admin/retry_jobs`, `admin/dead_jobs`: on dedicated tenants only.

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::wire::page::{self, Page};
use crate::wire::tines::Job;

/// One of the tenant's queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Waiting for a worker.
    Queued,
    /// Failed, and to be tried again.
    Retry,
    /// Failed for good.
    Dead,
}

impl Queue {
    /// Every queue, in the order of a job's way through them.
    pub const ALL: [Self; 3] = [Self::Queued, Self::Retry, Self::Dead];

    /// The list's name in the path, and in the reply behind `admin/`.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Queued => "queued_jobs",
            Self::Retry => "retry_jobs",
            Self::Dead => "dead_jobs",
        }
    }
}

/// The first job of a queue and, in its `meta`, how many there are.
pub async fn first(client: &Client, queue: Queue) -> Result<Page<Job>, ApiError> {
    let path = format!("/api/v1/admin/{}?page=1&per_page=1", queue.list());
    client.read(&path).await?.decode(|text| page::decode(text, &format!("admin/{}", queue.list())))
}
