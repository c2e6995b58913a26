//! Who has which permission: users × permissions, over the users that the list's query shows.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::compare::sheet::permission_cell;
use super::compare::{is_on, switch};
use super::fields::yes_or_no;
use super::place::{ANY, listed, query, way_back};
use crate::data::tenant::{KeptUser, Tenant};
use crate::format::number::{count, counted};
use crate::layout::announcer::arrive;
use crate::layout::list::export_menu::partial;
use crate::layout::sync_status::{SyncFailure, SyncStatus};
use crate::reactive::part;
use crate::routes::{Page, Route, with_pair};
use crate::state::list_params::ListParams;
use crate::ui::copy::CopyLink;
use crate::ui::export::{ExportButton, ExportSource, Picked};
use crate::ui::table::cell::{Cell, Row};
use crate::ui::table::column::Column;
use crate::ui::table::{Rows, Table};

/// The columns before those of the permissions.
const FIRST: [Column; 3] = [
    Column {
        name: "name",
        sorts: true,
        label: "Name",
        class: "col-name",
    },
    Column {
        name: "email",
        sorts: true,
        label: "E-mail",
        class: "col-email",
    },
    Column {
        name: "role",
        sorts: true,
        label: "Owner",
        class: "col-permission",
    },
];

/// More permissions than this get no column: the words above the table say so.
const MOST: usize = 24;

/// One user as a row: whether it is an owner, then each permission.
pub fn row(user: &KeptUser, permissions: &[String]) -> Row {
    let mut cells = vec![
        Cell::Text(user.full_name()),
        Cell::Text(user.email.clone()),
        yes_or_no(user.admin),
    ];
    cells.extend(permissions.iter().map(|name| permission_cell(user, name)));
    Row {
        key: user.id.to_string(),
        href: None,
        cells,
    }
}

/// What is counted over the users shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// The users that are shown, as positions.
    shown: Arc<Vec<u32>>,
    /// Owners among them.
    owners: usize,
    /// Each permission that anybody of the tenant has, and how many of those shown have it.
    permissions: Vec<(String, usize)>,
    /// Whether the tenant says anything of permissions.
    is_said: bool,
}

fn counts(tenant: &Tenant, query: &str) -> Counts {
    let only_any = is_on(query, ANY);
    let listed = listed(tenant, query);
    tenant.users.collection.with(|users, _| {
        let user_at = |position: &u32| users.get(usize::try_from(*position).ok()?);
        let mut counts = Counts::default();
        for name in users
            .iter()
            .flat_map(|user| user.tenant_permissions.iter().flatten())
        {
            let at = counts.permissions.partition_point(|known| known.0 < *name);
            if counts
                .permissions
                .get(at)
                .is_none_or(|known| known.0 != *name)
            {
                counts.permissions.insert(at, (name.clone(), 0));
            }
        }
        counts.is_said = users.iter().any(|user| user.tenant_permissions.is_some());
        let mut shown = Vec::new();
        for position in listed.iter() {
            let Some(user) = user_at(position) else {
                continue;
            };
            let own = user.tenant_permissions.as_deref().unwrap_or_default();
            if only_any && own.is_empty() && !user.admin {
                continue;
            }
            shown.push(*position);
            counts.owners += usize::from(user.admin);
            for known in &mut counts.permissions {
                known.1 += usize::from(own.contains(&known.0));
            }
        }
        counts.shown = Arc::new(shown);
        counts
    })
}

/// The columns for these permissions. A table's columns live as long as the app, so each set of them is
/// made once and kept; a tenant has a handful of permissions.
fn columns(permissions: &[String]) -> &'static [Column] {
    thread_local! {
        static MADE: std::cell::RefCell<Vec<&'static [Column]>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    MADE.with_borrow_mut(|made| {
        let is_it = |columns: &&'static [Column]| {
            let labels = columns.iter().skip(FIRST.len()).map(|column| column.label);
            labels.eq(permissions.iter().map(String::as_str))
        };
        if let Some(known) = made.iter().copied().find(is_it) {
            return known;
        }
        let mut columns = FIRST.to_vec();
        columns.extend(permissions.iter().map(|name| {
            let name: &'static str = Box::leak(name.clone().into_boxed_str());
            Column {
                name,
                sorts: false,
                label: name,
                class: "col-permission",
            }
        }));
        let columns: &'static [Column] = Box::leak(columns.into_boxed_slice());
        made.push(columns);
        columns
    })
}

/// The matrix.
#[component]
pub fn Permissions(
    /// The tenant whose users they are.
    tenant: Tenant,
) -> impl IntoView {
    arrive(&format!(
        "Permissions – {}",
        tenant.client.connection().name
    ));
    tenant.users.collection.ensure();
    let held = StoredValue::new_local(tenant.clone());
    let query = query();
    let all = Memo::new(move |_| held.with_value(|tenant| counts(tenant, &query.get())));
    let permissions = Memo::new(move |_| {
        all.with(|all| {
            let names = all.permissions.iter().take(MOST);
            names.map(|known| known.0.clone()).collect::<Vec<_>>()
        })
    });
    let total = Signal::derive(move || all.with(|all| all.shown.len()));
    let sort = Memo::new(move |_| {
        let params = ListParams::read(&query.get());
        held.with_value(|tenant| tenant.users.sort_in_use(params.sort.as_ref()))
    });
    let on_sort = sorter(&tenant, sort, query);
    let looked_at = {
        let here = Route::item(&tenant.client.connection().id, Page::Users, "permissions").path();
        Signal::derive(move || [here.as_str(), &query.get()].concat())
    };
    let table = move || {
        let names = permissions.get();
        let columns = columns(&names);
        let rows = Rows {
            total,
            at: Rc::new(move |place| {
                let position = all.with(|all| all.shown.get(place).copied())?;
                held.with_value(|tenant| {
                    tenant.users.collection.with(|users, _| {
                        let user = users.get(usize::try_from(position).ok()?)?;
                        Some(row(user, &names))
                    })
                })
            }),
            key: Rc::new(move |place| {
                let position = all.with(|all| all.shown.get(place).copied())?;
                held.with_value(|tenant| {
                    tenant.users.collection.with(|users, _| {
                        let user = users.get(usize::try_from(position).ok()?)?;
                        Some(user.id.to_string())
                    })
                })
            }),
        };
        view! { <Table caption="Permissions" columns rows sort on_sort looked_at /> }
    };
    let back = held.with_value(|tenant| way_back(tenant, ().into_any()));
    let filter = move || {
        let search = ListParams::read(&query.get()).search;
        (!search.trim().is_empty()).then(|| format!("of those that match “{search}”"))
    };
    let source: Rc<dyn Fn() -> ExportSource> =
        Rc::new(move || held.with_value(|tenant| export_source(tenant, all, permissions)));
    view! {
        <div class="page page-list matrix">
            {back}
            <header class="page-head">
                <h1 tabindex="-1">{"Permissions"}</h1>
                <p class="page-note">
                    {part(move || counted(total.get(), "user ", "users "))} {filter}
                </p>
                <div class="page-actions">
                    <ExportButton source />
                    <CopyLink />
                </div>
            </header>
            {part(move || all.with(heads))}
            <div class="list-panel">
                <div class="toolbar">
                    {switch("Only people with any permission", ANY)}
                    <SyncStatus collection=tenant.users.collection.clone() client=tenant.client.clone() />
                </div>
                <SyncFailure sync=tenant.users.collection.sync() />
                {table}
                {part(move || {
                    let nobody = total.get() == 0 && held.with_value(|tenant| tenant.users.collection.progress().as_of.is_some());
                    nobody.then(|| view! { <p class="empty">"No user here has a permission or is an owner."</p> })
                })}
            </div>
        </div>
    }
}

/// The rows and columns as they are shown. A list that is read anew may change places under a file: no
/// row is given any more then, and the export begins again.
fn export_source(
    tenant: &Tenant,
    all: Memo<Counts>,
    permissions: Memo<Vec<String>>,
) -> ExportSource {
    let users = tenant.users.collection.clone();
    let so_far = tenant.users.collection.clone();
    let take = move |_| {
        let (users, names) = (users.clone(), permissions.get());
        let generation = users.generation();
        let shown = all.with(|all| Arc::clone(&all.shown));
        Picked {
            total: shown.len(),
            row: Box::new(move |place| {
                let position = usize::try_from(*shown.get(place)?).ok()?;
                if users.generation() != generation {
                    return None;
                }
                users.with(|users, _| Some(row(users.get(position)?, &names).spelled_out()))
            }),
            record: None,
        }
    };
    ExportSource {
        name: tenant.client.connection().id.clone() + "-permissions",
        nouns: ("user", "users"),
        columns: Rc::new(move || {
            let first = FIRST.iter().map(|column| column.label.to_owned());
            first.chain(permissions.get()).enumerate().collect()
        }),
        matching: Signal::derive(move || all.with(|all| all.shown.len())),
        selected: Signal::stored(0),
        partial: Rc::new(move || {
            let loaded = so_far.with(|users, _| users.len());
            partial(&so_far.progress(), loaded)
        }),
        head: None,
        take: Rc::new(take),
    }
}

/// Sorts by a column; back undoes it.
fn sorter(
    tenant: &Tenant,
    sort: Memo<(&'static str, bool)>,
    query: Signal<String>,
) -> Callback<&'static str> {
    let navigate = use_navigate();
    let id = tenant.client.connection().id.clone();
    Callback::new(move |column: &'static str| {
        let descending = sort.get_untracked() == (column, false);
        let column = if descending {
            ["-", column].concat()
        } else {
            column.to_owned()
        };
        let here = Route::item(&id, Page::Users, "permissions").path();
        let path = here + &with_pair(&query.get_untracked(), "sort", Some(&column));
        let options = NavigateOptions {
            resolve: false,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&path, options);
    })
}

/// The figures above the table, or why there are none.
fn heads(all: &Counts) -> AnyView {
    let figure = |name: String, number: usize, note: &'static str| {
        view! {
            <div class="figure">
                <dt>{name}</dt>
                <dd class="figure-value">{count(number)}</dd>
                <dd class="figure-note">{note}</dd>
            </div>
        }
        .into_any()
    };
    let owners = figure("Owners".to_owned(), all.owners, "hold every permission");
    let given = all
        .permissions
        .iter()
        .take(MOST)
        .map(|(name, number)| figure(name.clone(), *number, "were given it"))
        .collect_view();
    let unsaid = (!all.is_said && !all.shown.is_empty()).then(|| {
        let words = "This tenant does not say who was given which permission: tenants before 2024 know owners only.";
        view! { <p class="notice">{words}</p> }
    });
    let beyond = all.permissions.len().saturating_sub(MOST);
    let beyond = (beyond > 0).then(|| {
        let words = counted(beyond, "further permission has", "further permissions have");
        view! { <p class="notice">{words} " no column here: " {count(MOST)} " are shown."</p> }
    });
    view! {
        {unsaid}
        {beyond}
        <dl class="figures-row">{owners} {given}</dl>
    }
    .into_any()
}
