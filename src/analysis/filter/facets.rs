//! Counts beside a list: how many rows each value would show, given the rest of the filter.

use super::columns::{Column, index};
use super::plan::{Test, test_of};
use super::run::has_number;
use super::syntax::Value;
use super::vocabulary::{About, Kind};
use crate::format::fold::fold;
use crate::wire::time::Timestamp;

/// One group of a list's facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The qualifier it writes.
    pub qualifier: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// The values it offers, in the filter's words, and their labels. With none: those that occur.
    pub values: &'static [(&'static str, &'static str)],
}

/// A value and how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// As a filter asks for it.
    pub value: Value,
    /// What people call it.
    pub label: String,
    /// How many rows have it.
    pub count: usize,
}

/// A value as it is completed while one types.
#[derive(Debug)]
pub struct Known {
    /// The value and its count.
    pub tally: Tally,
    /// It, folded.
    value: String,
    /// Its label, folded, where that is another.
    label: Option<String>,
}

impl Known {
    /// Of a value.
    pub fn of(tally: Tally) -> Self {
        let is_other = tally.label != tally.value.text;
        Self {
            value: fold(&tally.value.text),
            label: is_other.then(|| fold(&tally.label)),
            tally,
        }
    }

    /// Whether its text or its label begins with a folded text, or holds it at all.
    pub fn has(&self, folded: &str, begins: bool) -> bool {
        let texts = || std::iter::once(&self.value).chain(&self.label);
        if begins {
            texts().any(|text| text.starts_with(folded))
        } else {
            texts().any(|text| text.contains(folded))
        }
    }
}

/// What a column counts for the rows that `passes` lets through. A choice and a flag have all their
/// values, in their order; names are those that occur anywhere in the list, the commonest there first. Where no
/// row has anything there is nothing to count.
pub fn tally(
    about: &About,
    column: &Column,
    rows: usize,
    passes: &dyn Fn(usize) -> bool,
) -> Vec<Tally> {
    let mut tallies = match column {
        Column::Numbers(numbers) => {
            let mut counts = vec![0; about.values().len()];
            for (row, number) in numbers.iter().enumerate() {
                let slot = usize::try_from(*number)
                    .ok()
                    .and_then(|at| counts.get_mut(at));
                if let Some(count) = slot.filter(|_| passes(row)) {
                    *count += 1;
                }
            }
            let named = about.values().iter().zip(counts);
            let mut tallies: Vec<Tally> = named
                .map(|((value, label), count)| of(value, label, count))
                .collect();
            if about.kind == Kind::Flag {
                tallies.reverse();
            }
            tallies
        }
        Column::Names(names) => {
            // How often in all, which gives the order, and how often now.
            let mut counts = vec![(0_usize, 0_usize); names.len()];
            for row in 0..rows {
                let passes = passes(row);
                for code in names.of(row) {
                    if let Some((all, now)) = counts.get_mut(index(*code)) {
                        *all += 1;
                        *now += usize::from(passes);
                    }
                }
            }
            let mut order: Vec<u32> = (0..).take(names.len()).collect();
            let all = |code: u32| counts.get(index(code)).map_or(0, |(all, _)| *all);
            crate::analysis::list_index::sort_by(&mut order, &mut |a, b| {
                let by_name = || names.name(index(a)).cmp(names.name(index(b)));
                all(b).cmp(&all(a)).then_with(by_name)
            });
            let tally = |code: &u32| {
                let name = names.name(index(*code));
                Tally {
                    value: Value::exactly(name),
                    label: name.to_owned(),
                    count: counts.get(index(*code)).map_or(0, |(_, now)| *now),
                }
            };
            order.iter().map(tally).collect()
        }
        Column::Texts(_) => Vec::new(),
    };
    if let Some(word) = about.missing {
        let is_missing = |row: usize| match column {
            Column::Numbers(numbers) => numbers.get(row) == Some(&super::values::MISSING),
            Column::Names(names) => names.of(row).is_empty(),
            Column::Texts(texts) => texts.row(row).is_empty(),
        };
        let count = |row: &usize| is_missing(*row) && passes(*row);
        if (0..rows).all(is_missing) {
            // Nobody has anything: there is nothing to choose from.
            tallies.clear();
        } else if (0..rows).any(is_missing) {
            let label = match about.kind {
                Kind::Flag => "Not said",
                _ => word,
            };
            tallies.push(of(word, label, (0..rows).filter(count).count()));
        }
    }
    tallies
}

fn of(value: &str, label: &str, count: usize) -> Tally {
    Tally {
        value: Value::meaning(value),
        label: label.to_owned(),
        count,
    }
}

/// What a group shows: the values it is given, or those that occur.
pub fn group(
    group: &Group,
    (qualifier, about): (usize, &About),
    column: &Column,
    rows: usize,
    passes: &dyn Fn(usize) -> bool,
    now: &dyn Fn() -> Timestamp,
) -> Vec<Tally> {
    if group.values.is_empty() {
        return tally(about, column, rows, passes);
    }
    let count = |test: &Test| match column {
        Column::Numbers(numbers) => {
            let rows = numbers.iter().enumerate();
            rows.filter(|(row, number)| has_number(test, **number) && passes(*row))
                .count()
        }
        // A list that offers texts of its own choice lets those be counted that occur.
        _ => 0,
    };
    group
        .values
        .iter()
        .map(|(value, label)| {
            let test = test_of(qualifier, about, &Value::meaning(value), now);
            of(value, label, test.as_ref().map_or(0, count))
        })
        .collect()
}
