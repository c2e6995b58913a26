//! Read-only mode: no changing call can leave the client. The client asks it before every write.

use leptos::prelude::*;

/// Whether this tab may change anything.
#[derive(Clone, Copy, Debug)]
pub struct ReadOnly(RwSignal<bool>);

impl ReadOnly {
    /// Provides it to everything below.
    pub fn provide() -> Self {
        let read_only = Self(RwSignal::new(false));
        provide_context(read_only);
        read_only
    }

    /// Whether changes are switched off; tracks it.
    pub fn is_on(self) -> bool {
        self.0.get()
    }
}
