//! What two rows of things have in common, in order: the longest common subsequence, and for long rows a
//! good one.

/// How many pairs are compared at most (the table of the longest common subsequence: 4 MB).
const MOST_PAIRS: usize = 1 << 20;

/// Places of equal things, rising in both rows. What is equal at both ends is found first; of long rows that
/// differ much, what occurs once in both holds the rest in place ("patience").
pub(super) fn align(a: &[u64], b: &[u64]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    align_part(a, b, (0, 0), true, &mut pairs);
    pairs
}

fn align_part(
    a: &[u64],
    b: &[u64],
    (from_a, from_b): (usize, usize),
    may_divide: bool,
    pairs: &mut Vec<(usize, usize)>,
) {
    let ahead = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    pairs.extend((0..ahead).map(|at| (from_a + at, from_b + at)));
    let (rest_a, rest_b) = (&a[ahead..], &b[ahead..]);
    let behind = rest_a
        .iter()
        .rev()
        .zip(rest_b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (mid_a, mid_b) = (
        &rest_a[..rest_a.len() - behind],
        &rest_b[..rest_b.len() - behind],
    );
    let start = (from_a + ahead, from_b + ahead);
    if mid_a.len().saturating_mul(mid_b.len()) <= MOST_PAIRS {
        longest(mid_a, mid_b, start, pairs);
    } else if may_divide {
        divided(mid_a, mid_b, start, pairs);
    }
    let (end_a, end_b) = (from_a + a.len() - behind, from_b + b.len() - behind);
    pairs.extend((0..behind).map(|at| (end_a + at, end_b + at)));
}

/// The longest common subsequence, by the usual table.
fn longest(a: &[u64], b: &[u64], start: (usize, usize), pairs: &mut Vec<(usize, usize)>) {
    if a.is_empty() || b.is_empty() {
        return;
    }
    let wide = b.len() + 1;
    // How long the longest one is behind each pair of places.
    let mut left = vec![0_u32; (a.len() + 1) * wide];
    for (i, one) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            left[i * wide + j] = if one == other {
                left[(i + 1) * wide + j + 1] + 1
            } else {
                left[(i + 1) * wide + j].max(left[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((start.0 + i, start.1 + j));
            i += 1;
            j += 1;
        } else if left[(i + 1) * wide + j] >= left[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// Aligned around what occurs once in both.
fn divided(a: &[u64], b: &[u64], start: (usize, usize), pairs: &mut Vec<(usize, usize)>) {
    let (once_a, once_b) = (once(a), once(b));
    let mut anchors: Vec<(usize, usize)> = once_a
        .iter()
        .filter_map(|(value, at)| {
            let found = once_b
                .binary_search_by_key(value, |(value, _)| *value)
                .ok()?;
            Some((*at, once_b[found].1))
        })
        .collect();
    anchors.sort_unstable();
    let places: Vec<usize> = anchors.iter().map(|(_, b)| *b).collect();
    let held = rising(&places);
    let mut done = (0, 0);
    let ends = anchors.iter().zip(held).filter(|(_, held)| *held);
    for (i, j) in ends.map(|(anchor, _)| *anchor).chain([(a.len(), b.len())]) {
        let from = (start.0 + done.0, start.1 + done.1);
        align_part(&a[done.0..i], &b[done.1..j], from, false, pairs);
        if i < a.len() {
            pairs.push((start.0 + i, start.1 + j));
        }
        done = (i + 1, j + 1);
    }
}

/// What occurs once, with its place; by value.
fn once(row: &[u64]) -> Vec<(u64, usize)> {
    let mut sorted: Vec<(u64, usize)> = row.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.len() == 1)
        .flatten()
        .copied()
        .collect()
}

/// Which of the numbers belong to a longest rising row of them.
pub(super) fn rising(numbers: &[usize]) -> Vec<bool> {
    // Of each length, the place of the lowest number that a row of that length ends with; and what comes
    // before each place in its row.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[at] = length.checked_sub(1).map(|length| ends[length]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut held = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(place) = at {
        held[place] = true;
        at = before[place];
    }
    held
}

/// A number that stands for some bytes (FNV-1a, 64 bits), carried on from another.
pub(super) fn hash(bytes: &[u8], from: u64) -> u64 {
    bytes.iter().fold(from, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// What [`hash`] begins with.
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;
