//! Whom a key press belongs to.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// Whether a key press belongs to a field that is being typed into, or to an open dialog.
pub fn typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            element
                .closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")
                .ok()
                .flatten()
                .is_some()
        })
}
