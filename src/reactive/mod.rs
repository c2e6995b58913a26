//! What runs again when what it read has changed, behind one type each.
//!
//! Each closure in a `view!` and each effect is a type of its own, and the framework compiles its
//! subscription, its place in the document and its removal anew for every one: 1 to 2 KB of wasm. In a
//! box they are all of one type.

mod pause;

use std::time::Duration;

use leptos::prelude::*;

pub use pause::{Pause, RESTS};

/// A part of the screen that is drawn anew when what it reads changes.
pub fn part<V: IntoAny>(
    mut draw: impl FnMut() -> V + Send + 'static,
) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || draw().into_any())
}

/// The value of an attribute that changes with what it reads.
pub fn live<V>(value: impl FnMut() -> V + Send + 'static) -> Box<dyn FnMut() -> V + Send> {
    Box::new(value)
}

/// Does something as soon as what has changed so far is painted.
pub fn once_painted(work: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(work, Duration::ZERO));
}

/// What happens at an event. Nothing does once its owner is gone: the second click of a double click may still come
/// to a button of a question that the first one answered.
pub fn on<E: 'static>(heard: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    while_owned(Box::new(heard))
}

fn while_owned<E: 'static>(mut heard: Box<dyn FnMut(E)>) -> Box<dyn FnMut(E)> {
    let owner = StoredValue::new(());
    Box::new(move |event| {
        if !owner.is_disposed() {
            heard(event);
        }
    })
}

/// Runs once what is being made stands there, and whenever something it read has changed.
///
/// It never runs once its owner is gone. The framework's own does, when what it read changes in the very
/// moment in which it goes (a lock that empties a list and leaves its page); what it reads is gone then.
pub fn effect(run: impl FnMut() + 'static) {
    start(Box::new(run));
}

/// An [`effect`] that is told what it gave the last time.
pub fn effect_with_last<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut last = None;
    effect(move || last = Some(run(last.take())));
}

fn start(mut run: Box<dyn FnMut()>) {
    let owner = StoredValue::new(());
    Effect::new(move || {
        if !owner.is_disposed() {
            run();
        }
    });
}
