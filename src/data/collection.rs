//! A whole list, synced page by page into memory: first rows at once, progress, cancel, resume.
//!
//! No list of these APIs can be searched or sorted by the server, so the whole of it is fetched.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::hash::Hash;
use std::rc::Rc;

use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use futures::stream::{self, StreamExt};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::ApiError;
use crate::state::clock::now;
use crate::wire::page::{OddRecord, Page};
use crate::wire::time::Timestamp;

/// How many pages are asked for at a time; more gains nothing behind one reverse proxy.
const ABREAST: usize = 3;
/// Stop after so many pages in a row that brought nothing new: the server does not page at all.
const BARREN: u32 = 3;

/// A record of a list, told apart by its id: pages shift between requests, and one may come twice.
pub trait Record: 'static {
    /// What tells two records apart.
    type Id: Eq + Hash;
    /// This record's.
    fn id(&self) -> Self::Id;
}

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

/// What is held of a list.
struct Rows<T: Record> {
    items: Vec<T>,
    seen: HashSet<T::Id>,
    odd: Vec<OddRecord>,
    /// The first page that was not received yet.
    next_page: u32,
}

impl<T: Record> Rows<T> {
    fn new() -> Self {
        Self { items: Vec::new(), seen: HashSet::new(), odd: Vec::new(), next_page: 1 }
    }

    /// Takes a page in and says how many of its records were new.
    fn absorb(&mut self, page: Page<T>) -> usize {
        let before = self.items.len() + self.odd.len();
        for item in page.items {
            if self.seen.insert(item.id()) {
                self.items.push(item);
            }
        }
        for odd in page.odd {
            if self.odd.iter().all(|known| known.raw != odd.raw) {
                self.odd.push(odd);
            }
        }
        self.items.len() + self.odd.len() - before
    }
}

type FetchPage<T> = dyn Fn(u32) -> LocalBoxFuture<'static, Result<Page<T>, ApiError>>;

/// A whole list and its sync. Cheap to clone; belongs to no owner, so it outlives the page that shows it.
/// Whoever lets go of it cancels it first: a sync under way holds on to its list.
pub struct Collection<T: Record>(Rc<Inner<T>>);

struct Inner<T: Record> {
    fetch: Box<FetchPage<T>>,
    /// What the screen shows.
    shown: RefCell<Rows<T>>,
    /// What a refresh has received so far; it takes the place of `shown` when it is complete.
    fresh: RefCell<Option<Rows<T>>>,
    progress: ArcRwSignal<Progress>,
    /// Grows when `shown` does.
    version: ArcRwSignal<u32>,
    /// Grows when `shown` is another list, not a longer one.
    generation: Cell<u32>,
    running: RefCell<Option<AbortHandle>>,
}

impl<T: Record> Clone for Collection<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: Record> Collection<T> {
    /// A list that is not asked for yet; `fetch` asks for one page, counted from 1.
    pub fn new(fetch: impl Fn(u32) -> LocalBoxFuture<'static, Result<Page<T>, ApiError>> + 'static) -> Self {
        Self(Rc::new(Inner {
            fetch: Box::new(fetch),
            shown: RefCell::new(Rows::new()),
            fresh: RefCell::new(None),
            progress: ArcRwSignal::new(Progress { phase: Phase::Idle, received: 0, expected: None, as_of: None }),
            version: ArcRwSignal::new(0),
            generation: Cell::new(1),
            running: RefCell::new(None),
        }))
    }

    /// Looks at the records that are there, and at the odd ones among them.
    pub fn with<R>(&self, look: impl FnOnce(&[T], &[OddRecord]) -> R) -> R {
        let shown = self.0.shown.borrow();
        look(&shown.items, &shown.odd)
    }

    /// Tracks the records: grows whenever they change.
    pub fn version(&self) -> u32 {
        self.0.version.get()
    }

    /// Tracks the records: grows when they were replaced, so that positions mean other records.
    pub fn generation(&self) -> u32 {
        self.0.version.track();
        self.0.generation.get()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.0.progress.get()
    }

    /// How far it is, without tracking.
    pub fn progress_untracked(&self) -> Progress {
        self.0.progress.get_untracked()
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
        let complete = self.progress_untracked().as_of.is_some();
        if complete {
            *self.0.fresh.borrow_mut() = Some(Rows::new());
        } else {
            self.0.fresh.take();
            self.show(Rows::new());
        }
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
            self.0.progress.update(|progress| progress.phase = Phase::Cancelled);
            self.publish();
        }
    }

    fn start(&self) {
        if let Some(running) = self.0.running.take() {
            running.abort();
        }
        self.0.progress.update(|progress| {
            progress.phase = Phase::Syncing;
            progress.received = self.received();
        });
        let list = self.clone();
        let (sync, handle) = abortable(async move {
            let result = list.sync().await;
            list.finish(result);
        });
        *self.0.running.borrow_mut() = Some(handle);
        spawn_local(async move {
            // Aborted or not, everything worth knowing is in `progress` by now.
            let _ = sync.await;
        });
    }

    fn finish(&self, result: Result<(), ApiError>) {
        self.0.running.take();
        let complete = result.is_ok();
        if complete && let Some(fresh) = self.0.fresh.take() {
            self.show(fresh);
        }
        self.0.progress.update(|progress| match result {
            Ok(()) => {
                progress.phase = Phase::Complete;
                progress.as_of = Some(now());
            }
            Err(error) => progress.phase = Phase::Failed(Box::new(error)),
        });
        self.publish();
    }

    async fn sync(&self) -> Result<(), ApiError> {
        self.pass().await?;
        // Records deleted meanwhile pull later ones forward, past the page being read. When the server
        // counts more than came, one more pass picks up what slipped through; the count itself is not
        // trusted any further than that (docs/contract.md, "Lists").
        let missing = self.0.progress.get_untracked().expected.is_some_and(|expected| expected > self.received());
        if missing {
            self.with_target(|rows| rows.next_page = 1);
            self.pass().await?;
        }
        Ok(())
    }

    /// From the next page to the last.
    async fn pass(&self) -> Result<(), ApiError> {
        let mut barren = 0;
        let mut page = self.with_target(|rows| rows.next_page);
        loop {
            let reply = (self.0.fetch)(page).await?;
            let last = reply.meta.pages.filter(|pages| *pages > page);
            let (mut more, mut new) = self.take(page, reply);
            page += 1;
            if let Some(last) = last.filter(|_| more) {
                let mut coming = stream::iter(page..=last).map(|page| (self.0.fetch)(page)).buffered(ABREAST);
                while let Some(reply) = coming.next().await {
                    (more, new) = self.take(page, reply?);
                    page += 1;
                    barren = if new == 0 { barren + 1 } else { 0 };
                    if !more || barren == BARREN {
                        return Ok(());
                    }
                }
            }
            barren = if new == 0 { barren + 1 } else { 0 };
            if !more || barren == BARREN {
                return Ok(());
            }
        }
    }

    /// Takes a page in; says whether another follows and how many records were new.
    fn take(&self, number: u32, page: Page<T>) -> (bool, usize) {
        let more = page.has_next(number);
        let count = page.meta.count.and_then(|count| usize::try_from(count).ok()).filter(|count| *count > 0);
        let new = self.with_target(|rows| {
            rows.next_page = number + 1;
            rows.absorb(page)
        });
        let received = self.received();
        self.0.progress.update(|progress| {
            progress.received = received;
            progress.expected = count.map(|count| count.max(received));
        });
        if self.0.fresh.borrow().is_none() {
            self.publish();
        }
        (more, new)
    }

    fn show(&self, rows: Rows<T>) {
        *self.0.shown.borrow_mut() = rows;
        self.0.generation.set(self.0.generation.get().wrapping_add(1));
    }

    fn received(&self) -> usize {
        self.with_target(|rows| rows.items.len() + rows.odd.len())
    }

    fn with_target<R>(&self, work: impl FnOnce(&mut Rows<T>) -> R) -> R {
        match self.0.fresh.borrow_mut().as_mut() {
            Some(fresh) => work(fresh),
            None => work(&mut self.0.shown.borrow_mut()),
        }
    }

    fn publish(&self) {
        self.0.version.update(|version| *version = version.wrapping_add(1));
    }
}
