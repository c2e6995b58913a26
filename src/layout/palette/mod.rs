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
pub struct Palette {
    open: RwSignal<bool>,
    /// What was typed before it was there, Enter as a line feed: nobody waits for a box to type into it.
    ahead: StoredValue<String>,
}

impl Palette {
    /// Provides the palette to everything below, and listens for its keys.
    pub fn provide() -> Self {
        let palette = Self {
            open: RwSignal::new(false),
            ahead: StoredValue::new(String::new()),
        };
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            // The palette itself, once it is there, is a dialog too.
            if event.alt_key() || in_another_dialog() {
                return;
            }
            let key = event.key();
            let command = event.ctrl_key() || event.meta_key();
            if command && !event.shift_key() && key.eq_ignore_ascii_case("k") {
                event.prevent_default();
                palette.open();
            } else if !command && palette.open.get_untracked() {
                event.prevent_default();
                palette.ahead.update_value(|ahead| match key.as_str() {
                    "Enter" => ahead.push('\n'),
                    "Escape" => palette.open.set(false),
                    key if key.chars().nth(1).is_none() => ahead.push_str(key),
                    _ => {}
                });
            }
        });
        on_cleanup(move || keys.remove());
        provide_context(palette);
        palette
    }

    /// Opens it.
    pub fn open(self) {
        self.ahead.set_value(String::new());
        self.open.set(true);
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
    let close = Callback::new(move |()| palette.open.set(false));
    move || {
        palette
            .open
            .get()
            .then(|| later(Frame::Dialog(close), move |parts| (parts.palette)(palette)))
    }
}
