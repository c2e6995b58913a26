//! The sort, where a screen is too narrow for headings.

use leptos::prelude::*;

use crate::reactive::{live, on};
use crate::ui::table::column::Column;

/// A column to choose and the way to turn it round.
#[component]
pub fn SortChoice(
    /// The list's columns.
    columns: &'static [Column],
    /// The column and direction in use.
    sort: Memo<(&'static str, bool)>,
    /// A column was chosen, or the one in use is to be turned round.
    on_sort: Callback<&'static str>,
) -> impl IntoView {
    let order = move || {
        if sort.get().1 {
            "Order: descending"
        } else {
            "Order: ascending"
        }
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        if let Some(column) = columns.iter().find(|column| column.name == chosen) {
            on_sort.run(column.name);
        }
    };
    view! {
        <label class="sort-choice">
            <span class="unseen">{"Sort by"}</span>
            <select on:change=choose>
                {columns
                    .iter()
                    .filter(|column| column.sorts)
                    .map(|column| {
                        view! {
                            <option value=column.name selected=live(move || sort.get().0 == column.name)>
                                {column.label}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
        <button
            type="button"
            class="button sort-choice"
            class:reversed=live(move || sort.get().1)
            aria-label=order
            title=order
            on:click=on(move |_| on_sort.run(sort.get_untracked().0))
        >
            <span class={"order"} aria-hidden="true"></span>
        </button>
    }
}
