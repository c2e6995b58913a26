//! A job of an Action: waiting, being tried again, dead, or in progress.

use serde::{Deserialize, Deserializer};

use crate::wire::lenient::{self, Found};
use crate::wire::time::Timestamp;

/// A record of `queued_jobs`, `retry_jobs`, `dead_jobs` or `in_progress_jobs`. A failed job is tried
/// again 25 times over about 21 days; then it is dead.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Job {
    /// The job's number, which some replies spell as text.
    #[serde(deserialize_with = "lenient::id")]
    pub id: i64,
    /// `AgentReceiveJob`, `CredentialRefreshJob` and so on, free text.
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    pub kind: String,
    /// The Action it belongs to, which the API calls an agent; some jobs have none.
    #[serde(default, rename = "agent", deserialize_with = "action")]
    pub action: Option<ActionRef>,
    /// How many events it carries.
    #[serde(default, deserialize_with = "lenient::count")]
    pub events: Option<u32>,
    /// How often it was tried again.
    #[serde(default, deserialize_with = "lenient::count")]
    pub retry_count: Option<u32>,
    /// When it was last tried: epoch seconds, or `""` before the first time.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub last_retry: Option<Timestamp>,
    /// What went wrong, as the name of an exception.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub error_class: Option<String>,
    /// When it started: only of jobs in progress.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub started_at: Option<Timestamp>,
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
fn action<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ActionRef>, D::Error> {
    let (id, name) = match lenient::object_or_scalar::<_, Agent>(from)? {
        Found::It(agent) => (agent.id, agent.name),
        Found::Other(scalar) => (scalar.as_whole(), None),
    };
    Ok(id.map(|id| ActionRef { id, name }))
}

#[derive(Deserialize)]
struct Agent {
    #[serde(default, deserialize_with = "lenient::whole")]
    id: Option<i64>,
    #[serde(default, deserialize_with = "lenient::filled_text")]
    name: Option<String>,
}
