//! Which rows are selected: by key, so that a selection survives another order, a filter and a refresh.

use std::collections::HashSet;

use leptos::prelude::*;

/// The selected rows of one table.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    picked: RwSignal<HashSet<String>>,
    /// The last row that was clicked by itself: a range begins there, wherever it stands by now.
    anchor: StoredValue<String>,
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

impl Selection {
    /// Nothing is selected.
    pub fn new() -> Self {
        Self {
            picked: RwSignal::new(HashSet::new()),
            anchor: StoredValue::new(String::new()),
        }
    }

    /// How many are selected; tracks them.
    pub fn len(self) -> usize {
        self.picked.with(HashSet::len)
    }

    /// Whether none is; tracks them.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether a row is; tracks them.
    pub fn has(self, key: &str) -> bool {
        self.picked.with(|picked| picked.contains(key))
    }

    /// Looks at all of them; tracks them.
    pub fn with<T>(self, look: impl FnOnce(&HashSet<String>) -> T) -> T {
        self.picked.with(look)
    }

    /// Selects a row, or takes it out.
    pub fn toggle(self, key: String) {
        self.anchor.set_value(key.clone());
        self.picked.update(|picked| {
            if !picked.remove(&key) {
                picked.insert(key);
            }
        });
    }

    /// Selects all from the last one that was clicked by itself to `place`, among `total` rows; from
    /// nowhere, where that one is not among them.
    pub fn extend(self, place: usize, total: usize, key_at: &dyn Fn(usize) -> Option<String>) {
        let anchor = self.anchor.get_value();
        let anchor = (0..total).find(|at| key_at(*at).is_some_and(|key| key == anchor));
        let anchor = anchor.unwrap_or(place);
        let keys = (anchor.min(place)..=anchor.max(place)).filter_map(key_at);
        self.picked.update(|picked| picked.extend(keys));
    }

    /// Selects exactly these.
    pub fn set(self, keys: HashSet<String>) {
        self.picked.set(keys);
    }

    /// Selects none.
    pub fn clear(self) {
        self.set(HashSet::new());
    }
}
