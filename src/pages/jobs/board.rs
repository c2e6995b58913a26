//! What the parts of the page look at: the queues, the list in the URL, and whether somebody is just there.

use std::rc::Rc;

use leptos::prelude::*;

use super::columns::{gone_row, row};
use super::live::LIVE;
use super::matrix::BY;
use super::region::There;
use super::steady::Steady;
use crate::analysis::filter::edit::{add, same, values_of, without};
use crate::analysis::filter::syntax::Value;
use crate::analysis::jobs::entry::{Action, JobEntry};
use crate::data::job_queues::JobQueues;
use crate::data::tenant::Tenant;
use crate::layout::list::records::ListOf;
use crate::reactive::effect;
use crate::state::list_params::ListState;

/// What the page keeps in the URL beside the list's own.
const NAMES: &[&str] = &[LIVE, BY];
/// The qualifiers that the matrix writes.
pub const ACTION: &str = "action";
pub const ACTION_ID: &str = "action-id";
pub const ERROR: &str = "error";
/// The qualifier that a tile writes.
pub const QUEUE: &str = "queue";

/// What asks for an Action: a qualifier and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// By its name, or by its number where the name would ask for others, too.
    name: &'static str,
    value: Value,
}

impl Ask {
    /// For an Action; `None`: for the jobs without one. `is_alone`: nothing else is called so.
    pub fn of(action: Option<&Action>, is_alone: bool) -> Self {
        match action {
            None => Self {
                name: ACTION,
                value: Value::meaning("none"),
            },
            Some(action) if is_alone && action.name().is_some() => Self {
                name: ACTION,
                value: Value::exactly(&action.label()),
            },
            Some(action) => Self {
                name: ACTION_ID,
                value: Value::exactly(&action.id.to_string()),
            },
        }
    }

    /// A filter that asks for this alone.
    pub fn filter(&self) -> String {
        add("", self.name, &self.value)
    }
}

/// What a filter asks for that can be picked on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picked {
    /// By name, and by number.
    actions: [Vec<Value>; 2],
    errors: Vec<Value>,
    queues: Vec<Value>,
}

impl Picked {
    fn of(filter: &str) -> Self {
        Self {
            actions: [ACTION, ACTION_ID].map(|name| values_of(filter, name)),
            errors: values_of(filter, ERROR),
            queues: values_of(filter, QUEUE),
        }
    }

    /// Whether it asks for an Action, whatever its error.
    pub fn has_action(&self, ask: &Ask) -> bool {
        let [named, numbered] = &self.actions;
        has(
            if ask.name == ACTION { named } else { numbered },
            &ask.value,
        )
    }

    /// Whether it asks for an Action and an error.
    pub fn has_both(&self, ask: &Ask, error: &Value) -> bool {
        self.has_action(ask) && has(&self.errors, error)
    }

    /// Whether it asks for a queue.
    pub fn has_queue(&self, queue: &Value) -> bool {
        has(&self.queues, queue)
    }
}

fn has(values: &[Value], value: &Value) -> bool {
    values.iter().any(|one| same(one, value))
}

/// What the parts look at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Board {
    held: StoredValue<(Tenant, JobQueues), LocalStorage>,
    state: StoredValue<ListState>,
    steady: StoredValue<Rc<Steady<JobEntry>>, LocalStorage>,
    /// Who is where.
    pub there: There,
    /// Whether the queues were never read to their end.
    first: Memo<bool>,
    /// What of Actions, errors and queues the filter asks for.
    pub picked: Memo<Picked>,
}

impl Board {
    /// What the page that is being made looks at.
    pub fn new(tenant: &Tenant) -> Self {
        let queues = tenant.job_queues();
        let list = ListOf {
            list: queues.list.clone(),
            row,
            raw: Some(|job: &JobEntry| &*job.raw),
        };
        let state = ListState::from_url(NAMES);
        let text = Memo::new(move |_| state.get().search);
        let sync = StoredValue::new_local(queues.sync());
        let first = Memo::new(move |_| sync.with_value(|sync| sync.progress().as_of.is_none()));
        let board = Self {
            held: StoredValue::new_local((tenant.clone(), queues)),
            state: StoredValue::new(state),
            steady: StoredValue::new_local(Rc::new(Steady::new(list, gone_row))),
            there: RwSignal::new(0),
            first,
            picked: Memo::new(move |_| text.with(|text| Picked::of(text))),
        };
        board.stay();
        board
    }

    /// Keeps rows where they are while somebody is there.
    fn stay(self) {
        let (state, steady) = (self.state(), self.steady());
        // Another filter or order is another list; what else stands in the URL is none of it.
        let listed = Memo::new(move |_| {
            let params = state.get();
            (params.search, params.sort)
        });
        effect(move || {
            listed.track();
            if self.is_there() {
                steady.hold(&untrack(|| state.get()));
            } else {
                steady.release();
            }
        });
    }

    /// Nobody is there any more, wherever pointer and focus are.
    pub fn let_go(self) {
        self.there.set(0);
    }

    /// Whether somebody is there, so that what they look at stays; tracks it. While the queues are read for the first
    /// time nothing stays: a part of a list is nothing to keep.
    pub fn is_there(self) -> bool {
        self.there.get() != 0 && !self.first.get()
    }

    /// The list in the URL.
    pub fn state(self) -> ListState {
        self.state.get_value()
    }

    /// The list as it is shown.
    pub fn steady(self) -> Rc<Steady<JobEntry>> {
        self.steady.get_value()
    }

    /// The tenant.
    pub fn tenant(self) -> Tenant {
        self.held.with_value(|(tenant, _)| tenant.clone())
    }

    /// The connection's id.
    pub fn connection(self) -> String {
        self.held
            .with_value(|(tenant, _)| tenant.client.connection().id.clone())
    }

    /// Looks at the queues.
    pub fn queues<R>(self, look: impl FnOnce(&JobQueues) -> R) -> R {
        self.held.with_value(|(_, queues)| look(queues))
    }

    /// Whether all queues were read, or reading them has ended; tracks it.
    pub fn is_settled(self) -> bool {
        let progress = self.queues(|queues| queues.sync().progress());
        progress.as_of.is_some() || progress.phase.is_settled()
    }

    /// Whether the queues were never read to their end; tracks it.
    pub fn is_first_reading(self) -> bool {
        self.first.get()
    }

    /// What asks for a job's Action, or for the jobs without one.
    pub fn ask_for(self, job: &JobEntry) -> Ask {
        let action = job.action.as_deref();
        let is_other = |other: &Action, action: &Action| {
            other.id != action.id && other.label() == action.label()
        };
        let is_alone = action.is_none_or(|action| {
            self.queues(|queues| {
                queues.list.collection.with_untracked(|jobs, _| {
                    let mut others = jobs.iter().filter_map(|job| job.action.as_deref());
                    !others.any(|other| is_other(other, action))
                })
            })
        });
        Ask::of(action, is_alone)
    }

    /// Asks for an Action, or for an error of it; or no longer.
    pub fn pick(self, ask: &Ask, error: Option<&Value>) {
        let state = self.state();
        let text = untrack(|| state.get().search);
        let picked = Picked::of(&text);
        let rest = without(&text, &[ACTION, ACTION_ID, ERROR]);
        let is_picked = match error {
            None => picked.has_action(ask) && picked.errors.is_empty(),
            Some(error) => picked.has_both(ask, error),
        };
        let to = match (is_picked, error) {
            (true, _) => rest,
            (_, None) => add(&rest, ask.name, &ask.value),
            (_, Some(error)) => add(&add(&rest, ask.name, &ask.value), ERROR, error),
        };
        state.search(to);
    }

    /// Asks for a queue, and no other; or no longer.
    pub fn pick_queue(self, queue: &Value) {
        let state = self.state();
        let text = untrack(|| state.get().search);
        let rest = without(&text, &[QUEUE]);
        let to = if Picked::of(&text).has_queue(queue) {
            rest
        } else {
            add(&rest, QUEUE, queue)
        };
        state.search(to);
    }
}
