//! The people of a Tines tenant, as a list.

use leptos::prelude::*;

use super::columns::{COLUMNS, row};
use crate::api::tines::users::list_path;
use crate::data::tenant::{KeptUser, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::later::{Frame, later};
use crate::layout::list::{ListView, Look};
use crate::routes::Page;
use crate::ui::search_box::SearchBox;
use crate::ui::selection_bar::SelectionBar;

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
    let listed = Memo::new(move |_| list.selected().len());
    let searched = Signal::derive(move || list.state.get().search);
    let held = StoredValue::new_local(tenant.clone());
    let on_narrow = Callback::new(move |()| list.keep_listed());
    view! {
        <div class="page page-list">
            <header class="page-head">
                <h1 tabindex="-1">{"Users"}</h1>
                <p class="page-note">{move || list.count()}</p>
            </header>
            <div class="list-panel">
                <div class="toolbar">
                    <SearchBox
                        label="Search users"
                        value=searched
                        on_change=Callback::new(move |text| list.state.search(text))
                    />
                    {list.tools()}
                </div>
                {list.failure()}
                {list.table()}
                <SelectionBar selection=list.selection listed on_narrow>
                    {later(Frame::Inside, move |parts| (parts.selected_users)(held.get_value(), list))}
                </SelectionBar>
            </div>
        </div>
    }
}
