//! Fetching a whole list page by page: progress, cancel, resume. It knows nothing of the records, so
//! that it is compiled once for all lists ([`super::collection`] holds the records).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::in_order::InOrder;
use crate::api::error::ApiError;
use crate::state::clock::now;
use crate::wire::time::Timestamp;

/// How many pages are asked for at a time; more gains nothing behind one reverse proxy.
const ABREAST: usize = 3;
/// Stop after so many pages in a row that brought nothing new: the server does not page at all.
const BARREN: u32 = 3;

/// How far a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was asked for yet.
    Idle,
    /// Pages are coming in.
    Syncing,
    /// The person stopped it; what is there stays, and it can go on.
    Cancelled,
    /// A page could not be had; what is there stays, and it can go on.
    Failed(Box<ApiError>),
    /// All of it is there.
    Complete,
}

impl Phase {
    /// Whether nothing more comes by itself: it is complete, or was stopped, or failed.
    pub const fn is_settled(&self) -> bool {
        !matches!(self, Self::Idle | Self::Syncing)
    }
}

/// How far a list is, for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub phase: Phase,
    /// Records received by the sync that is under way or came last.
    pub received: usize,
    /// How many the server says there are.
    pub expected: Option<usize>,
    /// When the list on screen was last complete.
    pub as_of: Option<Timestamp>,
}

/// What a page brought.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Whether another page follows.
    pub more: bool,
    /// How many pages the server says there are.
    pub pages: Option<u32>,
    /// How many records the server says there are; a hint, never more.
    pub count: Option<usize>,
    /// How many of the page's records were not known before.
    pub new: usize,
    /// How many records were received so far.
    pub received: usize,
    /// Whether the records on screen are others than before.
    pub visible: bool,
}

/// A page that has arrived, to be taken in when its turn comes.
pub type Arrival = Box<dyn FnOnce() -> Taken>;

/// Where the records go.
pub trait Target {
    /// Asks for a page, counted from 1.
    fn fetch(&self, page: u32) -> LocalBoxFuture<'static, Result<Arrival, ApiError>>;
    /// The first page that was not received yet.
    fn next_page(&self) -> u32;
    /// From now on that page is the next.
    fn set_next_page(&self, page: u32);
    /// A new sync begins. With `keep`, what is on screen stays there until the end.
    fn begin(&self, keep: bool);
    /// The sync reached the end: what it received is now what is on screen.
    fn complete(&self);
}

/// One list's sync. Cheap to clone; whoever lets go of it cancels it first: a sync under way holds on
/// to its list.
#[derive(Clone)]
pub struct Sync(Rc<Inner>);

struct Inner {
    target: Rc<dyn Target>,
    progress: ArcRwSignal<Progress>,
    /// Grows when the records on screen change.
    version: ArcRwSignal<u32>,
    running: RefCell<Option<AbortHandle>>,
    /// The last page that was taken in since the sync began.
    reached: Cell<u32>,
}

impl Sync {
    /// A sync that was not started.
    pub fn new(target: Rc<dyn Target>) -> Self {
        Self(Rc::new(Inner {
            target,
            progress: ArcRwSignal::new(Progress {
                phase: Phase::Idle,
                received: 0,
                expected: None,
                as_of: None,
            }),
            version: ArcRwSignal::new(0),
            running: RefCell::new(None),
            reached: Cell::new(0),
        }))
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.0.progress.get()
    }

    /// How far it is, without tracking.
    pub fn progress_untracked(&self) -> Progress {
        self.0.progress.get_untracked()
    }

    /// Tracks the records: grows whenever those on screen change.
    pub fn version(&self) -> u32 {
        self.0.version.get()
    }

    /// Starts the sync unless it was started before.
    pub fn ensure(&self) {
        if self.progress_untracked().phase == Phase::Idle {
            self.refresh();
        }
    }

    /// Fetches the whole list anew. What is on screen stays until the new list is complete; the first
    /// time there is nothing to keep, and rows show as they come.
    pub fn refresh(&self) {
        self.begin(self.progress_untracked().as_of.is_some());
    }

    /// Fetches another list than before: what is on screen goes at once.
    pub fn restart(&self) {
        self.0.progress.update(|progress| progress.as_of = None);
        self.begin(false);
    }

    fn begin(&self, keep: bool) {
        self.0.target.begin(keep);
        self.0.reached.set(0);
        if !keep {
            self.publish();
        }
        self.0.progress.update(|progress| progress.received = 0);
        self.start();
    }

    /// Goes on where a cancelled or failed sync stopped.
    pub fn resume(&self) {
        self.start();
    }

    /// Stops the sync; what is there stays.
    pub fn cancel(&self) {
        if let Some(running) = self.0.running.take() {
            running.abort();
            self.0
                .progress
                .update(|progress| progress.phase = Phase::Cancelled);
        }
    }

    fn start(&self) {
        if let Some(running) = self.0.running.take() {
            running.abort();
        }
        self.0
            .progress
            .update(|progress| progress.phase = Phase::Syncing);
        let sync = self.clone();
        let (work, handle) = abortable(async move {
            let result = sync.run().await;
            sync.finish(result);
        });
        *self.0.running.borrow_mut() = Some(handle);
        spawn_local(async move {
            // Aborted or not, everything worth knowing is in `progress` by now.
            let _ = work.await;
        });
    }

    fn finish(&self, result: Result<(), ApiError>) {
        self.0.running.take();
        if result.is_ok() {
            self.0.target.complete();
            self.publish();
        }
        self.0.progress.update(|progress| match result {
            Ok(()) => {
                progress.phase = Phase::Complete;
                progress.as_of = Some(now());
            }
            Err(error) => progress.phase = Phase::Failed(Box::new(error)),
        });
    }

    async fn run(&self) -> Result<(), ApiError> {
        self.pass(None).await?;
        // Records deleted meanwhile pull later ones forward, past the page being read. When the server
        // counts more than came, one more pass picks up what slipped through; the count itself is not
        // trusted any further than that (docs/contract.md, "Lists").
        let progress = self.progress_untracked();
        if progress
            .expected
            .is_some_and(|expected| expected > progress.received)
        {
            self.0.target.set_next_page(1);
            self.pass(Some(self.0.reached.get())).await?;
        }
        Ok(())
    }

    /// From the next page to the last: to `end` where that is known, else until so many pages in a row
    /// brought nothing new.
    async fn pass(&self, end: Option<u32>) -> Result<(), ApiError> {
        let mut barren = 0;
        let mut is_over = |page: u32, taken: &Taken| {
            barren = if taken.new == 0 { barren + 1 } else { 0 };
            !taken.more || end.map_or(barren == BARREN, |end| page >= end)
        };
        loop {
            let page = self.0.target.next_page();
            let taken = self.take(page, self.0.target.fetch(page).await?);
            if is_over(page, &taken) {
                return Ok(());
            }
            let last = taken.pages.unwrap_or(page).min(end.unwrap_or(u32::MAX));
            // The first page says how many there are: the others come several at a time, in order.
            let mut coming = InOrder::default();
            let (mut asked, mut taken_in) = (page, page);
            loop {
                while asked < last && coming.len() < ABREAST {
                    asked += 1;
                    coming.push(self.0.target.fetch(asked));
                }
                let Some(arrival) = coming.first().await else {
                    break;
                };
                taken_in += 1;
                if is_over(taken_in, &self.take(taken_in, arrival?)) {
                    return Ok(());
                }
            }
        }
    }

    fn take(&self, page: u32, arrival: Arrival) -> Taken {
        let taken = arrival();
        self.0.reached.set(self.0.reached.get().max(page));
        self.0.progress.update(|progress| {
            progress.received = taken.received;
            progress.expected = taken.count.map(|count| count.max(taken.received));
        });
        if taken.visible {
            self.publish();
        }
        taken
    }

    /// The records were changed from outside: whoever reads them is told.
    pub fn touch(&self) {
        self.publish();
    }

    fn publish(&self) {
        self.0
            .version
            .update(|version| *version = version.wrapping_add(1));
    }
}
