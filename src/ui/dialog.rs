//! A modal question: the browser's own `<dialog>`, which keeps the focus inside, makes the rest inert
//! and answers Escape (APG, "Dialog (Modal)").

use leptos::{html, prelude::*};

/// A modal dialog, open for as long as it is in the document.
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
    Effect::new(move |_| {
        // It fails only for a dialog that is open already.
        if let Some(dialog) = node.get() {
            drop(dialog.show_modal());
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=node
            role=role
            aria-labelledby=labelled_by
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                if let Some(cancel) = on_cancel {
                    cancel.run(());
                }
            }
        >
            {children()}
        </dialog>
    }
}
