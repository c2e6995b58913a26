//! How the private templates of a Tines tenant are searched, filtered and sorted.

use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Read};
use crate::analysis::list_index::SortBy;
use crate::data::list::Listing;
use crate::data::templates::KeptTemplate;
use crate::wire::json::words_into;

/// The table of templates.
pub static TEMPLATES: Listing<KeptTemplate> = Listing {
    text: |template, text| {
        let said = [
            &template.name,
            &template.description,
            &template.vendor,
            &template.product,
            &template.agent_type,
        ];
        for words in said {
            text.push_str(words);
            text.push(' ');
        }
        if let Some(options) = &template.agent_options {
            words_into(options.get(), text);
        }
        for input in template.action_inputs.iter().flatten() {
            for words in [&input.name, &input.description] {
                text.push_str(words);
                text.push(' ');
            }
        }
    },
    columns: &[
        ("name", SortBy::Text(|template| template.name.clone())),
        ("kind", SortBy::Text(|template| template.kind().to_owned())),
        ("vendor", SortBy::Text(|template| template.vendor.clone())),
        ("product", SortBy::Text(|template| template.product.clone())),
        ("access", SortBy::Text(access)),
        ("size", SortBy::Number(size)),
        ("inputs", SortBy::Number(inputs)),
    ],
    usual: ("name", false),
    fields: FIELDS,
    facets: FACETS,
};

const fn named(
    name: &'static str,
    label: &'static str,
    means: &'static str,
    example: &'static str,
) -> About {
    About {
        name,
        label,
        means,
        example,
        kind: Kind::Names,
        known: &[],
        missing: Some("none"),
    }
}

/// What templates can be asked for, the most asked for first.
const FIELDS: &[Field<KeptTemplate>] = &[
    Field {
        about: named(
            "kind",
            "Kind",
            "the kind of Action it makes",
            "kind:HTTPRequestAgent",
        ),
        read: Read::Text(|template, text| text.push_str(template.kind())),
    },
    Field {
        about: named("vendor", "Vendor", "whose product it drives", "vendor:okta"),
        read: Read::Text(|template, text| text.push_str(&template.vendor)),
    },
    Field {
        about: named(
            "product",
            "Product",
            "the product it drives",
            "product:jira",
        ),
        read: Read::Text(|template, text| text.push_str(&template.product)),
    },
    Field {
        about: named("access", "Access", "who may use it", "access:GLOBAL"),
        read: Read::Text(|template, text| text.push_str(&access(template))),
    },
    Field {
        about: About {
            kind: Kind::Words,
            ..named("name", "Name", "a part of the name", "name:block")
        },
        read: Read::Text(|template, text| text.push_str(&template.name)),
    },
    Field {
        about: About {
            kind: Kind::Words,
            ..named(
                "description",
                "Description",
                "a part of the description",
                "description:none",
            )
        },
        read: Read::Text(|template, text| text.push_str(&template.description)),
    },
    Field {
        about: About {
            kind: Kind::Number,
            ..named(
                "size",
                "Size",
                "how many bytes its options are",
                "size:>10000",
            )
        },
        read: Read::Number(size),
    },
    Field {
        about: About {
            kind: Kind::Number,
            ..named(
                "inputs",
                "Inputs",
                "how many inputs whoever uses it is asked for",
                "inputs:>0",
            )
        },
        read: Read::Number(inputs),
    },
    Field {
        about: About {
            kind: Kind::Number,
            ..named("team", "Team", "the number of its team", "team:12")
        },
        read: Read::Number(|template| template.team_id),
    },
    Field {
        // Text, and not a number: an id may be larger than a signed number of 64 bits.
        about: named("id", "Id", "the template's number", "id:472463921472463921"),
        read: Read::Text(|template, text| text.push_str(&template.id)),
    },
];

/// What stands beside the list.
const FACETS: &[Group] = &[
    Group {
        qualifier: "kind",
        label: "Kind",
        values: &[],
    },
    Group {
        qualifier: "vendor",
        label: "Vendor",
        values: &[],
    },
    Group {
        qualifier: "product",
        label: "Product",
        values: &[],
    },
    Group {
        qualifier: "access",
        label: "Access",
        values: &[],
    },
];

fn access(template: &KeptTemplate) -> String {
    template.read_access.clone().unwrap_or_default()
}

fn size(template: &KeptTemplate) -> Option<i64> {
    i64::try_from(template.size()).ok()
}

fn inputs(template: &KeptTemplate) -> Option<i64> {
    i64::try_from(template.action_inputs.as_ref()?.len()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::listings::matching::rows_of;
    use crate::wire::decode;
    use crate::wire::time::Timestamp;

    fn matching(filter: &str) -> Vec<String> {
        let templates: Vec<KeptTemplate> = [
            r#"{"id":472463921472463921,"name":"Block an address","description":"At the firewall","vendor":"Palo Alto",
                "product":"PAN-OS","agent_type":"Agents::HTTPRequestAgent","read_access":"TEAM","team_id":7,
                "agent_options":{"url":"https:\/\/fw.example\/bl\u00f6ck","n":1e400},"action_inputs":[{"name":"cidr"}]}"#,
            r#"{"id":"472463921472463922","name":"Ask","description":"","vendor":"","product":"","agent_type":"HTTP Request Agent",
                "agent_options":{}}"#,
        ]
        .map(|text| decode(text).expect("a template"))
        .into();
        let rows = rows_of(&templates, &TEMPLATES, filter, Timestamp(0)).into_iter();
        rows.map(|row| templates[row as usize].id[17..].to_owned())
            .collect()
    }

    #[test]
    fn each_qualifier_reads_its_field_and_words_look_into_options() {
        for (filter, found) in [
            ("kind:HTTPRequestAgent", &["1"][..]),
            ("kind:\"http request agent\"", &["2"]),
            ("vendor:\"palo alto\"", &["1"]),
            ("vendor:none", &["2"]),
            ("product:pan-os", &["1"]),
            ("access:team", &["1"]),
            ("access:none", &["2"]),
            ("name:block", &["1"]),
            ("description:none", &["2"]),
            ("size:>10", &["1"]),
            ("size:2", &["2"]),
            ("inputs:1", &["1"]),
            ("inputs:none", &["2"]),
            ("team:7", &["1"]),
            ("id:472463921472463922", &["2"]),
            ("fw.example/block", &["1"]),
            ("1e400", &["1"]),
            ("cidr firewall", &["1"]),
            ("ask", &["2"]),
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
