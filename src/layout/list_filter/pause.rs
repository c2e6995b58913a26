//! Something that happens a while later, once for all that came meanwhile.

use std::time::Duration;

use leptos::prelude::*;

/// The while, and what happens after it. Nothing happens once its owner is gone.
#[derive(Clone, Copy)]
pub(super) struct Pause {
    timer: StoredValue<Option<TimeoutHandle>>,
    length: Duration,
    deed: Callback<()>,
}

impl Pause {
    /// None is under way yet.
    pub(super) fn new(length: Duration, deed: Callback<()>) -> Self {
        let timer = StoredValue::new(None);
        let this = Self {
            timer,
            length,
            deed,
        };
        on_cleanup(move || this.end());
        this
    }

    fn end(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Begins the while; with `again`, anew if it is under way.
    pub(super) fn begin(self, again: bool) {
        if again {
            self.end();
        }
        if self.timer.with_value(Option::is_none) {
            let later = move || {
                self.timer.try_update_value(Option::take);
                self.deed.run(());
            };
            self.timer
                .set_value(set_timeout_with_handle(later, self.length).ok());
        }
    }
}
