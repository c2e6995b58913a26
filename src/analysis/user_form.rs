//! A user's fields as a form has them: what is sent, what somebody else changed meanwhile, what the
//! server kept. Data and not code per field, so that the form, the import and the bulk changes share it.

use crate::wire::json::quote;
use crate::wire::tines::User;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// Names, one a line, sorted, each once.
    Names,
}

/// A field of a user that can be set.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The API's name of it.
    pub name: &'static str,
    /// What it is called on screen.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// How many fields there are.
pub const COUNT: usize = 6;
/// `email`
pub const EMAIL: usize = 0;
/// `first_name`
pub const FIRST_NAME: usize = 1;
/// `last_name`
pub const LAST_NAME: usize = 2;
/// `admin`
pub const OWNER: usize = 3;
/// `is_active`
pub const ACTIVE: usize = 4;
/// `tenant_permissions`
pub const PERMISSIONS: usize = 5;

/// The fields, in their order on screen.
pub static FIELDS: [Field; COUNT] = [
    field("email", "E-mail", Kind::Text),
    field("first_name", "First name", Kind::Text),
    field("last_name", "Last name", Kind::Text),
    field("admin", "Owner", Kind::Flag),
    field("is_active", "Active", Kind::Flag),
    field("tenant_permissions", "Permissions", Kind::Names),
];

/// The permissions that the vendor documents; there may be others (contract, "Users").
pub const KNOWN_PERMISSIONS: [&str; 3] = ["AUDIT_LOG_READ", "FEATURE_FLAG_MANAGE", "TUNNEL_MANAGE"];

const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind }
}

/// What each field holds, in the order of [`FIELDS`]; `None` where the tenant does not say.
pub type Values = [Option<String>; COUNT];

/// What a user's fields hold.
pub fn values(user: &User) -> Values {
    let flag = |set: bool| if set { "true" } else { "false" }.to_owned();
    [
        Some(user.email.clone()),
        Some(user.first_name.clone().unwrap_or_default()),
        Some(user.last_name.clone().unwrap_or_default()),
        Some(flag(user.admin)),
        user.is_active.map(flag),
        user.tenant_permissions
            .as_ref()
            .map(|names| names_of(names.iter().map(String::as_str))),
    ]
}

/// What a user has to whom nothing was given: sent fields are those that differ from it. The e-mail
/// address is always one of them.
pub fn blank() -> Values {
    ["", "", "", "false", "true", ""].map(|text| Some(text.to_owned()))
}

/// Names as a field holds them.
pub fn names_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join("\n")
}

/// The JSON of a field.
fn json(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Text => quote(text),
        Kind::Flag => text.to_owned(),
        Kind::Names => {
            let names: Vec<String> = text.lines().map(quote).collect();
            ["[", &names.join(","), "]"].concat()
        }
    }
}

/// A body with one field in it.
pub fn body_of(field: usize, text: &str) -> String {
    let mut only = Values::default();
    only[field] = Some(text.to_owned());
    body(&Values::default(), &only).unwrap_or_default()
}

/// A body with the fields that are not as they were, and no others; `None` when there are none. A field
/// that the tenant does not know now is not sent.
pub fn body(before: &Values, after: &Values) -> Option<String> {
    let mut body = String::new();
    for (index, field) in FIELDS.iter().enumerate() {
        if let Some(text) = &after[index]
            && before[index] != after[index]
        {
            body.push(if body.is_empty() { '{' } else { ',' });
            body.push_str(&quote(field.name));
            body.push(':');
            body.push_str(&json(field.kind, text));
        }
    }
    if body.is_empty() {
        return None;
    }
    body.push('}');
    Some(body)
}

/// A field that somebody else changed while the form was open, and what stands in the form now is
/// something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which field.
    pub field: usize,
    /// What it was when the form was opened.
    pub opened: String,
    /// What stands in the form.
    pub mine: String,
    /// What it is now.
    pub theirs: String,
}

impl Difference {
    /// Whether both changed it. Otherwise the form merely shows what was there before.
    pub fn is_conflict(&self) -> bool {
        self.mine != self.opened
    }
}

/// What somebody else changed and the form does not show.
pub fn differences(opened: &Values, mine: &Values, theirs: &Values) -> Vec<Difference> {
    (0..COUNT)
        .filter_map(|field| {
            let (opened, mine, theirs) = (
                opened[field].as_ref()?,
                mine[field].as_ref()?,
                theirs[field].as_ref()?,
            );
            (theirs != opened && theirs != mine).then(|| Difference {
                field,
                opened: opened.clone(),
                mine: mine.clone(),
                theirs: theirs.clone(),
            })
        })
        .collect()
}

/// What is wanted in the end: `mine`, but theirs in the fields for which `take_theirs` says so.
pub fn merged(mine: &Values, theirs: &Values, take_theirs: &[usize]) -> Values {
    let mut wanted = mine.clone();
    for field in take_theirs {
        wanted[*field].clone_from(&theirs[*field]);
    }
    wanted
}

/// What was sent and is not so in the answer: the field, what was sent, and what the answer says instead
/// (`None`: it does not say).
pub fn not_kept(
    before: &Values,
    sent: &Values,
    answer: &Values,
) -> Vec<(usize, String, Option<String>)> {
    (0..COUNT)
        .filter(|field| before[*field] != sent[*field] && sent[*field] != answer[*field])
        .filter_map(|field| Some((field, sent[field].clone()?, answer[field].clone())))
        .collect()
}

/// A field's value in words, for "before → after".
pub fn in_words(field: usize, text: &str) -> String {
    match (FIELDS[field].kind, text) {
        (Kind::Flag, "true") => "yes".to_owned(),
        (Kind::Flag, _) => "no".to_owned(),
        (Kind::Text, "") => "empty".to_owned(),
        (Kind::Names, "") => "none".to_owned(),
        (Kind::Text, text) => text.to_owned(),
        (Kind::Names, text) => text.replace('\n', ", "),
    }
}

/// Which field a server's word means: its API name in any spelling (`firstName`, `first name`), or
/// `None`.
pub fn field_named(name: &str) -> Option<usize> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    let name = plain(name);
    FIELDS
        .iter()
        .position(|field| plain(field.name) == name || plain(field.label) == name)
}

/// Which field a server's sentence is about, where it begins with the field's name, as Rails writes it:
/// `Email has already been taken`.
pub fn field_of_sentence(sentence: &str) -> Option<usize> {
    let lower = sentence.trim_start().to_ascii_lowercase();
    FIELDS.iter().position(|field| {
        [field.name.replace('_', " "), field.name.to_owned()]
            .iter()
            .any(|name| {
                lower
                    .strip_prefix(name.as_str())
                    .is_some_and(|rest| rest.starts_with([' ', ':']))
            })
    })
}

#[cfg(test)]
pub mod tests;
