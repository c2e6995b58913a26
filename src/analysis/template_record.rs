//! A template as a form holds it, and as it is written back: edited fields are laid over the JSON that
//! came, so that everything else goes back byte for byte.

use crate::analysis::json::{self, ChangeKind, Doc};
use crate::wire::Fields;
use crate::wire::json::{Value, quote};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number, or nothing.
    Number,
    /// Names, one a line.
    Names,
    /// JSON that begins with this letter: an object or a list.
    Json(char),
}

/// A field of the form.
#[derive(Debug)]
pub struct Field {
    /// Its name in the record, and the id of its control.
    pub name: &'static str,
    /// What it is called on screen.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
}

const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind }
}

/// The place of the name in [`FIELDS`].
pub const NAME: usize = 0;
/// The place of the description.
pub const DESCRIPTION: usize = 1;
/// The place of the kind of Action.
pub const KIND: usize = 2;
/// The place of the vendor.
pub const VENDOR: usize = 3;
/// The place of the product.
pub const PRODUCT: usize = 4;
/// The place of who may use it.
pub const ACCESS: usize = 5;
/// The place of the teams it is shared with.
pub const TEAMS: usize = 6;
/// The place of its team.
pub const TEAM: usize = 7;
/// The place of its folder.
pub const FOLDER: usize = 8;
/// The place of the options.
pub const OPTIONS: usize = 9;
/// The place of the inputs.
pub const INPUTS: usize = 10;
/// How many there are.
pub const COUNT: usize = 11;

/// The fields of the form, in their order.
pub static FIELDS: [Field; COUNT] = [
    field("name", "Name", Kind::Text),
    field("description", "Description", Kind::Text),
    field("agent_type", "Kind of Action", Kind::Text),
    field("vendor", "Vendor", Kind::Text),
    field("product", "Product", Kind::Text),
    field("read_access", "Access", Kind::Text),
    field("shared_team_slugs", "Shared with teams", Kind::Names),
    field("team_id", "Team", Kind::Number),
    field("folder_id", "Folder", Kind::Number),
    field("agent_options", "Options", Kind::Json('{')),
    field("action_inputs", "Inputs", Kind::Json('[')),
];

/// The most bytes that one template may be as it is sent. What a tenant takes is not documented; a proxy
/// before it seldom takes more.
pub const MOST_BYTES: usize = 2_000_000;

/// What the fields hold, in the order of [`FIELDS`].
pub type Texts = Vec<String>;

/// The fields of a record; none where it is no object.
pub fn fields_of(raw: &str) -> Fields<'_> {
    Value::parse(raw)
        .ok()
        .and_then(Fields::of)
        .unwrap_or_default()
}

/// What the form shows of a record. JSON is laid out in lines.
pub fn texts(raw: &str) -> Texts {
    let fields = fields_of(raw);
    let text = |field: &Field| {
        let value = fields.get(field.name);
        match field.kind {
            Kind::Text | Kind::Number => value.words().unwrap_or_default().into_owned(),
            Kind::Names => value.texts().unwrap_or_default().join("\n"),
            Kind::Json(_) if value.is_missing() || value.is_null() => String::new(),
            Kind::Json(_) => json::format(value.raw()).unwrap_or_else(|_| value.raw().to_owned()),
        }
    };
    FIELDS.iter().map(text).collect()
}

/// Which of the fields a record has.
pub fn says(raw: &str) -> [bool; COUNT] {
    let fields = fields_of(raw);
    std::array::from_fn(|at| !fields.get(FIELDS[at].name).is_missing())
}

/// Whether a field holds something else now. Blanks between the parts of JSON are nobody's wish.
pub fn differs(field: usize, before: &str, after: &str) -> bool {
    match FIELDS[field].kind {
        Kind::Json(_) => before != after && !json::same(before, after),
        Kind::Names => before.split_whitespace().ne(after.split_whitespace()),
        Kind::Number => before.trim() != after.trim(),
        Kind::Text => before != after,
    }
}

/// The record with what was changed in the form laid over it: all else, the order of the fields and each
/// spelling stay as they came.
pub fn edited(raw: &str, before: &[String], after: &[String]) -> String {
    let old = fields_of(raw);
    let mut edits = Vec::new();
    for (at, field) in FIELDS.iter().enumerate() {
        if differs(at, &before[at], &after[at]) {
            let value = written(field.kind, &after[at], old.get(field.name));
            edits.push((field.name, value));
        }
    }
    lay_over(raw, &edits)
}

/// A field as JSON. What is laid out in lines here is sent without them where it came without.
fn written(kind: Kind, text: &str, before: Value<'_>) -> String {
    match kind {
        Kind::Text => quote(text),
        Kind::Number if text.trim().is_empty() => "null".to_owned(),
        Kind::Number => text.trim().to_owned(),
        Kind::Names => {
            let names: Vec<String> = text.split_whitespace().map(quote).collect();
            ["[", &names.join(","), "]"].concat()
        }
        Kind::Json(_) => {
            let tight = |text: &str| json::compact(text).unwrap_or_else(|_| text.to_owned());
            let was_tight = before.is_missing() || tight(before.raw()) == before.raw();
            if was_tight {
                tight(text)
            } else {
                text.trim().to_owned()
            }
        }
    }
}

/// An object with fields set to other values (JSON); all else stays byte for byte. Of a name that is there
/// twice the last one is set, which is the one that counts; a name that is not there comes last.
pub fn lay_over<N: AsRef<str>>(raw: &str, edits: &[(N, String)]) -> String {
    let raw = raw.trim();
    let fields = fields_of(raw);
    let mut spans: Vec<(usize, usize, String)> = Vec::new();
    let mut more = String::new();
    let mut is_empty = fields.all().next().is_none();
    for (name, value) in edits {
        let old = fields.get(name.as_ref()).raw();
        // A slice of `raw`, so its place is where it begins there.
        let place = (old.as_ptr() as usize).checked_sub(raw.as_ptr() as usize);
        if let Some(place) = place.filter(|place| !old.is_empty() && place + old.len() <= raw.len())
        {
            spans.push((place, old.len(), value.clone()));
            continue;
        }
        if !std::mem::take(&mut is_empty) {
            more.push(',');
        }
        more.extend([&quote(name.as_ref()), ":", value.as_str()]);
    }
    spans.sort_unstable_by_key(|span| span.0);
    let mut text = String::with_capacity(raw.len() + more.len());
    let mut at = 0;
    for (place, length, value) in spans {
        text.push_str(raw.get(at..place).unwrap_or_default());
        text.push_str(&value);
        at = place + length;
    }
    let rest = raw.get(at..).unwrap_or_default();
    match rest.strip_suffix('}').filter(|_| !more.is_empty()) {
        Some(rest) => {
            text.push_str(rest.trim_end());
            text.extend([more.as_str(), "}"]);
        }
        None => text.push_str(rest),
    }
    text
}

/// An object without some of its fields; each other value stays byte for byte.
pub fn without(raw: &str, names: &[&str]) -> String {
    let mut text = String::from("{");
    for (name, value) in fields_of(raw).all() {
        if !names.contains(&name.as_ref()) {
            if text.len() > 1 {
                text.push(',');
            }
            text.extend([&quote(&name), ":", value.raw()]);
        }
    }
    text.push('}');
    text
}

/// What is wrong with what stands in the form, by field. What was not changed is not judged: it came so.
pub fn faults(before: &[String], after: &[String], is_new: bool) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for (at, field) in FIELDS.iter().enumerate() {
        if !is_new && !differs(at, &before[at], &after[at]) {
            continue;
        }
        let text = after[at].trim();
        let fault = match field.kind {
            Kind::Text if text.is_empty() && at == NAME => {
                Some("A template must have a name.".to_owned())
            }
            Kind::Text if text.is_empty() && at == KIND => {
                Some("Say what kind of Action it makes.".to_owned())
            }
            Kind::Number if !text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some("This is a whole number, or nothing.".to_owned())
            }
            Kind::Json(_) if is_new && text.is_empty() => None,
            Kind::Json(first) => json_fault(text, first),
            _ => None,
        };
        faults.extend(fault.map(|fault| (at, fault)));
    }
    faults
}

/// What is wrong with a text that must be an object or a list.
fn json_fault(text: &str, first: char) -> Option<String> {
    let none = if first == '{' { "{ }" } else { "[ ]" };
    if text.is_empty() {
        return Some(["There is nothing here. Write ", none, " for none."].concat());
    }
    match Doc::read(text) {
        Err(problem) => Some(problem.words()),
        Ok(_) if !text.starts_with(first) => {
            let what = if first == '{' { "an object" } else { "a list" };
            Some(["This must be ", what, ", in ", none, "."].concat())
        }
        Ok(_) => None,
    }
}

/// Something that was sent and is not so now: where, what was sent, and what is there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// `agent_options.url`.
    pub path: String,
    /// What was sent, if anything.
    pub sent: Option<String>,
    /// What is there, if anything.
    pub kept: Option<String>,
}

/// What of a record that was sent is not so in the one that was read after it. What a server adds by
/// itself (an id, a field that was not sent) is nobody's loss.
pub fn not_kept(sent: &str, kept: &str) -> Vec<Lost> {
    let (sent, kept) = (fields_of(sent), fields_of(kept));
    let mut lost = Vec::new();
    for (name, value) in sent.all() {
        let now = kept.get(&name);
        // An id is a number in one reply and text in another.
        if name == "id" || json::same(value.raw(), now.raw()) {
            continue;
        }
        let one = |path: String, sent: Option<&str>, kept: Option<&str>| Lost {
            path,
            sent: sent.map(short),
            kept: kept.map(short),
        };
        let is_deep = value.is_object() || value.is_list();
        match (Doc::read(value.raw()), Doc::read(now.raw())) {
            (Ok(before), Ok(after)) if is_deep => {
                let found = json::diff(&before, &after);
                let changes = found.changes().iter();
                lost.extend(
                    changes
                        .filter(|change| change.kind != ChangeKind::Moved)
                        .map(|change| {
                            let path = change.path.under(&name);
                            one(path, change.before.as_deref(), change.after.as_deref())
                        }),
                );
            }
            _ if value.text().is_some() && value.text() == now.text() => {}
            _ => {
                let kept = (!now.is_missing()).then_some(now.raw());
                lost.push(one(name.into_owned(), Some(value.raw()), kept));
            }
        }
    }
    lost
}

/// The beginning of a value: one line of a message holds it.
fn short(value: &str) -> String {
    const MOST: usize = 120;
    let mut text: String = value.chars().take(MOST).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests;
