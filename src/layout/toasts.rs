//! Draws the toasts.

use leptos::prelude::*;

use crate::state::toasts::Toasts;
use crate::ui::icon::{Icon, IconView};

/// The toasts, in a corner, announced as they come.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list() key=|toast| toast.id let:toast>
                <div class="toast">
                    <span>{toast.words.clone()}</span>
                    <button
                        type="button"
                        class="button bare"
                        aria-label="Dismiss"
                        on:click=move |_| toasts.dismiss(toast.id)
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </div>
            </For>
        </div>
    }
}
