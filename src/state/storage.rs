//! The browser's two stores, and every name that we keep in them.
//!
//! Session storage holds the keys and what was typed and not sent; local storage holds preferences. A browser may refuse either
//! (private mode, policy): then the value lives as long as the page, and nothing breaks.

/// Session storage: the keys, a JSON object from connection to key.
pub const KEYS: &str = "gatehouse.keys";
/// Session storage: what was typed into forms and not sent ([`super::drafts`]).
pub const DRAFTS: &str = "gatehouse.drafts";
/// Session storage: `on` where the Tab key leaves a JSON editor instead of writing blanks.
pub const TAB_LEAVES: &str = "gatehouse.tab-leaves";
/// Local storage: the chosen theme.
pub const THEME: &str = "gatehouse.theme";
/// Local storage: the room of a row, if it is not the usual one.
pub const DENSITY: &str = "gatehouse.density";
/// Local storage: `off` where letters by themselves do nothing.
pub const KEYS_OFF: &str = "gatehouse.keys-off";
/// Local storage: `off` where nobody wants the hints of the demo tenant any more.
pub const HINTS: &str = "gatehouse.hints";
/// Local storage: how a list was last exported.
pub const EXPORT: &str = "gatehouse.export";
/// Local storage: `on` while changes are switched off.
pub const READ_ONLY: &str = "gatehouse.read-only";
/// Local storage: saved views, by name and by what they ask for; never a record.
pub const VIEWS: &str = "gatehouse.views";
/// Local storage: the watch rules of the job queues, as they were written; never a record.
pub const WATCH: &str = "gatehouse.watch";

/// One of the browser's two stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Ends with the tab.
    Session,
    /// Stays on the machine.
    Local,
}

impl Store {
    fn open(self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Session => window.session_storage(),
            Self::Local => window.local_storage(),
        }
        .ok()
        .flatten()
    }

    /// What is kept under a name.
    pub fn get(self, name: &str) -> Option<String> {
        self.open()?.get_item(name).ok().flatten()
    }

    /// Keeps a value under a name; `false` if the browser refused.
    pub fn set(self, name: &str, value: &str) -> bool {
        self.open()
            .is_some_and(|store| store.set_item(name, value).is_ok())
    }

    /// Removes one name.
    pub fn remove(self, name: &str) {
        if let Some(store) = self.open() {
            // Removing fails only where the store is refused, and then there is nothing to remove.
            drop(store.remove_item(name));
        }
    }

    /// Removes everything that Gatehouse keeps here, whichever version of it wrote it.
    pub fn clear_ours(self) {
        let Some(store) = self.open() else { return };
        let names: Vec<String> = (0..store.length().unwrap_or(0))
            .filter_map(|index| store.key(index).ok().flatten())
            .filter(|name| name.starts_with("gatehouse."))
            .collect();
        for name in names {
            drop(store.remove_item(&name));
        }
    }
}
