//! Holds rows against a plan.

use loops::rows::{self, BEYOND, PASSED};

use super::columns::{Column, Columns, Names, Source, index};
use super::plan::Test;
use super::texts::Texts;
use super::values::{Asked, MISSING};

/// Against what each row fails: nothing, one qualifier, or more. Facets leave their own qualifier out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts(Vec<u8>);

impl Verdicts {
    /// What stands for a qualifier; the words, which belong to none, are beyond all.
    fn mark(qualifier: Option<usize>) -> u8 {
        let number = qualifier.and_then(|at| u8::try_from(at + 1).ok());
        number.unwrap_or(BEYOND)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a row matches.
    pub fn passed(&self, row: usize) -> bool {
        self.0.get(row) == Some(&PASSED)
    }

    /// Whether a row matches as far as other qualifiers are asked.
    pub fn passed_without(&self, row: usize, qualifier: usize) -> bool {
        self.0.get(row).is_some_and(|mark| {
            *mark == PASSED || (*mark != BEYOND && *mark == Self::mark(Some(qualifier)))
        })
    }

    /// Appends those of `rows` that match, in their order or the other way round.
    pub fn keep(&self, rows: &[u32], backwards: bool, into: &mut Vec<u32>) {
        rows::keep(rows, &self.0, backwards, into);
    }
}

/// Rows of which fewer than one in so many are still in question are looked at one by one.
const FEW: usize = 8;

/// A verdict for each row. Columns must be there ([`prepare`]). With `every`, rows that failed already
/// are held against the rest as well, so that it is known whether they fail of one qualifier alone.
pub fn verdicts(tests: &[Test], columns: &Columns, search: &Texts, every: bool) -> Verdicts {
    let mut all = vec![PASSED; search.len()];
    let column = |test: &Test| test.qualifier.map(|qualifier| columns.get(qualifier));
    // Numbers cost next to nothing, and leave fewer rows to search.
    for cost in 0..3 {
        for test in tests {
            let is = match column(test) {
                Some(Some(Column::Numbers(_))) => 0,
                Some(Some(Column::Names(_))) => 1,
                _ => 2,
            };
            if is == cost {
                let mut run = Run {
                    test,
                    how: rows::Test {
                        not: test.not,
                        fails: Verdicts::mark(test.qualifier),
                        every,
                    },
                    marks: &mut all,
                };
                match column(test) {
                    Some(Some(Column::Numbers(numbers))) => run.numbers(numbers),
                    Some(Some(Column::Names(names))) => run.names(names),
                    Some(Some(Column::Texts(column))) => run.texts(column),
                    Some(None) => {}
                    None => run.texts(search),
                }
            }
        }
    }
    Verdicts(all)
}

/// Makes the columns that a plan looks at.
pub fn prepare(tests: &[Test], columns: &mut Columns, source: &dyn Source) {
    for qualifier in tests.iter().filter_map(|test| test.qualifier) {
        columns.ensure(qualifier, source);
    }
}

struct Run<'a> {
    test: &'a Test,
    how: rows::Test,
    marks: &'a mut [u8],
}

impl Run<'_> {
    fn numbers(&mut self, numbers: &[i64]) {
        let ranges: Vec<(i64, i64)> = self.test.asked.iter().filter_map(range).collect();
        self.how.numbers(numbers, &ranges, MISSING, self.marks);
    }

    fn names(&mut self, names: &Names) {
        let mut wanted = vec![false; names.len()];
        let (mut none, mut any) = (false, false);
        for asked in &self.test.asked {
            match asked {
                Asked::NoText => none = true,
                Asked::AnyText => any = true,
                Asked::Text(name) => names.meant(name, |code| {
                    if let Some(slot) = wanted.get_mut(index(code)) {
                        *slot = true;
                    }
                }),
                Asked::Numbers(..) => {}
            }
        }
        self.how
            .names(names.codes(), &wanted, (none, any), self.marks);
    }

    fn texts(&mut self, texts: &Texts) {
        let is_open = |mark: &u8| usize::from(*mark == PASSED);
        let open: usize = self.marks.iter().map(is_open).sum();
        let asked = &self.test.asked;
        let mut hits = vec![false; self.marks.len()];
        if !self.how.every && open * FEW < self.marks.len() {
            let rows = self.marks.iter().zip(&mut hits).enumerate();
            for (row, (_, hit)) in rows.filter(|(_, (mark, _))| **mark == PASSED) {
                let text = texts.row(row);
                *hit = asked.iter().any(|asked| match asked {
                    Asked::Text(word) => text.contains(word.as_str()),
                    Asked::NoText => text.is_empty(),
                    Asked::AnyText => !text.is_empty(),
                    Asked::Numbers(..) => false,
                });
            }
            self.how.hits(&hits, self.marks);
            return;
        }
        for asked in asked {
            match asked {
                Asked::Text(word) => texts.find(word, &mut |row| {
                    if let Some(hit) = hits.get_mut(row) {
                        *hit = true;
                    }
                }),
                Asked::NoText | Asked::AnyText => {
                    for (row, hit) in hits.iter_mut().enumerate() {
                        *hit |= texts.row(row).is_empty() == (*asked == Asked::NoText);
                    }
                }
                Asked::Numbers(..) => {}
            }
        }
        self.how.hits(&hits, self.marks);
    }
}

fn range(asked: &Asked) -> Option<(i64, i64)> {
    match asked {
        Asked::Numbers(first, last) => Some((*first, *last)),
        _ => None,
    }
}

/// Whether a row's number is asked for.
pub fn has_number(test: &Test, number: i64) -> bool {
    let mut ranges = test.asked.iter().filter_map(range);
    ranges.any(|(first, last)| first <= number && number <= last)
}
