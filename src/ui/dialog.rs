//! A modal question: the browser's own `<dialog>`, which keeps the focus inside, makes the rest inert
//! and answers Escape (APG, "Dialog (Modal)").

use leptos::{html, prelude::*};

use crate::reactive::{effect, on};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A modal dialog, open for as long as it is in the document. When it goes, the focus returns to where
/// it was before.
#[component]
pub fn Dialog(
    /// The id of the element that names it.
    labelled_by: &'static str,
    /// Escape was pressed; without it, Escape does nothing.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// `alertdialog` for what interrupts.
    #[prop(default = "dialog")]
    role: &'static str,
    /// What it holds; the first focusable element gets the focus, or one with `autofocus`.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let before = document()
        .active_element()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let before = StoredValue::new_local(before);
    let open = move || {
        // It fails only for a dialog that is open already, or no longer in the document.
        if let Some(dialog) = node.try_get_untracked().flatten() {
            drop(dialog.show_modal());
        }
    };
    effect(move || {
        node.track();
        open();
    });
    on_cleanup(move || {
        // While it is open, nothing behind it can take the focus.
        if let Some(dialog) = node.try_get_untracked().flatten() {
            dialog.close();
        }
        if let Some(before) = before.try_get_value().flatten() {
            drop(before.focus());
        }
    });
    let cancel = move || {
        if let Some(cancel) = on_cancel {
            cancel.run(());
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=node
            role=role
            aria-labelledby=labelled_by
            // Before the browser sees it: it lets a page refuse to close only once.
            on:keydown=on(move |event: leptos::ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    event.stop_propagation();
                    cancel();
                }
            })
            // The other ways to close, such as a phone's back gesture.
            on:cancel=on(move |event: leptos::ev::Event| {
                event.prevent_default();
                cancel();
            })
            on:close=on(move |_| open())
        >
            {children()}
        </dialog>
    }
}
