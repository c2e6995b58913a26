//! The command palette (Ctrl K or ⌘ K): pages of every open connection, records, and what can be done. What
//! is here opens it; the rest comes later (`src/parts.rs`).

mod choice;
mod commands;
mod open;
mod records;

use leptos::prelude::*;

use super::later::{Frame, later};
pub use open::OpenPalette;

/// Opens and closes the palette, from anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Palette(RwSignal<bool>);

impl Palette {
    /// Provides the palette to everything below, and listens for its keys.
    pub fn provide() -> Self {
        let palette = Self(RwSignal::new(false));
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            let asked =
                (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if asked && event.key().eq_ignore_ascii_case("k") && !in_another_dialog() {
                event.prevent_default();
                palette.0.set(true);
            }
        });
        on_cleanup(move || keys.remove());
        provide_context(palette);
        palette
    }

    /// Opens it.
    pub fn open(self) {
        self.0.set(true);
    }
}

/// A question that waits for an answer is not to be covered.
fn in_another_dialog() -> bool {
    document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some()
}

/// The palette, while it is open.
#[component]
pub fn PaletteView() -> impl IntoView {
    let palette = expect_context::<Palette>();
    let close = Callback::new(move |()| palette.0.set(false));
    move || {
        palette
            .0
            .get()
            .then(|| later(Frame::Dialog(close), move |parts| (parts.palette)(palette)))
    }
}
