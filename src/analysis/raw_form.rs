//! Fields of a form over the JSON of a record: what stands in them, and what is laid over the record when it
//! is sent. A table per kind of record; no code.

use crate::wire::fields::Fields;
use crate::wire::json::{Value, quote};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text; null stands as an empty one.
    Text,
    /// `true` or `false`; null stands as `false`.
    Flag,
    /// A whole number; null stands as an empty text.
    Number,
    /// Any JSON, as it is.
    Json,
}

/// A field that can be edited.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The API's name of it.
    pub name: &'static str,
    /// What it is called on screen.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A field.
pub const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind }
}

/// What each field of a table holds; `None`: the record does not have it, or something else stands there.
pub type Values = Vec<Option<String>>;

/// What a record's fields hold.
pub fn values(table: &[Field], raw: &str) -> Values {
    let fields = Value::parse(raw).ok().and_then(Fields::of);
    let fields = fields.unwrap_or_default();
    table
        .iter()
        .map(|field| text_of(field.kind, fields.get(field.name)))
        .collect()
}

fn text_of(kind: Kind, value: Value<'_>) -> Option<String> {
    if value.is_missing() {
        return None;
    }
    match kind {
        Kind::Json => Some(value.raw().to_owned()),
        Kind::Flag if value.is_null() => Some("false".to_owned()),
        _ if value.is_null() => Some(String::new()),
        Kind::Text => value.text().map(Into::into),
        Kind::Flag => value.flag().map(|flag| flag.to_string()),
        Kind::Number => value.whole().map(|number| number.to_string()),
    }
}

/// The JSON of a field.
fn json_of(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Text => quote(text),
        Kind::Number if text.is_empty() => "null".to_owned(),
        Kind::Flag | Kind::Number | Kind::Json => text.to_owned(),
    }
}

/// Names and JSON of the fields that are not as they were. What the form does not have is not among them.
pub fn edits(table: &[Field], before: &Values, after: &Values) -> Vec<(String, String)> {
    let both = before.iter().zip(after).zip(table);
    both.filter_map(|((before, after), field)| {
        let after = after.as_ref()?;
        (before.as_ref() != Some(after))
            .then(|| (field.name.to_owned(), json_of(field.kind, after)))
    })
    .collect()
}

/// An object of the fields that a form has.
pub fn object(table: &[Field], values: &Values) -> String {
    let mut text = String::from("{");
    for (name, json) in edits(table, &vec![None; table.len()], values) {
        if text.len() > 1 {
            text.push(',');
        }
        text.extend([quote(&name).as_str(), ":", &json]);
    }
    text.push('}');
    text
}

/// JSON in words: texts without their quotes, yes and no.
pub fn in_words(json: Option<&str>) -> String {
    match json {
        None => "not there".to_owned(),
        Some("true") => "yes".to_owned(),
        Some("false") => "no".to_owned(),
        Some("\"\"") => "empty".to_owned(),
        Some(json) => match Value::parse(json) {
            Ok(value) if value.is_text() => value.text().unwrap_or_default().into_owned(),
            _ => crate::wire::pretty::pretty(json),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Field] = &[
        field("name", "Name", Kind::Text),
        field("on", "On", Kind::Flag),
        field("quota", "Quota", Kind::Number),
        field("rights", "Rights", Kind::Json),
    ];

    #[test]
    fn a_record_is_read_and_nothing_is_made_up() {
        for (raw, expected) in [
            (
                r#"{"name":"A\u0042","on":true,"quota":12,"rights":{"a": "b"}}"#,
                [Some("AB"), Some("true"), Some("12"), Some(r#"{"a": "b"}"#)],
            ),
            (
                r#"{"name":null,"on":null,"quota":null,"rights":null}"#,
                [Some(""), Some("false"), Some(""), Some("null")],
            ),
            (r#"{"name":{},"on":"maybe","quota":"x"}"#, [None; 4]),
            ("{}", [None; 4]),
        ] {
            let expected: Values = expected.map(|text| text.map(str::to_owned)).into();
            assert_eq!(values(TABLE, raw), expected, "{raw}");
        }
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = values(TABLE, r#"{"name":null,"on":false,"quota":1,"rights":null}"#);
        assert_eq!(edits(TABLE, &before, &before), []);
        let mut after = before.clone();
        after[0] = Some("a\"b".to_owned());
        after[2] = Some(String::new());
        let expected = [("name", r#""a\"b""#), ("quota", "null")];
        let expected = expected.map(|(name, json)| (name.to_owned(), json.to_owned()));
        assert_eq!(edits(TABLE, &before, &after), expected);
        assert_eq!(
            object(TABLE, &after),
            r#"{"name":"a\"b","on":false,"quota":null,"rights":null}"#
        );
    }
}
