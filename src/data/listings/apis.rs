//! How the APIs of all organisations are searched, filtered and sorted.

use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Read};
use crate::analysis::list_index::SortBy;
use crate::data::apis::ApiEntry;
use crate::data::list::Listing;

/// The table of APIs.
pub static APIS: Listing<ApiEntry> = Listing {
    text: |api, text| {
        for part in [&api.name, &api.id, &api.owner.1] {
            text.push_str(part);
            text.push(' ');
        }
    },
    columns: &[
        ("name", SortBy::Text(|api| api.name.clone())),
        ("organisation", SortBy::Text(|api| api.owner.1.clone())),
        ("id", SortBy::Text(|api| api.id.clone())),
        ("organisation-id", SortBy::Text(|api| api.owner.0.clone())),
    ],
    usual: ("name", false),
    fields: FIELDS,
    facets: &[Group {
        qualifier: "organisation",
        label: "Organisation",
        values: &[],
    }],
};

const fn about(name: &'static str, label: &'static str, means: &'static str) -> About {
    About {
        name,
        label,
        means,
        example: "",
        kind: Kind::Words,
        known: &[],
        missing: Some("none"),
    }
}

const FIELDS: &[Field<ApiEntry>] = &[
    Field {
        about: About {
            example: "organisation:Kittiwake",
            kind: Kind::Names,
            ..about("organisation", "Organisation", "the organisation’s name")
        },
        read: Read::Text(|api, text| text.push_str(&api.owner.1)),
    },
    Field {
        about: About {
            example: "name:payments",
            ..about("name", "Name", "a part of the API’s name")
        },
        read: Read::Text(|api, text| text.push_str(&api.name)),
    },
    Field {
        about: About {
            example: "id:5f2a",
            ..about("id", "Id", "a part of the API’s id")
        },
        read: Read::Text(|api, text| text.push_str(&api.id)),
    },
    Field {
        about: About {
            example: "organisation-id:5e9d",
            ..about(
                "organisation-id",
                "Organisation’s id",
                "a part of the organisation’s id",
            )
        },
        read: Read::Text(|api, text| text.push_str(&api.owner.0)),
    },
];
