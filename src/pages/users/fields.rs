//! The fields of a user as data: the one table from which a user's page and the comparison are drawn.

use std::rc::Rc;

use super::words::{exact_moment, owner, permissions, status};
use crate::data::tenant::KeptUser;
use crate::format::number::counted;
use crate::format::time::days_between;
use crate::ui::cell_view::Make;
use crate::ui::moment::Tick;
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::fields::Fields;
use crate::wire::json::Value;
use crate::wire::pretty::compact;
use crate::wire::secret;
use crate::wire::tines::{Status, User};

/// What stands where an older tenant lacks a field.
pub const UNSAID: &str = "this tenant does not say";
/// Read into columns and sections of their own.
pub const TEAMS: &str = "team_memberships";
pub const PERMISSIONS: &str = "tenant_permissions";

/// A field of a user.
pub struct Field {
    /// Its name in the record.
    pub name: &'static str,
    /// What it is called on screen.
    pub label: &'static str,
    /// Its value.
    cell: fn(&User) -> Cell,
    /// What the value means; empty where it speaks for itself.
    pub hint: fn(&User) -> &'static str,
}

/// The fields in their order, under their headings.
pub static GROUPS: &[(&str, &[Field])] = &[
    (
        "Access",
        &[
            Field {
                name: "is_active",
                label: "Status",
                cell: |user| Cell::Badges(vec![status(user.status())]),
                hint: |user| match (user.is_active, user.status()) {
                    (_, Status::Inactive) => "Switched off: may not sign in.",
                    (_, Status::Pending) => "Invited, and never seen since.",
                    (None, _) => "This tenant does not say whether an account is switched off.",
                    _ => "May sign in.",
                },
            },
            Field {
                name: "admin",
                label: "Role",
                cell: |user| {
                    if user.admin {
                        Cell::Badges(vec![owner()])
                    } else {
                        Cell::Text("Not an owner".to_owned())
                    }
                },
                hint: |user| {
                    if user.admin {
                        "May do everything in this tenant."
                    } else {
                        ""
                    }
                },
            },
            Field {
                name: PERMISSIONS,
                label: "Permissions",
                cell: |user| match permissions(user.tenant_permissions.as_deref()) {
                    Cell::Text(_) => Cell::Nothing("none"),
                    some => some,
                },
                hint: |user| {
                    if user.admin {
                        "An owner needs none: each is implied."
                    } else {
                        ""
                    }
                },
            },
        ],
    ),
    (
        "Times",
        &[
            Field {
                name: "last_seen",
                label: "Last seen",
                cell: |user| exact_moment(user.last_seen, "never seen"),
                hint: |_| "",
            },
            Field {
                name: "created_at",
                label: "Created",
                cell: |user| exact_moment(user.created_at, "not said"),
                hint: |_| "",
            },
            Field {
                name: "updated_at",
                label: "Last changed",
                cell: |user| exact_moment(user.updated_at, "not said"),
                hint: |_| "",
            },
        ],
    ),
    (
        "Person",
        &[
            Field {
                name: "email",
                label: "E-mail",
                cell: |user| words(Some(&user.email)),
                hint: |_| "",
            },
            Field {
                name: "first_name",
                label: "First name",
                cell: |user| words(user.first_name.as_deref()),
                hint: |_| "",
            },
            Field {
                name: "last_name",
                label: "Last name",
                cell: |user| words(user.last_name.as_deref()),
                hint: |_| "",
            },
            Field {
                name: "id",
                label: "Number",
                cell: |user| Cell::Text(user.id.to_string()),
                hint: |_| "",
            },
            Field {
                name: "scim_uid",
                label: "Directory (SCIM)",
                cell: |user| match &user.scim_uid {
                    Some(uid) => Cell::Text(uid.clone()),
                    None => Cell::Nothing("not from a directory"),
                },
                hint: |user| {
                    if user.scim_uid.is_some() {
                        "A directory made this account and keeps it: change it there, for Tines takes no changes here while SCIM is on."
                    } else {
                        ""
                    }
                },
            },
        ],
    ),
];

/// Whole days since the user was last seen.
pub fn idle(user: &User) -> Cell {
    match user.last_seen {
        Some(seen) => {
            let days = usize::try_from(days_between(seen, Tick::now())).unwrap_or(0);
            Cell::Text(counted(days, "day", "days"))
        }
        None => Cell::Nothing("never seen"),
    }
}

/// `Yes`, marked, or `no`.
pub fn yes_or_no(yes: bool) -> Cell {
    if yes {
        Cell::Badges(vec![(Tone::Good, "Yes".to_owned())])
    } else {
        Cell::Nothing("no")
    }
}

impl Field {
    /// The field of one user.
    pub fn of(&'static self, user: &Rc<KeptUser>) -> Make {
        // An old tenant lets no account be switched off: its status is known all the same.
        let said = self.name == "is_active" || says(user, self.name);
        let user = Rc::clone(user);
        Rc::new(move || {
            if said {
                (self.cell)(&user)
            } else {
                Cell::Nothing(UNSAID)
            }
        })
    }
}

/// Whether the record has a field of that name.
pub fn says(user: &KeptUser, name: &str) -> bool {
    Value::parse(user.raw.get())
        .ok()
        .and_then(Fields::of)
        .is_some_and(|fields| !fields.get(name).is_missing())
}

/// The fields that this dashboard does not know: their names, and their values as they came, secrets
/// masked.
pub fn others(user: &KeptUser) -> Vec<(String, String)> {
    let masked = secret::mask(user.raw.get());
    let fields = Value::parse(&masked)
        .ok()
        .and_then(Fields::of)
        .unwrap_or_default();
    let is_known = |name: &str| {
        name == TEAMS
            || GROUPS
                .iter()
                .any(|(_, fields)| fields.iter().any(|field| field.name == name))
    };
    fields
        .all()
        .filter(|(name, _)| !is_known(name))
        .map(|(name, value)| {
            let words = value.text().filter(|words| !words.trim().is_empty());
            let words = words.map_or_else(|| compact(value.raw()), Into::into);
            (name.into_owned(), words)
        })
        .collect()
}

fn words(text: Option<&str>) -> Cell {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => Cell::Text(text.to_owned()),
        None => Cell::Nothing("empty"),
    }
}
