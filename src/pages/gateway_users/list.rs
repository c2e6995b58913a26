//! The users, as a list.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::tyk::users::list_path;
use crate::data::sync::Sync;
use crate::data::tenant::{KeptGatewayUser, Tenant};
use crate::layout::announcer::arrive;
use crate::layout::list::records::{ListOf, Records};
use crate::layout::list::{ListView, Look};
use crate::layout::list_filter::{ListFilter, Words};
use crate::pages::users::words::moment;
use crate::reactive::{live, part};
use crate::routes::{Page, Route};
use crate::state::list_params::{ListParams, ListState, Sort};
use crate::state::saved_views::SavedViews;
use crate::ui::copy::CopyButton;
use crate::ui::table::cell::{Cell, Row, Tone};
use crate::ui::table::column::Column;
use crate::wire::page::OddRecord;

const COLUMNS: &[Column] = &[
    Column::sorted("name", "Name", "col-name"),
    Column::sorted("email", "E-mail", "col-email"),
    Column::unsorted(
        "organisation",
        "Organisation",
        "col-owner from-wide from-middle",
    ),
    Column::sorted("active", "Status", "col-status"),
    Column::sorted("last-login", "Last sign-in", "col-moment"),
    Column::unsorted("permissions", "Permissions", "col-marks from-wider"),
    Column::sorted("created", "Created", "col-moment from-wider"),
];

/// Which column says whose the user is.
const ORGANISATION: usize = 2;

static WORDS: Words = Words {
    label: "Filter gateway users",
    placeholder: "Filter users: ann active:no super:yes",
    noun: ("user", "users"),
    built_in: &[
        ("Everyone", ""),
        ("Super users", "?q=super:yes"),
        ("Inactive", "?q=active:no"),
        ("Never signed in", "?q=last-login:never"),
    ],
};

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["Gateway users – ", &tenant.client.connection().name].concat());
    let all = tenant.gateway_user_list();
    all.collection.ensure();
    tenant.organisations().ensure();
    let look = Look {
        page: Page::GatewayUsers,
        caption: "Gateway users",
        nouns: ("user", "users"),
        columns: COLUMNS,
        row: row_of,
        raw: Some(|user: &KeptGatewayUser| user.raw.get()),
        first_page: list_path(1),
        opens: true,
    };
    let rows = Rc::new(Rows {
        list: ListOf {
            list: all.clone(),
            row: look.row,
            raw: look.raw,
        },
        tenant: tenant.clone(),
    });
    let list = ListView::over(&tenant.client, rows, &look, ListState::from_url(&[]));
    list.announce();
    let views = SavedViews::of(tenant.client.connection().api, Page::GatewayUsers);
    let filter = ListFilter::new(Rc::new(all), list.state, &WORDS, views);
    let ids = list.selected_keys();
    let deeds = Rc::new(move || {
        view! { <CopyButton label="Copy their ids" class="button" text=ids /> }.into_any()
    });
    let new = Route::item(&tenant.client.connection().id, Page::GatewayUsers, "new").path();
    let new = live(move || [new.as_str(), &list.state.query()].concat());
    view! {
        <div class="page page-list">
            <header class="page-head">
                <h1 tabindex="-1">{"Gateway users"}</h1>
                <p class="page-note">{part(move || list.count())}</p>
                <div class="page-actions">
                    <a class="button primary" href=new>{"New user"}</a>
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

/// Whether the user may sign in.
pub fn status(active: bool) -> (Tone, String) {
    if active {
        (Tone::Good, "Active".to_owned())
    } else {
        (Tone::Off, "Inactive".to_owned())
    }
}

fn row_of(user: &KeptGatewayUser) -> Row {
    let permissions = user
        .user_permissions
        .iter()
        .map(|(area, level)| (Tone::Plain, [area, ": ", level].concat()));
    Row {
        key: user.value.id.clone(),
        href: None,
        cells: vec![
            Cell::Text(user.full_name()),
            Cell::Text(user.email_address.clone()),
            match &user.org_id {
                Some(id) => Cell::Text(id.clone()),
                None => Cell::Badges(vec![(Tone::Warning, "Super user".to_owned())]),
            },
            Cell::Badges(vec![status(user.active)]),
            moment(user.last_login_date, "never"),
            Cell::Badges(permissions.collect()),
            moment(user.created_at, "not said"),
        ],
    }
}

/// The name of an organisation, where it is known; its id otherwise.
pub fn organisation_name(tenant: &Tenant, id: &str) -> String {
    let name = tenant.organisations().with(|all, _| {
        let one = all.iter().find(|one| one.value.id == id);
        one.map(|one| one.owner_name.clone())
    });
    name.filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| id.to_owned())
}

/// The rows: whose a user is stands there by its name.
struct Rows {
    list: ListOf<KeptGatewayUser>,
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
        // With the organisations come their names.
        self.tenant.organisations().version();
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
        if let Some(cell @ Cell::Text(_)) = row.cells.get_mut(ORGANISATION) {
            let name = organisation_name(&self.tenant, cell.words());
            *cell = Cell::Text(name);
        }
        Some(row)
    }

    fn raw(&self, at: u32) -> Option<String> {
        self.list.raw(at)
    }

    fn keeps_raw(&self) -> bool {
        true
    }

    fn sync(&self) -> Sync {
        self.list.sync()
    }

    fn odd(&self) -> Vec<OddRecord> {
        self.list.odd()
    }
}
