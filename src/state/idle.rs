//! Nobody at the keyboard: the warning, the lock, and the limit that nothing extends.

use leptos::prelude::*;

use super::clock::now;
use super::connections::LockAfter;

/// How long before the lock the warning comes, in seconds.
const WARNS_BEFORE: i64 = 60;

/// What the watch says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Somebody is here.
    Calm,
    /// The keys go in so many seconds unless somebody moves.
    Warning {
        /// Seconds left.
        seconds: i64,
        /// Whether a sign of life puts it off (the absolute limit is put off by nothing).
        extendable: bool,
    },
    /// The time is over.
    Over,
}

/// What to do at `now`, all in milliseconds since 1970.
///
/// `since` is when the first key was given, `seen` the last sign of life.
pub fn judge(limits: LockAfter, since: i64, seen: i64, now: i64) -> Watch {
    let left = |from: i64, minutes: u32| from + i64::from(minutes) * 60_000 - now;
    let idle = left(seen, limits.idle_minutes);
    let absolute = left(since, limits.absolute_minutes);
    let nearest = idle.min(absolute);
    if nearest <= 0 {
        Watch::Over
    } else if nearest <= WARNS_BEFORE * 1000 {
        Watch::Warning {
            seconds: (nearest + 999) / 1000,
            extendable: idle < absolute,
        }
    } else {
        Watch::Calm
    }
}

/// The watch over this tab.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    /// What it says now.
    pub watch: RwSignal<Watch>,
    limits: StoredValue<LockAfter>,
    since: StoredValue<Option<i64>>,
    seen: StoredValue<i64>,
}

impl Idle {
    /// Provides a watch that is not running yet.
    pub fn provide(limits: LockAfter) -> Self {
        let idle = Self {
            watch: RwSignal::new(Watch::Calm),
            limits: StoredValue::new(limits),
            since: StoredValue::new(None),
            seen: StoredValue::new(now().0),
        };
        provide_context(idle);
        idle
    }

    /// A key is there: the limits count from now, unless they count already.
    pub fn start(self) {
        if self.since.get_value().is_none() {
            self.since.set_value(Some(now().0));
        }
        self.stay();
    }

    /// No key is there any more.
    pub fn stop(self) {
        self.since.set_value(None);
        self.watch.set(Watch::Calm);
    }

    /// A sign of life. While the warning is up a stray movement does not count: staying is a decision.
    pub fn sign_of_life(self) {
        if self.watch.get_untracked() == Watch::Calm {
            self.seen.set_value(now().0);
        }
    }

    /// Puts the lock off.
    pub fn stay(self) {
        self.seen.set_value(now().0);
        self.look();
    }

    /// Looks at the clock; called every second and when the tab wakes.
    pub fn look(self) {
        let Some(since) = self.since.get_value() else {
            return;
        };
        let watch = judge(
            self.limits.get_value(),
            since,
            self.seen.get_value(),
            now().0,
        );
        if watch != self.watch.get_untracked() {
            self.watch.set(watch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: LockAfter = LockAfter {
        idle_minutes: 15,
        absolute_minutes: 60,
    };
    const MINUTE: i64 = 60_000;

    #[test]
    fn warns_a_minute_before_and_then_locks() {
        assert_eq!(judge(LIMITS, 0, 0, 13 * MINUTE), Watch::Calm);
        assert_eq!(
            judge(LIMITS, 0, 0, 14 * MINUTE),
            Watch::Warning {
                seconds: 60,
                extendable: true
            }
        );
        assert_eq!(
            judge(LIMITS, 0, 0, 15 * MINUTE - 1),
            Watch::Warning {
                seconds: 1,
                extendable: true
            }
        );
        assert_eq!(judge(LIMITS, 0, 0, 15 * MINUTE), Watch::Over);
    }

    #[test]
    fn the_absolute_limit_is_put_off_by_nothing() {
        let seen = 59 * MINUTE;
        assert_eq!(
            judge(LIMITS, 0, seen, seen),
            Watch::Warning {
                seconds: 60,
                extendable: false
            }
        );
        assert_eq!(judge(LIMITS, 0, 60 * MINUTE, 60 * MINUTE), Watch::Over);
    }
}
