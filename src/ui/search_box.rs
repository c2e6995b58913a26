//! The search box of a list.

use super::icon::{Icon, IconView};
use super::typing::typing;
use leptos::{html, prelude::*};

/// Searches a list while one types. `/` anywhere on the page brings the focus here.
#[component]
pub fn SearchBox(
    /// What is searched, for those who do not see the placeholder: "Search users".
    label: &'static str,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The text was changed.
    on_change: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let slash = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "/"
            && !event.ctrl_key()
            && !event.meta_key()
            && !event.alt_key()
            && !typing(&event)
        {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                // An element in the document can take the focus.
                drop(input.focus());
                input.select();
            }
        }
    });
    on_cleanup(move || slash.remove());
    view! {
        <search class="search-box">
            <IconView icon=Icon::Search />
            <input
                type="search"
                node_ref=input
                aria-label=label
                placeholder=label
                autocomplete="off"
                spellcheck="false"
                aria-keyshortcuts="/"
                prop:value=value
                on:input=move |event| on_change.run(event_target_value(&event))
            />
            <kbd aria-hidden="true">{"/"}</kbd>
        </search>
    }
}

/// Brings the focus to the search box of the page: what had it is about to go.
pub fn focus_search() {
    use wasm_bindgen::JsCast as _;
    let input = document()
        .query_selector(".search-box > input")
        .ok()
        .flatten();
    if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(input.focus());
    }
}
