//! Something that happens a while later, once for all that came meanwhile.

use std::time::Duration;

use leptos::prelude::*;

/// How long typing rests before it is said how much matches.
pub const RESTS: Duration = Duration::from_millis(600);

/// The while, and what happens after it.
#[derive(Clone, Copy, Debug)]
pub struct Pause {
    timer: StoredValue<Option<TimeoutHandle>>,
    length: Duration,
    deed: Callback<()>,
}

impl Pause {
    /// None is under way yet. Nothing happens once its owner is gone.
    pub fn new(length: Duration, deed: Callback<()>) -> Self {
        let this = Self {
            timer: StoredValue::new(None),
            length,
            deed,
        };
        on_cleanup(move || this.end());
        this
    }

    /// Whether it is under way.
    pub fn is_under_way(self) -> bool {
        self.timer.with_value(Option::is_some)
    }

    /// Begins it, unless it is under way.
    pub fn begin(self) {
        if !self.is_under_way() {
            let later = move || {
                // A clock that is not the browser's own may ring after it was stopped.
                if !self.timer.is_disposed() {
                    self.timer.set_value(None);
                    self.deed.run(());
                }
            };
            self.timer
                .set_value(set_timeout_with_handle(later, self.length).ok());
        }
    }

    /// Begins it anew.
    pub fn begin_again(self) {
        self.end();
        self.begin();
    }

    /// Nothing will happen.
    pub fn end(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
