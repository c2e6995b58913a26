//! Changes a filter's text by its terms: what facets, saved marks and the box do to it. The answer is a
//! filter written anew, with one blank between two terms.

use super::syntax::{Placed, Term, Value, is_special, parse, write};
use crate::format::fold::fold;

/// Whether two values mean the same.
pub fn same(one: &Value, other: &Value) -> bool {
    fold(&one.text) == fold(&other.text)
        && (one.is_quoted() == other.is_quoted() || !is_special(&one.text))
}

fn terms(text: &str) -> Vec<Term> {
    parse(text).into_iter().map(|placed| placed.term).collect()
}

fn is_of(term: &Term, not: bool, name: &str) -> bool {
    term.not == not && term.name.as_deref() == Some(name)
}

/// The values that a filter asks for behind a qualifier; those of `-name:` are not among them.
pub fn values_of(text: &str, name: &str) -> Vec<Value> {
    let mut terms = terms(text);
    terms.retain(|term| is_of(term, false, name));
    terms.into_iter().flat_map(|term| term.values).collect()
}

/// Whether a filter asks for this value behind a qualifier.
pub fn has(text: &str, name: &str, value: &Value) -> bool {
    values_of(text, name).iter().any(|one| same(one, value))
}

/// Asks for one more value: beside the others of the qualifier, as "or". A term that forbids it goes.
pub fn add(text: &str, name: &str, value: &Value) -> String {
    if has(text, name, value) {
        return text.to_owned();
    }
    let mut terms = terms(text);
    take_out(&mut terms, true, name, value);
    match terms.iter_mut().find(|term| is_of(term, false, name)) {
        Some(term) => {
            // A value that was still being written makes room.
            term.values.retain(|one| !is_unwritten(one));
            term.values.push(value.clone());
        }
        None => terms.push(Term::qualifier(name, value.clone())),
    }
    write(&terms)
}

/// No longer asks for a value; a term without one goes.
pub fn remove(text: &str, name: &str, value: &Value) -> String {
    let mut terms = terms(text);
    take_out(&mut terms, false, name, value);
    write(&terms)
}

/// Asks for a value, or no longer.
pub fn toggle(text: &str, name: &str, value: &Value) -> String {
    if has(text, name, value) {
        remove(text, name, value)
    } else {
        add(text, name, value)
    }
}

/// A filter without what it asks of these qualifiers; the same text where it asks nothing of them.
pub fn without(text: &str, names: &[&str]) -> String {
    let mut terms = terms(text);
    let before = terms.len();
    terms.retain(|term| {
        let name = term.name.as_deref();
        name.is_none_or(|name| !names.contains(&name))
    });
    if terms.len() == before {
        text.to_owned()
    } else {
        write(&terms)
    }
}

/// Whether a filter holds this term.
pub fn has_term(text: &str, term: &Term) -> bool {
    terms(text).contains(term)
}

/// Adds a term, unless it is there.
pub fn add_term(text: &str, term: &Term) -> String {
    let mut terms = terms(text);
    if !terms.contains(term) {
        terms.push(term.clone());
    }
    write(&terms)
}

/// Takes a term out, however often it is there.
pub fn remove_term(text: &str, term: &Term) -> String {
    let mut terms = terms(text);
    terms.retain(|one| one != term);
    write(&terms)
}

/// The term that a caret (in bytes) stands in or behind.
pub fn term_at(text: &str, caret: usize) -> Option<Placed> {
    let mut placed = parse(text);
    placed.retain(|placed| placed.at.start <= caret && caret <= placed.at.end);
    // Between two terms without a blank the caret is still at the first.
    placed.into_iter().next()
}

fn is_unwritten(value: &Value) -> bool {
    value.text.is_empty() && !value.is_quoted()
}

fn take_out(terms: &mut Vec<Term>, not: bool, name: &str, value: &Value) {
    terms.retain_mut(|term| {
        if !is_of(term, not, name) {
            return true;
        }
        let before = term.values.len();
        term.values.retain(|one| !same(one, value));
        before == term.values.len() || !term.values.iter().all(is_unwritten)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Value {
        Value::meaning(text)
    }

    #[test]
    fn values_stand_beside_each_other() {
        let text = add("smith", "status", &value("pending"));
        assert_eq!(text, "smith status:pending");
        let text = add(&text, "status", &value("inactive"));
        assert_eq!(text, "smith status:pending,inactive");
        let text = toggle(&text, "status", &value("PENDING"));
        assert_eq!(text, "smith status:inactive");
        assert_eq!(toggle(&text, "status", &value("inactive")), "smith");
    }

    #[test]
    fn what_forbids_or_waits_makes_room() {
        assert_eq!(
            add("-role:owner x", "role", &value("owner")),
            "x role:owner"
        );
        assert_eq!(
            add("-status:active,pending", "status", &value("active")),
            "-status:pending status:active"
        );
        assert_eq!(add("role:", "role", &value("owner")), "role:owner");
        assert_eq!(
            add(r#""open"#, "role", &value("owner")),
            r#""open" role:owner"#
        );
        assert_eq!(remove("role:owner,", "role", &value("owner")), "");
    }

    #[test]
    fn a_text_called_none_is_not_nothing() {
        let literal = Value::exactly("none");
        let text = add("permission:none", "permission", &literal);
        assert_eq!(text, r#"permission:none,"none""#);
        assert_eq!(remove(&text, "permission", &literal), "permission:none");
    }

    #[test]
    fn terms_come_and_go() {
        let term = Term::words("two words");
        let text = add_term("a", &term);
        assert_eq!(text, r#"a "two words""#);
        assert_eq!(add_term(&text, &term), text);
        assert!(has_term(&text, &term));
        assert_eq!(remove_term(&text, &term), "a");
    }

    #[test]
    fn the_term_at_the_caret() {
        let at = |caret| term_at("ab  role:x", caret).map(|placed| placed.at);
        assert_eq!(at(0), Some(0..2));
        assert_eq!(at(2), Some(0..2));
        assert_eq!(at(3), None);
        assert_eq!(at(4), Some(4..10));
        assert_eq!(at(10), Some(4..10));
        assert_eq!(at(11), None);
    }

    proptest! {
        #[test]
        fn what_was_added_is_there_and_what_was_removed_is_not(
            text in "([a-c:,\"\\\\ -]|role:|status:|never|>1d){0,12}",
            name in "role|status|a",
            plain in "[a-c ,:\"-]{1,4}|none|>1d",
            exactly: bool,
        ) {
            let value = if exactly { Value::exactly(&plain) } else { Value::meaning(&plain) };
            let with = add(&text, &name, &value);
            prop_assert!(has(&with, &name, &value), "{}", with);
            let without = remove(&with, &name, &value);
            prop_assert!(!has(&without, &name, &value), "{}", without);
            let other = |text: &str| -> Vec<Term> {
                terms(text).into_iter().filter(|term| term.name.as_deref() != Some(&name)).collect()
            };
            prop_assert_eq!(other(&text), other(&with));
            prop_assert_eq!(other(&text), other(&without));
        }
    }
}
