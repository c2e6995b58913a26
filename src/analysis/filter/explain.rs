//! The words for what a filter leaves out, and what can be done about it with one click.

use std::ops::Range;

use super::plan::{LeftOut, plan};
use super::syntax::{Placed, Term, write};
use super::values::Odd;
use super::vocabulary::{About, nearest};
use crate::format::fold::fold;
use crate::wire::time::Timestamp;

/// A part of a filter that could not be understood, and is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the text, in bytes.
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

/// What of a filter is left out, in the order of the text.
pub fn problems(text: &str, vocabulary: &[&About], now: &dyn Fn() -> Timestamp) -> Vec<Problem> {
    let left_out = plan(text, vocabulary, now).left_out.into_iter();
    left_out
        .filter_map(|part| match part {
            LeftOut::Term(placed) => Some(unknown(text, &placed, vocabulary)),
            LeftOut::Value(placed, index, qualifier, odd) => {
                let about = vocabulary.get(qualifier)?;
                let value = placed.term.values.get(index)?.text.as_str();
                let at = placed.values_at.get(index)?;
                let fixes = meant(about, value, &odd).map(|meant| Fix {
                    label: ["Use ", &meant].concat(),
                    text: replaced(text, at, &meant),
                });
                Some(Problem {
                    at: if at.is_empty() {
                        placed.at.clone()
                    } else {
                        at.clone()
                    },
                    words: words(about, value, &odd),
                    fixes: fixes.into_iter().collect(),
                })
            }
        })
        .collect()
}

fn words(about: &About, value: &str, odd: &Odd) -> String {
    match odd {
        Odd::Unfinished => [about.name, ": still needs a value, as in ", about.example, "."].concat() + &possible(about),
        Odd::Unknown => [about.name, ": knows no “", value, "”."].concat() + &possible(about),
        Odd::BareAge(age) => [
            "An age is compared: >", age, " is longer ago than that, <", age, " is more recent.",
        ]
        .concat(),
        Odd::Endless => ["The range “", value, "” has neither a beginning nor an end."].concat(),
        Odd::Mixed => ["The range “", value, "” mixes an age and a date."].concat(),
        Odd::Backwards(..) => ["The range “", value, "” runs backwards."].concat(),
        Odd::NoNumber(text) => ["“", text, "” is no whole number. Write 5, >5, <=5 or 5..9."].concat(),
        Odd::NoMoment(text) if is_age(text) => [
            "“", text, "” is no age. Ages are minutes, hours, days or weeks: 30m, 12h, 45d, 6w.",
        ]
        .concat(),
        Odd::NoMoment(text) => [
            "“", text, "” is no date and no age. Write 2025, 2025-06 or 2025-06-15 (UTC), or an age such as >45d.",
        ]
        .concat(),
    }
}

/// Digits and letters: somebody meant an age.
fn is_age(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < text.len()
        && !unit.is_empty()
        && unit.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn possible(about: &About) -> String {
    let values: Vec<&str> = about.values().iter().map(|(value, _)| *value).collect();
    if values.is_empty() {
        String::new()
    } else {
        [" Possible: ", &values.join(", "), "."].concat()
    }
}

/// What may have been meant, as it is written.
fn meant(about: &About, value: &str, odd: &Odd) -> Option<String> {
    match odd {
        Odd::Unknown => {
            let known = about.values().iter().map(|(value, _)| *value);
            nearest(&fold(value), known).map(str::to_owned)
        }
        Odd::BareAge(age) => Some([">", age].concat()),
        Odd::Backwards(from, to) => Some([to, "..", from].concat()),
        _ => None,
    }
}

fn unknown(text: &str, placed: &Placed, vocabulary: &[&About]) -> Problem {
    let name = placed.term.name.as_deref().unwrap_or_default();
    let name_of = |about: &&About| about.name;
    let meant = nearest(name, vocabulary.iter().map(name_of)).or_else(|| {
        let labelled = vocabulary.iter().find(|about| fold(about.label) == name);
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
    let fix = |label: &[&str], at: &Range<usize>, with: &str| Fix {
        label: label.concat(),
        text: replaced(text, at, with),
    };
    let renamed = meant.map(|meant| fix(&["Use ", meant, ":"], &placed.name_at, meant));
    let as_text = fix(&["Search for ", &quoted, " as text"], &placed.at, &quoted);
    Problem {
        at: placed.at.clone(),
        words: [
            "“",
            name,
            ":” is not known here and is left out. Known: ",
            &known.join(", "),
            ". To find it as text, put it in quotes: ",
            &quoted,
            ".",
        ]
        .concat(),
        fixes: renamed.into_iter().chain([as_text]).collect(),
    }
}

/// A text with a part of it replaced.
pub fn replaced(text: &str, at: &Range<usize>, with: &str) -> String {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    [before, with, after].concat()
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
            known: match kind {
                Kind::Choice => &[("owner", "Owner"), ("member", "Member")],
                _ => &[],
            },
            missing: None,
        }
    }

    const ROLE: About = about("role", "Role", Kind::Choice);
    const SEEN: About = about("last-seen", "Seen lately", Kind::Moment);
    const NUMBER: About = about("id", "Id", Kind::Number);
    const FLAG: About = about("scim", "Directory", Kind::Flag);

    fn problems(text: &str) -> Vec<Problem> {
        super::problems(text, &[&ROLE, &SEEN, &NUMBER, &FLAG], &|| Timestamp(0))
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
            "“http:” is not known here and is left out. Known: role, last-seen, id, scim. To find it as text, put it in quotes: \"http://x\"."
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
    fn what_is_odd_is_said_with_what_was_meant() {
        for (text, words, meant) in [
            ("role:onwer", "Possible: owner, member.", Some("role:owner")),
            ("role:zzzzzz", "knows no “zzzzzz”", None),
            ("role:", "still needs a value", None),
            ("scim:maybe", "Possible: no, yes.", None),
            ("id:x", "no whole number", None),
            ("id:9..5", "backwards", Some("id:5..9")),
            ("id:..", "neither", None),
            (
                "last-seen:45d",
                "An age is compared",
                Some("last-seen:>45d"),
            ),
            ("last-seen:>3mo", "is no age", None),
            ("last-seen:2025-02-30", "no date", None),
            ("last-seen:2025-1", "no date", None),
            ("last-seen:45d..2025", "mixes", None),
            ("last-seen:>", "no date", None),
        ] {
            let problem = problems(text).remove(0);
            assert!(problem.words.contains(words), "{text}: {}", problem.words);
            let fix = problem.fixes.first().map(|fix| fix.text.as_str());
            assert_eq!(fix, meant, "{text}");
        }
    }
}
