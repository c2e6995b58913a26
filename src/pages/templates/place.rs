//! Where one is among the templates: the list's query travels along, so that the way back is the way that
//! was taken.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::data::tenant::Tenant;
use crate::reactive::live;
use crate::routes::{Page, Route, parse_query, with_pair};

/// The query that opens the form of a template: `?edit=1`.
const EDIT: &str = "edit";
/// The template that a new one begins as.
const FROM: &str = "from";

/// The query of the page one is on.
pub fn query() -> Signal<String> {
    let search = use_location().search;
    Signal::derive(move || search.get())
}

/// Whether the URL asks for the form.
pub fn is_editing() -> Memo<bool> {
    let query = query();
    Memo::new(move |_| value_in(&query.get(), EDIT).as_deref() == Some("1"))
}

/// The template that the new one begins as.
pub fn from() -> Option<String> {
    value_in(&query().get_untracked(), FROM)
}

fn value_in(query: &str, name: &str) -> Option<String> {
    let pairs = parse_query(query).into_iter();
    pairs
        .filter(|pair| pair.0 == name)
        .map(|pair| pair.1)
        .next_back()
}

/// The list, as the query has it.
pub fn list_path(tenant: &Tenant, query: &str) -> String {
    let route = Route::new(&tenant.client.connection().id, Page::Templates);
    route.path() + &of_list(query)
}

/// Something among the templates, with the list's query: one of them by its id, or a word.
pub fn item_path(tenant: &Tenant, item: &str, query: &str) -> String {
    let route = Route::item(&tenant.client.connection().id, Page::Templates, item);
    route.path() + &of_list(query)
}

/// The form of a template: a place of its own, so that a link, Back and a reload find it.
pub fn edit_path(tenant: &Tenant, id: &str, query: &str) -> String {
    item_path(tenant, id, "") + &with_pair(&of_list(query), EDIT, Some("1"))
}

/// The form for a new template that begins as another one is.
pub fn duplicate_path(tenant: &Tenant, id: &str, query: &str) -> String {
    item_path(tenant, "new", "") + &with_pair(&of_list(query), FROM, Some(id))
}

/// What of a query is the list's own.
fn of_list(query: &str) -> String {
    with_pair(&with_pair(query, EDIT, None), FROM, None)
}

/// The line above a page among the templates: back to the list, as the query has it.
pub fn way_back(tenant: &Tenant) -> AnyView {
    let query = query();
    let held = StoredValue::new_local(tenant.clone());
    let back = live(move || held.with_value(|tenant| list_path(tenant, &query.get())));
    view! {
        <nav class="person-way" aria-label="Templates">
            <a class="button small" href=back>
                <span aria-hidden="true">{"←"}</span>
                "Back to the list"
            </a>
        </nav>
    }
    .into_any()
}
