//! The fields of an organisation: what each means, and which of them a form edits.

use crate::analysis::raw_form::{Field, Kind, field};
use crate::pages::raw_record::facts::{As, Groups, known};

/// The known fields under their headings (`docs/contract.md`, "Organisations"). `apis` is a section of its own.
pub static GROUPS: Groups = &[
    (
        "Organisation",
        &[
            known(
                "owner_name",
                "Name",
                As::Plain,
                "Not unique: the id tells it apart.",
            ),
            known("owner_slug", "Slug", As::Plain, "Its name in addresses."),
            known("id", "Id", As::Plain, ""),
        ],
    ),
    (
        "Portal address",
        &[
            known(
                "cname",
                "CNAME",
                As::Plain,
                "The host name its portal answers at.",
            ),
            known("cname_enabled", "CNAME in use", As::Flag, ""),
        ],
    ),
    (
        "Developers",
        &[
            known("developer_count", "Developers", As::Plain, ""),
            known("developer_quota", "Quota", As::Plain, QUOTA_HINT),
        ],
    ),
    (
        "Access",
        &[
            known("sso_enabled", "Single sign-on", As::Flag, ""),
            known(
                "hybrid_enabled",
                "Hybrid",
                As::Flag,
                "Gateways of its own take its APIs from here.",
            ),
            known(
                "additional_permissions",
                "Additional permissions",
                As::Plain,
                "",
            ),
            known("open_policy", "Open policy", As::Plain, ""),
        ],
    ),
    (
        "Events and look",
        &[
            known("event_options", "Events", As::Plain, "Who is told of what."),
            known("ui", "Look of the portal", As::Plain, ""),
            known("org_options_meta", "Options", As::Plain, ""),
        ],
    ),
];

/// What a quota means. `-1` is documented for the quotas of keys ("a positive number, or -1 (unlimited)", Tyk, "Key
/// level security") and for this one nowhere.
pub const QUOTA_HINT: &str = "How many developers it may have. In Tyk’s other quotas −1 means no limit; what 0 and −1 mean here is documented nowhere.";

/// Shown in a section of its own.
pub const APIS: &str = "apis";

/// The places of fields in [`FORM`].
pub const NAME: usize = 0;
pub const CNAME: usize = 2;
pub const CNAME_ENABLED: usize = 3;
pub const QUOTA: usize = 6;

/// The fields that a form edits; all others are edited as JSON.
pub static FORM: &[Field] = &[
    field("owner_name", "Name", Kind::Text),
    field("owner_slug", "Slug", Kind::Text),
    field("cname", "CNAME", Kind::Text),
    field("cname_enabled", "CNAME in use", Kind::Flag),
    field("sso_enabled", "Single sign-on", Kind::Flag),
    field("hybrid_enabled", "Hybrid", Kind::Flag),
    field("developer_quota", "Developer quota", Kind::Number),
];

/// Fields that the server counts by itself.
pub const OWN: &[&str] = &["developer_count"];

/// What a field is called on screen.
pub fn label(name: &str) -> String {
    let mut all = GROUPS.iter().flat_map(|(_, all)| all.iter());
    match all.find(|known| known.name == name) {
        Some(known) => known.label.to_owned(),
        None if name == APIS => "APIs".to_owned(),
        None => name.to_owned(),
    }
}
