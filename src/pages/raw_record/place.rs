//! Where one is among the records: the list's query travels along, so that the way back is the way that was
//! taken.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::data::tenant::Tenant;
use crate::reactive::live;
use crate::routes::{Page, Route, parse_query, with_pair};

/// The query that opens the form of a record, and the one that opens its JSON for editing.
const EDIT: &str = "edit";
const RAW: &str = "raw";

/// What is done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is looked at.
    Look,
    /// Its form is open.
    Edit,
    /// Its JSON is edited.
    Raw,
}

/// What the URL asks for.
pub fn mode() -> Memo<Mode> {
    let search = use_location().search;
    Memo::new(move |_| {
        let pairs = parse_query(&search.get());
        let has = |name: &str| {
            pairs
                .iter()
                .any(|(known, value)| known == name && value == "1")
        };
        if has(EDIT) {
            Mode::Edit
        } else if has(RAW) {
            Mode::Raw
        } else {
            Mode::Look
        }
    })
}

/// The query of the page one is on.
pub fn query() -> Signal<String> {
    let search = use_location().search;
    Signal::derive(move || search.get())
}

/// What of a query is the list's own.
fn of_list(query: &str) -> String {
    with_pair(&with_pair(query, EDIT, None), RAW, None)
}

/// The list, as the query has it.
pub fn list_path(tenant: &Tenant, page: Page, query: &str) -> String {
    Route::new(&tenant.client.connection().id, page).path() + &of_list(query)
}

/// A record or another page among them, with the list's query.
pub fn item_path(tenant: &Tenant, page: Page, item: &str, mode: Mode, query: &str) -> String {
    let route = Route::item(&tenant.client.connection().id, page, item);
    let query = of_list(query);
    let query = match mode {
        Mode::Look => query,
        Mode::Edit => with_pair(&query, EDIT, Some("1")),
        Mode::Raw => with_pair(&query, RAW, Some("1")),
    };
    route.path() + &query
}

/// The line above a page among the records: back to the list, as the query has it.
pub fn way_back(tenant: &Tenant, page: Page, label: &'static str) -> AnyView {
    let query = query();
    let held = StoredValue::new_local(tenant.clone());
    let back = live(move || held.with_value(|tenant| list_path(tenant, page, &query.get())));
    view! {
        <nav class="person-way" aria-label=label>
            <a class="button small" href=back>
                <span aria-hidden="true">{"←"}</span>
                "Back to the list"
            </a>
        </nav>
    }
    .into_any()
}
