//! A filter's text against a vocabulary: what each row is held against, and what could not be understood.

use super::syntax::{Placed, Term, Value, parse};
use super::values::{Asked, Odd, plain, read};
use super::vocabulary::{About, place};
use crate::wire::time::Timestamp;

/// What a filter comes down to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Each must hold.
    pub tests: Vec<Test>,
    /// What was left out, in the order of the text.
    pub left_out: Vec<LeftOut>,
}

/// One condition that a row is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The qualifier's place in the vocabulary; `None`: all of the row's search text.
    pub qualifier: Option<usize>,
    /// Whether it must not be so.
    pub not: bool,
    /// Of which one must be so.
    pub asked: Vec<Asked>,
}

/// A part of a filter that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Nothing is called so.
    Term(Placed),
    /// One of a term's values, by its place; the qualifier by its place in the vocabulary.
    Value(Placed, usize, usize, Odd),
}

/// Reads a filter. `now` is asked only where an age is to be measured.
pub fn plan(text: &str, vocabulary: &[&About], now: &dyn Fn() -> Timestamp) -> Plan {
    let mut plan = Plan::default();
    for placed in parse(text) {
        let Some(name) = &placed.term.name else {
            plan.words(&placed.term, place(vocabulary, ""));
            continue;
        };
        let Some((qualifier, about)) =
            place(vocabulary, name).and_then(|at| Some((at, *vocabulary.get(at)?)))
        else {
            plan.left_out.push(LeftOut::Term(placed));
            continue;
        };
        let mut asked = Vec::new();
        for (index, value) in placed.term.values.iter().enumerate() {
            match read(about, value, now) {
                Ok(one) => asked.push(one),
                // A comma that waits for its value takes nothing from the others.
                Err(Odd::Unfinished) if placed.term.values.len() > 1 => {}
                Err(odd) => {
                    let value = LeftOut::Value(placed.clone(), index, qualifier, odd);
                    plan.left_out.push(value);
                }
            }
        }
        if !asked.is_empty() {
            plan.tests.push(Test {
                qualifier: Some(qualifier),
                not: placed.term.not,
                asked,
            });
        }
    }
    plan
}

impl Plan {
    /// `within`: the nameless qualifier, where the list has one.
    fn words(&mut self, term: &Term, within: Option<usize>) {
        for value in &term.values {
            let word = plain(&value.text);
            // Nothing but marks that folding takes away occurs everywhere.
            if !word.is_empty() {
                self.tests.push(Test {
                    qualifier: within,
                    not: term.not,
                    asked: vec![Asked::Text(word)],
                });
            }
        }
    }
}

/// Reads one value as it stands behind a qualifier, as facets hold them.
pub fn test_of(
    qualifier: usize,
    about: &About,
    value: &Value,
    now: &dyn Fn() -> Timestamp,
) -> Option<Test> {
    Some(Test {
        qualifier: Some(qualifier),
        not: false,
        asked: vec![read(about, value, now).ok()?],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::filter::vocabulary::Kind;

    const ROLE: About = About {
        name: "role",
        label: "Role",
        means: "",
        example: "role:owner",
        kind: Kind::Choice,
        known: &[("owner", "Owner"), ("member", "Member")],
        missing: None,
    };

    #[test]
    fn the_other_values_of_a_term_hold() {
        let plan = plan("role:owner,nobody", &[&ROLE], &|| Timestamp(0));
        assert_eq!(
            plan.tests,
            [Test {
                qualifier: Some(0),
                not: false,
                asked: vec![Asked::Numbers(0, 0)]
            }]
        );
        assert!(matches!(
            plan.left_out.as_slice(),
            [LeftOut::Value(_, 1, 0, Odd::Unknown)]
        ));
    }
}
