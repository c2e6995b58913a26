//! The filter box of a list: words and qualifiers, completed while one types.
//!
//! A combobox whose list completes the term at the caret (APG, "Combobox", list autocomplete with manual
//! selection): the focus stays in the box, nothing is chosen until an arrow key or the pointer chooses it,
//! and so Enter and Tab keep their meaning for those who only type.

use std::rc::Rc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

use super::dom::{add, set, set_flag, told_place};
use super::icon::{Icon, IconView};
use super::listbox::reveal;
use super::typing::typing;
use crate::analysis::filter::complete::Suggestions;
use crate::analysis::filter::explain::replaced;
use crate::format::number::count;

const LIST: &str = "filter-options";

/// What could stand at a caret of a filter, in bytes.
pub type Suggest = Rc<dyn Fn(&str, usize) -> Suggestions>;

/// The box and its list. What is offered is painted by hand, so nothing here is a signal.
#[derive(Clone, Copy)]
struct Combo {
    input: NodeRef<html::Input>,
    list: NodeRef<html::Ul>,
    on_change: Callback<String>,
    /// Nothing is offered until this is there.
    suggest: StoredValue<Option<Suggest>, LocalStorage>,
    held: StoredValue<Held, LocalStorage>,
}

#[derive(Default)]
struct Held {
    /// Nothing is offered while the list is closed.
    offered: Suggestions,
    active: Option<usize>,
}

/// Filters a list while one types. `/` anywhere on the page brings the focus here.
pub fn filter_box(
    // "Filter users".
    label: &'static str,
    // What stands in the empty box.
    placeholder: &'static str,
    // The filter.
    value: Signal<String>,
    on_change: Callback<String>,
    suggest: StoredValue<Option<Suggest>, LocalStorage>,
    on_help: Callback<()>,
) -> AnyView {
    let this = Combo {
        input: NodeRef::new(),
        list: NodeRef::new(),
        on_change,
        suggest,
        held: StoredValue::new_local(Held::default()),
    };
    let slash = window_event_listener(leptos::ev::keydown, move |event| {
        let alone = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "/" && alone && !typing(&event) {
            event.prevent_default();
            if let Some(input) = this.input.get_untracked() {
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
                node_ref=this.input
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
                on:input=move |event| {
                    on_change.run(event_target_value(&event));
                    this.offer();
                }
                on:keydown=move |event| this.key(&event)
                on:keyup=move |event| {
                    if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
                        this.follow();
                    }
                }
                on:click=move |_| this.follow()
                on:blur=move |_| this.close()
            />
            <div class="filter-tools">
                <button
                    type="button"
                    class="button bare filter-clear"
                    aria-label="Clear"
                    title="Clear"
                    on:click=move |_| this.clear()
                >
                    <IconView icon=Icon::Close />
                </button>
                <kbd aria-hidden="true">{"/"}</kbd>
                <button
                    type="button"
                    class="button bare"
                    aria-label="How to filter"
                    title="How to filter"
                    on:click=move |_| on_help.run(())
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
                node_ref=this.list
                // The focus stays in the box.
                on:mousedown=|event| event.prevent_default()
                on:click=move |event| {
                    if let Some(place) = told_place(&event, "data-at") {
                        this.accept(place);
                    }
                }
                on:pointermove=move |event| this.activate(told_place(&event, "data-at"))
            ></ul>
        </search>
    }
    .into_any()
}

fn option_id(place: usize) -> String {
    [LIST, "-", &place.to_string()].concat()
}

impl Combo {
    /// Opens the list for where the caret is.
    fn offer(self) {
        let Some(input) = self.input.get_untracked() else {
            return;
        };
        let text = input.value();
        let caret = input.selection_start().ok().flatten();
        let caret = caret.map_or(text.len(), |units| to_bytes(&text, units));
        if let Some(suggest) = self.suggest.get_value() {
            self.show(suggest(&text, caret));
        }
    }

    fn show(self, offered: Suggestions) {
        let (Some(input), Some(list)) = (self.input.get_untracked(), self.list.get_untracked())
        else {
            return;
        };
        list.set_text_content(None);
        for (place, item) in offered.items.iter().enumerate() {
            let option = add(&list, "li", "", "");
            set(&option, "id", &option_id(place));
            set(&option, "role", "option");
            set(&option, "data-at", &place.to_string());
            add(&option, "span", "filter-insert", &item.insert);
            // The blanks are for those who hear it.
            add(
                &option,
                "span",
                "filter-means",
                &[" ", &item.means].concat(),
            );
            if let Some(number) = item.count {
                let number = [" ", &count(number)].concat();
                add(&option, "span", "filter-count", &number);
            }
        }
        let open = !offered.items.is_empty();
        set_flag(&list, "hidden", !open);
        set(&input, "aria-expanded", if open { "true" } else { "false" });
        self.held.update_value(|held| held.offered = offered);
        self.activate(None);
    }

    fn activate(self, place: Option<usize>) {
        self.held.update_value(|held| held.active = place);
        let (Some(input), Some(list)) = (self.input.get_untracked(), self.list.get_untracked())
        else {
            return;
        };
        let options = list.children();
        for at in 0..options.length() {
            if let Some(option) = options.item(at) {
                let is = place.is_some_and(|place| u32::try_from(place) == Ok(at));
                set(&option, "aria-selected", if is { "true" } else { "false" });
            }
        }
        match place {
            Some(place) => {
                set(&input, "aria-activedescendant", &option_id(place));
                reveal(&option_id(place));
            }
            None => drop(input.remove_attribute("aria-activedescendant")),
        }
    }

    /// The caret moved: an open list follows it.
    fn follow(self) {
        if self.offered() > 0 {
            self.offer();
        }
    }

    /// How many are offered.
    fn offered(self) -> usize {
        self.held.with_value(|held| held.offered.items.len())
    }

    fn close(self) {
        if self.offered() > 0 {
            self.show(Suggestions::default());
        }
    }

    fn clear(self) {
        self.on_change.run(String::new());
        self.close();
        focus_filter();
    }

    fn key(self, event: &KeyboardEvent) {
        // Enter and the arrows belong to an input method while it composes.
        if event.is_composing() {
            return;
        }
        let active = self.held.with_value(|held| held.active);
        let is_open = self.offered() > 0;
        let key = event.key();
        let done = match key.as_str() {
            "ArrowDown" | "ArrowUp" => {
                if !is_open {
                    self.offer();
                }
                let number = self.offered();
                if number > 0 {
                    self.activate(Some(match (active, key == "ArrowDown") {
                        (None, true) => 0,
                        (None, false) => number - 1,
                        (Some(at), true) => (at + 1) % number,
                        (Some(at), false) => (at + number - 1) % number,
                    }));
                }
                true
            }
            "Enter" | "Tab" if !event.shift_key() => {
                if let Some(place) = active {
                    self.accept(place);
                    true
                } else {
                    self.close();
                    key == "Enter"
                }
            }
            "Escape" if is_open => {
                self.close();
                true
            }
            "Escape" => {
                let input = self.input.get_untracked();
                let filled = input.is_some_and(|input| !input.value().is_empty());
                if filled {
                    self.clear();
                }
                filled
            }
            _ => false,
        };
        if done {
            event.prevent_default();
            // Escape closes this list and not what lies around it.
            event.stop_propagation();
        }
    }

    fn accept(self, place: usize) {
        let chosen = self.held.with_value(|held| {
            let item = held.offered.items.get(place)?;
            Some((held.offered.at.clone(), item.insert.clone()))
        });
        let (Some((at, insert)), Some(input)) = (chosen, self.input.get_untracked()) else {
            return;
        };
        let text = replaced(&input.value(), &at, &insert);
        let caret = to_units(&text, at.start + insert.len());
        // The caret is set on the new text: the signal brings the same text again, and leaves it there.
        input.set_value(&text);
        drop(input.set_selection_range(caret, caret));
        self.on_change.run(text);
        if insert.ends_with(':') {
            self.offer();
        } else {
            self.close();
        }
    }
}

/// The browser counts in UTF-16 units.
fn to_bytes(text: &str, units: u32) -> usize {
    let mut passed = 0;
    let mut chars = text.char_indices();
    let found = chars.find(|(_, c)| {
        let before = passed;
        passed += c.len_utf16();
        u32::try_from(before).is_ok_and(|before| before >= units)
    });
    found.map_or(text.len(), |(at, _)| at)
}

fn to_units(text: &str, bytes: usize) -> u32 {
    let before = text.get(..bytes).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_count_in_both_ways() {
        let text = "é😀x";
        for (units, bytes) in [(0, 0), (1, 2), (3, 6), (4, 7)] {
            assert_eq!(to_bytes(text, units), bytes);
            assert_eq!(to_units(text, bytes), units);
        }
        assert_eq!(to_bytes(text, 2), 6, "inside a pair: behind it");
        assert_eq!(to_bytes(text, 99), 7);
    }
}
