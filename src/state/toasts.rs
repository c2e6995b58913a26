//! Short words about what just happened. They are announced, stay long enough to be read, and can be
//! dismissed (WCAG 2.2.1: nothing that must be acted on lives only in a toast).

use std::time::Duration;

use leptos::prelude::*;

/// How long a toast stays.
const STAYS: Duration = Duration::from_secs(6);

/// One toast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells two toasts with the same words apart.
    pub id: u32,
    /// What it says.
    pub words: String,
}

/// The toasts on screen, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Provides the toasts to everything below.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// The toasts on screen.
    pub fn list(self) -> Vec<Toast> {
        self.shown.get()
    }

    /// Shows some words for a while.
    pub fn show(self, words: impl Into<String>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let words = words.into();
        self.shown.update(|shown| shown.push(Toast { id, words }));
        set_timeout(move || self.dismiss(id), STAYS);
    }

    /// Takes one away.
    pub fn dismiss(self, id: u32) {
        self.shown
            .update(|shown| shown.retain(|toast| toast.id != id));
    }

    /// Takes all away.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }
}
