//! Every change made in this tab: when, what call, what came back, and why. In memory only.

use leptos::prelude::*;

use crate::wire::time::Timestamp;

/// How a change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is under way.
    Sent,
    /// 2xx, with the status and what it means (`Invitation sent`).
    Done(u16, String),
    /// Refused: the status, and the server's words or ours.
    Refused(u16, String),
    /// No answer came: nobody knows whether it was carried out.
    Unknown(String),
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts up from 1 in this tab.
    pub number: u32,
    /// When it was sent.
    pub at: Timestamp,
    /// The id of the connection.
    pub connection: String,
    /// What it was, in words: `Delete user Ann Lee (ann@example.com)`.
    pub what: String,
    /// `DELETE`.
    pub method: &'static str,
    /// The path on this site.
    pub path: String,
    /// Why, in the person's words.
    pub reason: String,
    /// How it ended.
    pub outcome: Outcome,
}

/// The journal of this tab.
#[derive(Clone, Copy, Debug)]
pub struct Journal {
    entries: RwSignal<Vec<Entry>>,
}

impl Journal {
    /// Provides the journal to everything below.
    pub fn provide() -> Self {
        let journal = Self {
            entries: RwSignal::new(Vec::new()),
        };
        provide_context(journal);
        journal
    }

    /// Looks at the entries, oldest first; tracks them.
    pub fn with<T>(self, look: impl FnOnce(&[Entry]) -> T) -> T {
        self.entries.with(|entries| look(entries))
    }
}
