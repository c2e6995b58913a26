//! The heads of the columns.

use leptos::prelude::*;

use super::column::Column;
use super::selection::Selection;
use super::view::TableView;
use crate::format::number::count;
use crate::reactive::{live, on};

/// One column's head: a button, where the list can be sorted by it.
#[component]
pub fn Heading(
    /// The column.
    column: &'static Column,
    /// What the list is sorted by.
    sort: Signal<(&'static str, bool)>,
    /// The button was pressed.
    on_sort: Callback<&'static str>,
) -> impl IntoView {
    let name = column.name;
    if !column.sorts {
        return view! { <th scope="col" role="columnheader" class=column.class>{column.label}</th> }.into_any();
    }
    let order = move || match sort.get() {
        (sorted, false) if sorted == name => "ascending",
        (sorted, true) if sorted == name => "descending",
        _ => "none",
    };
    view! {
        <th scope="col" role="columnheader" class=column.class aria-sort=order>
            <button type="button" class="heading" on:click=on(move |_| on_sort.run(name))>
                {column.label}
                <span class={"order"} aria-hidden="true"></span>
            </button>
        </th>
    }
    .into_any()
}

/// Selects all that match, not only what is on screen.
#[component]
pub fn PickAll(
    /// What is selected.
    selection: Selection,
    /// The table.
    view: TableView,
) -> impl IntoView {
    let all = Memo::new(move |_| view.all_picked());
    let some = move || !selection.is_empty() && !all.get();
    let label = move || format!("Select all {} that match", count(view.total()));
    view! {
        <th scope="col" role="columnheader" class="col-pick">
            <input
                type="checkbox"
                aria-label=label
                title=label
                prop:checked=live(move || all.get())
                prop:indeterminate=some
                on:change=on(move |_| if all.get_untracked() { selection.clear() } else { view.pick_all() })
            />
        </th>
    }
}
