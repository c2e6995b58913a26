//! Requests that are held back, by a rate limit or a fault, so that the page can say why nothing moves.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;

/// The waits of a connection. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Waits {
    /// The end of each (milliseconds since 1970).
    ends: Arc<Mutex<Vec<i64>>>,
    longest: ArcRwSignal<Option<i64>>,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            ends: Arc::default(),
            longest: ArcRwSignal::new(None),
        }
    }
}

impl Waits {
    /// Until when (milliseconds since 1970) some request is held back; `None` if none is.
    pub fn longest(&self) -> Option<i64> {
        self.longest.get()
    }

    /// Says that a request is held back, until what comes back is dropped: also when the wait itself is
    /// abandoned.
    pub fn show(&self, until: i64) -> Waiting {
        self.change(|ends| ends.push(until));
        Waiting {
            waits: self.clone(),
            until,
        }
    }

    fn change(&self, work: impl FnOnce(&mut Vec<i64>)) {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut ends);
        let longest = ends.iter().copied().max();
        drop(ends);
        self.longest.set(longest);
    }
}

/// One wait under way.
#[derive(Debug)]
pub struct Waiting {
    waits: Waits,
    until: i64,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.waits.change(|ends| {
            if let Some(index) = ends.iter().position(|end| *end == self.until) {
                ends.swap_remove(index);
            }
        });
    }
}
