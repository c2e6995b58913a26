//! Looking again by itself, while somebody attends.

use std::cell::RefCell;

use futures::future::{AbortHandle, abortable, join_all};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{JobQueues, State};
use crate::analysis::jobs::pace::{Hold, Pace};
use crate::analysis::jobs::totals::Look;
use crate::api::error::{ApiError, Kind};
use crate::api::tines::jobs;
use crate::data::sync::Phase;
use crate::state::clock::now;
use crate::wire::time::Timestamp;
use crate::wire::tines::{Queue, WorkerStats};

use super::reading::is_refusal;

/// How often it is looked whether something is due, in milliseconds.
const STEPS: u32 = 500;

/// What the clock is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Live {
    /// It only looks when asked.
    Off,
    /// It looks again then.
    Waiting(Timestamp),
    /// It is looking.
    Looking,
    /// It waits for this to end.
    Held(Hold),
    /// So many looks failed in a row, the last one so; it looks again then.
    BackedOff {
        /// When it looks again.
        until: Timestamp,
        /// How many looks failed.
        failures: u32,
        /// How the last one failed.
        error: Box<ApiError>,
    },
}

/// Somebody attends: while this lives, the queues are looked at as often as was chosen.
pub struct Attendance(AbortHandle);

impl Drop for Attendance {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl JobQueues {
    /// What the clock is doing; tracks it.
    pub fn live(&self) -> Live {
        self.state.live.get()
    }

    /// Seconds between two looks; `None`: only when asked. Not tracked: whoever sets it knows it.
    pub fn interval(&self) -> Option<u32> {
        self.state.pace.borrow().interval()
    }

    /// Looks every so many seconds (5 to 300) while somebody attends; `None`: only when asked.
    pub fn set_interval(&self, seconds: Option<u32>) {
        self.state.pace.borrow_mut().set_interval(seconds);
        self.publish();
    }

    /// Sets or lifts a reason not to look. A whole reading that the clock began waits too, and changes nothing
    /// on the screen meanwhile.
    pub fn set_hold(&self, hold: Hold, is_on: bool) {
        self.state.pace.borrow_mut().set_hold(hold, is_on);
        self.publish();
    }

    /// Reads what was not read yet, and looks by itself until the answer is dropped.
    pub fn attend(&self) -> Attendance {
        self.ensure();
        let queues = self.clone();
        let (work, handle) = abortable(async move {
            loop {
                queues.step().await;
                TimeoutFuture::new(STEPS).await;
            }
        });
        // A look that was cut off is none.
        self.state.is_looking.set(false);
        spawn_local(async move {
            let _ = work.await;
        });
        Attendance(handle)
    }

    /// Counts the queues now, whatever there is to wait for.
    pub async fn look(&self) {
        if self.state.is_looking.replace(true) {
            return;
        }
        self.publish();
        let result = self.state.count().await;
        self.state.is_looking.set(false);
        let mut pace = self.state.pace.borrow_mut();
        match result {
            Ok(look) => {
                pace.succeed(now());
                self.state.failure.replace(None);
                drop(pace);
                self.state.note(look);
            }
            Err(error) => {
                let retry_after = match error.kind {
                    Kind::Busy { retry_after } => retry_after,
                    _ => None,
                };
                pace.fail(now(), retry_after);
                self.state.failure.replace(Some(Box::new(error)));
                drop(pace);
            }
        }
        self.publish();
    }

    async fn step(&self) {
        let progress = self.sync().progress_untracked();
        let is_first = progress.as_of.is_none() && progress.phase == Phase::Syncing;
        let is_due = self.state.pace.borrow().is_due(now());
        if !is_due || is_first || self.state.is_looking.get() {
            self.publish();
            return;
        }
        self.look().await;
        if self.state.failure.borrow().is_some() {
            return;
        }
        let sync = self.sync();
        let progress = sync.progress_untracked();
        match (progress.phase, progress.as_of) {
            (Phase::Complete, Some(as_of))
                if Pace::may_read(self.state.requests.get(), as_of, now()) =>
            {
                self.state.is_by_itself.set(true);
                sync.refresh();
            }
            // The line is back.
            (Phase::Failed(_), _) => sync.resume(),
            _ => {}
        }
    }

    fn publish(&self) {
        let state = &self.state;
        let pace = state.pace.borrow();
        let failure = state.failure.borrow();
        let live = match (pace.due(), pace.hold(), &*failure) {
            _ if state.is_looking.get() => Live::Looking,
            (None, ..) => Live::Off,
            (_, Some(hold), _) => Live::Held(hold),
            (Some(until), None, Some(error)) => Live::BackedOff {
                until,
                failures: pace.failures(),
                error: error.clone(),
            },
            (Some(due), None, None) => Live::Waiting(due),
        };
        drop((pace, failure));
        if state.live.with_untracked(|known| *known != live) {
            state.live.set(live);
        }
    }
}

impl State {
    /// The small look: how many jobs each queue holds, and how the workers are.
    async fn count(&self) -> Result<Look, ApiError> {
        let is_shown = |queue: &Queue| {
            self.found.with_untracked(|found| {
                let found = found.as_ref().map(|found| &found[queue.place()]);
                found.is_none_or(|found| found.refusal.is_none())
            })
        };
        let shown: Vec<Queue> = Queue::ALL.into_iter().filter(is_shown).collect();
        let asked = shown.iter().map(|queue| jobs::count(&self.client, *queue));
        let workers = RefCell::new(None);
        let stats = async {
            *workers.borrow_mut() = self.stats().await;
        };
        let (answers, ()) = futures::join!(join_all(asked), stats);
        let mut counts = [None; 4];
        for (queue, answer) in shown.iter().zip(answers) {
            counts[queue.place()] = match answer {
                Ok(count) => count,
                Err(error) if is_refusal(&error) => None,
                Err(error) => return Err(error),
            };
        }
        Ok(Look {
            at: now(),
            counts,
            workers: workers.into_inner(),
        })
    }

    /// The workers; they are no reason to fail.
    async fn stats(&self) -> Option<WorkerStats> {
        if self.has_workers.get() == Some(false) {
            return None;
        }
        match jobs::worker_stats(&self.client).await {
            Ok(stats) => {
                self.has_workers.set(Some(true));
                Some(stats)
            }
            Err(error) => {
                if is_refusal(&error) {
                    self.has_workers.set(Some(false));
                }
                None
            }
        }
    }
}
