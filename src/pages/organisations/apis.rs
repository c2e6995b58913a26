//! The APIs of all organisations, each with whose it is.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::tyk::organisations::list_path;
use crate::data::apis::{ApiEntry, Apis};
use crate::data::sync::Sync;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::list::records::{ListOf, Records};
use crate::layout::list::{ListView, Look};
use crate::layout::list_filter::{ListFilter, Words};
use crate::pages::raw_record::place::{Mode, item_path};
use crate::reactive::part;
use crate::routes::{Page, Route};
use crate::state::list_params::{ListParams, ListState, Sort};
use crate::state::saved_views::SavedViews;
use crate::ui::copy::CopyButton;
use crate::ui::table::cell::Row;
use crate::ui::table::column::Column;
use crate::wire::page::OddRecord;

const COLUMNS: &[Column] = &[
    Column::sorted("name", "API", "col-name col-api"),
    Column::sorted("organisation", "Organisation", "col-email"),
    Column::sorted("id", "API’s id", "col-id col-api-id from-wide from-middle"),
    Column::sorted("organisation-id", "Organisation’s id", "col-id from-wider"),
];

static WORDS: Words = Words {
    label: "Filter APIs",
    placeholder: "Filter APIs: payments organisation:Kittiwake",
    noun: ("API", "APIs"),
    built_in: &[("All APIs", ""), ("By organisation", "?sort=organisation")],
};

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["APIs – Organisations – ", &tenant.client.connection().name].concat());
    let apis = tenant.apis();
    apis.from.ensure();
    apis.follow();
    let look = Look {
        page: Page::Organisations,
        caption: "APIs",
        nouns: ("API", "APIs"),
        columns: COLUMNS,
        row: row_of,
        raw: None,
        first_page: list_path(1),
        // A row leads to the organisation: the Admin API shows no more of an API.
        opens: false,
    };
    let rows = Rc::new(Rows {
        list: ListOf {
            list: apis.list.clone(),
            row: row_of,
            raw: None,
        },
        apis: apis.clone(),
        tenant: tenant.clone(),
    });
    let list = ListView::over(&tenant.client, rows, &look, ListState::from_url(&[]));
    list.announce();
    let views = SavedViews::of(tenant.client.connection().api, Page::Organisations);
    let views = views.below("organisations/apis");
    let filter = ListFilter::new(Rc::new(apis.list), list.state, &WORDS, views);
    let ids = ids_of(tenant.apis(), &list);
    let deeds = Rc::new(move || {
        view! { <CopyButton label="Copy their ids" class="button" text=ids /> }.into_any()
    });
    let back = Route::new(&tenant.client.connection().id, Page::Organisations).path();
    view! {
        <div class="page page-list">
            <header class="page-head">
                <h1 tabindex="-1">{"APIs"}</h1>
                <p class="page-note">{part(move || list.count())} " in all organisations"</p>
                <div class="page-actions">
                    <a class="button" href=back>
                        "Organisations"
                    </a>
                </div>
            </header>
            <div class="filter-layout">
                {filter.column()}
                {list.panel(&filter, deeds)}
            </div>
        </div>
    }
    .into_any()
}

/// The ids of the selected APIs, one a line.
fn ids_of(apis: Apis, list: &ListView) -> Callback<(), String> {
    let list = *list;
    let held = StoredValue::new_local(apis);
    Callback::new(move |()| {
        let places = untrack(|| list.selected());
        let ids: Vec<String> = held.with_value(|apis| {
            apis.list.collection.with_untracked(|all, _| {
                let at = places.iter().filter_map(|at| usize::try_from(*at).ok());
                at.filter_map(|at| Some(all.get(at)?.id.clone())).collect()
            })
        });
        ids.join("\n")
    })
}

fn row_of(api: &ApiEntry) -> Row {
    let name = if api.name.trim().is_empty() {
        ["(no name) ", &api.id].concat()
    } else {
        api.name.clone()
    };
    let owner = if api.owner.1.trim().is_empty() {
        "(no name)"
    } else {
        &api.owner.1
    };
    Row::of_words(
        crate::data::collection::Record::id(api),
        [name, owner.to_owned(), api.id.clone(), api.owner.0.clone()],
    )
}

/// The rows: as fresh as the organisations are, and each leads to its organisation.
struct Rows {
    list: ListOf<ApiEntry>,
    apis: Apis,
    tenant: Tenant,
}

impl Records for Rows {
    fn count(&self) -> usize {
        self.list.count()
    }

    fn generation(&self) -> u32 {
        self.list.generation()
    }

    fn view(&self, params: &ListParams) -> Arc<Vec<u32>> {
        self.list.view(params)
    }

    fn sort_in_use(&self, asked: Option<&Sort>) -> (&'static str, bool) {
        self.list.sort_in_use(asked)
    }

    fn key(&self, at: u32) -> Option<String> {
        self.list.key(at)
    }

    fn row(&self, at: u32) -> Option<Row> {
        let mut row = self.list.row(at)?;
        let owner = row.cells.last()?.words();
        row.href = Some(item_path(
            &self.tenant,
            Page::Organisations,
            owner,
            Mode::Look,
            "",
        ));
        Some(row)
    }

    fn raw(&self, _: u32) -> Option<String> {
        None
    }

    fn keeps_raw(&self) -> bool {
        false
    }

    fn sync(&self) -> Sync {
        self.apis.from.sync()
    }

    fn odd(&self) -> Vec<OddRecord> {
        Vec::new()
    }
}
