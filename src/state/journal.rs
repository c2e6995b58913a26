//! Every change made in this tab: when, what call, what came back, and why. In memory only: it names
//! people, so it goes with the tab, and "Forget everything" empties it.
//!
//! The client writes it: an entry before a call is sent, its outcome when the answer is there.

use leptos::prelude::*;

use super::clock::now;
use crate::wire::secret::mask;
use crate::wire::time::Timestamp;

/// How many entries are kept; beyond that the oldest go, and the journal says so.
pub const MOST: usize = 5_000;
/// A longer body, in bytes, is not kept.
const LONGEST_BODY: usize = 64 * 1024;

/// How a change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is under way.
    Sent,
    /// 2xx, with the status and what it means (`Invitation sent`).
    Done(u16, String),
    /// Refused: the status, and the server's words or ours.
    Refused(u16, String),
    /// Sent, but nobody knows whether it was carried out: why, in words.
    Unknown(String),
}

impl Outcome {
    /// How it ended, in one or two words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sent => "Under way",
            Self::Done(..) => "Done",
            Self::Refused(..) => "Refused",
            Self::Unknown(_) => "Unknown",
        }
    }

    /// The HTTP status, where an answer had one that says something.
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Done(status, _) | Self::Refused(status, _) => Some(*status),
            Self::Sent | Self::Unknown(_) => None,
        }
    }

    /// What came back, in words; may be empty.
    pub fn words(&self) -> &str {
        match self {
            Self::Sent => "",
            Self::Done(_, words) | Self::Refused(_, words) | Self::Unknown(words) => words,
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts up from 1 in this tab.
    pub number: u32,
    /// When it was first sent.
    pub at: Timestamp,
    /// The id of the connection.
    pub connection: String,
    /// What it was, in words: `Delete user Ann Lee (ann@example.com)`.
    pub what: String,
    /// `DELETE`.
    pub method: &'static str,
    /// The path on this site.
    pub path: String,
    /// The JSON that was sent, secrets masked; `None` where there was none, and empty where it was too
    /// much to keep.
    pub body: Option<String>,
    /// Why, in the person's words.
    pub reason: String,
    /// How often it was sent: again only after a refusal with 429.
    pub tries: u32,
    /// How it ended.
    pub outcome: Outcome,
}

/// The journal of this tab.
#[derive(Clone, Copy, Debug)]
pub struct Journal {
    entries: RwSignal<Vec<Entry>>,
    last: StoredValue<u32>,
}

impl Journal {
    /// Provides the journal to everything below.
    pub fn provide() -> Self {
        let journal = Self {
            entries: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        provide_context(journal);
        journal
    }

    /// Looks at the entries, oldest first; tracks them.
    pub fn with<T>(self, look: impl FnOnce(&[Entry]) -> T) -> T {
        self.entries.with(|entries| look(entries))
    }

    /// Enters a change that is about to be sent, and gives back its number. Of `entry`, the number, the
    /// time, the tries and the outcome are filled in here, and the secrets of its body masked.
    pub fn enter(self, entry: Entry) -> u32 {
        let number = self.last.try_get_value().unwrap_or(0).wrapping_add(1);
        self.last.try_set_value(number);
        let entry = Entry {
            number,
            at: now(),
            body: entry.body.map(|body| {
                if body.len() > LONGEST_BODY {
                    return String::new();
                }
                mask(&body)
            }),
            tries: 1,
            outcome: Outcome::Sent,
            ..entry
        };
        self.entries.try_update(|entries| {
            if entries.len() >= MOST {
                entries.remove(0);
            }
            entries.push(entry);
        });
        number
    }

    /// It is sent once more.
    pub fn again(self, number: u32) {
        self.change(number, |entry| {
            entry.tries += 1;
            entry.outcome = Outcome::Sent;
        });
    }

    /// How a change ended.
    pub fn complete(self, number: u32, outcome: Outcome) {
        self.change(number, move |entry| entry.outcome = outcome);
    }

    /// What a success means (`Invitation sent`), where the status alone does not say.
    pub fn explain(self, number: u32, meaning: &str) {
        self.change(number, |entry| {
            if let Outcome::Done(_, words) = &mut entry.outcome {
                meaning.clone_into(words);
            }
        });
    }

    /// What was found out later about a change of which nobody knows whether it was carried out.
    pub fn add(self, number: u32, found: &str) {
        self.change(number, |entry| {
            if let Outcome::Unknown(words) = &mut entry.outcome {
                words.extend([". ", found]);
            }
        });
    }

    /// Forgets all of it.
    pub fn clear(self) {
        self.entries.try_update(Vec::clear);
    }

    fn change(self, number: u32, work: impl FnOnce(&mut Entry)) {
        self.entries.try_update(|entries| {
            // Numbers follow each other, so an entry's place is known; it may have gone meanwhile.
            let first = entries.first().map_or(0, |entry| entry.number);
            let at = number
                .checked_sub(first)
                .and_then(|at| usize::try_from(at).ok());
            if let Some(entry) = at.and_then(|at| entries.get_mut(at)) {
                work(entry);
            }
        });
    }
}
