//! A whole list in memory. No list of these APIs can be searched or sorted by the server, so all of it
//! is fetched ([`super::sync`] does that) and kept here, each record once.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::ops::Deref;
use std::rc::Rc;

use futures::future::LocalBoxFuture;

use super::sync::{Arrival, Sync, Taken, Target};
use crate::api::error::ApiError;
use crate::wire::page::{OddRecord, Page};

/// A record of a list, told apart by its id: pages shift between requests, and one may come twice.
pub trait Record: 'static {
    /// Whether of two records with the same id the one that was read later counts, because they move
    /// while they are read.
    const LATER_WINS: bool = false;
    /// What tells two records apart.
    type Id: Eq + Hash + Clone + Display;
    /// This record's.
    fn id(&self) -> Self::Id;
}

/// A whole list and its [`Sync`]. Cheap to clone; belongs to no owner, so it outlives the page that
/// shows it.
pub struct Collection<T: Record> {
    store: Rc<Store<T>>,
    sync: Sync,
}

impl<T: Record> Clone for Collection<T> {
    fn clone(&self) -> Self {
        Self {
            store: Rc::clone(&self.store),
            sync: self.sync.clone(),
        }
    }
}

impl<T: Record> Deref for Collection<T> {
    type Target = Sync;

    fn deref(&self) -> &Sync {
        &self.sync
    }
}

/// Asks for one page of a list, counted from 1.
pub type FetchPage<T> = dyn Fn(u32) -> LocalBoxFuture<'static, Result<Page<T>, ApiError>>;

impl<T: Record> Collection<T> {
    /// A list that is not asked for yet.
    pub fn new(fetch: Box<FetchPage<T>>) -> Self {
        Self::with_end(fetch, false)
    }

    /// A list put together from many calls, of which some bring nothing: it ends where `meta.pages` says,
    /// and nowhere else.
    pub fn of_calls(fetch: Box<FetchPage<T>>) -> Self {
        Self::with_end(fetch, true)
    }

    fn with_end(fetch: Box<FetchPage<T>>, by_number: bool) -> Self {
        let store = Rc::new_cyclic(|this| Store {
            this: this.clone(),
            fetch,
            by_number,
            shown: RefCell::new(Rows::new()),
            fresh: RefCell::new(None),
            generation: Cell::new(1),
        });
        Self {
            sync: Sync::new(Rc::clone(&store) as Rc<dyn Target>),
            store,
        }
    }

    /// The list's sync: how far it is, and what it can be told.
    pub fn sync(&self) -> Sync {
        self.sync.clone()
    }

    /// Looks at the records on screen, and at the odd ones among them; tracks them.
    pub fn with<R>(&self, look: impl FnOnce(&[T], &[OddRecord]) -> R) -> R {
        self.sync.version();
        let shown = self.store.shown.borrow();
        look(&shown.items, &shown.odd)
    }

    /// As [`Self::with`], without tracking.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&[T], &[OddRecord]) -> R) -> R {
        let shown = self.store.shown.borrow();
        look(&shown.items, &shown.odd)
    }

    /// Takes in a record as a change or a single read has left it: in the place of the one with its id,
    /// or behind all others. One that a page brings later moves to that page's place: the order of a list
    /// must not depend on what was looked at first.
    pub fn put(&self, record: T)
    where
        T: Clone,
    {
        let id = record.id();
        self.store.change(&|rows| {
            rows.seen.insert(id.clone());
            if let Some(item) = rows.items.iter_mut().find(|item| item.id() == id) {
                *item = record.clone();
            } else {
                rows.items.push(record.clone());
                rows.early.push(id.clone());
            }
        });
        self.sync.touch();
    }

    /// Takes a record out that was deleted.
    pub fn remove(&self, id: &T::Id) {
        self.store.change(&|rows| {
            // It counts as seen: a page under way may still hold it.
            rows.seen.insert(id.clone());
            rows.items.retain(|item| item.id() != *id);
        });
        self.sync.touch();
    }

    /// Puts other records in the place of some: those that `goes` is true for and those with the ids of
    /// `records` go, and `records`, each of which has an id of its own, stand behind all others.
    pub fn replace(&self, goes: &dyn Fn(&T) -> bool, records: &[T])
    where
        T: Clone,
    {
        let ids: HashSet<T::Id> = records.iter().map(Record::id).collect();
        self.store.change(&|rows| {
            rows.items
                .retain(|item| !goes(item) && !ids.contains(&item.id()));
            rows.items.extend_from_slice(records);
            rows.seen.extend(ids.iter().cloned());
        });
        self.sync.touch();
    }

    /// Grows when the records on screen were replaced, so that positions mean other records; tracks them.
    pub fn generation(&self) -> u32 {
        self.sync.version();
        self.store.generation.get()
    }
}

struct Store<T: Record> {
    this: std::rc::Weak<Self>,
    fetch: Box<FetchPage<T>>,
    /// Whether only `meta.pages` says where it ends.
    by_number: bool,
    /// What is on screen.
    shown: RefCell<Rows<T>>,
    /// What a refresh has received so far; it takes the place of `shown` when it is complete.
    fresh: RefCell<Option<Rows<T>>>,
    generation: Cell<u32>,
}

/// For how many records room is made on a server's word alone.
const MOST_RESERVED: usize = 120_000;

/// What is held of a list.
struct Rows<T: Record> {
    items: Vec<T>,
    seen: HashSet<T::Id>,
    /// Records that came before their page, if they have one.
    early: Vec<T::Id>,
    odd: Vec<OddRecord>,
    next_page: u32,
}

impl<T: Record> Rows<T> {
    fn new() -> Self {
        Self {
            items: Vec::new(),
            seen: HashSet::new(),
            early: Vec::new(),
            odd: Vec::new(),
            next_page: 1,
        }
    }

    fn received(&self) -> usize {
        self.items.len() + self.odd.len()
    }

    /// Takes a page in; says how many of its records were new, and whether others changed their places or
    /// were replaced.
    /// `count` is how many records there are in all, where the server says so.
    fn absorb(&mut self, page: Page<T>, count: Option<usize>) -> (usize, bool) {
        // At once: a list that grows by doubling leaves holes as large as itself, and wasm gives none back.
        if self.items.is_empty() {
            let count = count.unwrap_or_default().min(MOST_RESERVED);
            self.items.reserve_exact(count);
            self.seen.reserve(count);
        }
        let before = self.received();
        let early = self.early.len();
        let mut is_replaced = false;
        for item in page.items {
            let id = item.id();
            if self.seen.insert(id.clone()) {
                self.items.push(item);
            } else if let Some(known) = self.early.iter().position(|early| *early == id) {
                self.early.remove(known);
                // What came alone is the newer.
                if let Some(at) = self.items.iter().position(|item| item.id() == id) {
                    let newer = self.items.remove(at);
                    self.items.push(newer);
                }
            } else if T::LATER_WINS
                // What comes twice stands near the end.
                && let Some(known) = self.items.iter_mut().rfind(|known| known.id() == id)
            {
                *known = item;
                is_replaced = true;
            }
        }
        for odd in page.odd {
            if self.odd.iter().all(|known| known.raw != odd.raw) {
                self.odd.push(odd);
            }
        }
        let moved = self.early.len() < early || is_replaced;
        (self.received() - before, moved)
    }
}

impl<T: Record> Store<T> {
    fn with_target<R>(&self, work: impl FnOnce(&mut Rows<T>) -> R) -> R {
        match self.fresh.borrow_mut().as_mut() {
            Some(fresh) => work(fresh),
            None => work(&mut self.shown.borrow_mut()),
        }
    }

    /// Changes what is on screen, and what a refresh under way has already received.
    fn change(&self, change: &dyn Fn(&mut Rows<T>)) {
        change(&mut self.shown.borrow_mut());
        if let Some(fresh) = self.fresh.borrow_mut().as_mut() {
            change(fresh);
        }
        self.generation.set(self.generation.get().wrapping_add(1));
    }

    fn show(&self, rows: Rows<T>) {
        *self.shown.borrow_mut() = rows;
        self.generation.set(self.generation.get().wrapping_add(1));
    }

    fn take(&self, number: u32, page: Page<T>) -> Taken {
        let pages = page.meta.pages;
        let more = if self.by_number {
            pages.is_some_and(|pages| number < pages)
        } else {
            page.has_next(number)
        };
        let count = page
            .meta
            .count
            .and_then(|count| usize::try_from(count).ok())
            .filter(|count| *count > 0);
        let visible = self.fresh.borrow().is_none();
        self.with_target(|rows| {
            rows.next_page = number + 1;
            let (new, moved) = rows.absorb(page, count);
            if moved {
                self.generation.set(self.generation.get().wrapping_add(1));
            }
            Taken {
                more,
                pages,
                count,
                // A call that brings nothing is none of those that a server without pages answers alike.
                new: new + usize::from(self.by_number),
                received: rows.received(),
                visible,
            }
        })
    }
}

impl<T: Record> Target for Store<T> {
    fn fetch(&self, page: u32) -> LocalBoxFuture<'static, Result<Arrival, ApiError>> {
        let this = self.this.clone();
        let reply = (self.fetch)(page);
        Box::pin(async move {
            let reply = reply.await?;
            let arrival: Arrival = Box::new(move || match this.upgrade() {
                Some(this) => this.take(page, reply),
                // The list is gone, and with it whoever wanted more.
                None => Taken {
                    more: false,
                    pages: None,
                    count: None,
                    new: 0,
                    received: 0,
                    visible: false,
                },
            });
            Ok(arrival)
        })
    }

    fn next_page(&self) -> u32 {
        self.with_target(|rows| rows.next_page)
    }

    fn set_next_page(&self, page: u32) {
        self.with_target(|rows| rows.next_page = page);
    }

    fn begin(&self, keep: bool) {
        let fresh = keep.then(Rows::new);
        if fresh.is_none() {
            self.show(Rows::new());
        }
        *self.fresh.borrow_mut() = fresh;
    }

    fn complete(&self) {
        if let Some(fresh) = self.fresh.take() {
            self.show(fresh);
        } else if T::LATER_WINS {
            // What was worked out while they moved may not be so any more.
            self.generation.set(self.generation.get().wrapping_add(1));
        }
    }
}
