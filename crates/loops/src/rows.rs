//! Which rows of a list match.

/// A row that has failed nothing yet.
pub const PASSED: u8 = 0;
/// A row that has failed more than one thing.
pub const BEYOND: u8 = u8::MAX;

/// What rows are held against, and what becomes of those that do not match.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// Whether those that match fail, and not the others.
    pub not: bool,
    /// What a row that fails is marked with.
    pub fails: u8,
    /// Whether rows that failed something else are held against it as well.
    pub every: bool,
}

impl Test {
    #[inline]
    fn each(self, marks: &mut [u8], holds: impl Fn(usize) -> bool) {
        for (row, mark) in marks.iter_mut().enumerate() {
            let open = if self.every {
                *mark != BEYOND
            } else {
                *mark == PASSED
            };
            if open && holds(row) == self.not {
                *mark = if *mark == PASSED || *mark == self.fails {
                    self.fails
                } else {
                    BEYOND
                };
            }
        }
    }

    /// Holds each row's number against ranges, both ends included. A row beyond `numbers` has `missing`.
    #[inline(never)]
    pub fn numbers(self, numbers: &[i64], ranges: &[(i64, i64)], missing: i64, marks: &mut [u8]) {
        let number = |row: usize| numbers.get(row).copied().unwrap_or(missing);
        match ranges {
            [(first, last)] => self.each(marks, |row| (*first..=*last).contains(&number(row))),
            _ => self.each(marks, |row| {
                let number = number(row);
                ranges
                    .iter()
                    .any(|(first, last)| (*first..=*last).contains(&number))
            }),
        }
    }

    /// Holds each row's names, as codes that end where `ends` says, against those that are wanted; a row without
    /// a name matches if `none`, any with one if `any`.
    #[inline(never)]
    pub fn names(
        self,
        (codes, ends): (&[u32], &[u32]),
        wanted: &[bool],
        (none, any): (bool, bool),
        marks: &mut [u8],
    ) {
        self.each(marks, |row| {
            let end = |row: usize| ends.get(row).map_or(0, |end| *end as usize);
            let start = row.checked_sub(1).map_or(0, end);
            match codes.get(start..end(row)).unwrap_or_default() {
                [] => none,
                own => {
                    any || own
                        .iter()
                        .any(|code| wanted.get(*code as usize) == Some(&true))
                }
            }
        });
    }

    /// Holds each row against what was found out of it.
    #[inline(never)]
    pub fn hits(self, hits: &[bool], marks: &mut [u8]) {
        self.each(marks, |row| hits.get(row) == Some(&true));
    }
}

/// Appends those of `rows` that passed, in their order or the other way round.
#[inline(never)]
pub fn keep(rows: &[u32], marks: &[u8], backwards: bool, into: &mut Vec<u32>) {
    let passed = |row: &u32| marks.get(*row as usize) == Some(&PASSED);
    if backwards {
        into.extend(rows.iter().rev().copied().filter(passed));
    } else {
        into.extend(rows.iter().copied().filter(passed));
    }
}
