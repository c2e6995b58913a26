//! What could stand at the caret: names of qualifiers, their values, ages and dates.

use std::ops::Range;
use std::rc::Rc;

use super::edit::{same, term_at};
use super::facets::{Known, Tally};
use super::syntax::{Placed, Value};
use super::vocabulary::{About, Kind, place};
use crate::format::fold::fold;
use crate::wire::time::Timestamp;

/// More than these no list shows; the next letter makes it shorter.
const SHOWN: usize = 20;

/// What could stand at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The part of the text, in bytes, that is replaced by what is chosen.
    pub at: Range<usize>,
    /// What could stand there, the likeliest first.
    pub items: Vec<Suggestion>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is written.
    pub insert: String,
    /// What it means, in words.
    pub means: String,
    /// How many rows have it, where it is a value that can be counted.
    pub count: Option<usize>,
}

impl Suggestion {
    fn new(insert: impl Into<String>, means: &str) -> Self {
        Self {
            insert: insert.into(),
            means: means.to_owned(),
            count: None,
        }
    }
}

/// Suggests for a caret (in bytes). `known` tells the values of a qualifier by its place.
pub fn suggest(
    text: &str,
    caret: usize,
    vocabulary: &[&About],
    now: Timestamp,
    known: &mut dyn FnMut(usize) -> Rc<[Known]>,
) -> Suggestions {
    let mut suggestions = match term_at(text, caret) {
        None => Suggestions {
            at: caret..caret,
            items: names("", ":", vocabulary),
        },
        Some(placed) if placed.term.name.is_none() => words(text, caret, &placed, vocabulary),
        Some(placed) if caret <= placed.name_at.end => {
            // Before the minus of a term, nothing of its name is written yet.
            match text.get(placed.name_at.start..caret) {
                Some(partial) => Suggestions {
                    items: names(partial, "", vocabulary),
                    at: placed.name_at,
                },
                None => Suggestions::default(),
            }
        }
        Some(placed) => values(text, caret, &placed, vocabulary, now, known),
    };
    let written = text.get(suggestions.at.clone()).unwrap_or_default();
    // What stands there already is no suggestion.
    suggestions.items.retain(|item| item.insert != written);
    suggestions.items.truncate(SHOWN);
    suggestions
}

/// The qualifiers that begin so, or of which a part does.
fn names(partial: &str, colon: &str, vocabulary: &[&About]) -> Vec<Suggestion> {
    let partial = fold(partial);
    let rank = |about: &About| {
        let mut parts = [about.name, about.label].into_iter().map(fold);
        let inside = parts.any(|text| {
            text.split(['-', ' '])
                .any(|part| part.starts_with(&partial))
        });
        if about.name.starts_with(&partial) {
            Some(0)
        } else {
            inside.then_some(1)
        }
    };
    let mut items = Vec::new();
    for wanted in 0..2 {
        let about = vocabulary
            .iter()
            .filter(|about| rank(about) == Some(wanted));
        items.extend(about.map(|about| Suggestion::new([about.name, colon].concat(), about.means)));
    }
    items
}

/// A word may become a qualifier, or be the value of one: `pend` for `status:pending`.
fn words(text: &str, caret: usize, placed: &Placed, vocabulary: &[&About]) -> Suggestions {
    let from = placed.at.start + usize::from(placed.term.not);
    let quoted = placed.term.values.iter().any(Value::is_quoted);
    let Some(partial) = text.get(from..caret).filter(|_| !quoted) else {
        return Suggestions::default();
    };
    let mut items = match partial {
        "" => Vec::new(),
        partial => names(partial, ":", vocabulary),
    };
    let folded = fold(partial);
    if folded.len() > 1 {
        for about in vocabulary.iter().filter(|about| about.kind == Kind::Choice) {
            let begins = |(value, _): &&(&str, &str)| value.starts_with(&folded);
            items.extend(about.values().iter().filter(begins).map(|(value, _)| {
                let insert = [about.name, ":", value].concat();
                Suggestion::new(insert, about.means)
            }));
        }
    }
    Suggestions {
        at: from..placed.at.end,
        items,
    }
}

fn values(
    text: &str,
    caret: usize,
    placed: &Placed,
    vocabulary: &[&About],
    now: Timestamp,
    known: &mut dyn FnMut(usize) -> Rc<[Known]>,
) -> Suggestions {
    let term = &placed.term;
    let found = term.name.as_ref().and_then(|name| place(vocabulary, name));
    let about = found.and_then(|qualifier| Some((qualifier, *vocabulary.get(qualifier)?)));
    let current = placed
        .values_at
        .iter()
        .position(|at| at.start <= caret && caret <= at.end);
    let at = current.and_then(|current| placed.values_at.get(current));
    let (Some((qualifier, about)), Some(at)) = (about, at) else {
        return Suggestions::default();
    };
    let partial = text.get(at.start..caret).unwrap_or_default();
    let partial = fold(partial.strip_prefix('"').unwrap_or(partial));
    let mut items = Vec::new();
    if about.kind == Kind::Moment {
        items = moments(&partial, now);
        let missing = about.missing.filter(|word| word.starts_with(&partial));
        items.extend(missing.map(|word| Suggestion::new(word, "without one")));
    } else {
        let others = || {
            let all = term.values.iter().enumerate();
            all.filter(|(index, _)| Some(*index) != current)
        };
        let known = known(qualifier);
        let is_written = |one: &&Known| others().any(|(_, other)| same(other, &one.tally.value));
        let open = || known.iter().filter(|one| !is_written(one));
        let begin = open().filter(|one| one.has(&partial, true));
        let hold = open().filter(|one| one.has(&partial, false) && !one.has(&partial, true));
        // One more: what is written already is taken out.
        items.extend(begin.chain(hold).take(SHOWN + 1).map(|one| {
            let Tally {
                value,
                label,
                count,
            } = &one.tally;
            let means = if *label == value.text { "" } else { label };
            Suggestion {
                count: Some(*count),
                ..Suggestion::new(value.written(), means)
            }
        }));
    }
    Suggestions {
        at: at.clone(),
        items,
    }
}

/// Ages that are asked for often.
const AGES: [&str; 6] = [">30d", ">45d", ">90d", "<24h", "<7d", "<30d"];

/// Ages, and this month and year, that begin so; a bare number becomes an age.
fn moments(partial: &str, now: Timestamp) -> Vec<Suggestion> {
    let rest = partial.trim_start_matches(['<', '>']);
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_age =
        !digits.is_empty() && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mut items: Vec<Suggestion> = Vec::new();
    if is_age {
        let unit = rest.get(digits.len()..).unwrap_or_default();
        let sign_there = partial
            .get(..partial.len() - rest.len())
            .unwrap_or_default();
        let signs = [">", "<"]
            .iter()
            .filter(|sign| sign.starts_with(sign_there));
        for sign in signs {
            let units = UNITS.iter().filter(|(letter, _)| letter.starts_with(unit));
            items.extend(units.map(|(letter, _)| in_words(&[*sign, digits, letter].concat())));
        }
    } else {
        items.extend(
            AGES.iter()
                .filter(|age| age.starts_with(partial))
                .map(|age| in_words(age)),
        );
    }
    let today = now.to_rfc3339();
    for (length, means) in [(7, "this month (UTC)"), (4, "this year (UTC)")] {
        let text = today.get(..length).filter(|text| text.starts_with(partial));
        items.extend(text.map(|text| Suggestion::new(text, means)));
    }
    items
}

const UNITS: [(&str, &str); 4] = [
    ("d", "days"),
    ("w", "weeks"),
    ("h", "hours"),
    ("m", "minutes"),
];

/// `>45d` with "more than 45 days ago".
fn in_words(age: &str) -> Suggestion {
    let number = age.trim_matches(|c: char| !c.is_ascii_digit());
    let unit = UNITS.iter().find(|(letter, _)| age.ends_with(letter));
    let unit = unit.map_or("", |(_, words)| words);
    let (before, after) = if age.starts_with('>') {
        ("more than ", " ago")
    } else {
        ("within the last ", "")
    };
    Suggestion::new(age, &[before, number, " ", unit, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_768_478_400_000); // 2026-01-15T12:00:00Z

    const fn about(name: &'static str, label: &'static str, kind: Kind) -> About {
        About {
            name,
            label,
            means: "meaning",
            example: "",
            kind,
            known: &[("owner", "Owner"), ("member", "Member")],
            missing: Some("never"),
        }
    }

    const VOCABULARY: [&About; 3] = [
        &about("role", "Role", Kind::Choice),
        &about("last-seen", "Last seen", Kind::Moment),
        &about("domain", "E-mail domain", Kind::Names),
    ];

    fn known(qualifier: usize) -> Rc<[Known]> {
        let values: &[&str] = match qualifier {
            0 => &["owner", "member"],
            2 => &["example.org", "my example", "never"],
            _ => &[],
        };
        let tally = |(count, value): (usize, &&str)| Tally {
            value: Value::exactly(value),
            label: (*value).to_owned(),
            count,
        };
        let tallies = values.iter().enumerate().map(tally);
        tallies.map(Known::of).collect()
    }

    /// Suggests at the `|` of a text: what would be replaced, and by what.
    fn at(text: &str) -> (String, Vec<String>) {
        let caret = text.find('|').expect("a caret");
        let text = text.replace('|', "");
        let found = suggest(&text, caret, &VOCABULARY, NOW, &mut known);
        let items = found.items.into_iter().map(|item| item.insert);
        (text[found.at].to_owned(), items.collect())
    }

    fn inserts(text: &str) -> Vec<String> {
        at(text).1
    }

    #[test]
    fn names_of_qualifiers() {
        assert_eq!(inserts("|"), ["role:", "last-seen:", "domain:"]);
        assert_eq!(inserts("x |"), ["role:", "last-seen:", "domain:"]);
        assert_eq!(at("-ro|"), ("ro".to_owned(), vec!["role:".to_owned()]));
        assert_eq!(inserts("seen|"), ["last-seen:"]);
        assert_eq!(inserts("mail|"), ["domain:"]);
        assert_eq!(
            at("ro|xy:owner"),
            ("roxy".to_owned(), vec!["role".to_owned()])
        );
        assert_eq!(inserts("smith|"), [""; 0]);
        assert_eq!(inserts("\"ro|\""), [""; 0]);
    }

    #[test]
    fn a_known_value_brings_its_qualifier() {
        assert_eq!(inserts("own|"), ["role:owner"]);
        assert_eq!(inserts("o|"), [""; 0]);
    }

    #[test]
    fn values() {
        assert_eq!(inserts("role:|"), ["owner", "member"]);
        assert_eq!(at("role:m|x"), ("mx".to_owned(), vec!["member".to_owned()]));
        assert_eq!(inserts("role:owner,|"), ["member"]);
        assert_eq!(inserts("role:owner|"), [""; 0]);
        assert_eq!(
            inserts("domain:|"),
            ["example.org", "\"my example\"", "\"never\""]
        );
        assert_eq!(inserts("domain:exam|"), ["example.org", "\"my example\""]);
        assert_eq!(inserts("domain:\"my|"), ["\"my example\""]);
        assert_eq!(inserts("nothing:|"), [""; 0]);
        assert_eq!(inserts("|-role:"), [""; 0]);
    }

    #[test]
    fn ages_and_dates() {
        assert_eq!(
            inserts("last-seen:|"),
            [
                ">30d", ">45d", ">90d", "<24h", "<7d", "<30d", "2026-01", "2026", "never"
            ]
        );
        assert_eq!(inserts("last-seen:>|"), [">30d", ">45d", ">90d"]);
        assert_eq!(inserts("last-seen:>4|"), [">4d", ">4w", ">4h", ">4m"]);
        assert_eq!(inserts("last-seen:60d|"), [">60d", "<60d"]);
        assert_eq!(inserts("last-seen:>60d|"), [""; 0]);
        assert_eq!(inserts("last-seen:n|"), ["never"]);
        assert_eq!(inserts("last-seen:2026-|"), ["2026-01"]);
        let found = suggest("last-seen:>6", 12, &VOCABULARY, NOW, &mut known);
        assert_eq!(found.items[1].means, "more than 6 weeks ago");
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_stands_where_the_text_can_be_cut(text in "([a-c:,\"\\\\<> é-]|role|domain|last-seen|[0-9]){0,12}", part in 0..100_usize) {
            let mut caret = text.len() * part / 100;
            while !text.is_char_boundary(caret) {
                caret -= 1;
            }
            let found = suggest(&text, caret, &VOCABULARY, NOW, &mut known);
            prop_assert!(text.get(found.at.clone()).is_some());
            prop_assert!(found.items.is_empty() || (found.at.start <= caret && caret <= found.at.end), "{:?} {}", found, caret);
        }
    }
}
