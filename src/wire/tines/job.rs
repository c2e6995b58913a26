//! A job of an Action: waiting, being tried again, dead, or in progress.

use crate::wire::fields::{Fields, Record};
use crate::wire::json::Value;
use crate::wire::time::Timestamp;

/// One of the tenant's queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Waiting for a worker.
    Queued,
    /// Failed, and to be tried again.
    Retry,
    /// Failed for good.
    Dead,
    /// A worker has it: not on every tenant, and nothing deletes from it.
    InProgress,
}

impl Queue {
    /// All of them, in the order in which they are shown. The place in it is [`Queue::place`].
    pub const ALL: [Self; 4] = [Self::Queued, Self::Retry, Self::Dead, Self::InProgress];

    /// The place in [`Queue::ALL`].
    pub const fn place(self) -> usize {
        match self {
            Self::Queued => 0,
            Self::Retry => 1,
            Self::Dead => 2,
            Self::InProgress => 3,
        }
    }

    /// As a filter, an address and a file write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Retry => "retry",
            Self::Dead => "dead",
            Self::InProgress => "running",
        }
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Retry => "Retry",
            Self::Dead => "Dead",
            Self::InProgress => "Running",
        }
    }

    /// The queue of a [`Queue::name`].
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.name() == name)
    }

    /// The list's name below `admin/`, in the path and in the reply.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Queued => "admin/queued_jobs",
            Self::Retry => "admin/retry_jobs",
            Self::Dead => "admin/dead_jobs",
            Self::InProgress => "admin/in_progress_jobs",
        }
    }
}

/// A record of `queued_jobs`, `retry_jobs`, `dead_jobs` or `in_progress_jobs`. A failed job is tried
/// again 25 times over about 21 days; then it is dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The job's number, which some replies spell as text.
    pub id: i64,
    /// `AgentReceiveJob`, `CredentialRefreshJob` and so on, free text.
    pub kind: String,
    /// The Action it belongs to, which the API calls an agent; some jobs have none.
    pub action: Option<ActionRef>,
    /// How many events it carries.
    pub events: Option<u32>,
    /// How often it was tried again.
    pub retry_count: Option<u32>,
    /// When it was last tried: epoch seconds, or `""` before the first time.
    pub last_retry: Option<Timestamp>,
    /// What went wrong, as the name of an exception.
    pub error_class: Option<String>,
    /// When it started: only of jobs in progress.
    pub started_at: Option<Timestamp>,
}

impl Record for Job {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.id()?,
            kind: fields.text("type"),
            action: action(fields.get("agent")),
            events: fields.count("events"),
            retry_count: fields.count("retry_count"),
            last_retry: fields.timestamp("last_retry"),
            error_class: fields.filled_text("error_class"),
            started_at: fields.timestamp("started_at"),
        })
    }
}

/// The Action that a job belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRef {
    /// The Action's number.
    pub id: i64,
    /// Its name, where the reply says it.
    pub name: Option<String>,
}

/// `{"id": 7, "name": "…"}`, or the bare number; anything else is none.
fn action(value: Value<'_>) -> Option<ActionRef> {
    let (id, name) = match Fields::of(value) {
        Some(agent) => (agent.whole("id"), agent.filled_text("name")),
        None => (value.whole(), None),
    };
    Some(ActionRef { id: id?, name })
}
