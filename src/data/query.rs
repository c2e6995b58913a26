//! One answer that follows its question: the newest question wins, an older one is aborted at once
//! (also when the page is left), and what was on screen stays there until the new answer is in.
//!
//! It replaces `LocalResource`, which lets a second request wait for the first, shows the stale answer
//! in between and aborts nothing (`docs/architecture.md`, "Decisions").

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::ApiError;
use crate::reactive::effect;
use crate::state::clock::now;
use crate::wire::time::Timestamp;

/// Where a query stands. All four may hold at once: old data, a failed try, and a new try under way.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The newest answer.
    pub value: Option<Arc<T>>,
    /// Why the newest try failed; `None` once a try succeeded.
    pub error: Option<ApiError>,
    /// Whether a try is under way.
    pub loading: bool,
    /// When the answer came.
    pub as_of: Option<Timestamp>,
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self {
            value: None,
            error: None,
            loading: false,
            as_of: None,
        }
    }
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            error: self.error.clone(),
            loading: self.loading,
            as_of: self.as_of,
        }
    }
}

/// A question and its newest answer.
pub struct Query<T: 'static> {
    state: RwSignal<Loaded<T>, LocalStorage>,
    asked: RwSignal<u32>,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

impl<T: 'static> Query<T> {
    /// Asks `fetch` whenever what `question` reads changes; `None` asks nothing and forgets the answer.
    /// Belongs to the owner it is made in: when that goes, the request is aborted.
    pub fn new<K, F>(
        question: impl Fn() -> Option<K> + 'static,
        fetch: impl Fn(K) -> F + 'static,
    ) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let query = Self {
            state: RwSignal::new_local(Loaded::default()),
            asked: RwSignal::new(0),
        };
        let running = Rc::new(RefCell::new(AbortLast(None)));
        effect({
            move || {
                query.asked.track();
                let asked = question().map(|question| query.ask(fetch(question)));
                if asked.is_none() {
                    query.state.set(Loaded::default());
                }
                running.borrow_mut().replace(asked);
            }
        });
        query
    }

    fn ask(self, fetch: impl Future<Output = Result<T, ApiError>> + 'static) -> AbortHandle {
        self.state.update(|state| state.loading = true);
        let (fetch, handle) = abortable(fetch);
        spawn_local(async move {
            let Ok(result) = fetch.await else { return };
            // The page may be gone: then nobody is left to tell.
            self.state.try_update(|state| {
                state.loading = false;
                match result {
                    Ok(value) => {
                        state.value = Some(Arc::new(value));
                        state.error = None;
                        state.as_of = Some(now());
                    }
                    Err(error) => state.error = Some(error),
                }
            });
        });
        handle
    }

    /// Asks again.
    pub fn reload(self) {
        self.asked.update(|asked| *asked = asked.wrapping_add(1));
    }

    /// Where it stands.
    pub fn get(self) -> Loaded<T> {
        self.state.get()
    }

    /// The newest answer.
    pub fn value(self) -> Option<Arc<T>> {
        self.state.with(|state| state.value.clone())
    }
}

/// Aborts the request it holds when another takes its place, and when the effect that owns it goes.
struct AbortLast(Option<AbortHandle>);

impl AbortLast {
    fn replace(&mut self, next: Option<AbortHandle>) {
        if let Some(last) = std::mem::replace(&mut self.0, next) {
            last.abort();
        }
    }
}

impl Drop for AbortLast {
    fn drop(&mut self) {
        self.replace(None);
    }
}
