//! The filter box of a list: words and qualifiers, completed while one types.
//!
//! A combobox whose list completes the term at the caret (APG, "Combobox", list autocomplete with manual
//! selection): the focus stays in the box, nothing is chosen until an arrow key or the pointer chooses it,
//! and so Enter and Tab keep their meaning for those who only type.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::icon::{Icon, IconView};
use super::listbox::reveal;
use crate::analysis::filter::complete::{Suggestion, Suggestions};
use crate::analysis::filter::plan::replaced;
use crate::format::number::count;

const LIST: &str = "filter-options";

/// What the parts of the box share.
#[derive(Clone, Copy)]
struct Combo {
    input: NodeRef<html::Input>,
    on_change: Callback<String>,
    suggest: Callback<(String, usize), Suggestions>,
    /// What is offered; nothing is offered while the list is closed.
    offered: RwSignal<Suggestions>,
    active: RwSignal<Option<usize>>,
}

/// Filters a list while one types. `/` anywhere on the page brings the focus here.
#[component]
pub fn FilterBox(
    /// What is filtered: "Filter users".
    label: &'static str,
    /// What stands in the empty box.
    placeholder: &'static str,
    /// The filter.
    #[prop(into)]
    value: Signal<String>,
    /// The filter was changed.
    on_change: Callback<String>,
    /// What could stand at a caret of a filter, in bytes.
    suggest: Callback<(String, usize), Suggestions>,
    /// Help was asked for.
    on_help: Callback<()>,
) -> impl IntoView {
    let this = Combo {
        input: NodeRef::new(),
        on_change,
        suggest,
        offered: RwSignal::new(Suggestions::default()),
        active: RwSignal::new(None),
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
    Effect::new(move |_| {
        if let Some(active) = this.active.get() {
            reveal(&option_id(active));
        }
    });
    let open = move || this.offered.with(|offered| !offered.items.is_empty());
    view! {
        <search class="filter-box">
            <IconView icon=Icon::Search />
            <input
                type="text"
                node_ref=this.input
                role="combobox"
                aria-label=label
                aria-autocomplete="list"
                aria-expanded=move || open().to_string()
                aria-controls=LIST
                aria-activedescendant=move || this.active.get().map(option_id)
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
                {move || {
                    (!value.with(String::is_empty))
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button bare"
                                    aria-label="Clear"
                                    title="Clear"
                                    on:click=move |_| this.clear()
                                >
                                    <IconView icon=Icon::Close />
                                </button>
                            }
                        })
                }} <kbd aria-hidden="true">{"/"}</kbd>
                <button
                    type="button"
                    class="button bare"
                    aria-label="How to filter"
                    title="How to filter"
                    on:click=move |_| on_help.run(())
                >
                    <span aria-hidden="true">{"?"}</span>
                </button>
            </div>
            <ul class="filter-options" id=LIST role="listbox" aria-label="Suggestions" hidden=move || !open()>
                {move || {
                    let items = this.offered.get().items.into_iter().enumerate();
                    items.map(|(place, item)| option(this, place, item)).collect_view()
                }}
            </ul>
        </search>
    }
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

fn option(this: Combo, place: usize, item: Suggestion) -> AnyView {
    let Suggestion {
        insert,
        means,
        count: number,
    } = item;
    view! {
        <li
            id=option_id(place)
            role="option"
            aria-selected=move || (this.active.get() == Some(place)).to_string()
            // The focus stays in the box.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| this.accept(place)
            on:pointermove=move |_| this.active.set(Some(place))
        >
            <span class="filter-insert">{insert}</span>
            " "
            <span class="filter-means">{means}</span>
            {number.map(|number| view! { <span class="filter-count">{count(number)}</span> })}
        </li>
    }
    .into_any()
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
        self.active.set(None);
        self.offered.set(self.suggest.run((text, caret)));
    }

    /// The caret moved: an open list follows it.
    fn follow(self) {
        if self.is_open() {
            self.offer();
        }
    }

    fn is_open(self) -> bool {
        self.offered
            .with_untracked(|offered| !offered.items.is_empty())
    }

    fn close(self) {
        if self.is_open() {
            self.active.set(None);
            self.offered.set(Suggestions::default());
        }
    }

    fn clear(self) {
        self.on_change.run(String::new());
        self.close();
        if let Some(input) = self.input.get_untracked() {
            drop(input.focus());
        }
    }

    fn key(self, event: &KeyboardEvent) {
        // Enter and the arrows belong to an input method while it composes.
        if event.is_composing() {
            return;
        }
        let key = event.key();
        let done = match key.as_str() {
            "ArrowDown" | "ArrowUp" => {
                if !self.is_open() {
                    self.offer();
                }
                self.step(key == "ArrowDown");
                true
            }
            "Enter" | "Tab" if !event.shift_key() => {
                if let Some(place) = self.active.get_untracked() {
                    self.accept(place);
                    true
                } else {
                    self.close();
                    key == "Enter"
                }
            }
            "Escape" if self.is_open() => {
                self.close();
                true
            }
            "Escape" => {
                let filled = self
                    .input
                    .get_untracked()
                    .is_some_and(|input| !input.value().is_empty());
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

    fn step(self, down: bool) {
        let number = self.offered.with_untracked(|offered| offered.items.len());
        if number > 0 {
            self.active.update(|active| {
                *active = Some(match (*active, down) {
                    (None, true) => 0,
                    (None, false) => number - 1,
                    (Some(at), true) => (at + 1) % number,
                    (Some(at), false) => (at + number - 1) % number,
                });
            });
        }
    }

    fn accept(self, place: usize) {
        let chosen = self.offered.with_untracked(|offered| {
            let item = offered.items.get(place)?;
            Some((offered.at.clone(), item.insert.clone()))
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

/// Brings the focus to the filter box of the page: what had it is about to go.
pub fn focus_filter() {
    let input = document()
        .query_selector(".filter-box > input")
        .ok()
        .flatten();
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        drop(input.focus());
    }
}

/// Whether a key press belongs to a field that is being typed into, or to an open dialog.
pub fn typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            element
                .closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")
                .ok()
                .flatten()
                .is_some()
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
