//! The filter box of a list: words and qualifiers. By itself it filters; what completes a filter
//! ([`super::filter_combo`]) comes later and hears of everything that happens here.

use std::rc::Rc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::icon::{Icon, IconView};
use super::typing::typing;
use crate::reactive::on;
use crate::state::table_prefs::TablePrefs;

/// The list of suggestions.
pub const LIST: &str = "filter-options";

/// Hears of what happens in the box and in its list.
pub type Hear = Rc<dyn Fn(&Event)>;

/// The elements of a filter box, and who hears of them.
#[derive(Clone, Copy)]
pub struct FilterBox {
    /// The box.
    pub input: NodeRef<html::Input>,
    /// What is offered.
    pub list: NodeRef<html::Ul>,
    /// The filter was changed.
    pub on_change: Callback<String>,
    /// Nothing is offered until this is there.
    pub hear: StoredValue<Option<Hear>, LocalStorage>,
    /// Something happened in it and nobody heard.
    on_unheard: Callback<()>,
}

impl FilterBox {
    /// A box that tells of each new text, and of being used while nothing hears of it.
    pub fn new(on_change: Callback<String>, on_unheard: Callback<()>) -> Self {
        Self {
            input: NodeRef::new(),
            list: NodeRef::new(),
            on_change,
            hear: StoredValue::new_local(None),
            on_unheard,
        }
    }

    fn tell(self, event: &Event) {
        if let Some(hear) = self.hear.get_value() {
            hear(event);
        } else {
            self.on_unheard.run(());
        }
    }

    /// The box on a page: "Filter users", what stands in it while it is empty, and the filter. `/` anywhere
    /// on the page brings the focus here.
    pub fn view(
        self,
        label: &'static str,
        placeholder: &'static str,
        value: Signal<String>,
        on_help: Callback<()>,
    ) -> AnyView {
        let prefs = use_context::<TablePrefs>();
        let slash = window_event_listener(leptos::ev::keydown, move |event| {
            let alone = !event.ctrl_key()
                && !event.meta_key()
                && !event.alt_key()
                && prefs.is_none_or(|prefs| untrack(|| prefs.single_keys()));
            if event.key() == "/" && alone && !typing(&event) {
                event.prevent_default();
                if let Some(input) = self.input.get_untracked() {
                    // An element in the document can take the focus.
                    drop(input.focus());
                    input.select();
                }
            }
        });
        on_cleanup(move || slash.remove());
        view! {
            <search class="filter-box">
                <IconView icon=Icon::Search />
                <input
                    type="text"
                    node_ref=self.input
                    role="combobox"
                    aria-label=label
                    aria-autocomplete="list"
                    aria-expanded="false"
                    aria-controls=LIST
                    placeholder=placeholder
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    aria-keyshortcuts="/"
                    prop:value=value
                    on:input=on(move |event| {
                        self.on_change.run(event_target_value(&event));
                        self.tell(&event);
                    })
                    on:keydown=on(move |event: leptos::ev::KeyboardEvent| self.tell(&event))
                    on:keyup=on(move |event: leptos::ev::KeyboardEvent| self.tell(&event))
                    on:click=on(move |event: leptos::ev::MouseEvent| self.tell(&event))
                    on:blur=on(move |event: leptos::ev::FocusEvent| self.tell(&event))
                />
                <div class="filter-tools">
                    <button
                        type="button"
                        class="button bare filter-clear"
                        aria-label="Clear"
                        title="Clear"
                        on:click=on(move |_| {
                            self.on_change.run(String::new());
                            focus_filter();
                        })
                    >
                        <IconView icon=Icon::Close />
                    </button>
                    <kbd aria-hidden="true">{"/"}</kbd>
                    <button
                        type="button"
                        class="button bare"
                        aria-label="How to filter"
                        title="How to filter"
                        on:click=on(move |_| on_help.run(()))
                    >
                        {"?"}
                    </button>
                </div>
                <ul
                    class="filter-options"
                    id=LIST
                    role="listbox"
                    aria-label="Suggestions"
                    hidden
                    node_ref=self.list
                    // The focus stays in the box.
                    on:mousedown=|event| event.prevent_default()
                    on:click=on(move |event: leptos::ev::MouseEvent| self.tell(&event))
                    on:pointermove=on(move |event: leptos::ev::PointerEvent| self.tell(&event))
                ></ul>
            </search>
        }
        .into_any()
    }
}

fn input_of_page() -> Option<HtmlInputElement> {
    let input = document().query_selector(".filter-box > input");
    input.ok().flatten()?.dyn_into().ok()
}

/// Brings the focus to the filter box of the page: what had it is about to go.
pub fn focus_filter() {
    if let Some(input) = input_of_page() {
        drop(input.focus());
    }
}

/// Whether the filter box of the page is being typed into.
pub fn filter_has_focus() -> bool {
    input_of_page().is_some_and(|input| {
        let input: &Element = input.as_ref();
        document().active_element().as_ref() == Some(input)
    })
}
