//! A list that is read anew again and again, and whose rows stay where they are while somebody points at
//! one or has come to one by keys.
//!
//! While it is held, each row keeps its place: what is known of its job is shown as it is now, and a job
//! that is gone keeps its row and is called gone. Those that came meanwhile wait. Positions are those of
//! the collection throughout, so that whatever is done with a row is done with the job it shows; a job that
//! is gone has a position behind all others, at which the collection has nothing.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use crate::data::collection::Record;
use crate::data::sync::Sync;
use crate::layout::list::records::{ListOf, Records};
use crate::state::list_params::{ListParams, Sort};
use crate::ui::table::cell::Row;
use crate::wire::page::OddRecord;

/// The list.
pub struct Steady<T: Record> {
    list: ListOf<T>,
    /// The row of a job that is gone.
    gone_row: fn(&T) -> Row,
    held: RefCell<Option<Held<T>>>,
    /// Those of the held rows whose jobs are gone, behind all positions of the collection.
    gone: RefCell<Vec<T>>,
    waiting: Cell<usize>,
    /// Grows when something is held, or no longer.
    turned: ArcRwSignal<u32>,
}

/// What stays.
struct Held<T> {
    search: String,
    sort: Option<Sort>,
    /// Of which state of the list that is.
    generation: u32,
    rows: Vec<T>,
}

impl<T: Record + Clone> Steady<T>
where
    T::Id: Ord,
{
    /// A list that nobody holds.
    pub fn new(list: ListOf<T>, gone_row: fn(&T) -> Row) -> Self {
        Self {
            list,
            gone_row,
            held: RefCell::default(),
            gone: RefCell::default(),
            waiting: Cell::new(0),
            turned: ArcRwSignal::new(0),
        }
    }

    /// From now on the rows of this view stay where they are.
    pub fn hold(&self, params: &ListParams) {
        let view = untrack(|| self.list.view(params));
        let rows = self.list.list.collection.with_untracked(|records, _| {
            let record = |at: &u32| records.get(usize::try_from(*at).ok()?).cloned();
            view.iter().filter_map(record).collect()
        });
        self.turn(Some(Held {
            search: params.search.clone(),
            sort: params.sort.clone(),
            generation: untrack(|| self.list.generation()),
            rows,
        }));
    }

    /// They may move again.
    pub fn release(&self) {
        if self.is_held() {
            self.turn(None);
        }
    }

    /// Whether rows stay where they are.
    pub fn is_held(&self) -> bool {
        self.held.borrow().is_some()
    }

    /// Tracks the jobs, and whether they are held.
    pub fn track(&self) {
        self.turned.track();
        self.list.list.collection.version();
    }

    /// How many jobs came or went that are not shown so, as of the last view.
    pub fn waiting(&self) -> usize {
        self.waiting.get()
    }

    fn turn(&self, held: Option<Held<T>>) {
        self.held.replace(held);
        self.turned
            .update(|turned| *turned = turned.wrapping_add(1));
    }

    /// The held rows as positions; counts what waits.
    fn laid(&self, held: &Held<T>, fresh: &Arc<Vec<u32>>) -> Arc<Vec<u32>> {
        self.list.list.collection.with(|records, _| {
            let mut places: Vec<(T::Id, u32)> =
                records.iter().map(Record::id).zip(0_u32..).collect();
            places.sort_unstable();
            let known = |id: &T::Id| {
                let found = places.binary_search_by(|(place, _)| place.cmp(id)).ok()?;
                places.get(found).map(|(_, at)| *at)
            };
            let all = u32::try_from(records.len()).unwrap_or(u32::MAX);
            let mut gone = self.gone.borrow_mut();
            gone.clear();
            // Which of the positions in view are shown.
            let mut shown = vec![false; records.len()];
            let mut rows = Vec::with_capacity(held.rows.len());
            for record in &held.rows {
                if let Some(at) = known(&record.id()) {
                    if let Some(shown) = usize::try_from(at).ok().and_then(|at| shown.get_mut(at)) {
                        *shown = true;
                    }
                    rows.push(at);
                } else {
                    rows.push(all + u32::try_from(gone.len()).unwrap_or(0));
                    gone.push(record.clone());
                }
            }
            let is_shown = |at: &&u32| {
                let at = usize::try_from(**at).ok();
                at.and_then(|at| shown.get(at)).is_some_and(|shown| *shown)
            };
            let both = fresh.iter().filter(is_shown).count();
            // Those that came, and those that no longer match: gone, or other than they were.
            self.waiting
                .set((fresh.len() - both) + (held.rows.len() - both));
            Arc::new(rows)
        })
    }

    /// Looks at a job that is gone.
    fn gone<R>(&self, at: u32, look: impl FnOnce(&T) -> R) -> Option<R> {
        let all = untrack(|| self.list.count());
        let at = usize::try_from(at).ok()?.checked_sub(all)?;
        self.gone.borrow().get(at).map(look)
    }
}

impl<T: Record + Clone> Records for Steady<T>
where
    T::Id: Ord,
{
    fn count(&self) -> usize {
        self.list.count()
    }

    fn generation(&self) -> u32 {
        self.list.generation()
    }

    fn view(&self, params: &ListParams) -> Arc<Vec<u32>> {
        self.turned.track();
        let fresh = self.list.view(params);
        let held = self.held.borrow();
        match &*held {
            Some(held)
                if held.search == params.search
                    && held.sort == params.sort
                    // Where nothing has changed, there is nothing to keep in its place.
                    && (held.generation != self.list.generation()
                        || held.rows.len() != fresh.len()) =>
            {
                self.laid(held, &fresh)
            }
            _ => {
                self.gone.borrow_mut().clear();
                self.waiting.set(0);
                fresh
            }
        }
    }

    fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool) {
        self.list.sort_in_use(asked)
    }

    fn key(&self, at: u32) -> Option<String> {
        let known = self.list.key(at);
        known.or_else(|| self.gone(at, |record| record.id().to_string()))
    }

    fn row(&self, at: u32) -> Option<Row> {
        let known = self.list.row(at);
        known.or_else(|| self.gone(at, self.gone_row))
    }

    fn raw(&self, at: u32) -> Option<String> {
        let raw = self.list.raw?;
        let known = self.list.raw(at);
        known.or_else(|| self.gone(at, |record| raw(record).to_owned()))
    }

    fn keeps_raw(&self) -> bool {
        self.list.keeps_raw()
    }

    fn sync(&self) -> Sync {
        self.list.sync()
    }

    fn odd(&self) -> Vec<OddRecord> {
        self.list.odd()
    }
}
