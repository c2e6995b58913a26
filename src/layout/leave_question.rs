//! The question before a changed form is left.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::reactive::on;
use crate::state::leaving::{Away, Leaving};
use crate::ui::dialog::Dialog;

/// Asks, while somebody waits for the answer.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let leaving = expect_context::<Leaving>();
    let navigate = StoredValue::new_local(use_navigate());
    let leave = move |_| match leaving.let_go() {
        Some(Away::To(path)) => {
            navigate.with_value(|navigate| navigate(&path, NavigateOptions::default()));
        }
        Some(Away::Back) => {
            if let Ok(history) = window().history() {
                drop(history.back());
            }
        }
        None => {}
    };
    move || {
        leaving.asked().map(|_| {
            view! {
                <Dialog
                    labelled_by="leave-title"
                    role="alertdialog"
                    on_cancel=Callback::new(move |()| leaving.stay())
                >
                    <h2 id="leave-title">{"Leave without saving?"}</h2>
                    <p>{"What you changed here was not saved and would be lost."}</p>
                    <div class="dialog-actions">
                        <button type="button" class="button" autofocus on:click=on(move |_| leaving.stay())>
                            {"Stay"}
                        </button>
                        <button type="button" class="button danger" on:click=leave>
                            {"Leave"}
                        </button>
                    </div>
                </Dialog>
            }
        })
    }
}
