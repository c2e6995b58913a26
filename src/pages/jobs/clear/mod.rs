//! Deleting jobs: the buttons, the rule's refusal, and the plan that looks before it sends. What the calls may
//! be is decided in `analysis::jobs::clearing`; how it works is told in `docs/jobs.md`.

mod file;
mod order;
mod part;
mod plan;
mod reading;
mod refused;
mod watch;
mod words;

use std::rc::Rc;

use leptos::prelude::*;

use crate::analysis::jobs::clearing::{Spot, Take};
use crate::api::tines::jobs::Queue;
use crate::data::changes::Changes;
use crate::data::tenant::Tenant;
use crate::layout::list::ListView;
use crate::reactive::{effect, live, on, part};
use crate::state::read_only::ReadOnly;
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};
use crate::ui::table::selection::Selection;
use order::{Refused, Wish, order};
use part::spot;

/// The queues that jobs can be deleted from.
const CLEARED: [Queue; 3] = [Queue::Queued, Queue::Retry, Queue::Dead];

/// What each of the buttons needs. Cheap to copy.
#[derive(Clone, Copy)]
struct Clearing {
    tenant: StoredValue<Tenant, LocalStorage>,
    changes: Changes,
    refused: RwSignal<Option<Refused>>,
    /// What can be mended: where rows are selected.
    selection: Option<Selection>,
    /// Whether nothing may be changed.
    off: Signal<bool>,
}

impl Clearing {
    fn new(tenant: Tenant, selection: Option<Selection>) -> Self {
        let read_only = use_context::<ReadOnly>();
        let pinned = tenant.client.connection().read_only;
        Self {
            tenant: StoredValue::new_local(tenant),
            changes: expect_context::<Changes>(),
            refused: RwSignal::new(None),
            selection,
            off: Signal::derive(move || pinned || read_only.is_some_and(ReadOnly::is_on)),
        }
    }

    /// Proposes what was chosen, or says why that cannot be.
    fn propose(self, wish: &Wish) {
        let tenant = self.tenant.get_value();
        match order(&tenant, &tenant.job_queues(), wish) {
            Ok(order) => self.changes.propose(&tenant.client, plan::plan(order)),
            Err(refused) => self.refused.set(Some(refused)),
        }
    }

    /// How many jobs a call would take by the list; tracks the jobs.
    fn count(self, take: Take<Queue>) -> usize {
        let queues = self.tenant.with_value(Tenant::job_queues);
        queues.list.collection.with(|jobs, _| {
            let jobs = jobs.iter().filter(|job| take.takes(spot(job)));
            jobs.count()
        })
    }

    fn refusal(self) -> AnyView {
        let close = Callback::new(move |()| self.refused.set(None));
        let view = move || {
            self.refused
                .with(|refused| Some(refused::view(refused.as_ref()?, self.selection, close)))
        };
        part(view).into_any()
    }

    /// `name` is what it is called for those who do not see where it stands.
    fn button(
        self,
        words: &'static str,
        name: Option<String>,
        wish: Rc<dyn Fn() -> Wish>,
    ) -> AnyView {
        let wish = StoredValue::new_local(wish);
        let chosen = move |_| {
            let wish = wish.with_value(|wish| untrack(|| wish()));
            self.propose(&wish);
        };
        view! {
            <button
                type="button"
                class="button"
                aria-label=name
                disabled=self.off
                title=live(move || self.off.get().then_some(OFF))
                on:click=on(chosen)
            >
                {words}
            </button>
            {self.refusal()}
        }
        .into_any()
    }
}

const OFF: &str = "Read-only mode is on: nothing can be changed.";

/// Deletes what is selected in the list, if calls can do exactly that.
pub fn selected(tenant: Tenant, list: ListView) -> AnyView {
    let wish = move || Wish::Rows(list.selected(), list.selected_elsewhere());
    Clearing::new(tenant, Some(list.selection)).button("Delete…", None, Rc::new(wish))
}

/// Deletes what matches the filter, if calls can do exactly that; nothing stands there without a filter.
pub fn matching(tenant: Tenant, list: ListView) -> AnyView {
    let clearing = Clearing::new(tenant, Some(list.selection));
    let is_offered =
        Memo::new(move |_| !list.state.get().search.trim().is_empty() && list.matching().get() > 0);
    part(move || {
        is_offered.get().then(|| {
            let wish = move || Wish::Rows(list.rows().to_vec(), Vec::new());
            clearing.button("Delete what matches…", None, Rc::new(wish))
        })
    })
    .into_any()
}

/// Deletes all jobs of a queue; nothing stands there where no call does that.
pub fn of_queue(tenant: &Tenant, queue: Queue) -> AnyView {
    if !CLEARED.contains(&queue) {
        return ().into_any();
    }
    let clearing = Clearing::new(tenant.clone(), None);
    let is_offered = Memo::new(move |_| clearing.count(Take::All(queue)) > 0);
    part(move || {
        is_offered.get().then(|| {
            let name = ["Delete all ", words::queue(queue), " jobs…"].concat();
            clearing.button(
                "Delete all…",
                Some(name),
                Rc::new(move || Wish::Queue(queue)),
            )
        })
    })
    .into_any()
}

/// Deletes the jobs of one Action (its number and its name), in one queue or in all of them; nothing stands
/// there for jobs without one.
pub fn of_row(tenant: &Tenant, action: RwSignal<Option<(i64, String)>>) -> AnyView {
    let clearing = Clearing::new(tenant.clone(), None);
    let open = RwSignal::new(false);
    let is_any = Memo::new(move |_| action.with(Option::is_some));
    let name = move || {
        let of = |(_, name): &(i64, String)| ["Delete jobs of ", name].concat();
        action.with(|action| action.as_ref().map(of).unwrap_or_default())
    };
    // What is offered is never offered for another Action than that which was pressed.
    effect(move || {
        action.track();
        open.set(false);
    });
    let number = move || action.with_untracked(|action| action.as_ref().map(|(number, _)| *number));
    let content = move || {
        is_any.get().then(|| {
            view! {
                <Popover label="Delete" icon=Icon::Close open name=Signal::derive(name)>
                    {number().map(|action| choices(clearing, action, open))}
                </Popover>
            }
        })
    };
    view! {
        {part(content)}
        {clearing.refusal()}
    }
    .into_any()
}

fn choices(clearing: Clearing, action: i64, open: RwSignal<bool>) -> AnyView {
    let queues = clearing.tenant.with_value(Tenant::job_queues);
    let mut counts = [0; 3];
    queues.list.collection.with_untracked(|jobs, _| {
        for Spot { queue, action: of } in jobs.iter().map(spot) {
            if of == Some(action)
                && let Some(place) = CLEARED.iter().position(|cleared| *cleared == queue)
            {
                counts[place] += 1;
            }
        }
    });
    let those: Vec<(Queue, usize)> = CLEARED
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .collect();
    let all = (those.len() > 1).then(|| {
        let parts = those.iter().map(|(queue, _)| (*queue, action)).collect();
        let number = those.iter().map(|(_, number)| number).sum();
        let words = ["All ", &words::jobs(number), "…"].concat();
        choice(clearing, words, Wish::Parts(parts), open)
    });
    let none = those.is_empty().then(|| {
        view! { <p class="muted">{"No job of this Action can be deleted: running ones cannot."}</p> }
    });
    let each = those
        .into_iter()
        .map(|(queue, number)| {
            let words = [&words::of_queue(number, queue), "…"].concat();
            choice(clearing, words, Wish::Parts(vec![(queue, action)]), open)
        })
        .collect_view();
    let off = move || {
        clearing
            .off
            .get()
            .then(|| view! { <p class="muted">{OFF}</p> })
    };
    view! {
        {part(off)}
        {none}
        {each}
        {all}
    }
    .into_any()
}

fn choice(clearing: Clearing, words: String, wish: Wish, open: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="button bare-words danger"
            disabled=clearing.off
            on:click=on(move |event: leptos::ev::MouseEvent| {
                close_popover(open, &event);
                clearing.propose(&wish);
            })
        >
            {words}
        </button>
    }
    .into_any()
}
