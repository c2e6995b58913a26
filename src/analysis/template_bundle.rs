//! Templates in a file: how a bundle is written, what may be read as one, and how what is in it stands to
//! what the tenant has.
//!
//! A bundle is `{"format":"gatehouse-templates","version":1,"templates":[…]}` with the records as the API
//! gave them. A bare list of records and one bare record are read as well. Ids are never taken from a file.

use crate::analysis::json::{self, Doc};
use crate::analysis::template_record::{MOST_BYTES, fields_of, lay_over, without};
use crate::wire::Fields;
use crate::wire::json::Value;

/// What a bundle calls itself.
const FORMAT: &str = "gatehouse-templates";
/// The version that is written, and the newest that is read.
const VERSION: i64 = 1;
/// What a bundle is when it is saved.
pub const MEDIA_TYPE: &str = "application/json";
/// So many templates are read from one file.
pub const MOST: usize = 5_000;

/// What belongs to the tenant that a record came from, and is never taken from a file.
const OF_ITS_TENANT: [&str; 3] = ["id", "team_id", "folder_id"];

/// A bundle of records, each as it came.
pub fn write<'a>(records: impl Iterator<Item = &'a str>) -> String {
    let mut text = [
        "{\"format\":\"",
        FORMAT,
        "\",\"version\":",
        &VERSION.to_string(),
        ",\"templates\":[",
    ]
    .concat();
    for (at, record) in records.enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(record);
    }
    text.push_str("\n]}\n");
    text
}

/// One record of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Its kind, as the file spells it.
    pub agent_type: String,
    /// The record without what belongs to the tenant it came from.
    pub raw: String,
    /// Why it cannot be imported.
    pub flaw: Option<&'static str>,
}

/// The records of a file, or why there are none: for a person, with the place where it breaks.
pub fn read(text: &str) -> Result<Vec<Item>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err("There is nothing in it.".to_owned());
    }
    Doc::read(text).map_err(|problem| ["This is not JSON. ", &problem.words()].concat())?;
    let whole = Value::parse(text).map_err(|_| "This is not JSON.".to_owned())?;
    let items: Vec<Item> = match Fields::of(whole) {
        Some(fields)
            if !fields.get("format").is_missing() || !fields.get("templates").is_missing() =>
        {
            in_bundle(&fields)?
        }
        Some(fields) if !fields.get("name").is_missing() => vec![item(whole)],
        Some(_) => {
            return Err(
                "This holds no template: it is an object with neither “templates” nor a “name”."
                    .to_owned(),
            );
        }
        None => match whole.elements() {
            Some(elements) => elements.map(item).collect(),
            None => {
                return Err(
                    "This holds no template: it must be a bundle, a list of templates, or one template."
                        .to_owned(),
                );
            }
        },
    };
    match items.len() {
        0 => Err("There is no template in it.".to_owned()),
        1..=MOST => Ok(items),
        _ => Err([
            "There are more than ",
            &MOST.to_string(),
            " templates in it: divide the file.",
        ]
        .concat()),
    }
}

fn in_bundle(fields: &Fields<'_>) -> Result<Vec<Item>, String> {
    let format = fields.get("format");
    if !format.is_missing() && format.text().as_deref() != Some(FORMAT) {
        return Err("This is no bundle of templates: its “format” says something else.".to_owned());
    }
    let version = fields.get("version");
    if !version.is_missing() {
        match version.whole() {
            Some(1..=VERSION) => {}
            Some(newer) if newer > VERSION => {
                return Err([
                    "This bundle is of version ",
                    &newer.to_string(),
                    ", and this dashboard reads version 1: it needs a newer one.",
                ]
                .concat());
            }
            _ => return Err("This bundle’s “version” is no version.".to_owned()),
        }
    }
    match fields.get("templates").elements() {
        Some(elements) => Ok(elements.map(item).collect()),
        None => Err("This bundle’s “templates” is no list.".to_owned()),
    }
}

fn item(record: Value<'_>) -> Item {
    let Some(fields) = Fields::of(record) else {
        return Item {
            name: String::new(),
            agent_type: String::new(),
            raw: String::new(),
            flaw: Some("Is no object"),
        };
    };
    let name = fields.get("name").text().unwrap_or_default().into_owned();
    let agent_type = fields
        .get("agent_type")
        .text()
        .unwrap_or_default()
        .into_owned();
    let options = fields.get("agent_options");
    let inputs = fields.get("action_inputs");
    let is_odd = |value: Value<'_>, is: bool| !value.is_missing() && !value.is_null() && !is;
    let flaw = if name.trim().is_empty() {
        Some("Has no name")
    } else if agent_type.trim().is_empty() {
        Some("Has no kind of Action (agent_type)")
    } else if is_odd(options, options.is_object()) {
        Some("Its options (agent_options) are no object")
    } else if is_odd(inputs, inputs.is_list()) {
        Some("Its inputs (action_inputs) are no list")
    } else if record.raw().len() > MOST_BYTES {
        Some("Is larger than 2 MB")
    } else {
        None
    };
    Item {
        name,
        agent_type,
        raw: without(record.raw(), &OF_ITS_TENANT),
        flaw,
    }
}

/// How a record of a file stands to those of the tenant with its name and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    New,
    /// One is the same, as far as the file says.
    Equal,
    /// One is not the same: its id, and the fields in which it differs.
    Changed(String, Vec<String>),
    /// Several are so called, and none is the same: nobody can say which is meant.
    Several(usize),
    /// It cannot be imported.
    Bad(&'static str),
}

impl Standing {
    /// What they are called, in the order of their [`Standing::place`].
    pub const NAMES: [&str; 5] = ["new", "changed", "equal", "unclear", "bad"];

    /// Its place among all standings.
    pub const fn place(&self) -> usize {
        match self {
            Self::New => 0,
            Self::Changed(..) => 1,
            Self::Equal => 2,
            Self::Several(_) => 3,
            Self::Bad(_) => 4,
        }
    }
}

/// How a record stands to those that are called like it: the id and the JSON of each.
pub fn standing(item: &Item, alike: &[(&str, &str)]) -> Standing {
    if let Some(flaw) = item.flaw {
        return Standing::Bad(flaw);
    }
    let mut different = Vec::new();
    for (id, raw) in alike {
        let fields = different_fields(&item.raw, raw);
        if fields.is_empty() {
            return Standing::Equal;
        }
        different.push(((*id).to_owned(), fields));
    }
    match different.len() {
        0 => Standing::New,
        1 => {
            let (id, fields) = different.remove(0);
            Standing::Changed(id, fields)
        }
        several => Standing::Several(several),
    }
}

/// The fields of a file's record that are not so in the tenant's.
pub fn different_fields(of_file: &str, of_tenant: &str) -> Vec<String> {
    let theirs = fields_of(of_tenant);
    fields_of(of_file)
        .all()
        .filter(|(name, value)| {
            let other = theirs.get(name);
            let same_text = value.text().is_some() && value.text() == other.text();
            !same_text && !json::same(value.raw(), other.raw())
        })
        .map(|(name, _)| name.into_owned())
        .collect()
}

/// The tenant's record with what the file says laid over it.
pub fn updated(of_tenant: &str, item: &Item) -> String {
    let fields = fields_of(&item.raw);
    let edits: Vec<(String, String)> = fields
        .all()
        .map(|(name, value)| (name.into_owned(), value.raw().to_owned()))
        .collect();
    lay_over(of_tenant, &edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"id":472463921472463921,"name":"Block","agent_type":"Agents::HTTPRequestAgent","team_id":4,"agent_options":{"n":1e400,"d":1,"d":2},"odd":[1.0]}"#;

    #[test]
    fn what_is_written_is_read_without_its_ids() {
        let bundle = write([ONE, ONE].into_iter());
        let bare = ["[", ONE, "]"].concat();
        for (text, count) in [(bundle.as_str(), 2), (&bare, 1), (ONE, 1)] {
            let items = read(text).expect("templates");
            assert_eq!(items.len(), count, "{text}");
            assert_eq!((&*items[0].name, items[0].flaw), ("Block", None));
            assert_eq!(
                items[0].raw,
                r#"{"name":"Block","agent_type":"Agents::HTTPRequestAgent","agent_options":{"n":1e400,"d":1,"d":2},"odd":[1.0]}"#
            );
        }
        assert!(
            read(&["\u{feff}", &bundle].concat()).is_ok(),
            "a byte order mark"
        );
    }

    #[test]
    fn what_is_no_bundle_says_why() {
        for (text, words) in [
            ("", "nothing"),
            ("  \n", "nothing"),
            ("{\n\"a\": }", "ine 2"),
            ("[1, 2", "not JSON"),
            ("7", "no template"),
            ("{}", "no template"),
            ("[]", "no template"),
            (
                r#"{"format":"gatehouse-templates","version":1,"templates":[]}"#,
                "no template",
            ),
            (r#"{"format":"x","templates":[]}"#, "format"),
            (
                r#"{"format":"gatehouse-templates","version":2,"templates":[{}]}"#,
                "newer",
            ),
            (
                r#"{"format":"gatehouse-templates","version":"x","templates":[{}]}"#,
                "version",
            ),
            (r#"{"templates":{}}"#, "no list"),
        ] {
            let why = read(text).expect_err(text);
            assert!(why.contains(words), "{text}: {why}");
        }
    }

    #[test]
    fn bad_records_are_told_one_by_one() {
        let text = r#"[7,{"name":" "},{"name":"a"},{"name":"a","agent_type":"x","agent_options":[]},
            {"name":"a","agent_type":"x","action_inputs":{}},{"name":"a","agent_type":"x","agent_options":null}]"#;
        let items = read(text).expect("templates");
        let flaws: Vec<bool> = items.iter().map(|item| item.flaw.is_some()).collect();
        assert_eq!(flaws, [true, true, true, true, true, false]);
    }

    #[test]
    fn a_record_stands_to_those_called_like_it() {
        let items = read(ONE).expect("a template");
        let item = &items[0];
        let same = r#"{"id":"1","odd":[1.0],"agent_options":{ "n":1e400,"d":1,"d":2 },"agent_type":"Agents::HTTPRequestAgent","name":"Block","team_id":9,"vendor":""}"#;
        let other = same.replace("1e400", "1e401");
        assert_eq!(standing(item, &[]), Standing::New);
        assert_eq!(
            standing(item, &[("2", &other), ("1", same)]),
            Standing::Equal
        );
        assert_eq!(
            standing(item, &[("2", &other)]),
            Standing::Changed("2".to_owned(), vec!["agent_options".to_owned()])
        );
        assert_eq!(
            standing(item, &[("2", &other), ("3", &other)]),
            Standing::Several(2)
        );
        let updated = updated(&other, item);
        assert_eq!(
            updated,
            other.replace(
                "{ \"n\":1e401,\"d\":1,\"d\":2 }",
                "{\"n\":1e400,\"d\":1,\"d\":2}"
            )
        );
        assert!(updated.contains("\"team_id\":9"), "the tenant's own stay");
    }
}
