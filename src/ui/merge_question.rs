//! The frame of the question that two changes of one record lead to: what was changed meanwhile, what there is to
//! choose, and two ways on. Nothing goes on before all is chosen.

use leptos::prelude::*;

use crate::reactive::{live, on, part};
use crate::ui::dialog::Dialog;

/// What differs from one such question to the other.
#[derive(Debug)]
pub struct Words {
    /// What its box is called in the style sheets.
    pub class: &'static str,
    /// How to choose, and what comes of it.
    pub explained: &'static str,
    /// The button that goes on, while something is not chosen yet.
    pub open: &'static str,
    /// The same once all is chosen.
    pub go_on: &'static str,
}

/// The question. `what` was changed: `user`. `open` says whether something is not chosen yet.
pub fn merge_question(
    what: &'static str,
    words: &'static Words,
    choices: AnyView,
    open: Signal<bool>,
    on_go: Callback<()>,
    on_cancel: Callback<()>,
) -> AnyView {
    let go_on = move |_| {
        if !open.get_untracked() {
            on_go.run(());
        }
    };
    view! {
        <Dialog labelled_by="merge-title" on_cancel>
            <div class=words.class>
                <h2 id="merge-title">{["Somebody else changed this ", what, " meanwhile"].concat()}</h2>
                <p>{["Nothing was sent yet. ", words.explained].concat()}</p>
                {choices}
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| on_cancel.run(()))>
                        {"Back to the form"}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=live(move || open.get().then_some("true"))
                        on:click=on(go_on)
                    >
                        {part(move || if open.get() { words.open } else { words.go_on })}
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}
