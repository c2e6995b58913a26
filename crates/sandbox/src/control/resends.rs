//! Requests that a client sends again by itself.
//!
//! Browsers and curl send a request again, silently and whatever its method, if a connection that
//! they had kept is closed without an answer: to them it had merely grown too old. A fault that drops
//! one connection would go unseen, and one that drops it after a change would let it be made twice. So
//! the same request, coming right after it was dropped on a kept connection, is dropped too. On a new
//! connection the client believes what it sees, and what comes after that is meant.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How soon a client sends again: at once. Whoever waits longer means it.
const AT_ONCE: Duration = Duration::from_millis(100);

/// What makes two requests the same: method, path with query, and body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sameness(u64);

impl Sameness {
    /// Of a request.
    pub fn of(method: &str, path_and_query: &str, body: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        (method, path_and_query, body).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What was dropped on a kept connection a moment ago, by which fault.
#[derive(Debug, Default)]
pub struct Resends(Mutex<Vec<(Sameness, u64, Instant)>>);

impl Resends {
    /// Notes that a fault dropped a request's connection, and whether that was a kept one.
    pub fn dropped(&self, request: Sameness, fault: u64, kept: bool, now: Instant) {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|(other, _, at)| *other != request && now.duration_since(*at) <= AT_ONCE);
        if kept {
            recent.push((request, fault, now));
        }
    }

    /// From here on nothing is taken for sent again.
    pub fn forget(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// The fault that dropped the same request a moment ago.
    pub fn find(&self, request: Sameness, now: Instant) -> Option<u64> {
        let recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recent
            .iter()
            .find(|(other, _, at)| *other == request && now.duration_since(*at) <= AT_ONCE)
            .map(|(_, fault, _)| *fault)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "any instant to count from")]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_at_once_and_no_other() {
        let (resends, start) = (Resends::default(), Instant::now());
        let one = Sameness::of("POST", "/a", b"1");
        resends.dropped(one, 7, true, start);
        assert_eq!(resends.find(one, start + AT_ONCE), Some(7));
        assert_eq!(resends.find(one, start + AT_ONCE * 2), None);
        for other in [
            Sameness::of("PUT", "/a", b"1"),
            Sameness::of("POST", "/a?b", b"1"),
            Sameness::of("POST", "/a", b"2"),
        ] {
            assert_eq!(resends.find(other, start), None);
        }
        resends.dropped(one, 7, true, start + AT_ONCE);
        assert_eq!(resends.find(one, start + AT_ONCE * 2), Some(7));
        resends.dropped(one, 7, false, start + AT_ONCE);
        assert_eq!(resends.find(one, start + AT_ONCE), None);
        resends.dropped(one, 7, true, start);
        resends.forget();
        assert_eq!(resends.find(one, start), None);
    }
}
