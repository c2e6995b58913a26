//! The findings as a table: its columns, its rows, its order.

use std::rc::Rc;

use leptos::prelude::*;

use super::Desk;
use super::words::{evidence, status};
use crate::analysis::access_review::{Finding, Review};
use crate::data::tenant::KeptUser;
use crate::format::time::{ago, date};
use crate::pages::users::words::owner;
use crate::routes::{Page, Route};
use crate::ui::table::cell::{Cell, Row};
use crate::ui::table::column::Column;
use crate::ui::table::{Rows, Table};
use crate::wire::time::Timestamp;

/// The columns; the classes give the widths (`style/review.css`).
pub const COLUMNS: &[Column] = &[
    Column::sorted("name", "Name", "col-name"),
    Column::sorted("email", "E-mail", "col-email"),
    Column::sorted("role", "Role", "col-role"),
    Column::sorted("status", "Status", "col-status"),
    Column::sorted("last-seen", "Last seen", "col-moment col-day"),
    Column::sorted("created", "Created", "col-moment col-day from-wide"),
    Column::unsorted("evidence", "What decides", "col-evidence"),
];

/// A finding as a row.
fn row(user: &KeptUser, of: &Finding, review: &Review, href: String) -> Row {
    let day = |at: Option<Timestamp>, nothing| match at {
        Some(at) => Cell::Moment {
            at,
            ago: ago(at, review.at),
            date: date(at),
        },
        None => Cell::Nothing(nothing),
    };
    Row {
        key: user.id.to_string(),
        href: Some(href),
        cells: vec![
            Cell::Text(user.full_name()),
            Cell::Text(user.email.clone()),
            if of.is_owner {
                Cell::Badges(vec![owner()])
            } else {
                Cell::Text(String::new())
            },
            Cell::Badges(vec![status(of)]),
            day(user.last_seen, "never"),
            day(user.created_at, "not said"),
            Cell::Text(evidence(of, review)),
        ],
    }
}

/// The table of the findings.
pub fn table(desk: Desk) -> AnyView {
    let at = move |place: usize| {
        let index = desk.order.with(|order| order.get(place).copied())?;
        desk.review.with(|review| {
            let of = review.findings.get(usize::try_from(index).ok()?)?;
            desk.held.with_value(|tenant| {
                tenant.users.collection.with(|users, _| {
                    let user = users.get(usize::try_from(of.place).ok()?)?;
                    let connection = &tenant.client.connection().id;
                    let href = Route::item(connection, Page::Users, &user.id.to_string()).path();
                    Some(row(user, of, review, href))
                })
            })
        })
    };
    let rows = Rows {
        total: Signal::derive(move || desk.order.with(|order| order.len())),
        at: Rc::new(at),
        key: Rc::new(move |place| {
            let index = desk.order.with(|order| order.get(place).copied())?;
            desk.key(index)
        }),
    };
    let on_sort = Callback::new(move |column: &'static str| {
        let (sorted, descending) = desk.sort.get_untracked();
        let to = if sorted == column && !descending {
            ["-", column].concat()
        } else {
            column.to_owned()
        };
        desk.go.run(("sort", Some(to)));
    });
    let looked_at = Signal::derive(move || desk.path.get_value() + &desk.query.get());
    view! {
        <Table
            caption="Accounts found"
            columns=COLUMNS
            rows
            sort=desk.sort
            on_sort
            selection=desk.selection
            looked_at
        />
    }
    .into_any()
}

/// The column and the direction that a query asks for; the findings' own order for none.
pub fn sort_in(query: &str) -> (&'static str, bool) {
    let pairs = crate::routes::parse_query(query);
    let asked = pairs.iter().rev().find(|(name, _)| name == "sort");
    let asked = asked.map_or("", |(_, value)| value);
    let (name, descending) = match asked.strip_prefix('-') {
        Some(name) => (name, true),
        None => (asked, false),
    };
    COLUMNS
        .iter()
        .find(|column| column.sorts && column.name == name)
        .map_or(("", false), |column| (column.name, descending))
}
