//! Pictures of numbers. Each can be walked by keys, says in words what it shows where one points, and
//! has the same numbers as a table.

pub mod calendar;
mod cells;
mod figures;
pub mod heat;
pub mod lanes;
pub mod level;
pub mod spark;

use crate::format::number::{self, figure};

/// What is counted, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// `sign-in`.
    pub one: &'static str,
    /// `sign-ins`.
    pub many: &'static str,
}

impl Noun {
    /// Sign-ins.
    pub const SIGN_INS: Self = Self {
        one: "sign-in",
        many: "sign-ins",
    };
    /// Jobs.
    pub const JOBS: Self = Self {
        one: "job",
        many: "jobs",
    };

    fn counted(self, count: u32) -> String {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        number::counted(count, self.one, self.many)
    }
}

/// The sum of them, in words.
fn total<'a>(counts: impl Iterator<Item = &'a u32>) -> String {
    let sum = counts.fold(0_u32, |sum, one| sum.saturating_add(*one));
    figure(sum)
}
