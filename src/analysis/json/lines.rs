//! What differs between two texts, line by line: for what is no JSON.

use super::align::{SEED, align, hash};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new one.
    Added,
}

/// One line of either text, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In which.
    pub kind: LineKind,
    /// Its words, without its end.
    pub text: String,
    /// Its number in the old text, from 1.
    pub before: Option<u32>,
    /// Its number in the new text, from 1.
    pub after: Option<u32>,
}

/// All lines of both texts: each removed one before what came in its place.
pub fn line_diff(before: &str, after: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split('\n').collect(), after.split('\n').collect());
    let sums = |lines: &[&str]| -> Vec<u64> {
        lines
            .iter()
            .map(|line| hash(line.as_bytes(), SEED))
            .collect()
    };
    let aligned = align(&sums(&old), &sums(&new));
    let mut lines = Vec::with_capacity(old.len().max(new.len()));
    let mut done = (0, 0);
    for (i, j) in aligned.into_iter().chain([(old.len(), new.len())]) {
        lines.extend((done.0..i).map(|at| line(LineKind::Removed, old[at], Some(at), None)));
        lines.extend((done.1..j).map(|at| line(LineKind::Added, new[at], None, Some(at))));
        if i < old.len() && j < new.len() {
            if old[i] == new[j] {
                lines.push(line(LineKind::Same, old[i], Some(i), Some(j)));
            } else {
                lines.push(line(LineKind::Removed, old[i], Some(i), None));
                lines.push(line(LineKind::Added, new[j], None, Some(j)));
            }
        }
        done = (i + 1, j + 1);
    }
    lines
}

fn line(kind: LineKind, text: &str, before: Option<usize>, after: Option<usize>) -> Line {
    let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    Line {
        kind,
        text: text.to_owned(),
        before: before.map(number),
        after: after.map(number),
    }
}
