//! A filter's text against a vocabulary: what each row is held against, and what could not be understood.

use std::ops::Range;

use super::syntax::{Placed, Term, Value, parse, write};
use super::values::{Asked, plain, read};
use super::vocabulary::{About, nearest, place};
use crate::format::fold::fold;
use crate::wire::time::Timestamp;

/// What a filter comes down to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Each must hold.
    pub tests: Vec<Test>,
    /// What was left out, in the order of the text.
    pub problems: Vec<Problem>,
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

/// A part of a filter that could not be understood, and is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the text.
    pub at: Range<usize>,
    /// What is odd, and what is possible.
    pub words: String,
    /// What can be done with one click.
    pub fixes: Vec<Fix>,
}

/// A way out of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: "Use role:".
    pub label: String,
    /// The whole filter afterwards.
    pub text: String,
}

/// Reads a filter. `now` is asked only where an age is to be measured.
pub fn plan(text: &str, vocabulary: &[&About], now: &dyn Fn() -> Timestamp) -> Plan {
    let mut plan = Plan::default();
    for placed in parse(text) {
        let Some(name) = &placed.term.name else {
            plan.words(&placed.term);
            continue;
        };
        let Some((qualifier, about)) =
            place(vocabulary, name).and_then(|at| Some((at, *vocabulary.get(at)?)))
        else {
            plan.problems.push(unknown(text, &placed, name, vocabulary));
            continue;
        };
        let mut asked = Vec::new();
        let mut unfinished = None;
        for (value, at) in placed.term.values.iter().zip(&placed.values_at) {
            match read(about, value, now) {
                Ok(one) => asked.push(one),
                // A comma that waits for its value takes nothing from the others.
                Err(odd) if at.is_empty() => unfinished = Some((odd, placed.at.clone())),
                Err(odd) => plan.odd(text, odd.words, odd.meant, at),
            }
        }
        if let Some((odd, at)) = unfinished.filter(|_| placed.term.values.len() == 1) {
            plan.odd(text, odd.words, None, &at);
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
    fn words(&mut self, term: &Term) {
        for value in &term.values {
            let word = plain(&value.text);
            // Nothing but marks that folding takes away occurs everywhere.
            if !word.is_empty() {
                self.tests.push(Test {
                    qualifier: None,
                    not: term.not,
                    asked: vec![Asked::Text(word)],
                });
            }
        }
    }

    fn odd(&mut self, text: &str, words: String, meant: Option<String>, at: &Range<usize>) {
        let fixes = meant.into_iter().map(|meant| Fix {
            label: format!("Use {meant}"),
            text: replaced(text, at, &meant),
        });
        self.problems.push(Problem {
            at: at.clone(),
            words,
            fixes: fixes.collect(),
        });
    }
}

fn unknown(text: &str, placed: &Placed, name: &str, vocabulary: &[&About]) -> Problem {
    let name_of = |about: &&About| about.name;
    let given = fold(name);
    let meant = nearest(&given, vocabulary.iter().map(name_of)).or_else(|| {
        let labelled = vocabulary.iter().find(|about| fold(about.label) == given);
        labelled.map(name_of)
    });
    let literal = text
        .get(placed.name_at.start..placed.at.end)
        .unwrap_or_default();
    let quoted = write([&Term {
        not: placed.term.not,
        ..Term::words(literal)
    }]);
    let known: Vec<&str> = vocabulary.iter().map(name_of).collect();
    let fix = |label: String, at: &Range<usize>, with: &str| Fix {
        label,
        text: replaced(text, at, with),
    };
    let renamed = meant.map(|meant| fix(format!("Use {meant}:"), &placed.name_at, meant));
    let as_text = fix(format!("Search for {quoted} as text"), &placed.at, &quoted);
    Problem {
        at: placed.at.clone(),
        words: format!(
            "“{name}:” is not known here and is left out. Known: {}. To find it as text, put it in quotes: {quoted}.",
            known.join(", ")
        ),
        fixes: renamed.into_iter().chain([as_text]).collect(),
    }
}

/// A text with a part of it replaced.
pub fn replaced(text: &str, at: &Range<usize>, with: &str) -> String {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    [before, with, after].concat()
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

    const fn about(name: &'static str, label: &'static str, kind: Kind) -> About {
        About {
            name,
            label,
            means: "",
            example: "role:owner",
            kind,
            known: &[("owner", "Owner"), ("member", "Member")],
            missing: None,
        }
    }

    const ROLE: About = about("role", "Role", Kind::Choice);
    const SEEN: About = about("last-seen", "Seen lately", Kind::Moment);

    fn problems(text: &str) -> Vec<Problem> {
        plan(text, &[&ROLE, &SEEN], &|| Timestamp(0)).problems
    }

    fn fixes(text: &str) -> Vec<(String, String)> {
        let problems = problems(text).into_iter();
        let fixes = problems.flat_map(|problem| problem.fixes);
        fixes.map(|fix| (fix.label, fix.text)).collect()
    }

    fn fix(label: &str, text: &str) -> (String, String) {
        (label.to_owned(), text.to_owned())
    }

    #[test]
    fn an_unknown_qualifier_says_what_was_meant_and_how_to_find_it_as_text() {
        assert_eq!(
            fixes("x rloe:owner y"),
            [
                fix("Use role:", "x role:owner y"),
                fix("Search for \"rloe:owner\" as text", "x \"rloe:owner\" y")
            ]
        );
        assert_eq!(
            fixes("-http://x"),
            [fix("Search for -\"http://x\" as text", "-\"http://x\"")]
        );
        let words = problems("http://x").remove(0).words;
        assert_eq!(
            words,
            "“http:” is not known here and is left out. Known: role, last-seen. To find it as text, put it in quotes: \"http://x\"."
        );
        for (_, text) in fixes("rloe:owner http://x")
            .into_iter()
            .chain(fixes("-http://x"))
        {
            assert!(problems(&text).len() < 2, "{text}");
        }
    }

    #[test]
    fn a_bad_value_is_mended_where_it_stands() {
        assert_eq!(
            fixes("role:owner,membr x"),
            [fix("Use member", "role:owner,member x")]
        );
        assert_eq!(fixes("last-seen:45d"), [fix("Use >45d", "last-seen:>45d")]);
    }

    #[test]
    fn what_is_still_being_written_is_said_once() {
        assert_eq!(problems("role:").len(), 1);
        assert_eq!(problems("role:owner,").len(), 0);
        assert_eq!(problems("role:owner, x").len(), 0);
        assert_eq!(problems("role").len(), 0);
    }

    #[test]
    fn the_other_values_of_a_term_hold() {
        let tests = plan("role:owner,nobody", &[&ROLE, &SEEN], &|| Timestamp(0)).tests;
        assert_eq!(
            tests,
            [Test {
                qualifier: Some(0),
                not: false,
                asked: vec![Asked::Numbers(0, 0)]
            }]
        );
    }
}
