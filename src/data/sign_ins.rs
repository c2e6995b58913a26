//! The sign-ins of the people that were looked at in this tab: coming back to one is instant.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::*;

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::api::tines::sign_ins;
use crate::state::clock::now;
use crate::wire::page::OddRecord;
use crate::wire::time::Timestamp;
use crate::wire::tines::SignIn;

/// How many people's sign-ins are kept; beyond it, whoever was read longest ago goes.
const PEOPLE: usize = 12;
/// How many pages are read of one person: 2,500 sign-ins.
const PAGES: u32 = 5;
/// An answer younger than this is not asked for again, in milliseconds.
const FRESH: i64 = 60_000;

/// One person's sign-ins.
#[derive(Debug)]
pub struct Recent {
    /// In the order they came.
    pub all: Vec<SignIn>,
    /// Whether there are more than were read.
    pub is_cut: bool,
    /// How many could not be read.
    pub odd: usize,
    /// When they were read.
    pub as_of: Timestamp,
}

/// Whose, and what was read.
type Held = Vec<(i64, Rc<Recent>)>;

/// The sign-ins that were read. Cheap to clone; belongs to no owner.
#[derive(Clone, Default)]
pub struct SignIns {
    held: Rc<RefCell<Held>>,
    version: ArcRwSignal<u32>,
}

impl SignIns {
    /// A person's sign-ins, if they were read; tracks them.
    pub fn of(&self, user: i64) -> Option<Rc<Recent>> {
        self.version.track();
        self.held(user)
    }

    /// Whether they were read a moment ago.
    pub fn is_fresh(&self, user: i64) -> bool {
        self.held(user)
            .is_some_and(|recent| now().0 - recent.as_of.0 < FRESH)
    }

    fn held(&self, user: i64) -> Option<Rc<Recent>> {
        let held = self.held.borrow();
        let found = held.iter().find(|(held, _)| *held == user)?;
        Some(Rc::clone(&found.1))
    }

    /// Reads a person's sign-ins since a moment.
    pub async fn read(&self, client: &Client, user: i64, since: Timestamp) -> Result<(), ApiError> {
        let as_of = now();
        let whole = read_all(client, user, since, PAGES).await?;
        let recent = Recent {
            all: whole.items,
            is_cut: whole.is_cut,
            odd: whole.odd.len(),
            as_of,
        };
        let mut held = self.held.borrow_mut();
        held.retain(|(held, _)| *held != user);
        if held.len() == PEOPLE {
            held.remove(0);
        }
        held.push((user, Rc::new(recent)));
        drop(held);
        self.version
            .update(|version| *version = version.wrapping_add(1));
        Ok(())
    }
}

/// A person's sign-ins, read to the end.
pub struct Whole {
    /// In the order they came.
    pub items: Vec<SignIn>,
    /// Those that could not be read.
    pub odd: Vec<OddRecord>,
    /// Whether there are more than so many pages hold.
    pub is_cut: bool,
}

/// Reads all sign-ins of a person since a moment, of at most so many pages.
pub async fn read_all(
    client: &Client,
    user: i64,
    since: Timestamp,
    pages: u32,
) -> Result<Whole, ApiError> {
    let mut whole = Whole {
        items: Vec::new(),
        odd: Vec::new(),
        is_cut: false,
    };
    let mut seen = HashSet::new();
    let after = just_before(since);
    for page in 1.. {
        let (list, more) = sign_ins::list(client, user, after, page).await?;
        let before = seen.len();
        whole.odd.extend(list.odd);
        // The latest come first: behind an older one there are only older ones.
        let oldest = list.items.last().and_then(|one| one.created_at);
        let is_older = oldest.is_some_and(|at| at < since);
        // Pages shift when somebody signs in meanwhile: one may come twice.
        let items = list.items.into_iter();
        whole.items.extend(items.filter(|one| seen.insert(one.id)));
        // A tenant may know no bounds and no pages, and answer every page alike.
        if !more || is_older || seen.len() == before {
            break;
        }
        if page == pages {
            whole.is_cut = true;
            break;
        }
    }
    Ok(whole)
}

/// Whole seconds, and a bound that leaves nothing out whether or not the tenant counts it in.
pub fn just_before(since: Timestamp) -> Timestamp {
    Timestamp(since.0.div_euclid(1_000) * 1_000 - 1_000)
}
