//! Leaving: the keys go, and with them everything that was read with them.

use leptos::prelude::*;

use crate::state::journal::Journal;
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::state::theme::{Theme, ThemeChoice};
use crate::state::toasts::Toasts;

/// The two ways to leave, for a button or a command.
#[derive(Clone, Copy, Debug)]
pub struct Leave {
    session: Session,
    theme: ThemeChoice,
    toasts: Toasts,
    journal: Journal,
    read_only: ReadOnly,
}

impl Leave {
    /// Takes what leaving needs from around the component that is being made.
    pub fn from_context() -> Self {
        Self {
            session: expect_context(),
            theme: expect_context(),
            toasts: expect_context(),
            journal: expect_context(),
            read_only: expect_context(),
        }
    }

    /// Takes the keys out of this tab; one stays where one is, before the question for the key.
    pub fn lock(self) {
        // A toast may name somebody.
        self.toasts.clear();
        self.session.lock();
    }

    /// As [`Leave::lock`], and the preferences of this browser go as well.
    pub fn forget_everything(self) {
        self.toasts.clear();
        self.journal.clear();
        self.session.forget_everything();
        self.read_only.forget();
        self.theme.set(Theme::System);
        self.toasts
            .show("Forgotten: no key and no preference is left in this browser.");
    }
}
