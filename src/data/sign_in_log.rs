//! The sign-ins of a whole tenant, from either of two sources: person after person, or from the audit log.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::collection::{Collection, Record};
use super::list::List;
use super::listings::sign_ins::{OF_ZONE, SIGN_INS};
use super::sign_ins::{just_before, read_all};
use super::sync::{Phase, Sync};
use super::tenant::{KeptUser, Tenant};
use crate::analysis::audit::entry::{Book, Entry};
use crate::analysis::audit::zone::Zone;
use crate::api::client::Client;
use crate::api::error::{ApiError, Kind};
use crate::api::tines::audit_logs::{self, LOGIN};
use crate::api::tines::sign_ins::list_path;
use crate::state::clock::now;
use crate::wire::page::{Meta, NextPage, Page};
use crate::wire::time::Timestamp;

/// How many pages are read of one person: 20,000 sign-ins. More is a fault of the tenant.
const PAGES: u32 = 40;
/// How often the list of users is looked at while it is waited for, in milliseconds.
const LOOKS_EVERY: u32 = 50;

/// Where sign-ins are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `audit_logs`: the whole tenant in a few pages. May be forbidden or missing.
    AuditLog,
    /// `users/{id}/signin_activities`: one call and more for each person.
    People,
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// From where.
    pub source: Source,
    /// From when on.
    pub since: Timestamp,
    /// Whose; empty: everybody's.
    pub people: Vec<i64>,
    /// Person after person: whether those who were not seen since then are asked too.
    pub everybody: bool,
}

/// How far the reading is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Calls answered, of those that are due.
    pub done: u32,
    /// Calls that are due; of the audit log as far as it says.
    pub due: u32,
    /// People who are not asked: they were not seen in this span.
    pub skipped: u32,
    /// People who are no longer there.
    pub gone: u32,
    /// People of whom there is more than was read.
    pub cut: u32,
    /// The moment before which everything was asked for.
    pub until: Option<Timestamp>,
}

/// The sign-ins of a tenant. Cheap to clone; belongs to no owner.
#[derive(Clone)]
pub struct SignInLog {
    /// The records, searched and sorted.
    pub list: List<Entry>,
    state: Rc<State>,
}

struct State {
    client: Client,
    users: Collection<KeptUser>,
    scope: ArcRwSignal<Option<Scope>>,
    extent: ArcRwSignal<Extent>,
    book: RefCell<Book>,
    /// Whom to ask, those seen most recently first.
    plan: RefCell<Vec<i64>>,
    /// Which calls were answered: a call that is made again counts once.
    answered: RefCell<Vec<bool>>,
    /// When the first call that counts left.
    started: Cell<i64>,
    /// The clock by which hours and days are told.
    zone: RefCell<Zone>,
    judged: ArcRwSignal<Vec<(String, Judgement)>>,
}

/// What a person made of a mark, for as long as the tab lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Whether it is put aside.
    pub is_dismissed: bool,
    /// What was noted.
    pub note: String,
}

impl SignInLog {
    /// The log of a tenant, which was not asked for yet.
    pub fn new(tenant: &Tenant) -> Self {
        let state = Rc::new(State {
            client: tenant.client.clone(),
            users: tenant.users.collection.clone(),
            scope: ArcRwSignal::new(None),
            extent: ArcRwSignal::default(),
            book: RefCell::default(),
            plan: RefCell::default(),
            answered: RefCell::default(),
            started: Cell::new(0),
            zone: RefCell::default(),
            judged: ArcRwSignal::default(),
        });
        let fetch = {
            let state = Rc::clone(&state);
            move |page| Rc::clone(&state).fetch(page)
        };
        Self {
            list: List::new(Collection::of_calls(Box::new(fetch)), &SIGN_INS),
            state,
        }
    }

    /// What is read; `None` before anything was asked for. Tracks it.
    pub fn scope(&self) -> Option<Scope> {
        self.state.scope.get()
    }

    /// How far the reading is; tracks it.
    pub fn extent(&self) -> Extent {
        self.state.extent.get()
    }

    /// Its sync.
    pub fn sync(&self) -> Sync {
        self.list.collection.sync()
    }

    /// Reads what is wanted, unless what is there or on its way holds it.
    pub fn want(&self, scope: Scope) {
        let known = self.state.scope.get_untracked();
        let holds = known.as_ref().is_some_and(|known| {
            known.source == scope.source
                && known.since <= scope.since
                && known.people == scope.people
                && (known.everybody || !scope.everybody)
        });
        if !holds {
            self.state.scope.set(Some(scope));
            self.sync().restart();
        }
    }

    /// Tells hours and days by this clock; whether it is another one than before.
    pub fn set_zone(&self, zone: Zone) -> bool {
        if *self.state.zone.borrow() == zone {
            return false;
        }
        self.list.collection.with_untracked(|entries, _| {
            for entry in entries {
                zone.tell(entry);
            }
        });
        self.state.zone.replace(zone);
        self.list.forget(OF_ZONE);
        true
    }

    /// What was made of a mark, by its key; tracks it.
    pub fn judgement(&self, key: &str) -> Judgement {
        self.state
            .judged
            .with(|judged| {
                let mut judged = judged.iter();
                let found = judged.find(|(known, _)| known == key);
                found.map(|(_, judgement)| judgement.clone())
            })
            .unwrap_or_default()
    }

    /// Makes something of a mark.
    pub fn judge(&self, key: &str, change: impl FnOnce(&mut Judgement)) {
        self.state.judged.update(|judged| {
            let known = judged.iter().position(|(known, _)| known == key);
            let place = known.unwrap_or_else(|| {
                judged.push((key.to_owned(), Judgement::default()));
                judged.len() - 1
            });
            if let Some((_, judgement)) = judged.get_mut(place) {
                change(judgement);
            }
        });
    }

    /// About how long the rest takes, in milliseconds; `None` while that cannot be said. By what the calls
    /// took so far, and never less than the tenant's limit allows. Tracks how far it is.
    pub fn remaining(&self) -> Option<i64> {
        let extent = self.extent();
        let scope = self.state.scope.get()?;
        let left = extent
            .due
            .checked_sub(extent.done)
            .filter(|left| *left > 0)?;
        if extent.done < 3 {
            return None;
        }
        let passed = now().0 - self.state.started.get();
        let by_calls = passed * i64::from(left) / i64::from(extent.done);
        let path = match scope.source {
            Source::AuditLog => audit_logs::sign_ins_path(scope.since, scope.since, 1),
            Source::People => list_path(0, scope.since, 1),
        };
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        Some(by_calls.max(i64::from(self.state.client.least_span(&path, left))))
    }
}

impl State {
    fn fetch(self: Rc<Self>, page: u32) -> LocalBoxFuture<'static, Result<Page<Entry>, ApiError>> {
        Box::pin(async move {
            let scope = self.scope.get_untracked().unwrap_or(Scope {
                source: Source::People,
                since: Timestamp(0),
                people: Vec::new(),
                everybody: false,
            });
            if page == 1 {
                self.begin(&scope).await?;
            }
            match scope.source {
                Source::AuditLog => self.logged(&scope, page).await,
                Source::People => self.person(&scope, page).await,
            }
        })
    }

    /// Who there is comes first: it says whom to ask, and whose account it is.
    async fn begin(&self, scope: &Scope) -> Result<(), ApiError> {
        let users = self.all_users().await;
        if scope.source == Source::People {
            users?;
        }
        let mut book = Book::default();
        let mut plan: Vec<(Option<Timestamp>, i64)> = Vec::new();
        let mut skipped = 0;
        self.users.with_untracked(|users, _| {
            for user in users {
                book.list(user);
                if !scope.people.is_empty() && !scope.people.contains(&user.id) {
                    continue;
                }
                // Whoever was last seen before the span cannot have signed in within it.
                if scope.everybody || user.last_seen.is_some_and(|seen| seen >= scope.since) {
                    plan.push((user.last_seen, user.id));
                } else {
                    skipped += 1;
                }
            }
        });
        plan.sort_by_key(|(seen, _)| std::cmp::Reverse(*seen));
        let plan: Vec<i64> = plan.into_iter().map(|(_, id)| id).collect();
        let due = match scope.source {
            Source::AuditLog => 0,
            Source::People => plan.len(),
        };
        self.book.replace(book);
        self.answered.replace(vec![false; due]);
        self.plan.replace(plan);
        self.started.set(now().0);
        self.extent.set(Extent {
            due: u32::try_from(due).unwrap_or(u32::MAX),
            skipped: if scope.source == Source::People {
                skipped
            } else {
                0
            },
            // One more second, for what happens in this one; the same for all pages, so that nothing shifts.
            until: Some(Timestamp(now().0.div_euclid(1_000) * 1_000 + 1_000)),
            ..Extent::default()
        });
        Ok(())
    }

    /// Waits until all users are there, or cannot be had.
    async fn all_users(&self) -> Result<(), ApiError> {
        let users = self.users.sync();
        match users.progress_untracked().phase {
            Phase::Idle => users.ensure(),
            Phase::Failed(_) | Phase::Cancelled => users.resume(),
            Phase::Syncing | Phase::Complete => {}
        }
        loop {
            let progress = users.progress_untracked();
            // While a list is read anew, the whole old one still stands.
            if progress.as_of.is_some() {
                return Ok(());
            }
            match progress.phase {
                Phase::Failed(error) => return Err(*error),
                Phase::Cancelled => users.resume(),
                _ => TimeoutFuture::new(LOOKS_EVERY).await,
            }
        }
    }

    /// A page of the audit log.
    async fn logged(&self, scope: &Scope, page: u32) -> Result<Page<Entry>, ApiError> {
        let until = self.extent.with_untracked(|extent| extent.until);
        let until = until.unwrap_or(Timestamp::MAX);
        let after = just_before(scope.since);
        let list = audit_logs::sign_ins(&self.client, after, until, page).await?;
        let said = list.meta.pages.filter(|pages| *pages > 0);
        // A tenant that keeps no bounds is not followed into the years before.
        let oldest = list.items.last().and_then(|one| one.created_at);
        let is_older = oldest.is_some_and(|at| at < after);
        let pages = match said {
            _ if is_older || !list.has_next(page) => page,
            Some(pages) => pages,
            None => page + 1,
        };
        self.answer(page, pages, |_| ());
        let mut book = self.book.borrow_mut();
        let wanted = list.items.iter().filter(|one| {
            one.operation_name == LOGIN
                && one.created_at.is_none_or(|at| at >= scope.since)
                && (scope.people.is_empty()
                    || one.user_id.is_some_and(|id| scope.people.contains(&id)))
        });
        let zone = self.zone.borrow();
        let items = wanted.map(|one| zone.told(book.logged(one))).collect();
        drop((book, zone));
        Ok(Page {
            items,
            odd: list.odd,
            meta: ends_at(pages),
        })
    }

    /// All sign-ins of the person whose turn it is.
    async fn person(&self, scope: &Scope, turn: u32) -> Result<Page<Entry>, ApiError> {
        let (user, due) = {
            let plan = self.plan.borrow();
            let place = usize::try_from(turn)
                .ok()
                .and_then(|turn| turn.checked_sub(1));
            (place.and_then(|place| plan.get(place).copied()), plan.len())
        };
        let due = u32::try_from(due).unwrap_or(u32::MAX);
        let mut page = Page {
            items: Vec::new(),
            odd: Vec::new(),
            meta: ends_at(due),
        };
        let Some(user) = user else {
            return Ok(page);
        };
        match read_all(&self.client, user, scope.since, PAGES).await {
            Ok(whole) => {
                page.odd = whole.odd;
                let mut book = self.book.borrow_mut();
                let items = whole.items.iter();
                let items = items.filter(|one| one.created_at.is_none_or(|at| at >= scope.since));
                let zone = self.zone.borrow();
                page.items = items
                    .map(|one| zone.told(book.sign_in(one, user)))
                    .collect();
                drop((book, zone));
                let cut = u32::from(whole.is_cut);
                self.answer(turn, due, |extent| extent.cut += cut);
            }
            // Deleted since the list was read.
            Err(error) if error.kind == Kind::Missing => {
                self.answer(turn, due, |extent| extent.gone += 1);
            }
            Err(error) => return Err(error),
        }
        Ok(page)
    }

    /// A call was answered; `with` notes what it brought, once however often it is made.
    fn answer(&self, call: u32, due: u32, with: impl FnOnce(&mut Extent)) {
        let place = usize::try_from(call)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let mut answered = self.answered.borrow_mut();
        let length = usize::try_from(due).unwrap_or(0).max(answered.len());
        answered.resize(length.min(1_000_000), false);
        let is_new = answered
            .get_mut(place)
            .is_some_and(|slot| !std::mem::replace(slot, true));
        drop(answered);
        self.extent.update(|extent| {
            extent.due = due;
            if is_new {
                extent.done += 1;
                with(extent);
            }
        });
    }
}

fn ends_at(pages: u32) -> Meta {
    Meta {
        pages: Some(pages),
        next_page: NextPage::Link,
        ..Meta::default()
    }
}

impl Record for Entry {
    type Id = i64;
    fn id(&self) -> i64 {
        self.id
    }
}
