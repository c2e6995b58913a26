//! How lists look and answer to keys: preferences of the person, the same for every list.

use leptos::prelude::*;

use super::storage::{self, Store};

/// How much room a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// 40 px.
    Comfortable,
    /// 30 px.
    Compact,
}

/// The preferences.
#[derive(Clone, Copy, Debug)]
pub struct TablePrefs {
    compact: RwSignal<bool>,
    keys_off: RwSignal<bool>,
}

impl TablePrefs {
    /// Provides them to everything below.
    pub fn provide() -> Self {
        let is = |name, value: &str| Store::Local.get(name).as_deref() == Some(value);
        let prefs = Self {
            compact: RwSignal::new(is(storage::DENSITY, "compact")),
            keys_off: RwSignal::new(is(storage::KEYS_OFF, "off")),
        };
        provide_context(prefs);
        prefs
    }

    /// The room of a row.
    pub fn density(self) -> Density {
        if self.compact.get() {
            Density::Compact
        } else {
            Density::Comfortable
        }
    }

    /// Chooses the room of a row.
    pub fn set_density(self, density: Density) {
        let compact = density == Density::Compact;
        self.compact.set(compact);
        keep(storage::DENSITY, compact.then_some("compact"));
    }

    /// Whether letters by themselves do something.
    pub fn single_keys(self) -> bool {
        !self.keys_off.get()
    }

    /// Turns letters on or off.
    pub fn set_single_keys(self, on: bool) {
        self.keys_off.set(!on);
        keep(storage::KEYS_OFF, (!on).then_some("off"));
    }
}

/// What is at its default is not kept.
fn keep(name: &str, value: Option<&str>) {
    match value {
        // Where the browser refuses, the choice lives as long as the page.
        Some(value) => drop(Store::Local.set(name, value)),
        None => Store::Local.remove(name),
    }
}
