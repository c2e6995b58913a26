//! The documented rate limits of the Tines API: so many requests a minute and key.
//!
//! Fixed windows: the first request of a key opens a minute, and the count starts afresh when it is
//! over. Whether the vendor counts in fixed or sliding windows is not documented; a client that paces
//! itself below the limit is safe under both.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::clock::Millis;

/// How long a window lasts.
const WINDOW: Millis = 60_000;

/// From how many windows on the ended ones are swept out, so that made-up keys cannot fill the memory.
const SWEEP_AT: usize = 1_000;

/// A family of calls with a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// `admin/users` and everything below.
    Users,
    /// `actions`. Whether `admin/actions/{id}/delete_all_…` counts here is not documented: it does,
    /// because a client that keeps to the stricter reading is safe under both.
    Actions,
    /// `audit_logs`.
    AuditLogs,
    /// Everything else.
    Default,
}

impl Family {
    /// Requests a minute and key (the vendor's documentation, "Rate limits").
    pub fn per_minute(self) -> u32 {
        match self {
            Self::Users => 500,
            Self::Actions => 100,
            Self::AuditLogs => 1_000,
            Self::Default => 5_000,
        }
    }

    /// Which limit a path falls under; what stands before `/api/v1/` does not matter.
    pub fn of(api_path: &str) -> Self {
        let below = api_path
            .split_once("/api/v1/")
            .map_or(api_path, |(_, below)| below);
        let mut segments = below.split('/').filter(|segment| !segment.is_empty());
        match (segments.next(), segments.next()) {
            (Some("admin"), Some("users")) => Self::Users,
            (Some("admin"), Some("actions")) | (Some("actions"), _) => Self::Actions,
            (Some("audit_logs"), _) => Self::AuditLogs,
            _ => Self::Default,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Window {
    opened: Millis,
    count: u32,
}

/// The counters of every key.
#[derive(Debug)]
pub struct Limits {
    enabled: bool,
    /// Keys are kept as fingerprints: a counter is no place for a secret.
    windows: Mutex<HashMap<(Family, u64), Window>>,
}

/// One counter, as the control API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counter {
    /// Which limit.
    pub family: Family,
    /// Whose: a fingerprint of the key, 16 hexadecimal digits.
    pub key_fingerprint: String,
    /// Requests so far in the running window.
    pub count: u32,
    /// Requests allowed in a window.
    pub per_minute: u32,
    /// When the window ends (milliseconds since 1970).
    pub ends_at: Millis,
}

impl Limits {
    /// Counters at nought; `enabled: false` (`--no-limits`) counts but never refuses.
    pub fn new(enabled: bool) -> Self {
        Self {
            enabled,
            windows: Mutex::default(),
        }
    }

    /// Whether a request over the limit is refused.
    pub fn enabled(&self) -> bool {
        self.enabled
    }

    /// Counts one request. Over the limit: the whole seconds, at least 1, until the window ends.
    pub fn check(&self, api_path: &str, client_key: &str, now: Millis) -> Result<(), u64> {
        let family = Family::of(api_path);
        let mut hasher = DefaultHasher::new();
        client_key.hash(&mut hasher);
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= SWEEP_AT {
            windows.retain(|_, window| now < window.opened + WINDOW);
        }
        let window = windows
            .entry((family, hasher.finish()))
            .and_modify(|window| {
                if now >= window.opened + WINDOW {
                    *window = Window {
                        opened: now,
                        count: 0,
                    };
                }
            })
            .or_insert(Window {
                opened: now,
                count: 0,
            });
        window.count = window.count.saturating_add(1);
        if !self.enabled || window.count <= family.per_minute() {
            return Ok(());
        }
        let left = window.opened + WINDOW - now;
        Err(u64::try_from(left).unwrap_or(0).div_ceil(1_000).max(1))
    }

    /// The counters whose window is still running, busiest first.
    pub fn counters(&self, now: Millis) -> Vec<Counter> {
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let mut counters: Vec<Counter> = windows
            .iter()
            .filter(|(_, window)| now < window.opened + WINDOW)
            .map(|((family, key), window)| Counter {
                family: *family,
                key_fingerprint: format!("{key:016x}"),
                count: window.count,
                per_minute: family.per_minute(),
                ends_at: window.opened + WINDOW,
            })
            .collect();
        counters.sort_by(|a, b| {
            b.count
                .cmp(&a.count)
                .then_with(|| a.key_fingerprint.cmp(&b.key_fingerprint))
        });
        counters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: &str = "/tines/api/v1/admin/users/12";

    #[test]
    fn paths_fall_under_the_documented_limits() {
        for (path, family) in [
            ("/api/v1/admin/users", Family::Users),
            (
                "/tines/api/v1/admin/users/3/signin_activities",
                Family::Users,
            ),
            ("/api/v1/admin/users_of_another_kind", Family::Default),
            ("/api/v1/admin/templates", Family::Default),
            (
                "/api/v1/admin/actions/7/delete_all_dead_jobs",
                Family::Actions,
            ),
            ("/api/v1/actions", Family::Actions),
            ("/api/v1/audit_logs", Family::AuditLogs),
            ("/api/v1/info", Family::Default),
            ("", Family::Default),
        ] {
            assert_eq!(Family::of(path), family, "{path}");
        }
    }

    #[test]
    fn the_501st_request_of_a_minute_is_refused_until_the_window_ends() {
        let limits = Limits::new(true);
        for n in 0..500 {
            assert_eq!(limits.check(USERS, "key", 1_000 + n), Ok(()), "request {n}");
        }
        assert_eq!(limits.check(USERS, "key", 1_500), Err(60));
        assert_eq!(limits.check(USERS, "key", 60_999), Err(1));
        assert_eq!(limits.check(USERS, "key", 61_000), Ok(()));
    }

    #[test]
    fn keys_and_families_are_counted_apart() {
        let limits = Limits::new(true);
        for _ in 0..100 {
            assert_eq!(limits.check("/api/v1/actions", "a", 0), Ok(()));
        }
        assert!(limits.check("/api/v1/actions", "a", 0).is_err());
        assert_eq!(limits.check("/api/v1/actions", "b", 0), Ok(()));
        assert_eq!(limits.check("/api/v1/info", "a", 0), Ok(()));
        let shown = limits.counters(0);
        assert_eq!(
            shown
                .iter()
                .map(|c| (c.family, c.count))
                .collect::<Vec<_>>()
                .first(),
            Some(&(Family::Actions, 101))
        );
        assert_eq!(shown.len(), 3);
        assert!(limits.counters(WINDOW).is_empty());
    }

    #[test]
    fn without_limits_everything_is_counted_and_nothing_refused() {
        let limits = Limits::new(false);
        for _ in 0..200 {
            assert_eq!(limits.check("/api/v1/actions", "a", 0), Ok(()));
        }
        assert_eq!(limits.counters(0).first().map(|c| c.count), Some(200));
    }

    #[test]
    fn made_up_keys_do_not_pile_up() {
        let limits = Limits::new(true);
        for n in 0..SWEEP_AT {
            assert_eq!(limits.check(USERS, &n.to_string(), 0), Ok(()));
        }
        assert_eq!(limits.check(USERS, "later", WINDOW), Ok(()));
        assert_eq!(limits.windows.lock().map(|w| w.len()).ok(), Some(1));
    }
}
