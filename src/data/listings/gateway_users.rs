//! How the users of a Tyk Dashboard are searched, filtered and sorted.

use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Read};
use crate::analysis::list_index::SortBy;
use crate::data::list::Listing;
use crate::data::tenant::KeptGatewayUser;

/// The table of gateway users.
pub static GATEWAY_USERS: Listing<KeptGatewayUser> = Listing {
    text: |user, text| {
        let parts = [
            &user.first_name,
            &user.last_name,
            &user.email_address,
            &user.value.id,
        ];
        for part in parts {
            text.push_str(part);
            text.push(' ');
        }
    },
    columns: &[
        ("name", SortBy::Text(|user| user.full_name())),
        ("email", SortBy::Text(|user| user.email_address.clone())),
        (
            "active",
            SortBy::Number(|user| Some(i64::from(!user.active))),
        ),
        (
            "last-login",
            SortBy::Number(|user| user.last_login_date.map(|at| at.0)),
        ),
        (
            "created",
            SortBy::Number(|user| user.created_at.map(|at| at.0)),
        ),
        (
            "password",
            SortBy::Number(|user| user.password_updated.map(|at| at.0)),
        ),
    ],
    usual: ("name", false),
    fields: FIELDS,
    facets: &[
        Group {
            qualifier: "active",
            label: "Active",
            values: &[],
        },
        Group {
            qualifier: "super",
            label: "Super user",
            values: &[],
        },
        Group {
            qualifier: "permission",
            label: "Permission",
            values: &[],
        },
        Group {
            qualifier: "last-login",
            label: "Last sign-in",
            values: &[("never", "Never"), (">90d", "Over 90 days ago")],
        },
    ],
};

const fn about(
    name: &'static str,
    label: &'static str,
    means: &'static str,
    example: &'static str,
    kind: Kind,
    missing: Option<&'static str>,
) -> About {
    About {
        name,
        label,
        means,
        example,
        kind,
        known: &[],
        missing,
    }
}

const FIELDS: &[Field<KeptGatewayUser>] = &[
    Field {
        about: about(
            "active",
            "Active",
            "whether the user may sign in",
            "active:no",
            Kind::Flag,
            None,
        ),
        read: Read::Number(|user| Some(i64::from(user.active))),
    },
    Field {
        about: about(
            "super",
            "Super user",
            "whether the user stands over all organisations",
            "super:yes",
            Kind::Flag,
            None,
        ),
        read: Read::Number(|user| Some(i64::from(user.is_super_user()))),
    },
    Field {
        about: about(
            "permission",
            "Permission",
            "an area in which the user may do something",
            "permission:apis",
            Kind::Names,
            Some("none"),
        ),
        read: Read::Text(|user, text| {
            for (area, _) in &user.user_permissions {
                text.extend([area, "\n"]);
            }
        }),
    },
    Field {
        about: about(
            "last-login",
            "Last sign-in",
            "when the user last signed in",
            "last-login:>90d",
            Kind::Moment,
            Some("never"),
        ),
        read: Read::Number(|user| user.last_login_date.map(|at| at.0)),
    },
    Field {
        about: about(
            "created",
            "Created",
            "when the user was made",
            "created:2025",
            Kind::Moment,
            Some("none"),
        ),
        read: Read::Number(|user| user.created_at.map(|at| at.0)),
    },
    Field {
        about: about(
            "email",
            "E-mail",
            "a part of the address",
            "email:ann@",
            Kind::Words,
            None,
        ),
        read: Read::Text(|user, text| text.push_str(&user.email_address)),
    },
    Field {
        about: about(
            "name",
            "Name",
            "a part of the name",
            "name:ann",
            Kind::Words,
            Some("none"),
        ),
        read: Read::Text(|user, text| text.extend([&user.first_name, " ", &user.last_name])),
    },
    Field {
        about: about(
            "organisation-id",
            "Organisation’s id",
            "the whole id of the organisation",
            "organisation-id:5e9d",
            Kind::PARTS,
            Some("none"),
        ),
        read: Read::Text(|user, text| text.extend(user.org_id.as_deref())),
    },
    Field {
        about: about("id", "Id", "a part of the id", "id:5e9d", Kind::Words, None),
        read: Read::Text(|user, text| text.push_str(&user.value.id)),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::listings::matching::rows_of;
    use crate::wire::decode;
    use crate::wire::time::Timestamp;

    /// 2026-01-15T12:00:00Z.
    const NOW: Timestamp = Timestamp(1_768_478_400_000);

    #[test]
    fn each_qualifier_reads_its_field() {
        let users: Vec<KeptGatewayUser> = [
            r#"{"id":"54bd","first_name":"Ann","last_name":"Lee","email_address":"ann@example.org","org_id":"5e9d","active":true,
                "user_permissions":{"apis":"read","own":"x"},"last_login_date":"2025-09-01T00:00:00Z","created_at":"2025-03-01T00:00:00Z",
                "access_key":"never-searched"}"#,
            r#"{"id":"54be","first_name":"","last_name":"","email_address":"root@example.org","org_id":"","active":false,
                "user_permissions":null,"last_login_date":"0001-01-01T00:00:00Z"}"#,
        ]
        .map(|text| decode(text).expect("a user"))
        .into();
        for (filter, found) in [
            ("ann", &[0][..]),
            ("54be", &[1]),
            ("active:no", &[1]),
            ("super:yes", &[1]),
            ("permission:apis", &[0]),
            ("permission:none", &[1]),
            ("last-login:never", &[1]),
            ("last-login:>90d", &[0]),
            ("created:2025", &[0]),
            ("email:root@", &[1]),
            ("name:lee", &[0]),
            ("organisation-id:5e9d", &[0]),
            ("id:54bd", &[0]),
            ("never-searched", &[]),
        ] {
            assert_eq!(
                rows_of(&users, &GATEWAY_USERS, filter, NOW),
                found,
                "{filter}"
            );
        }
    }
}
