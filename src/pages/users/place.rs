//! Where one is among the users: the list's query travels along, so that the way back is the way that
//! was taken.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::edit::EDIT;
use crate::data::tenant::Tenant;
use crate::reactive::live;
use crate::routes::{Page, Route, with_pair};
use crate::state::list_params::ListParams;
use crate::ui::moment::Tick;

/// Which users are compared, and whether only where they differ.
pub const IDS: &str = "ids";
pub const DIFFERENCES: &str = "differences";
/// Whether only people with a permission are listed.
pub const ANY: &str = "any";

/// The query of the page one is on.
pub fn query() -> Signal<String> {
    let search = use_location().search;
    Signal::derive(move || search.get())
}

/// The list, as the query has it.
pub fn list_path(tenant: &Tenant, query: &str) -> String {
    let route = Route::new(&tenant.client.connection().id, Page::Users);
    route.path() + &of_list(query)
}

/// The line above a page among the users: back to the list, as the query has it, and what stands beside.
pub fn way_back(tenant: &Tenant, beside: AnyView) -> AnyView {
    let query = query();
    let held = StoredValue::new_local(tenant.clone());
    let back = live(move || held.with_value(|tenant| list_path(tenant, &query.get())));
    view! {
        <nav class="person-way" aria-label="Users">
            <a class="button small" href=back>
                <span aria-hidden="true">{"←"}</span>
                "Back to the list"
            </a>
            {beside}
        </nav>
    }
    .into_any()
}

/// Something among the users, with the list's query.
pub fn item_path(tenant: &Tenant, item: &str, query: &str) -> String {
    let route = Route::item(&tenant.client.connection().id, Page::Users, item);
    route.path() + &of_list(query)
}

/// What of a query is the list's own.
fn of_list(query: &str) -> String {
    [IDS, DIFFERENCES, ANY, EDIT]
        .iter()
        .fold(query.to_owned(), |query, name| {
            with_pair(&query, name, None)
        })
}

/// The users that the query's list shows, in its order, as positions in the collection; tracks them.
pub fn listed(tenant: &Tenant, query: &str) -> std::sync::Arc<Vec<u32>> {
    let params = ListParams::read(query);
    tenant
        .users
        .view(&params.search, params.sort.as_ref(), &Tick::now)
}
