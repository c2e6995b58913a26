//! A job of an Action: waiting, being tried again, dead, or in progress.

use crate::wire::fields::{Fields, Record};
use crate::wire::json::Value;
use crate::wire::time::Timestamp;

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
