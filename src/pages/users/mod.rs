//! The people of a Tines tenant: the whole list, searched and sorted here.

mod columns;
mod filter;

use std::rc::Rc;

use leptos::prelude::*;

use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::format::number::{count, counted};
use crate::layout::announcer::{Announcer, arrive};
use crate::layout::list_filter::ListFilter;
use crate::layout::sync_status::{SyncFailure, SyncStatus};
use crate::routes::Page;
use crate::state::list_params::{Direction, ListState, Sort};
use crate::state::saved_views::SavedViews;
use crate::ui::filter_box::focus_filter;
use crate::ui::moment::Tick;
use crate::ui::table::{Rows, Table};
use columns::{COLUMNS, SORTS, row};

/// The users page.
#[component]
pub fn Users(
    /// The tenant whose people they are.
    tenant: Tenant,
) -> impl IntoView {
    arrive(&format!("Users – {}", tenant.client.connection().name));
    tenant.users.collection.ensure();
    let list = StoredValue::new_local(tenant.users.clone());
    let state = ListState::from_url();
    let views = SavedViews::of(tenant.client.connection().api, Page::Users);
    let filter = ListFilter::new(Rc::new(tenant.users.clone()), state, &filter::WORDS, views);
    let view = Memo::new(move |_| {
        let params = state.get();
        list.with_value(|list| list.view(&params.search, params.sort.as_ref(), &Tick::now))
    });
    let all =
        Memo::new(move |_| list.with_value(|list| list.collection.with(|users, _| users.len())));
    let shown = Signal::derive(move || view.with(|view| view.len()));
    let sort =
        Memo::new(move |_| list.with_value(|list| list.sort_in_use(state.get().sort.as_ref())));
    let on_sort = Callback::new(move |column: &'static str| {
        let direction = match sort.get_untracked() {
            (sorted, false) if sorted == column => Direction::Descending,
            _ => Direction::Ascending,
        };
        state.sort(Sort {
            column: column.to_owned(),
            direction,
        });
    });
    let searched = filter.text();
    announce_matches(searched, shown);

    let rows = Rows {
        total: shown,
        at: Rc::new(move |place| {
            let position = usize::try_from(*view.get().get(place)?).ok()?;
            list.with_value(|list| {
                list.collection
                    .with(|users, _| users.get(position).map(row))
            })
        }),
    };
    let loading = Memo::new(move |_| {
        let phase = list.with_value(|list| list.collection.progress()).phase;
        all.get() == 0 && matches!(phase, Phase::Idle | Phase::Syncing)
    });
    let matches = move || {
        if loading.get() {
            String::new()
        } else if searched.get().trim().is_empty() {
            counted(all.get(), "user", "users")
        } else {
            format!(
                "{} of {}",
                count(shown.get()),
                counted(all.get(), "user", "users")
            )
        }
    };
    view! {
        <div class="page page-list">
            <header class="page-head">
                <h1 tabindex="-1">{"Users"}</h1>
                <p class="page-note">{matches}</p>
            </header>
            <div class="filter-layout">
            {filter.column()}
            <div class="list-panel">
                <div class="toolbar">
                    {filter.bar(shown)}
                    <SortChoice sort on_sort />
                    <SyncStatus collection=tenant.users.collection.clone() client=tenant.client.clone() />
                </div>
                {filter.problems()}
                <SyncFailure sync=tenant.users.collection.sync() />
                <Table caption="Users" columns=COLUMNS rows sort on_sort />
                {move || empty(list, all.get(), shown.get(), state)}
            </div>
            </div>
        </div>
    }
}

/// On a narrow screen the headings are gone: the sort is chosen here.
#[component]
fn SortChoice(sort: Memo<(&'static str, bool)>, on_sort: Callback<&'static str>) -> impl IntoView {
    let order = move || {
        if sort.get().1 {
            "Order: descending"
        } else {
            "Order: ascending"
        }
    };
    view! {
        <label class="sort-choice">
            <span class="unseen">{"Sort by"}</span>
            <select on:change=move |event| {
                let chosen = event_target_value(&event);
                if let Some((name, _)) = SORTS.iter().find(|(name, _)| *name == chosen) {
                    on_sort.run(name);
                }
            }>
                {SORTS
                    .iter()
                    .map(|(name, label)| {
                        view! {
                            <option value=*name selected=move || sort.get().0 == *name>
                                {*label}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
        <button
            type="button"
            class="button sort-choice"
            class:reversed=move || sort.get().1
            aria-label=order
            title=order
            on:click=move |_| on_sort.run(sort.get_untracked().0)
        >
            <span class={"order"} aria-hidden="true"></span>
        </button>
    }
}

/// What stands where no row does: rows to come, no user at all, or none that matches.
fn empty(
    list: StoredValue<crate::data::list::List<crate::wire::tines::User>, LocalStorage>,
    all: usize,
    shown: usize,
    state: ListState,
) -> Option<AnyView> {
    if shown > 0 {
        return None;
    }
    let phase = list.with_value(|list| list.collection.progress()).phase;
    Some(match phase {
        _ if all > 0 => view! {
            <div class="empty">
                <p>"No user matches “" {state.get().search} "”."</p>
                <button type="button" class="button" on:click=move |_| {
                        state.search(String::new());
                        focus_filter();
                    }>
                    "Clear the filter"
                </button>
            </div>
        }
        .into_any(),
        Phase::Idle | Phase::Syncing => {
            let bars = (0..12)
                .map(|_| view! { <div class="skeleton-row"></div> })
                .collect_view();
            view! { <div class="skeleton" aria-hidden="true">{bars}</div> }.into_any()
        }
        Phase::Complete => view! {
            <div class="empty">
                <p>{"This tenant has no users that the key may see."}</p>
            </div>
        }
        .into_any(),
        Phase::Cancelled | Phase::Failed(_) => {
            view! { <div class="empty"><p>{"Nothing was loaded yet."}</p></div> }.into_any()
        }
    })
}

/// Says how many match, once typing pauses.
fn announce_matches(searched: Signal<String>, shown: Signal<usize>) {
    let announcer = expect_context::<Announcer>();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |before: Option<String>| {
        let now = searched.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            clear();
            let say = move || {
                announcer.say(counted(
                    shown.get_untracked(),
                    "user matches",
                    "users match",
                ));
            };
            timer.set_value(
                set_timeout_with_handle(say, std::time::Duration::from_millis(600)).ok(),
            );
        }
        now
    });
    on_cleanup(clear);
}
