//! What the table must know of the screen.

use leptos::{html, prelude::*};

use crate::reactive::effect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Keeps `height` at the height of an element, whatever changes it.
pub fn watch_height(element: NodeRef<html::Div>, height: RwSignal<u32>) {
    let watcher = StoredValue::new_local(None);
    effect(move || {
        let Some(element) = element.get() else { return };
        let measured = element.clone();
        let measure = Closure::<dyn Fn()>::new(move || {
            // Zero while it is hidden: then the old height is the better guess.
            if measured.client_height() > 0 {
                height.try_set(measured.client_height().unsigned_abs());
            }
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watcher.set_value(Some((observer, measure)));
        }
    });
    on_cleanup(move || {
        watcher.with_value(|watcher| {
            if let Some((observer, _)) = watcher {
                observer.disconnect();
            }
        });
    });
}
