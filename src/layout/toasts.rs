//! Draws the toasts.

use crate::reactive::{on, part};
use leptos::prelude::*;

use crate::state::toasts::Toasts;
use crate::ui::icon::{Icon, IconView};

/// The toasts, in a corner, announced as they come.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {part(move || {
                toasts
                    .list()
                    .into_iter()
                    .map(|toast| {
                        view! {
                            <div class="toast">
                                <span>{toast.words}</span>
                                <button
                                    type="button"
                                    class="button bare"
                                    aria-label="Dismiss"
                                    on:click=on(move |_| toasts.dismiss(toast.id))
                                >
                                    <IconView icon=Icon::Close />
                                </button>
                            </div>
                        }
                    })
                    .collect_view()
            })}
        </div>
    }
}
