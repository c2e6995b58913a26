//! The columns of the users list.

use super::words::{moment, owner, permissions, status};
use crate::ui::table::cell::{Cell, Row};
use crate::ui::table::column::Column;
use crate::wire::tines::User;

/// The columns, in their order; the classes give the widths and say from which width on each is shown.
pub const COLUMNS: &[Column] = &[
    Column {
        sort: Some("name"),
        label: "Name",
        class: "col-name",
    },
    Column {
        sort: Some("email"),
        label: "E-mail",
        class: "col-email",
    },
    Column {
        sort: Some("role"),
        label: "Role",
        class: "col-role",
    },
    Column {
        sort: Some("status"),
        label: "Status",
        class: "col-status",
    },
    Column {
        sort: Some("last-seen"),
        label: "Last seen",
        class: "col-moment",
    },
    Column {
        sort: Some("created"),
        label: "Created",
        class: "col-moment from-wide",
    },
    Column {
        sort: Some("permissions"),
        label: "Permissions",
        class: "col-marks from-wider",
    },
    Column {
        sort: None,
        label: "Directory",
        class: "col-small from-wider",
    },
];

/// The sorts to choose from where there are no headings.
pub const SORTS: &[(&str, &str)] = &[
    ("last-seen", "Last seen"),
    ("name", "Name"),
    ("email", "E-mail"),
    ("role", "Role"),
    ("status", "Status"),
    ("created", "Created"),
];

/// One user as a row.
pub fn row(user: &User) -> Row {
    Row {
        key: user.id.to_string(),
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
