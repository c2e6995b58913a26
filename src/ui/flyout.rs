//! A button and what it opens beside itself: choices that apply at once (APG, "Disclosure").

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::icon::{Icon, IconView};

/// A button that opens a small panel over the page. Escape, a click elsewhere and leaving it with the
/// Tab key close it.
#[component]
pub fn Flyout(
    /// What the button says.
    label: &'static str,
    /// The button's icon.
    icon: Icon,
    /// The panel.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let around = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let outside = move |target: Option<web_sys::EventTarget>| {
        let target = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        around
            .try_get_untracked()
            .flatten()
            .is_some_and(|around| !around.contains(target.as_ref()))
    };
    let pressed = window_event_listener(leptos::ev::pointerdown, move |event| {
        if open.get_untracked() && outside(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || pressed.remove());
    view! {
        <div
            class="flyout"
            node_ref=around
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.stop_propagation();
                    event.prevent_default();
                    open.set(false);
                    if let Some(button) = button.get_untracked() {
                        drop(button.focus());
                    }
                }
            }
            on:focusout=move |event| {
                if event.related_target().is_some() && outside(event.related_target()) {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                class="button small"
                node_ref=button
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <IconView icon />
                <span class="flyout-label">{label}</span>
            </button>
            {move || {
                open.get()
                    .then(|| view! { <div class="flyout-panel" role="group" aria-label=label>{children()}</div> })
            }}
        </div>
    }
}
