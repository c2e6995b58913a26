//! One difference, for a person.

use super::doc::Doc;
use super::path::Path;
use super::show::words;

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Another stands in its place.
    Changed,
    /// It stands elsewhere among its neighbours.
    Moved,
}

/// One difference between two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Where it stands now; what was removed, where it stood.
    pub path: Path,
    /// Where it stood, if it was moved within an array.
    pub from: Option<Path>,
    /// What stood there, as it was written.
    pub before: Option<String>,
    /// What stands there now, as it is written.
    pub after: Option<String>,
    /// Whether both mean the same and are written differently: `1.0` and `1.00`.
    pub only_spelling: bool,
}

/// Whether two values mean the same to every program: texts with other escapes, numbers with other zeros.
pub(super) fn means_the_same(a: &Doc, at: usize, b: &Doc, other: usize) -> bool {
    use super::doc::Kind::{Number, Text};
    let (one, two) = (a.raw(at), b.raw(other));
    match (a.node(at).kind, b.node(other).kind) {
        (Text, Text) => {
            // Damaged halves of pairs all read as the same mark.
            let read = words(one);
            !read.contains(char::REPLACEMENT_CHARACTER) && read == words(two)
        }
        (Number, Number) => decimal(one).is_some_and(|one| Some(one) == decimal(two)),
        _ => false,
    }
}

/// A number as its sign, its digits without outer zeros, and the power of ten of the last of them.
pub(super) fn decimal(raw: &str) -> Option<(bool, String, i64)> {
    let (negative, rest) = match raw.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, raw),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_end_matches('0');
    let dropped = i64::try_from(all.len() - digits.len()).ok()?;
    let after = i64::try_from(fraction.len()).ok()?;
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some((negative, String::new(), 0));
    }
    let power = exponent.checked_add(dropped)?.checked_sub(after)?;
    Some((negative, digits.to_owned(), power))
}
