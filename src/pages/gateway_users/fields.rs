//! The fields of a gateway user: what each means, and which of them a form edits.

use crate::analysis::raw_form::{Field, Kind, field};
use crate::pages::raw_record::facts::{As, Groups, known};

/// The known fields under their headings (`docs/contract.md`, "Users"). Secrets and permissions are sections of
/// their own.
pub static GROUPS: Groups = &[
    (
        "Person",
        &[
            known("first_name", "First name", As::Plain, ""),
            known("last_name", "Last name", As::Plain, ""),
            known(
                "email_address",
                "E-mail",
                As::Plain,
                "To sign in with; unique in an organisation.",
            ),
            known("id", "Id", As::Plain, ""),
        ],
    ),
    (
        "Access",
        &[
            known(
                "active",
                "Active",
                As::Flag,
                "Who is not active cannot sign in.",
            ),
            known(
                "org_id",
                "Organisation’s id",
                As::Plain,
                "Empty: a super user over all organisations.",
            ),
            known("group_id", "User group", As::Plain, ""),
        ],
    ),
    (
        "Times",
        &[
            known("last_login_date", "Last sign-in", As::Moment, ""),
            known("password_updated", "Password changed", As::Moment, ""),
            known(
                "password_max_days",
                "Password lasts",
                As::Plain,
                "In days; 0 means for ever.",
            ),
            known("created_at", "Created", As::Moment, ""),
        ],
    ),
];

/// Shown in sections of their own, or not at all.
pub const ELSEWHERE: &[&str] = &["access_key", "password", "PWHistory", "user_permissions"];

/// The places of fields in [`FORM`].
pub const EMAIL: usize = 2;
pub const ACTIVE: usize = 3;
pub const GROUP: usize = 4;
pub const MAX_DAYS: usize = 5;
pub const PERMISSIONS: usize = 6;

/// The fields that a form edits.
pub static FORM: &[Field] = &[
    field("first_name", "First name", Kind::Text),
    field("last_name", "Last name", Kind::Text),
    field("email_address", "E-mail", Kind::Text),
    field("active", "Active", Kind::Flag),
    field("group_id", "User group’s id", Kind::Text),
    field("password_max_days", "Days a password lasts", Kind::Number),
    field("user_permissions", "Permissions", Kind::Json),
];

/// Fields that the server keeps by itself.
pub const OWN: &[&str] = &[
    "last_login_date",
    "password_updated",
    "PWHistory",
    "access_key",
];

/// What a field is called on screen.
pub fn label(name: &str) -> String {
    let mut all = GROUPS.iter().flat_map(|(_, all)| all.iter());
    match all.find(|known| known.name == name) {
        Some(known) => known.label.to_owned(),
        None if name == "user_permissions" => "Permissions".to_owned(),
        None => name.to_owned(),
    }
}
