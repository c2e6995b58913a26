//! A few fields laid over an object as it came. PUT replaces the whole object, so all that was not edited
//! goes back byte for byte: unknown fields, nulls, the order of the names, the spelling of numbers.

use crate::wire::fields::Fields;
use crate::wire::json::{Value, quote};

/// How deep two values are compared.
const DEEPEST: u8 = 64;

/// The object with some of its fields set to other JSON; a field that it does not have comes to its end.
/// `None`: it is no object.
pub fn overlay<'a>(
    raw: &str,
    edits: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<String> {
    let fields = Fields::of(Value::parse(raw).ok()?)?;
    let start = raw.as_ptr() as usize;
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    let mut added = String::new();
    for (name, json) in edits {
        let old = fields.get(name);
        if old.is_missing() {
            if fields.all().next().is_some() || !added.is_empty() {
                added.push(',');
            }
            added.extend([quote(name).as_str(), ":", json]);
        } else {
            let at = (old.raw().as_ptr() as usize).checked_sub(start)?;
            places.push((at, at + old.raw().len(), json));
        }
    }
    let end = raw.trim_end().len().checked_sub(1)?;
    places.push((end, end, &added));
    places.sort_unstable();
    let (mut text, mut done) = (String::with_capacity(raw.len() + added.len()), 0);
    for (from, to, json) in places {
        text.push_str(raw.get(done..from)?);
        text.push_str(json);
        done = to;
    }
    text.push_str(raw.get(done..)?);
    Some(text)
}

/// The object without some of its fields, in its order and spelling.
pub fn without(raw: &str, leave_out: &dyn Fn(&str, &str) -> bool) -> Option<String> {
    let fields = Fields::of(Value::parse(raw).ok()?)?;
    let mut text = String::from("{");
    for (name, value) in fields.all() {
        if leave_out(&name, value.raw()) {
            continue;
        }
        if text.len() > 1 {
            text.push(',');
        }
        text.extend([quote(&name).as_str(), ":", value.raw()]);
    }
    text.push('}');
    Some(text)
}

/// A field of two states of an object that is not the same in both, as JSON; `None`: not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field's name.
    pub name: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// The fields in which two states of an object differ in what they mean: those that went first, then in the
/// order of the later state.
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let fields = |raw| {
        let value = Value::parse(raw).ok();
        value.and_then(Fields::of).unwrap_or_default()
    };
    let (before, after) = (fields(before), fields(after));
    let kept = |value: Value<'_>| (!value.is_missing()).then(|| value.raw().to_owned());
    let gone = before
        .all()
        .filter(|(name, _)| after.get(name).is_missing())
        .map(|(name, _)| name);
    let here = after.all().map(|(name, _)| name);
    let mut changes: Vec<Change> = Vec::new();
    for name in gone.chain(here) {
        let (was, is) = (before.get(&name), after.get(&name));
        if !same(was, is) && changes.iter().all(|known| known.name != name) {
            changes.push(Change {
                name: name.into_owned(),
                before: kept(was),
                after: kept(is),
            });
        }
    }
    changes
}

/// Whether two JSON texts mean the same.
pub fn same_text(one: &str, other: &str) -> bool {
    match (Value::parse(one), Value::parse(other)) {
        (Ok(one), Ok(other)) => same(one, other),
        _ => one == other,
    }
}

/// Whether two values mean the same: blanks, the order of names and the spelling of numbers and texts do not
/// count. What is not there is other than null.
pub fn same(one: Value<'_>, other: Value<'_>) -> bool {
    alike(one, other, DEEPEST)
}

fn alike(one: Value<'_>, other: Value<'_>, depth: u8) -> bool {
    if one.raw() == other.raw() {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    if one.is_text() || other.is_text() {
        return one.is_text() && one.text() == other.text();
    }
    if let (Some(ours), Some(theirs)) = (Fields::of(one), Fields::of(other)) {
        return ours.all().count() == theirs.all().count()
            && ours
                .all()
                .all(|(name, value)| alike(value, theirs.get(&name), depth));
    }
    if let (Some(mut ours), Some(mut theirs)) = (one.elements(), other.elements()) {
        return loop {
            match (ours.next(), theirs.next()) {
                (None, None) => break true,
                (Some(one), Some(other)) if alike(one, other, depth) => {}
                _ => break false,
            }
        };
    }
    match (one.whole(), other.whole()) {
        (Some(one), Some(other)) => one == other,
        _ => one
            .real()
            .zip(other.real())
            .is_some_and(|(one, other)| one.total_cmp(&other).is_eq()),
    }
}

#[cfg(test)]
mod tests;
