//! How the organisations of a Tyk Dashboard are searched, filtered and sorted. Their APIs are searched along
//! with them.

use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Read};
use crate::analysis::list_index::SortBy;
use crate::data::list::Listing;
use crate::data::tenant::KeptOrganisation;

/// The table of organisations.
pub static ORGANISATIONS: Listing<KeptOrganisation> = Listing {
    text: |one, text| {
        let own = [
            Some(&one.owner_name),
            one.owner_slug.as_ref(),
            one.cname.as_ref(),
            Some(&one.value.id),
        ];
        for part in own.into_iter().flatten() {
            text.push_str(part);
            text.push(' ');
        }
        for api in one.apis.iter().flatten() {
            text.extend([&api.api_human_name, " ", &api.api_id, " "]);
        }
    },
    columns: &[
        ("name", SortBy::Text(|one| one.owner_name.clone())),
        (
            "slug",
            SortBy::Text(|one| one.owner_slug.clone().unwrap_or_default()),
        ),
        (
            "cname",
            SortBy::Text(|one| one.cname.clone().unwrap_or_default()),
        ),
        ("cname-on", SortBy::Number(|one| flag(one.cname_enabled))),
        ("apis", SortBy::Number(apis)),
        ("hybrid", SortBy::Number(|one| flag(one.hybrid_enabled))),
        ("sso", SortBy::Number(|one| flag(one.sso_enabled))),
        ("developers", SortBy::Number(|one| one.developer_count)),
        ("quota", SortBy::Number(|one| one.developer_quota)),
        ("id", SortBy::Text(|one| one.value.id.clone())),
    ],
    usual: ("name", false),
    fields: FIELDS,
    facets: FACETS,
};

const fn about(
    name: &'static str,
    label: &'static str,
    means: &'static str,
    example: &'static str,
    kind: Kind,
) -> About {
    About {
        name,
        label,
        means,
        example,
        kind,
        known: &[],
        missing: Some("none"),
    }
}

const FIELDS: &[Field<KeptOrganisation>] = &[
    Field {
        about: about(
            "api",
            "API",
            "a part of the name of one of its APIs",
            "api:payments",
            Kind::PARTS,
        ),
        read: Read::Text(|one, text| {
            for api in one.apis.iter().flatten() {
                text.extend([&api.api_human_name, "\n"]);
            }
        }),
    },
    Field {
        about: about(
            "apis",
            "Number of APIs",
            "how many APIs it has",
            "apis:>10",
            Kind::Number,
        ),
        read: Read::Number(apis),
    },
    Field {
        about: about(
            "name",
            "Name",
            "a part of its name",
            "name:kittiwake",
            Kind::Words,
        ),
        read: Read::Text(|one, text| text.push_str(&one.owner_name)),
    },
    Field {
        about: about(
            "slug",
            "Slug",
            "a part of its name in addresses",
            "slug:kitti",
            Kind::Words,
        ),
        read: Read::Text(|one, text| text.extend(one.owner_slug.as_deref())),
    },
    Field {
        about: about(
            "cname",
            "CNAME",
            "a part of its portal’s host name",
            "cname:example.org",
            Kind::Words,
        ),
        read: Read::Text(|one, text| text.extend(one.cname.as_deref())),
    },
    Field {
        about: about(
            "cname-on",
            "CNAME in use",
            "whether its host name is in use",
            "cname-on:yes",
            Kind::Flag,
        ),
        read: Read::Number(|one| flag(one.cname_enabled)),
    },
    Field {
        about: about(
            "hybrid",
            "Hybrid",
            "whether it is a hybrid organisation",
            "hybrid:yes",
            Kind::Flag,
        ),
        read: Read::Number(|one| flag(one.hybrid_enabled)),
    },
    Field {
        about: about(
            "sso",
            "Single sign-on",
            "whether its people sign in through single sign-on",
            "sso:no",
            Kind::Flag,
        ),
        read: Read::Number(|one| flag(one.sso_enabled)),
    },
    Field {
        about: about(
            "developers",
            "Developers",
            "how many developers it has",
            "developers:>100",
            Kind::Number,
        ),
        read: Read::Number(|one| one.developer_count),
    },
    Field {
        about: about(
            "quota",
            "Developer quota",
            "how many developers it may have",
            "quota:0",
            Kind::Number,
        ),
        read: Read::Number(|one| one.developer_quota),
    },
    Field {
        about: about("id", "Id", "a part of its id", "id:5e9d", Kind::Words),
        read: Read::Text(|one, text| text.push_str(&one.value.id)),
    },
];

/// What stands beside the list.
const FACETS: &[Group] = &[
    Group {
        qualifier: "apis",
        label: "APIs",
        values: &[
            ("0", "None"),
            ("1..10", "1 to 10"),
            (">10", "Over 10"),
            ("none", "Not said"),
        ],
    },
    Group {
        qualifier: "cname-on",
        label: "CNAME in use",
        values: &[],
    },
    Group {
        qualifier: "sso",
        label: "Single sign-on",
        values: &[],
    },
    Group {
        qualifier: "hybrid",
        label: "Hybrid",
        values: &[],
    },
];

fn flag(flag: Option<bool>) -> Option<i64> {
    flag.map(i64::from)
}

fn apis(one: &KeptOrganisation) -> Option<i64> {
    i64::try_from(one.apis.as_ref()?.len()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::listings::matching::rows_of;
    use crate::wire::decode;
    use crate::wire::time::Timestamp;

    fn matching(filter: &str) -> Vec<u32> {
        let all: Vec<KeptOrganisation> = [
            r#"{"id":"5e9d","owner_name":"Kittiwake Payments","owner_slug":"kittiwake","cname":"k.example.org","cname_enabled":true,
                "apis":[{"api_human_name":"payments-v2","api_id":"a1"},{"api_human_name":"Ördnung","api_id":"a2"}],
                "sso_enabled":false,"hybrid_enabled":true,"developer_quota":10,"developer_count":3}"#,
            r#"{"id":"5e9e","owner_name":"Sandbox","cname":"","cname_enabled":false,"apis":null,"sso_enabled":true}"#,
            r#"{"id":"5e9f","owner_name":"Sandbox","apis":[]}"#,
        ]
        .map(|text| decode(text).expect("an organisation"))
        .into();
        rows_of(&all, &ORGANISATIONS, filter, Timestamp(0))
    }

    #[test]
    fn each_qualifier_reads_its_field() {
        for (filter, found) in [
            ("payments-v2", &[0][..]),
            ("a2", &[0]),
            ("sandbox", &[1, 2]),
            ("api:ordnung", &[0]),
            ("api:pay", &[0]),
            ("apis:2", &[0]),
            ("apis:0", &[2]),
            ("apis:none", &[1]),
            ("name:sandbox", &[1, 2]),
            ("slug:kitti", &[0]),
            ("cname:example", &[0]),
            ("cname-on:yes", &[0]),
            ("cname-on:none", &[2]),
            ("hybrid:yes", &[0]),
            ("sso:no", &[0]),
            ("developers:>2", &[0]),
            ("quota:none", &[1, 2]),
            ("id:5e9f", &[2]),
        ] {
            assert_eq!(matching(filter), found, "{filter}");
        }
    }
}
