//! The columns of the users list.

use crate::format::time::{ago, date, exact};
use crate::ui::moment::Tick;
use crate::ui::table::cell::{Cell, Row, Tone};
use crate::ui::table::column::Column;
use crate::wire::time::Timestamp;
use crate::wire::tines::{Status, User};

/// The columns, in their order; the classes give the widths and say from which width on each is shown.
pub const COLUMNS: &[Column] = &[
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
        label: "Role",
        class: "col-role",
    },
    Column {
        name: "status",
        sorts: true,
        label: "Status",
        class: "col-status",
    },
    Column {
        name: "last-seen",
        sorts: true,
        label: "Last seen",
        class: "col-moment",
    },
    Column {
        name: "created",
        sorts: true,
        label: "Created",
        class: "col-moment from-wide",
    },
    Column {
        name: "permissions",
        sorts: true,
        label: "Permissions",
        class: "col-marks from-wider",
    },
    Column {
        name: "scim",
        sorts: false,
        label: "Directory",
        class: "col-small from-wider",
    },
];

/// One user as a row.
pub fn row(user: &User) -> Row {
    Row {
        key: user.id.to_string(),
        href: None,
        cells: vec![
            Cell::Text(user.full_name()),
            Cell::Text(user.email.clone()),
            if user.admin {
                Cell::Badges(vec![(Tone::Plain, "Owner".to_owned())])
            } else {
                Cell::Text(String::new())
            },
            Cell::Badges(vec![status(user.status())]),
            moment(user.last_seen, "never"),
            moment(user.created_at, "not said"),
            permissions(user.tenant_permissions.as_deref()),
            if user.scim_uid.is_some() {
                Cell::Text("SCIM".to_owned())
            } else {
                Cell::Text(String::new())
            },
        ],
    }
}

fn status(status: Status) -> (Tone, String) {
    let (tone, words) = match status {
        Status::Active => (Tone::Good, "Active"),
        Status::Inactive => (Tone::Off, "Inactive"),
        Status::Pending => (Tone::Waiting, "Pending"),
    };
    (tone, words.to_owned())
}

fn moment(at: Option<Timestamp>, nothing: &'static str) -> Cell {
    match at {
        Some(at) => Cell::Moment {
            at,
            ago: ago(at, Tick::now()),
            date: date(at),
            exact: exact(at),
        },
        None => Cell::Nothing(nothing),
    }
}

fn permissions(all: Option<&[String]>) -> Cell {
    match all {
        Some([]) | None => Cell::Text(String::new()),
        Some(all) => Cell::Badges(all.iter().map(|one| (Tone::Plain, one.clone())).collect()),
    }
}
