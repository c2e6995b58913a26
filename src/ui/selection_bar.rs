//! What is selected, and what can be done with it.

use crate::reactive::{on, part};
use leptos::prelude::*;

use super::table::selection::Selection;
use crate::format::number::{count, counted};

/// The bar below a list while something is selected.
#[component]
pub fn SelectionBar(
    /// What is selected.
    selection: Selection,
    /// How many of the selected rows are in the list as it is filtered now.
    #[prop(into)]
    listed: Signal<usize>,
    /// Selects only those of them.
    on_narrow: Callback<()>,
    /// What can be done with them.
    children: ChildrenFn,
) -> impl IntoView {
    let any = Memo::new(move |_| !selection.is_empty());
    let hidden = Memo::new(move |_| selection.len().saturating_sub(listed.get()));
    let bar = move || {
        let children = children.clone();
        view! {
            <div class="selection-bar" role="group" aria-label="Selection">
                <p role="status">
                    <strong>{part(move || counted(selection.len(), "selected", "selected"))}</strong>
                    {part(move || (hidden.get() > 0).then(|| format!(", {} of them not in this list", count(hidden.get()))))}
                </p>
                {part(move || {
                    (hidden.get() > 0)
                        .then(|| {
                            view! {
                                <button type="button" class="button small" on:click=on(move |_| on_narrow.run(()))>
                                    "Keep those in the list"
                                </button>
                            }
                        })
                })}
                <div class="selection-actions">{children()}</div>
                <button type="button" class="button small bare-words" on:click=on(move |_| selection.clear())>
                    "Clear"
                </button>
            </div>
        }
    };
    move || any.get().then(&bar)
}
