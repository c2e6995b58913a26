//! The organisations, as a list.

use std::rc::Rc;

use leptos::prelude::*;

use super::columns::{self, ALL};
use super::rows::Organisations;
use crate::api::tyk::organisations::list_path;
use crate::data::tenant::{KeptOrganisation, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::list::{ListView, Look};
use crate::layout::list_filter::{ListFilter, Words};
use crate::reactive::{live, part};
use crate::routes::{Page, Route};
use crate::state::list_params::ListState;
use crate::state::saved_views::SavedViews;
use crate::ui::copy::CopyButton;
use crate::ui::table::cell::Row;
use crate::ui::table::column::Column;

static WORDS: Words = Words {
    label: "Filter organisations",
    placeholder: "Filter organisations and their APIs: payments-v2 cname-on:yes",
    noun: ("organisation", "organisations"),
    built_in: &[
        ("All organisations", ""),
        ("Without an API", "?q=apis:0"),
        ("Most APIs first", "?sort=-apis"),
        ("CNAME in use", "?q=cname-on:yes"),
    ],
};

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["Organisations – ", &tenant.client.connection().name].concat());
    let all = tenant.organisation_list();
    all.collection.ensure();
    let state = ListState::from_url(&[]);
    let list = view_of(tenant, u32::MAX, state);
    list.announce();
    let views = SavedViews::of(tenant.client.connection().api, Page::Organisations);
    let filter = ListFilter::new(Rc::new(all.clone()), state, &WORDS, views);
    let all = StoredValue::new_local(all.collection);
    let bits = Memo::new(move |_| all.with_value(|all| all.with(|all, _| columns::in_use(all))));
    let held = StoredValue::new_local(tenant.clone());
    view! {
        <div class="page page-list">
            <header class="page-head">
                <h1 tabindex="-1">{"Organisations"}</h1>
                <p class="page-note">{part(move || list.count())}</p>
                <div class="page-actions">
                    {actions(tenant, state, &[
                        ("apis", "All APIs", "button"),
                        ("import", "Recreate from file", "button"),
                        ("new", "New organisation", "button primary"),
                    ])}
                </div>
            </header>
            <div class="filter-layout">
                {filter.column()}
                // Anew only when the columns are others: what the version does not say has none.
                {part(move || held.with_value(|tenant| panel(&filter, &view_of(tenant, bits.get(), state))))}
            </div>
        </div>
    }
    .into_any()
}

/// Links to what else there is, with the list's query for the way back.
fn actions(
    tenant: &Tenant,
    state: ListState,
    items: &'static [(&'static str, &'static str, &'static str)],
) -> AnyView {
    let id = &tenant.client.connection().id;
    let links = items.iter().map(|(item, words, class)| {
        let path = Route::item(id, Page::Organisations, item).path();
        let href = live(move || match *item {
            // Another list, with a filter of its own.
            "apis" => path.clone(),
            _ => [path.as_str(), &state.query()].concat(),
        });
        view! { <a class=*class href=href>{*words}</a> }.into_any()
    });
    links.collect_view().into_any()
}

/// The list with the columns in use.
fn view_of(tenant: &Tenant, bits: u32, state: ListState) -> ListView {
    let records = Rc::new(Organisations::new(&tenant.organisation_list(), bits));
    let look: Look<KeptOrganisation> = Look {
        page: Page::Organisations,
        caption: "Organisations",
        nouns: ("organisation", "organisations"),
        columns: columns_of(bits),
        row: |one| Row::of_words(one.value.id.clone(), []),
        raw: None,
        first_page: list_path(1),
        opens: true,
    };
    ListView::over(&tenant.client, records, &look, state)
}

/// The columns in use, kept for as long as the page is loaded: a tenant's version does not change by the minute.
fn columns_of(bits: u32) -> &'static [Column] {
    static FULL: &[Column] = &ALL;
    if (0..ALL.len()).all(|at| columns::has(bits, at)) {
        return FULL;
    }
    thread_local! {
        static MADE: std::cell::RefCell<Vec<(u32, &'static [Column])>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    MADE.with_borrow_mut(|made| {
        if let Some((_, columns)) = made.iter().find(|(known, _)| *known == bits) {
            return *columns;
        }
        let columns: Vec<Column> = ALL
            .iter()
            .enumerate()
            .filter(|(at, _)| columns::has(bits, *at))
            .map(|(_, column)| columns::beside(bits, *column))
            .collect();
        let columns: &'static [Column] = columns.leak();
        made.push((bits, columns));
        columns
    })
}

fn panel(filter: &ListFilter, list: &ListView) -> AnyView {
    let ids = list.selected_keys();
    let deeds = Rc::new(move || {
        view! { <CopyButton label="Copy their ids" class="button" text=ids /> }.into_any()
    });
    list.panel(filter, deeds)
}
