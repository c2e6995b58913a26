//! Holds rows against a plan.

use super::columns::{Column, Columns, Names, Source, index};
use super::plan::Test;
use super::texts::Texts;
use super::values::{Asked, MISSING};

/// Against what a row fails: nothing, one qualifier, or more. Facets leave their own qualifier out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict(u8);

impl Verdict {
    const PASSED: Self = Self(0);
    /// The words, which belong to no qualifier, or two qualifiers.
    const BEYOND: Self = Self(u8::MAX);

    fn of(qualifier: Option<usize>) -> Self {
        let number = qualifier.and_then(|at| u8::try_from(at + 1).ok());
        number.map_or(Self::BEYOND, Self)
    }

    /// Whether the row matches.
    pub fn passed(self) -> bool {
        self == Self::PASSED
    }

    /// Whether the row matches as far as other qualifiers are asked.
    pub fn passed_without(self, qualifier: usize) -> bool {
        self.passed() || (self != Self::BEYOND && self == Self::of(Some(qualifier)))
    }

    fn fail(&mut self, of: Self) {
        *self = if self.passed() || *self == of {
            of
        } else {
            Self::BEYOND
        };
    }
}

/// Rows of which fewer than one in so many are still in question are looked at one by one.
const FEW: usize = 8;

/// A verdict for each row. Columns must be there ([`prepare`]). With `every`, rows that failed already
/// are held against the rest as well, so that it is known whether they fail of one qualifier alone.
pub fn verdicts(tests: &[Test], columns: &Columns, search: &Texts, every: bool) -> Vec<Verdict> {
    let mut all = vec![Verdict::PASSED; search.len()];
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
                    fails: Verdict::of(test.qualifier),
                    every,
                    verdicts: &mut all,
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
    all
}

/// Makes the columns that a plan looks at.
pub fn prepare(tests: &[Test], columns: &mut Columns, source: &dyn Source) {
    for qualifier in tests.iter().filter_map(|test| test.qualifier) {
        columns.ensure(qualifier, source);
    }
}

struct Run<'a> {
    test: &'a Test,
    fails: Verdict,
    every: bool,
    verdicts: &'a mut [Verdict],
}

impl Run<'_> {
    /// Holds each row that is still in question against something.
    fn each(&mut self, holds: &dyn Fn(usize) -> bool) {
        for (row, verdict) in self.verdicts.iter_mut().enumerate() {
            let open = if self.every {
                *verdict != Verdict::BEYOND
            } else {
                verdict.passed()
            };
            if open && holds(row) == self.test.not {
                verdict.fail(self.fails);
            }
        }
    }

    fn numbers(&mut self, numbers: &[i64]) {
        let ranges: Vec<(i64, i64)> = self.test.asked.iter().filter_map(range).collect();
        self.each(&|row| {
            let number = numbers.get(row).copied().unwrap_or(MISSING);
            ranges
                .iter()
                .any(|(first, last)| *first <= number && number <= *last)
        });
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
        self.each(&|row| match names.of(row) {
            [] => none,
            codes => {
                any || codes
                    .iter()
                    .any(|code| wanted.get(index(*code)) == Some(&true))
            }
        });
    }

    fn texts(&mut self, texts: &Texts) {
        let open = self
            .verdicts
            .iter()
            .filter(|verdict| verdict.passed())
            .count();
        let asked = &self.test.asked;
        if !self.every && open * FEW < self.verdicts.len() {
            self.each(&|row| {
                let text = texts.row(row);
                asked.iter().any(|asked| match asked {
                    Asked::Text(word) => text.contains(word.as_str()),
                    Asked::NoText => text.is_empty(),
                    Asked::AnyText => !text.is_empty(),
                    Asked::Numbers(..) => false,
                })
            });
            return;
        }
        let mut hits = vec![false; self.verdicts.len()];
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
        self.each(&|row| hits.get(row) == Some(&true));
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
