//! What changes on screen, behind one type.
//!
//! Each closure in a `view!` is a type of its own, and the framework compiles its effect, its place in
//! the document and its removal anew for every one: about 2 KB of wasm. In a box they are all of one type.

use leptos::prelude::*;

/// A part of the screen that is drawn anew when what it reads changes.
pub fn part<V: IntoAny>(
    mut draw: impl FnMut() -> V + Send + 'static,
) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || draw().into_any())
}

/// What happens at an event.
pub fn on<E: 'static>(heard: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(heard)
}
