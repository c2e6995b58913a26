//! A button and what it opens below itself (APG, "Disclosure"). It closes with Escape, by a press
//! elsewhere, and when the focus goes elsewhere.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::icon::{Icon, IconView};

/// Whether a popover is open, for what stands in it.
#[derive(Clone, Copy)]
pub struct PopoverState {
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
}

impl Default for PopoverState {
    fn default() -> Self {
        Self {
            open: RwSignal::new(false),
            button: NodeRef::new(),
        }
    }
}

impl PopoverState {
    /// Closes it and gives the focus back to its button, at once: a dialog that is opened next gives the
    /// focus back to where it was.
    pub fn close(self) {
        if let Some(button) = self.button.get_untracked() {
            drop(button.focus());
        }
        self.open.set(false);
    }
}

/// The button and its popover.
#[component]
pub fn Popover(
    /// What the button says.
    label: &'static str,
    /// The icon before it.
    icon: Icon,
    /// Whether it is open.
    state: PopoverState,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    inner(label, icon, state, children())
}

fn inner(label: &'static str, icon: Icon, state: PopoverState, inside: AnyView) -> AnyView {
    let PopoverState { open, button } = state;
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
            state.close();
        }
    };
    view! {
        <div
            class="popover-anchor"
            node_ref=whole
            on:keydown=down
            on:focusout=move |event| left(event.related_target().and_then(|to| to.dyn_into::<HtmlElement>().ok()).map(Into::into))
        >
            <button
                type="button"
                class="button"
                node_ref=button
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <IconView icon />
                {label}
            </button>
            <div class="popover" hidden=move || !open.get()>
                {inside}
            </div>
        </div>
    }
    .into_any()
}
