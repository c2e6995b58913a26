//! How the people of a Tines tenant are searched, filtered and sorted.

use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Read};
use crate::analysis::list_index::SortBy;
use crate::data::list::Listing;
use crate::data::tenant::KeptUser;

/// The table of users.
pub static USERS: Listing<KeptUser> = Listing {
    text: |user, text| {
        for name in names(user).chain([user.email.as_str()]) {
            text.push_str(name);
            text.push(' ');
        }
    },
    columns: &[
        ("name", SortBy::Text(|user| user.full_name())),
        ("email", SortBy::Text(|user| user.email.clone())),
        ("role", SortBy::Number(role)),
        ("status", SortBy::Number(status)),
        ("last-seen", SortBy::Number(last_seen)),
        ("created", SortBy::Number(created)),
        (
            "permissions",
            SortBy::Number(|user| {
                user.tenant_permissions
                    .as_ref()
                    .and_then(|all| i64::try_from(all.len()).ok())
            }),
        ),
    ],
    usual: ("last-seen", true),
    fields: FIELDS,
    facets: FACETS,
};

/// What users can be asked for, the most asked for first.
const FIELDS: &[Field<KeptUser>] = &[
    Field {
        about: About {
            name: "status",
            label: "Status",
            means: "whether the user signs in",
            example: "status:pending",
            kind: Kind::Choice,
            // In the order of `wire::tines::Status`.
            known: &[
                ("active", "Active"),
                ("inactive", "Inactive"),
                ("pending", "Pending"),
            ],
            missing: None,
        },
        read: Read::Number(status),
    },
    Field {
        about: About {
            name: "role",
            label: "Role",
            means: "what the user may do in the tenant",
            example: "role:owner",
            kind: Kind::Choice,
            known: &[("owner", "Owner"), ("member", "Member")],
            missing: None,
        },
        read: Read::Number(role),
    },
    Field {
        about: About {
            name: "last-seen",
            label: "Last seen",
            means: "when the user was last seen",
            example: "last-seen:>45d",
            kind: Kind::Moment,
            known: &[],
            missing: Some("never"),
        },
        read: Read::Number(last_seen),
    },
    Field {
        about: About {
            name: "name",
            label: "Name",
            means: "a part of the name",
            example: "name:\"Ann Lee\"",
            kind: Kind::Words,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Text(|user, text| {
            for name in names(user) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(name);
            }
        }),
    },
    Field {
        about: About {
            name: "email",
            label: "E-mail",
            means: "a part of the address",
            example: "email:ann@",
            kind: Kind::Words,
            known: &[],
            missing: None,
        },
        read: Read::Text(|user, text| text.push_str(&user.email)),
    },
    Field {
        about: About {
            name: "domain",
            label: "E-mail domain",
            means: "what stands behind the @ of the address",
            example: "domain:example.org",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Text(|user, text| {
            if let Some((_, domain)) = user.email.rsplit_once('@') {
                text.push_str(domain);
            }
        }),
    },
    Field {
        about: About {
            name: "permission",
            label: "Permission",
            means: "a tenant permission of the user",
            example: "permission:AUDIT_LOG_READ",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Text(|user, text| {
            for permission in user.tenant_permissions.iter().flatten() {
                text.push_str(permission);
                text.push('\n');
            }
        }),
    },
    Field {
        about: About {
            name: "created",
            label: "Created",
            means: "when the user was made",
            example: "created:2025-01..2025-06",
            kind: Kind::Moment,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(created),
    },
    Field {
        about: About {
            name: "updated",
            label: "Updated",
            means: "when the user was last changed",
            example: "updated:<7d",
            kind: Kind::Moment,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(|user| user.updated_at.map(|at| at.0)),
    },
    Field {
        about: About {
            name: "scim",
            label: "Directory (SCIM)",
            means: "whether a directory made the user",
            example: "scim:yes",
            kind: Kind::Flag,
            known: &[],
            missing: None,
        },
        read: Read::Number(|user| Some(i64::from(user.scim_uid.is_some()))),
    },
    Field {
        about: About {
            name: "id",
            label: "Id",
            means: "the user's number",
            example: "id:100..199",
            kind: Kind::Number,
            known: &[],
            missing: None,
        },
        read: Read::Number(|user| Some(user.id)),
    },
];

/// What stands beside the list.
const FACETS: &[Group] = &[
    Group {
        qualifier: "status",
        label: "Status",
        values: &[],
    },
    Group {
        qualifier: "role",
        label: "Role",
        values: &[],
    },
    Group {
        qualifier: "last-seen",
        label: "Last seen",
        values: &[
            ("never", "Never"),
            (">30d", "Over 30 days ago"),
            (">45d", "Over 45 days ago"),
            (">90d", "Over 90 days ago"),
        ],
    },
    Group {
        qualifier: "permission",
        label: "Permission",
        values: &[],
    },
    Group {
        qualifier: "domain",
        label: "E-mail domain",
        values: &[],
    },
];

/// The names that are not empty.
fn names(user: &KeptUser) -> impl Iterator<Item = &str> {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    let names = names.into_iter().flatten().map(str::trim);
    names.filter(|name| !name.is_empty())
}

#[expect(clippy::unnecessary_wraps, reason = "as the tables want it")]
fn role(user: &KeptUser) -> Option<i64> {
    Some(i64::from(!user.admin))
}

#[expect(clippy::unnecessary_wraps, reason = "as the tables want it")]
fn status(user: &KeptUser) -> Option<i64> {
    Some(user.status() as i64)
}

fn last_seen(user: &KeptUser) -> Option<i64> {
    user.last_seen.map(|at| at.0)
}

fn created(user: &KeptUser) -> Option<i64> {
    user.created_at.map(|at| at.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::filter::plan::plan;
    use crate::data::listings::matching::rows_of;
    use crate::wire::decode;
    use crate::wire::time::Timestamp;

    /// 2026-01-15T12:00:00Z.
    const NOW: Timestamp = Timestamp(1_768_478_400_000);

    fn matching(filter: &str) -> Vec<i64> {
        let users: Vec<KeptUser> = [
            r#"{"id":1,"email":"ann.lee@example.org","first_name":"Ann","last_name":"Lee","admin":true,"is_active":true,
                "created_at":"2025-03-31T23:59:59Z","updated_at":"2026-01-14T00:00:00Z","last_seen":"2025-11-01T00:00:00Z",
                "tenant_permissions":["AUDIT_LOG_READ","TUNNEL_MANAGE"]}"#,
            r#"{"id":2,"email":"Bob@Other.example","first_name":"","last_name":null,"admin":false,"is_active":true,
                "created_at":"2025-07-01T00:00:00Z","last_seen":null,"scim_uid":"x","tenant_permissions":[]}"#,
            r#"{"id":3,"email":"zoe@example.org","first_name":"Zoë","last_name":"Nolan","admin":false,"is_active":false,
                "created_at":"2024-02-29T12:00:00Z","last_seen":"2026-01-15T11:00:00Z"}"#,
        ]
        .map(|text| decode(text).expect("a user"))
        .into();
        let rows = rows_of(&users, &USERS, filter, NOW).into_iter();
        rows.map(|row| i64::from(row) + 1).collect()
    }

    #[test]
    fn each_qualifier_reads_its_field() {
        for (filter, found) in [
            ("status:active", &[1][..]),
            ("status:inactive,pending", &[2, 3]),
            ("-role:member", &[1]),
            ("last-seen:>45d", &[1]),
            ("last-seen:<2h", &[3]),
            ("last-seen:never", &[2]),
            ("-last-seen:>45d", &[2, 3]),
            ("name:\"ann lee\"", &[1]),
            ("name:zoe", &[3]),
            ("name:none", &[2]),
            ("email:bob", &[2]),
            ("domain:EXAMPLE.org", &[1, 3]),
            ("domain:example", &[]),
            ("permission:tunnel_manage", &[1]),
            ("permission:none", &[2, 3]),
            ("created:2025-01..2025-06", &[1]),
            ("created:2024-02-29", &[3]),
            ("updated:none", &[2, 3]),
            ("scim:yes", &[2]),
            ("id:>=2 -zoe", &[2]),
            ("\"lee ann.lee@\"", &[1]),
        ] {
            assert_eq!(matching(filter), found, "{filter}");
        }
    }

    #[test]
    fn the_tables_fit_together() {
        for field in FIELDS {
            let numbers = matches!(field.read, Read::Number(_));
            assert_eq!(
                numbers,
                field.about.kind.is_number(),
                "{}",
                field.about.name
            );
            let example = plan(field.about.example, &[&field.about], &|| NOW);
            assert_eq!(
                (example.tests.len(), example.left_out.len()),
                (1, 0),
                "{}",
                field.about.example
            );
        }
        for group in FACETS {
            assert!(
                FIELDS
                    .iter()
                    .any(|field| field.about.name == group.qualifier)
            );
        }
    }
}
