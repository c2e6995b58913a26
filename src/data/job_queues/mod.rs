//! The job queues of a tenant: all of them as one list, how many there are, and when to look again.
//!
//! Two kinds of look: the small one counts the queues and asks for the workers; the whole one reads every job
//! ([`reading`]). [`crate::analysis::jobs::pace`] says when either is due.

mod live;
mod reading;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::capabilities::Capabilities;
use super::collection::{Collection, Record};
use super::list::List;
use super::listings::jobs::JOBS;
use super::sync::Sync;
use crate::analysis::jobs::entry::{Book, JobEntry};
use crate::analysis::jobs::pace::Pace;
use crate::analysis::jobs::totals::{self, Held, History, Look};
use crate::api::client::Client;
use crate::api::error::{ApiError, Kind};
use crate::state::clock::now;
use crate::wire::page::Page;
use crate::wire::tines::{Queue, WorkerStats};

pub use live::{Attendance, Live};
pub use reading::{Found, WholeQueue};

use reading::Reading;

/// How often a reading that was held back looks whether it may go on, in milliseconds.
const LOOKS_EVERY: u32 = 200;

/// Whether the tenant shows its jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Nobody has asked yet.
    Asking,
    /// It does; of single queues see [`Found::refusal`].
    Yes,
    /// Every queue was refused with 403: a shared tenant, or a key that may not see them.
    Forbidden(Box<ApiError>),
    /// Every queue was answered with 404 or 405: a shared tenant, or an old one.
    Missing(Box<ApiError>),
    /// Every queue is empty, and the tenant says that it is a shared one.
    EmptyOnShared,
}

/// What is doubtful about the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// The queues, by [`Queue::place`], whose pages moved more than could be followed: a job may be missing.
    pub shifted: [bool; 4],
    /// How many jobs were met in two queues while they were read. Each is listed once, where it was seen last;
    /// others may have gone from one queue to another unseen.
    pub moved: u32,
}

/// What is known of a queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many jobs it holds by the last look; `None`: not known.
    pub count: Option<u32>,
    /// By how much that is more than at the look before.
    pub change: Option<i64>,
    /// The tenant does not show this queue: why.
    pub refusal: Option<Box<ApiError>>,
}

/// The job queues of a tenant. Cheap to clone; belongs to no owner.
#[derive(Clone)]
pub struct JobQueues {
    /// The jobs of all queues, searched and sorted.
    pub list: List<JobEntry>,
    state: Rc<State>,
}

struct State {
    client: Client,
    capabilities: Capabilities,
    book: RefCell<Book>,
    reading: Reading,
    found: ArcRwSignal<Option<[Found; 4]>>,
    doubt: ArcRwSignal<Doubt>,
    history: ArcRwSignal<History>,
    pace: RefCell<Pace>,
    live: ArcRwSignal<Live>,
    /// The error of the last look, if it failed.
    failure: RefCell<Option<Box<ApiError>>>,
    is_looking: Cell<bool>,
    /// Whether the reading under way was begun by the clock: then it waits while a reason to wait exists.
    is_by_itself: Cell<bool>,
    /// How many requests the last whole reading took.
    requests: Cell<u32>,
    /// Whether the tenant gives figures about its workers; `None`: not known.
    has_workers: Cell<Option<bool>>,
}

impl JobQueues {
    /// The queues of a tenant, which were not asked for yet.
    pub fn new(client: &Client, capabilities: &Capabilities) -> Self {
        let state = Rc::new(State {
            client: client.clone(),
            capabilities: capabilities.clone(),
            book: RefCell::default(),
            reading: Reading::default(),
            found: ArcRwSignal::new(None),
            doubt: ArcRwSignal::default(),
            history: ArcRwSignal::default(),
            pace: RefCell::default(),
            live: ArcRwSignal::new(Live::Off),
            failure: RefCell::default(),
            is_looking: Cell::new(false),
            is_by_itself: Cell::new(false),
            requests: Cell::new(0),
            has_workers: Cell::new(None),
        });
        let fetch = {
            let state = Rc::clone(&state);
            move |call| Rc::clone(&state).fetch(call)
        };
        Self {
            list: List::new(Collection::of_calls(Box::new(fetch)), &JOBS),
            state,
        }
    }

    /// Its sync.
    pub fn sync(&self) -> Sync {
        self.list.collection.sync()
    }

    /// Reads the jobs unless they were asked for before.
    pub fn ensure(&self) {
        self.sync().ensure();
    }

    /// Reads all of it anew because somebody wants it, whatever there is to wait for.
    pub fn refresh(&self) {
        self.state.is_by_itself.set(false);
        self.sync().refresh();
    }

    /// Whether the tenant shows its jobs; tracks what is known.
    pub fn availability(&self) -> Availability {
        let found = self.state.found.get();
        let Some(found) = found else {
            return Availability::Asking;
        };
        let [queued, retry, dead, _] = &found;
        let refusals: Vec<&ApiError> = [queued, retry, dead]
            .into_iter()
            .filter_map(|found| found.refusal.as_deref())
            .collect();
        match refusals.as_slice() {
            [first, _, _] if first.kind == Kind::Forbidden => {
                Availability::Forbidden(Box::new((*first).clone()))
            }
            [first, _, _] => Availability::Missing(Box::new((*first).clone())),
            _ => {
                let is_empty = self
                    .list
                    .collection
                    .with(|jobs, odd| jobs.is_empty() && odd.is_empty());
                let has_settled = self.sync().progress().phase.is_settled();
                if is_empty && has_settled && self.state.capabilities.is_shared() {
                    Availability::EmptyOnShared
                } else {
                    Availability::Yes
                }
            }
        }
    }

    /// What is known of each queue, by [`Queue::place`]; tracks it.
    pub fn totals(&self) -> [Total; 4] {
        let found = self.state.found.get();
        self.state.history.with(|history| {
            Queue::ALL.map(|queue| {
                let (count, change) = history.count(queue);
                let found = found.as_ref().map(|found| &found[queue.place()]);
                Total {
                    count,
                    change,
                    refusal: found.and_then(|found| found.refusal.clone()),
                }
            })
        })
    }

    /// What the jobs of the list add up to, by [`Queue::place`]: how many, and which is the oldest; tracks them.
    pub fn held(&self) -> [Held; 4] {
        self.list.collection.with(|jobs, _| totals::held(jobs))
    }

    /// This tab's looks, the oldest first; tracks them.
    pub fn with_history<R>(&self, look: impl FnOnce(&History) -> R) -> R {
        self.state.history.with(look)
    }

    /// The workers, as they were at the last look, where the tenant says; tracks them.
    pub fn workers(&self) -> Option<WorkerStats> {
        self.with_history(|history| history.last()?.workers.clone())
    }

    /// What is doubtful about the list; tracks it.
    pub fn doubt(&self) -> Doubt {
        self.state.doubt.get()
    }

    /// A job by its number, as it is in the list; tracks the records.
    pub fn job(&self, id: i64) -> Option<JobEntry> {
        self.list
            .collection
            .with(|jobs, _| jobs.iter().find(|job| job.id == id).cloned())
    }

    /// Reads one queue anew, by itself and without touching the list.
    pub async fn read_queue(&self, queue: Queue) -> Result<WholeQueue, ApiError> {
        reading::read_queue(&self.state.client, queue, &self.state.book).await
    }

    /// Puts a queue that was just read into the list, in the place of what the list had of it.
    pub fn put_queue(&self, queue: Queue, whole: &WholeQueue) {
        let goes = |job: &JobEntry| job.queue == queue;
        self.list.collection.replace(&goes, &whole.jobs);
        self.state.doubt.update(|doubt| {
            doubt.shifted[queue.place()] = !whole.is_sure;
        });
        let last = self
            .state
            .history
            .with_untracked(|history| history.last().cloned());
        if let Some(last) = last {
            let mut counts = last.counts;
            counts[queue.place()] = u32::try_from(whole.jobs.len()).ok();
            self.state.note(Look {
                at: now(),
                counts,
                workers: last.workers,
            });
        }
    }
}

impl State {
    fn fetch(
        self: Rc<Self>,
        call: u32,
    ) -> LocalBoxFuture<'static, Result<Page<JobEntry>, ApiError>> {
        Box::pin(async move {
            while self.is_by_itself.get() && self.pace.borrow().hold().is_some() {
                TimeoutFuture::new(LOOKS_EVERY).await;
            }
            let page = self.reading.call(&self.client, &self.book, call).await?;
            let is_over = page.meta.pages == Some(call);
            if is_over || self.found.with_untracked(Option::is_none) {
                self.found.set(self.reading.found());
            }
            if is_over {
                self.end();
            }
            Ok(page)
        })
    }

    /// A whole reading is complete.
    fn end(&self) {
        let Some(found) = self.reading.found() else {
            return;
        };
        let mut book = self.book.borrow_mut();
        book.end();
        let (held, moved) = (book.counts(), book.moved());
        drop(book);
        self.requests.set(self.reading.requests());
        let shifted = Queue::ALL.map(|queue| !found[queue.place()].is_sure);
        self.doubt.set(Doubt { shifted, moved });
        let workers = self
            .history
            .with_untracked(|history| history.last()?.workers.clone());
        self.note(Look {
            at: now(),
            counts: Queue::ALL.map(|queue| {
                let refused = found[queue.place()].refusal.is_some();
                (!refused).then_some(held[queue.place()])
            }),
            workers,
        });
    }

    fn note(&self, look: Look) {
        self.history.update(|history| history.push(look));
    }
}

impl Record for JobEntry {
    const LATER_WINS: bool = true;
    type Id = i64;
    fn id(&self) -> i64 {
        self.id
    }
}
