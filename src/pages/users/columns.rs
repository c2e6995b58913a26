//! The columns of the users list.

use super::words::{moment, owner, permissions, status};
use crate::ui::table::cell::{Cell, Row};
use crate::ui::table::column::Column;
use crate::wire::tines::User;

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
                Cell::Badges(vec![owner()])
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
