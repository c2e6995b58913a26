//! Several futures under way at once, whose results are taken in the order they were started.
//!
//! `futures` has this as `FuturesOrdered`, made for thousands of them; for three it is some kilobytes of
//! wasm too much.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::task::Poll;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, MaybeDone, maybe_done};

/// Futures under way, the first started in front.
pub struct InOrder<T>(VecDeque<MaybeDone<LocalBoxFuture<'static, T>>>);

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> InOrder<T> {
    /// How many are under way.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is under way.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one; it starts when the next result is waited for.
    pub fn push(&mut self, future: LocalBoxFuture<'static, T>) {
        self.0.push_back(maybe_done(future));
    }

    /// The result of the one in front, while all of them go on; `None` when none is under way.
    pub fn first(&mut self) -> impl Future<Output = Option<T>> {
        poll_fn(|context| {
            let mut front_is_done = false;
            for (place, future) in self.0.iter_mut().enumerate() {
                let done = future.poll_unpin(context).is_ready();
                front_is_done |= place == 0 && done;
            }
            if self.0.is_empty() {
                return Poll::Ready(None);
            }
            if !front_is_done {
                return Poll::Pending;
            }
            let front = self.0.pop_front();
            Poll::Ready(front.and_then(|mut done| std::pin::Pin::new(&mut done).take_output()))
        })
    }
}
