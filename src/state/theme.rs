//! Light, dark, or as the system has it. `boot.js` applies the kept choice before the first paint.

use leptos::prelude::*;

use super::storage::{self, Store};

/// What the person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light, whatever the system says.
    Light,
    /// Dark, whatever the system says.
    Dark,
}

impl Theme {
    /// The word kept in the browser and set as `data-theme` on the root element.
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme kept from last time.
    pub fn kept() -> Self {
        match Store::Local.get(storage::THEME).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// The next choice of the button that goes round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// The chosen theme, for the whole app.
#[derive(Clone, Copy, Debug)]
pub struct ThemeChoice(RwSignal<Theme>);

impl ThemeChoice {
    /// Reads the kept choice and provides it to everything below.
    pub fn provide() -> Self {
        let choice = Self(RwSignal::new(Theme::kept()));
        provide_context(choice);
        choice
    }

    /// The theme now.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Applies and keeps a choice.
    pub fn set(self, theme: Theme) {
        if theme == Theme::System {
            Store::Local.remove(storage::THEME);
        } else {
            Store::Local.set(storage::THEME, theme.word());
        }
        if let Some(root) = document().document_element() {
            // An attribute name that is a constant is always valid.
            drop(root.set_attribute("data-theme", theme.word()));
        }
        self.0.set(theme);
    }
}
