//! What is other between two readings of the same part of a queue.

use std::collections::HashSet;
use std::hash::BuildHasher;

/// Two readings of the same jobs, held against each other by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Positions in the newer of those that the older has not.
    pub arrived: Vec<usize>,
    /// How many of the older are in the newer.
    pub stayed: usize,
    /// How many of the older are gone.
    pub gone: usize,
}

/// Holds two readings against each other. Each has a job once.
pub fn change<S: BuildHasher>(older: &HashSet<i64, S>, newer: &[i64]) -> Change {
    let arrived: Vec<usize> = newer
        .iter()
        .enumerate()
        .filter(|(_, id)| !older.contains(id))
        .map(|(at, _)| at)
        .collect();
    let stayed = newer.len() - arrived.len();
    Change {
        arrived,
        stayed,
        gone: older.len().saturating_sub(stayed),
    }
}
