//! Completes a filter while one types.
//!
//! A combobox whose list completes the term at the caret (APG, "Combobox", list autocomplete with manual
//! selection): the focus stays in the box, nothing is chosen until an arrow key or the pointer chooses it,
//! and so Enter and Tab keep their meaning for those who only type. The list is painted by hand.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::dom::{add, set, set_flag, told_place};
use super::filter_box::{FilterBox, LIST, filter_has_focus, focus_filter};
use super::listbox::reveal;
use crate::analysis::filter::complete::Suggestions;
use crate::analysis::filter::explain::replaced;
use crate::format::number::count;
use crate::reactive::once_painted;

/// What could stand at a caret of a filter, in bytes.
pub type Suggest = Rc<dyn Fn(&str, usize) -> Suggestions>;

#[derive(Clone, Copy)]
struct Combo {
    filter: FilterBox,
    suggest: StoredValue<Suggest, LocalStorage>,
    held: StoredValue<Held, LocalStorage>,
}

#[derive(Default)]
struct Held {
    /// Nothing is offered while the list is closed.
    offered: Suggestions,
    active: Option<usize>,
    /// Whether something was typed for which nothing is offered yet.
    is_late: bool,
}

/// From now on the box completes what is typed into it.
pub fn complete(filter: FilterBox, suggest: Suggest) {
    let combo = Combo {
        filter,
        suggest: StoredValue::new_local(suggest),
        held: StoredValue::new_local(Held::default()),
    };
    filter
        .hear
        .set_value(Some(Rc::new(move |event| combo.hear(event))));
    // Somebody may have begun to type before.
    if filter_has_focus() {
        combo.offer_for_typing();
    }
}

fn option_id(place: usize) -> String {
    [LIST, "-", &place.to_string()].concat()
}

impl Combo {
    fn hear(self, event: &Event) {
        let place = told_place(event, "data-at");
        let kind = event.type_();
        if matches!(kind.as_str(), "keydown" | "keyup" | "click") {
            self.catch_up();
        }
        match kind.as_str() {
            // What was asked for stands there first.
            "input" => {
                self.held.update_value(|held| held.is_late = true);
                once_painted(move || self.catch_up());
            }
            "keydown" => self.key(event.unchecked_ref()),
            "keyup" => {
                let key = event.unchecked_ref::<KeyboardEvent>().key();
                if matches!(key.as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
                    self.follow();
                }
            }
            "click" => match place {
                Some(place) => self.accept(place),
                None => self.follow(),
            },
            "pointermove" => self.activate(place),
            _ => self.close(),
        }
    }

    /// Offers something for what was typed, unless that was done.
    fn catch_up(self) {
        let was_late = self
            .held
            .try_update_value(|held| std::mem::take(&mut held.is_late));
        if was_late == Some(true) {
            self.offer_for_typing();
        }
    }

    /// Typing opens the list for a word that was begun. Between words it would only stand in the way: there
    /// an arrow key opens it.
    fn offer_for_typing(self) {
        let Some((text, caret)) = self.text_and_caret() else {
            return;
        };
        let before = text.get(..caret).unwrap_or_default();
        if before.chars().next_back().is_none_or(char::is_whitespace) {
            self.close();
        } else {
            self.offer();
        }
    }

    /// What is written, and the caret in bytes.
    fn text_and_caret(self) -> Option<(String, usize)> {
        let input = self.filter.input.get_untracked()?;
        let text = input.value();
        let caret = input.selection_start().ok().flatten();
        let caret = caret.map_or(text.len(), |units| to_bytes(&text, units));
        Some((text, caret))
    }

    /// Opens the list for where the caret is.
    fn offer(self) {
        if let Some((text, caret)) = self.text_and_caret() {
            let suggest = self.suggest.get_value();
            self.show(suggest(&text, caret));
        }
    }

    fn show(self, offered: Suggestions) {
        let (Some(input), Some(list)) = (
            self.filter.input.get_untracked(),
            self.filter.list.get_untracked(),
        ) else {
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
        let (Some(input), Some(list)) = (
            self.filter.input.get_untracked(),
            self.filter.list.get_untracked(),
        ) else {
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
        self.held.update_value(|held| held.is_late = false);
        if self.offered() > 0 {
            self.show(Suggestions::default());
        }
    }

    fn clear(self) {
        self.filter.on_change.run(String::new());
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
                let input = self.filter.input.get_untracked();
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
        let (Some((at, insert)), Some(input)) = (chosen, self.filter.input.get_untracked()) else {
            return;
        };
        let text = replaced(&input.value(), &at, &insert);
        let caret = to_units(&text, at.start + insert.len());
        // The caret is set on the new text: the signal brings the same text again, and leaves it there.
        input.set_value(&text);
        drop(input.set_selection_range(caret, caret));
        self.filter.on_change.run(text);
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
