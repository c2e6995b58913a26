//! What the style sheets ask of the screen, asked from Rust.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Whether a media query matches; follows the screen.
pub fn matches(query: &str) -> RwSignal<bool> {
    let matching = RwSignal::new(false);
    let Some(query) = window().match_media(query).ok().flatten() else {
        return matching;
    };
    matching.set(query.matches());
    let follow = Closure::<dyn Fn()>::new({
        let query = query.clone();
        move || {
            matching.try_set(query.matches());
        }
    });
    drop(query.add_event_listener_with_callback("change", follow.as_ref().unchecked_ref()));
    let ended = StoredValue::new_local((query, follow));
    on_cleanup(move || {
        ended.with_value(|(query, follow)| {
            drop(
                query
                    .remove_event_listener_with_callback("change", follow.as_ref().unchecked_ref()),
            );
        });
    });
    matching
}
