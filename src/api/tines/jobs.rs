//! The tenant's queues: on dedicated tenants only.

use crate::api::client::Client;
use crate::api::count::Counting;

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
    /// The list's name below `admin/`, in the path and in the reply.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Queued => "admin/queued_jobs",
            Self::Retry => "admin/retry_jobs",
            Self::Dead => "admin/dead_jobs",
        }
    }
}

/// How many jobs a queue holds.
pub fn count(client: &Client, queue: Queue) -> Counting {
    super::count(client, queue.list())
}
