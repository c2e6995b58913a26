//! The people of a Tines tenant, as a list.

use std::rc::Rc;

use crate::reactive::{live, part};
use leptos::prelude::*;

use super::columns::{COLUMNS, row};
use super::filter::WORDS;
use crate::api::tines::users::list_path;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::later::{Frame, later};
use crate::layout::list::{ListView, Look};
use crate::layout::list_filter::ListFilter;
use crate::routes::{Page, Route};
use crate::state::saved_views::SavedViews;

/// The list of users.
#[component]
pub fn Users(
    /// The tenant whose people they are.
    tenant: Tenant,
) -> impl IntoView {
    arrive(&format!("Users – {}", tenant.client.connection().name));
    let look = Look {
        page: Page::Users,
        caption: "Users",
        nouns: ("user", "users"),
        columns: COLUMNS,
        row: |user: &KeptUser| row(user),
        raw: Some(|user| user.raw.get()),
        first_page: list_path(1),
        opens: true,
    };
    let list = ListView::new(&tenant.client, &tenant.users, look);
    list.announce();
    let views = SavedViews::of(tenant.client.connection().api, Page::Users);
    let filter = ListFilter::new(Rc::new(tenant.users.clone()), list.state, &WORDS, views);
    let held = StoredValue::new_local(tenant.clone());
    let id = tenant.client.connection().id.clone();
    let deeds = move || {
        later(Frame::Inside, move |parts| {
            (parts.selected_users)(held.get_value(), list)
        })
    };
    view! {
        <div class="page page-list">
            <header class="page-head">
                <h1 tabindex="-1">{"Users"}</h1>
                <p class="page-note">{part(move || list.count())}</p>
                <div class="page-actions">
                    {[("permissions", "Permissions", "button"), ("import", "Import", "button"), ("new", "New user", "button primary")]
                        .map(|(item, words, class)| {
                            let path = Route::item(&id, Page::Users, item).path();
                            // The list's query travels along, for the way back.
                            let href = live(move || [path.as_str(), &list.state.query()].concat());
                            view! { <a class=class href=href>{words}</a> }
                        })}
                </div>
            </header>
            <div class="filter-layout">
            {filter.column()}
            {list.panel(&filter, Rc::new(deeds))}
            </div>
        </div>
    }
}
