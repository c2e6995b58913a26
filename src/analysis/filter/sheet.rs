//! All that a list keeps for its filter: the search text and the columns of the qualifiers.

use std::rc::Rc;

use super::columns::{Columns, Source};
use super::facets::{Group, Known, Tally, group, tally};
use super::plan::{Test, plan};
use super::run::{Verdicts, prepare, verdicts};
use super::texts::Texts;
use super::vocabulary::{About, place};
use crate::wire::time::Timestamp;

/// The search text and the columns of a list.
#[derive(Debug, Default)]
pub struct Sheet {
    texts: Texts,
    columns: Columns,
    /// The values of each qualifier that was completed, and of how many rows: each key asks for them again.
    known: Vec<(usize, usize, Rc<[Known]>)>,
}

impl Sheet {
    /// How many rows are indexed.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether no row is indexed.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Takes in the next row's search text.
    pub fn push(&mut self, plain: &str) {
        self.texts.push(plain);
    }

    /// Forgets a qualifier's column: what it is read from has changed.
    pub fn forget(&mut self, qualifier: usize) {
        self.columns.forget(qualifier);
        self.known.retain(|(of, ..)| *of != qualifier);
    }

    /// A row's search text, folded.
    pub fn text(&self, row: usize) -> &str {
        self.texts.row(row)
    }

    /// Which rows match; see [`verdicts`].
    pub fn verdicts(&mut self, tests: &[Test], source: &dyn Source, every: bool) -> Verdicts {
        prepare(tests, &mut self.columns, source);
        verdicts(tests, &self.columns, &self.texts, every)
    }

    /// The values of a qualifier and how many rows have each.
    pub fn known(&mut self, qualifier: usize, source: &dyn Source) -> Rc<[Known]> {
        let rows = self.texts.len();
        let is_it = |(of, then, _): &&(usize, usize, _)| (*of, *then) == (qualifier, rows);
        if let Some((.., known)) = self.known.iter().find(is_it) {
            return Rc::clone(known);
        }
        self.columns.ensure(qualifier, source);
        let tallies = match (source.about(qualifier), self.columns.get(qualifier)) {
            (Some(about), Some(column)) => tally(about, column, rows, &|_| true),
            _ => Vec::new(),
        };
        let known: Rc<[Known]> = tallies.into_iter().map(Known::of).collect();
        self.known.retain(|(of, ..)| *of != qualifier);
        self.known.push((qualifier, rows, Rc::clone(&known)));
        known
    }

    /// What each group shows under a filter, in their order. A group's own terms are left out of its count.
    pub fn facets(
        &mut self,
        groups: &[Group],
        filter: &str,
        vocabulary: &[&About],
        now: &dyn Fn() -> Timestamp,
        source: &dyn Source,
    ) -> Vec<Vec<Tally>> {
        let tests = plan(filter, vocabulary, now).tests;
        let verdicts = self.verdicts(&tests, source, true);
        let rows = verdicts.len();
        let mut shown = Vec::with_capacity(groups.len());
        for one in groups {
            let tallies = place(vocabulary, one.qualifier).and_then(|qualifier| {
                self.columns.ensure(qualifier, source);
                let passes = |row: usize| verdicts.passed_without(row, qualifier);
                let about = vocabulary.get(qualifier)?;
                let column = self.columns.get(qualifier)?;
                Some(group(one, (qualifier, about), column, rows, &passes, now))
            });
            shown.push(tallies.unwrap_or_default());
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::filter::columns::Records;
    use crate::analysis::filter::edit::toggle;
    use crate::analysis::filter::explain::problems;
    use crate::analysis::filter::vocabulary::{Field, Kind, Read};
    use crate::format::fold::fold;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;
    const NOW: Timestamp = Timestamp(1_768_478_400_000); // 2026-01-15T12:00:00Z

    #[derive(Clone, Debug)]
    struct Row {
        name: String,
        role: i64,
        seen: Option<i64>,
        tags: Vec<String>,
    }

    const fn about(name: &'static str, kind: Kind, missing: Option<&'static str>) -> About {
        About {
            name,
            label: name,
            means: "",
            example: "",
            kind,
            known: &[("owner", "Owner"), ("member", "Member")],
            missing,
        }
    }

    const FIELDS: &[Field<Row>] = &[
        Field {
            about: about("role", Kind::Choice, None),
            read: Read::Number(|row| Some(row.role)),
        },
        Field {
            about: about("seen", Kind::Moment, Some("never")),
            read: Read::Number(|row| row.seen),
        },
        Field {
            about: about("name", Kind::Words, Some("none")),
            read: Read::Text(|row, text| text.push_str(&row.name)),
        },
        Field {
            about: about("tag", Kind::Names, Some("none")),
            read: Read::Text(|row, text| {
                for tag in &row.tags {
                    text.push_str(tag);
                    text.push('\n');
                }
            }),
        },
    ];

    const GROUPS: &[Group] = &[
        Group {
            qualifier: "role",
            label: "Role",
            values: &[],
        },
        Group {
            qualifier: "seen",
            label: "Seen",
            values: &[
                ("never", "Never"),
                (">2d", "Over 2 days ago"),
                (">5d", "Over 5 days ago"),
            ],
        },
        Group {
            qualifier: "tag",
            label: "Tag",
            values: &[],
        },
    ];

    fn vocabulary() -> Vec<&'static About> {
        FIELDS.iter().map(|field| &field.about).collect()
    }

    /// A list whose rows came in two pages, and whose columns were used in between.
    fn sheet(rows: &[Row]) -> Sheet {
        let mut sheet = Sheet::default();
        let half = rows.len() / 2;
        for (index, row) in rows.iter().enumerate() {
            if index == half {
                let records = Records {
                    rows: &rows[..half],
                    fields: FIELDS,
                };
                (0..FIELDS.len()).for_each(|qualifier| drop(sheet.known(qualifier, &records)));
            }
            sheet.push(&format!("{} {}", row.name, row.tags.join(" ")));
        }
        sheet
    }

    fn matching(rows: &[Row], filter: &str) -> Vec<usize> {
        let records = Records {
            rows,
            fields: FIELDS,
        };
        let tests = plan(filter, &vocabulary(), &|| NOW).tests;
        let every = sheet(rows).verdicts(&tests, &records, true);
        let verdicts = sheet(rows).verdicts(&tests, &records, false);
        let passed = |verdicts: &Verdicts| -> Vec<usize> {
            (0..rows.len())
                .filter(|row| verdicts.passed(*row))
                .collect()
        };
        assert_eq!(passed(&every), passed(&verdicts), "{filter}");
        passed(&verdicts)
    }

    /// A condition as a person would write it, and what it means, said in another way.
    #[derive(Clone, Debug)]
    enum Condition {
        Word(String),
        Name(String),
        NoName,
        Role(Vec<i64>),
        Older(i64),
        Newer(i64),
        Never,
        Ever,
        Between(i64, i64),
        Tags(Vec<String>),
        NoTag,
    }

    impl Condition {
        fn text(&self) -> String {
            let day = |days: &i64| Timestamp(NOW.0 - days * DAY).to_rfc3339()[..10].to_owned();
            match self {
                Self::Word(word) => format!("\"{word}\""),
                Self::Name(part) => format!("name:\"{part}\""),
                Self::NoName => "name:none".to_owned(),
                Self::Role(roles) => {
                    let roles: Vec<&str> = roles
                        .iter()
                        .map(|role| ["owner", "Member"][usize::from(*role == 1)])
                        .collect();
                    format!("role:{}", roles.join(","))
                }
                Self::Older(days) => format!("seen:>{days}d"),
                Self::Newer(days) => format!("SEEN:<{days}d"),
                Self::Never => "seen:never".to_owned(),
                Self::Ever => "seen:any".to_owned(),
                Self::Between(early, late) => format!("seen:{}..{}", day(early), day(late)),
                Self::Tags(tags) => format!("tag:{}", tags.join(",")),
                Self::NoTag => "tag:none".to_owned(),
            }
        }

        fn holds(&self, row: &Row) -> bool {
            match self {
                Self::Word(word) => {
                    fold(&format!("{} {}", row.name, row.tags.join(" "))).contains(&fold(word))
                }
                Self::Name(part) => fold(&row.name).contains(&fold(part)),
                Self::NoName => row.name.is_empty(),
                Self::Role(roles) => roles.contains(&row.role),
                Self::Older(days) => row.seen.is_some_and(|seen| NOW.0 - seen > days * DAY),
                Self::Newer(days) => row.seen.is_some_and(|seen| NOW.0 - seen < days * DAY),
                Self::Never => row.seen.is_none(),
                Self::Ever => row.seen.is_some(),
                Self::Between(early, late) => row.seen.is_some_and(|seen| {
                    let days_ago = NOW.0.div_euclid(DAY) - seen.div_euclid(DAY);
                    (*late..=*early).contains(&days_ago)
                }),
                Self::Tags(tags) => row
                    .tags
                    .iter()
                    .any(|tag| tags.iter().any(|one| fold(one) == fold(tag))),
                Self::NoTag => row.tags.is_empty(),
            }
        }
    }

    fn any_row() -> impl Strategy<Value = Row> {
        let tags = proptest::collection::vec("[aAbé]{1,2}", 0..3);
        let seen = proptest::option::of(
            (0..9_i64, -1..2_i64).prop_map(|(days, off)| NOW.0 - days * DAY + off),
        );
        ("[abé ]{0,4}", 0..2_i64, seen, tags).prop_map(|(name, role, seen, tags)| Row {
            name,
            role,
            seen,
            tags,
        })
    }

    fn any_condition() -> impl Strategy<Value = Condition> {
        let tag = proptest::collection::vec("[abe]{1,2}", 1..3);
        prop_oneof![
            "[abÉ]{1,2}".prop_map(Condition::Word),
            "[abE]{1,2}".prop_map(Condition::Name),
            Just(Condition::NoName),
            proptest::collection::vec(0..2_i64, 1..3).prop_map(Condition::Role),
            (0..9_i64).prop_map(Condition::Older),
            (0..9_i64).prop_map(Condition::Newer),
            Just(Condition::Never),
            Just(Condition::Ever),
            (0..9_i64, 0..9_i64).prop_map(|(a, b)| Condition::Between(a.max(b), a.min(b))),
            tag.prop_map(Condition::Tags),
            Just(Condition::NoTag),
        ]
    }

    proptest! {
        #[test]
        fn a_filter_agrees_with_looking_at_each_row(
            rows in proptest::collection::vec(any_row(), 0..40),
            conditions in proptest::collection::vec((any::<bool>(), any_condition()), 0..4),
        ) {
            let terms: Vec<String> = conditions.iter()
                .map(|(not, one)| format!("{}{}", if *not { "-" } else { "" }, one.text()))
                .collect();
            let filter = terms.join("  ");
            let plain: Vec<usize> = (0..rows.len())
                .filter(|row| conditions.iter().all(|(not, one)| one.holds(&rows[*row]) != *not))
                .collect();
            prop_assert_eq!(matching(&rows, &filter), plain, "{}", filter);
        }

        /// What a facet counts is what the list would show if its group held that value alone.
        #[test]
        fn a_count_is_what_the_list_would_show(
            rows in proptest::collection::vec(any_row(), 0..40),
            conditions in proptest::collection::vec((any::<bool>(), any_condition()), 0..4),
        ) {
            let terms: Vec<String> = conditions.iter()
                .map(|(not, one)| format!("{}{}", if *not { "-" } else { "" }, one.text()))
                .collect();
            let filter = terms.join(" ");
            let records = Records { rows: &rows, fields: FIELDS };
            let counts = sheet(&rows).facets(GROUPS, &filter, &vocabulary(), &|| NOW, &records);
            for (group, tallies) in GROUPS.iter().zip(counts) {
                let of_others = terms.iter().filter(|term| {
                    !term.trim_start_matches('-').to_lowercase().starts_with(&format!("{}:", group.qualifier))
                });
                let others = of_others.cloned().collect::<Vec<_>>().join(" ");
                for tally in tallies {
                    let alone = toggle(&others, group.qualifier, &tally.value);
                    prop_assert_eq!(tally.count, matching(&rows, &alone).len(), "{}", alone);
                }
            }
        }
    }

    #[test]
    fn names_are_in_the_order_of_the_whole_list() {
        let row = |role: i64, tags: &[&str]| Row {
            name: String::new(),
            role,
            seen: None,
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        };
        let rows = [
            row(0, &["B", "b", "a"]),
            row(1, &["b"]),
            row(0, &["none"]),
            row(0, &[]),
        ];
        let records = Records {
            rows: &rows,
            fields: FIELDS,
        };
        let counts = sheet(&rows).facets(GROUPS, "role:owner", &vocabulary(), &|| NOW, &records);
        let shown: Vec<_> = counts[2]
            .iter()
            .map(|one| (one.value.written(), one.label.as_str(), one.count))
            .collect();
        assert_eq!(
            shown,
            [
                ("B".to_owned(), "B", 1),
                ("a".to_owned(), "a", 1),
                ("\"none\"".to_owned(), "none", 1),
                ("none".to_owned(), "none", 1),
            ]
        );
        assert_eq!(
            counts[0].iter().map(|one| one.count).collect::<Vec<_>>(),
            [3, 1]
        );
    }

    #[test]
    fn a_bad_term_is_left_out_and_the_rest_holds() {
        let rows: Vec<Row> = ["ann", "bob"]
            .iter()
            .map(|name| Row {
                name: (*name).to_owned(),
                role: 0,
                seen: None,
                tags: Vec::new(),
            })
            .collect();
        assert_eq!(matching(&rows, "colour:red role:ownr ann role:owner,"), [0]);
        assert_eq!(matching(&rows, "http://x"), [0, 1]);
        assert_eq!(matching(&rows, "\"http://x\""), [0; 0]);
    }

    #[test]
    fn any_text_is_a_filter() {
        proptest!(|(filter in "([a-c:,\"\\\\<>=. -]|role|seen|name|tag|[0-9]|d|none){0,16}|\\PC{0,40}")| {
            let rows = [Row { name: "ab".to_owned(), role: 0, seen: Some(NOW.0), tags: vec!["a".to_owned()] }];
            matching(&rows, &filter);
            let found = problems(&filter, &vocabulary(), &|| NOW);
            for problem in found {
                prop_assert!(filter.get(problem.at.clone()).is_some());
                prop_assert!(!problem.words.is_empty());
            }
        });
    }
}
