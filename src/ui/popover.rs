//! A button and what it opens below itself (APG, "Disclosure"). It closes with Escape, by a press
//! elsewhere, and when the focus goes elsewhere.

use crate::reactive::{live, on, part};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node};

use super::icon::{Icon, IconView};

/// Closes the popover in which an event happened and gives the focus back to its button, at once: a
/// dialog that is opened next gives the focus back to where it was.
pub fn close_popover(open: RwSignal<bool>, event: &Event) {
    let inside = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let button = inside
        .and_then(|inside| inside.closest(".popover-anchor").ok().flatten())
        .and_then(|anchor| anchor.first_element_child())
        .and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        drop(button.focus());
    }
    open.set(false);
}

/// The button and its popover.
#[component]
pub fn Popover(
    /// What the button says.
    label: &'static str,
    /// The icon before it.
    icon: Icon,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What the button is called for those who do not see where it stands.
    #[prop(optional)]
    name: Option<Signal<String>>,
    /// What it holds, made anew each time it is opened.
    children: ChildrenFn,
) -> impl IntoView {
    let whole = NodeRef::<html::Div>::new();
    // Nothing that has gone elsewhere: a press on a button takes the focus nowhere in some browsers.
    let left = move |to: Option<Node>| {
        let whole = whole.get_untracked();
        if to.is_some() && whole.is_some_and(|whole| !whole.contains(to.as_ref())) {
            open.set(false);
        }
    };
    let press = window_event_listener(leptos::ev::pointerdown, move |event| {
        if open.get_untracked() {
            left(event.target().and_then(|target| target.dyn_into().ok()));
        }
    });
    on_cleanup(move || press.remove());
    let down = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            close_popover(open, &event);
        }
    };
    view! {
        <div
            class="popover-anchor"
            node_ref=whole
            on:keydown=down
            on:focusout=on(move |event: leptos::ev::FocusEvent| left(event.related_target().and_then(|to| to.dyn_into::<HtmlElement>().ok()).map(Into::into)))
        >
            <button
                type="button"
                class="button"
                aria-label=live(move || name.map(|name| name.get()))
                aria-expanded=live(move || open.get().to_string())
                on:click=on(move |_| open.update(|open| *open = !*open))
            >
                <IconView icon />
                {label}
            </button>
            {part(move || open.get().then(|| view! { <div class="popover">{children()}</div> }))}
        </div>
    }
}
