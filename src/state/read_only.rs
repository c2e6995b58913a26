//! Read-only mode: no changing call can leave the client. The client asks it before every write.
//!
//! Two things switch it on: a preference of the person, shared by all tabs of this browser, and a
//! connection that `config.json` pins to it, which nobody can switch off on screen.

use leptos::prelude::*;

use super::connections::Connection;
use super::storage::{self, Store};

/// Why nothing can be changed, for the person who would like to.
const SWITCHED_ON: &str = "Read-only mode is on: switch it off in the top bar to change anything.";
/// As [`SWITCHED_ON`], where the person cannot do that.
const PINNED: &str =
    "This connection is read-only: whoever runs this dashboard has set it so in config.json.";

/// Whether this tab may change anything.
#[derive(Clone, Copy, Debug)]
pub struct ReadOnly(RwSignal<bool>);

impl ReadOnly {
    /// Reads the kept choice, follows that of the other tabs, and provides it to everything below.
    pub fn provide() -> Self {
        let read_only = Self(RwSignal::new(false));
        read_only.look();
        // Sent to the other tabs only, and also when a whole store is emptied.
        let elsewhere = window_event_listener_untyped("storage", move |_| read_only.look());
        on_cleanup(move || elsewhere.remove());
        provide_context(read_only);
        read_only
    }

    /// Whether the person has switched changes off; tracks it.
    pub fn is_on(self) -> bool {
        self.0.get()
    }

    /// Switches changes off or on, in every tab of this browser.
    pub fn set(self, on: bool) {
        Store::Local.set(storage::READ_ONLY, if on { "on" } else { "off" });
        self.0.try_set(on);
    }

    /// The preferences of this browser are gone, and this one with them.
    pub fn forget(self) {
        self.0.try_set(false);
    }

    /// Why nothing can be changed on a connection, in words for a disabled button; `None` if it can.
    /// Tracks the switch.
    pub fn refuses(self, connection: &Connection) -> Option<&'static str> {
        reason(connection, self.is_on())
    }

    /// As [`ReadOnly::refuses`], for the one place that sends: it tracks nothing, and it asks the store
    /// again, for the word of another tab may still be on its way.
    pub fn refuses_now(self, connection: &Connection) -> Option<&'static str> {
        self.look();
        // Where nobody is left who could say, nothing is sent.
        reason(connection, self.0.try_get_untracked().unwrap_or(true))
    }

    /// Takes over what is kept. Where nothing is, or the browser refuses its store, the choice stays.
    fn look(self) {
        let kept = match Store::Local.get(storage::READ_ONLY).as_deref() {
            Some("on") => true,
            Some("off") => false,
            _ => return,
        };
        if self.0.try_get_untracked() != Some(kept) {
            self.0.try_set(kept);
        }
    }
}

fn reason(connection: &Connection, switched_on: bool) -> Option<&'static str> {
    if connection.read_only {
        Some(PINNED)
    } else {
        switched_on.then_some(SWITCHED_ON)
    }
}
