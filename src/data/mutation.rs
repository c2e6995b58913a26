//! One change: sent once, never twice by a double click, never aborted by leaving the page.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::ApiError;

/// A change that can be sent, and how its last sending ended.
#[derive(Clone, Copy, Debug)]
pub struct Mutation {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

impl Default for Mutation {
    fn default() -> Self {
        Self::new()
    }
}

impl Mutation {
    /// A change that was not sent yet.
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Whether a sending is under way: its button is disabled, and says so.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }

    /// As [`Self::is_pending`], without tracking.
    pub fn is_pending_untracked(self) -> bool {
        self.pending.get_untracked()
    }

    /// Why the last sending failed.
    pub fn error(self) -> Option<ApiError> {
        self.error.get()
    }

    /// Whether nobody knows what became of the last sending; tracks it.
    pub fn may_have_arrived(self) -> bool {
        self.error
            .with(|error| error.as_ref().is_some_and(ApiError::is_in_doubt))
    }

    /// Sends it, unless a sending is under way: then nothing happens and `false` comes back. `done`
    /// runs after a success, whether or not the page that sent it is still there.
    pub fn send<T: 'static>(
        self,
        change: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) -> bool {
        if self.pending.get_untracked() {
            return false;
        }
        self.pending.set(true);
        self.error.set(None);
        // Not bound to any owner: what was sent is carried out, and its end must be known.
        spawn_local(async move {
            let result = change.await;
            self.pending.try_set(false);
            match result {
                Ok(value) => done(value),
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
        true
    }
}
