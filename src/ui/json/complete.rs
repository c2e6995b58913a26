//! Completes a known key while it is typed. The focus stays in the field; nothing is chosen until an arrow key
//! or the pointer chooses it, so Enter and Tab keep their meaning (APG, "Combobox", list autocomplete with
//! manual selection). Unknown keys are as good as known ones.

use leptos::{html, prelude::*};
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use super::editor::Editor;
use super::edits::{insert, selected};
use super::paper::{pixels, set_property};
use crate::analysis::json::{Begun, begun, to_units};
use crate::reactive::{live, on};
use crate::ui::dom::{add, set, set_flag, told_place};
use crate::ui::listbox::reveal;

/// A key, and what it is for.
pub type KnownKey = (&'static str, &'static str);

/// So many are offered at most.
const MOST: usize = 50;

#[derive(Clone, Copy)]
pub(super) struct Complete {
    editor: Editor,
    id: StoredValue<String>,
    keys: Signal<&'static [KnownKey]>,
    list: NodeRef<html::Ul>,
    held: StoredValue<Held>,
    said: RwSignal<String>,
}

#[derive(Default)]
struct Held {
    begun: Option<Begun>,
    offered: Vec<KnownKey>,
    active: Option<usize>,
}

impl Complete {
    pub(super) fn new(editor: Editor, id: &str, keys: Signal<&'static [KnownKey]>) -> Self {
        Self {
            editor,
            id: StoredValue::new([id, "-keys"].concat()),
            keys,
            list: NodeRef::new(),
            held: StoredValue::new(Held::default()),
            said: RwSignal::new(String::new()),
        }
    }

    pub(super) fn list_id(self) -> String {
        self.id.get_value()
    }

    fn option_id(self, place: usize) -> String {
        [&self.list_id(), "-", &place.to_string()].concat()
    }

    fn is_open(self) -> bool {
        self.held.with_value(|held| !held.offered.is_empty())
    }

    /// Something was typed, and stands there: offers keys for it.
    pub(super) fn typed(self) {
        if self.keys.with_untracked(|keys| keys.is_empty()) {
            return;
        }
        let Some(area) = self.editor.area.get_untracked() else {
            return;
        };
        let begun = self.editor.with_text(|text| {
            let part = selected(&area, text);
            // A letter or a quote begins a key; nothing else needs the text to be looked through.
            let before = text.get(..part.start)?.chars().next_back()?;
            let begins = before == '"' || before == '_' || before.is_alphanumeric();
            (part.is_empty() && begins).then(|| begun(text, part.start))?
        });
        self.offer(&area, begun);
    }

    fn offer(self, area: &HtmlTextAreaElement, begun: Option<Begun>) {
        let offered = begun.as_ref().map_or_else(Vec::new, |begun| {
            let is_begun = |key: &str| {
                let start = key.as_bytes().get(..begun.prefix.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(begun.prefix.as_bytes()))
            };
            let keys = self.keys.get_untracked().iter().copied();
            keys.filter(|(key, _)| {
                is_begun(key) && *key != begun.prefix && !begun.present.iter().any(|one| one == key)
            })
            .take(MOST)
            .collect()
        });
        self.show(area, begun, offered);
    }

    fn show(self, area: &HtmlTextAreaElement, begun: Option<Begun>, offered: Vec<KnownKey>) {
        let Some(list) = self.list.get_untracked() else {
            return;
        };
        list.set_text_content(None);
        for (place, (key, means)) in offered.iter().enumerate() {
            let option = add(&list, "li", "", "");
            set(&option, "id", &self.option_id(place));
            set(&option, "role", "option");
            set(&option, "data-at", &place.to_string());
            add(&option, "span", "json-key", key);
            // The blank is for those who hear it.
            add(&option, "span", "muted", &[" ", means].concat());
        }
        if let Some(begun) = &begun {
            let (x, y) = self.editor.with_text(|text| {
                self.editor
                    .paper
                    .with_value(|paper| paper.spot(text, begun.at.start))
            });
            // It stays within the field, however far to the right the key stands.
            let most = f64::from(area.client_width() - 240).max(0.0);
            for (name, place) in [("--x", x.clamp(0.0, most)), ("--y", y)] {
                let place = [&pixels(place).to_string(), "px"].concat();
                set_property(&list, name, &place);
            }
        }
        let number = offered.len();
        set_flag(&list, "hidden", number == 0);
        self.said.set(match number {
            0 => String::new(),
            1 => "1 known key; the down arrow chooses it".to_owned(),
            _ => [&number.to_string(), " known keys; the arrows choose one"].concat(),
        });
        self.held.update_value(|held| {
            held.begun = begun;
            held.offered = offered;
        });
        self.activate(None);
    }

    fn activate(self, place: Option<usize>) {
        self.held.update_value(|held| held.active = place);
        let (Some(area), Some(list)) =
            (self.editor.area.get_untracked(), self.list.get_untracked())
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
                set(&area, "aria-activedescendant", &self.option_id(place));
                reveal(&self.option_id(place));
            }
            None => drop(area.remove_attribute("aria-activedescendant")),
        }
    }

    pub(super) fn close(self) {
        if self.is_open()
            && let Some(area) = self.editor.area.get_untracked()
        {
            self.show(&area, None, Vec::new());
        }
    }

    /// Whether a key press was for the list.
    pub(super) fn key(self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && key == " " {
            if let Some(area) = self.editor.area.get_untracked() {
                let begun = self
                    .editor
                    .with_text(|text| begun(text, selected(&area, text).start));
                self.offer(&area, begun);
            }
            return true;
        }
        if !self.is_open() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let (active, number) = self
            .held
            .with_value(|held| (held.active, held.offered.len()));
        match key.as_str() {
            "ArrowDown" | "ArrowUp" => self.activate(Some(match (active, key == "ArrowDown") {
                (None, true) => 0,
                (None, false) => number - 1,
                (Some(at), true) => (at + 1) % number,
                (Some(at), false) => (at + number - 1) % number,
            })),
            "Enter" | "Tab" if !event.shift_key() && active.is_some() => {
                self.accept(active.unwrap_or_default());
            }
            "Escape" => self.close(),
            "Shift" | "Control" | "Meta" | "Alt" => return false,
            // A letter offers anew once it stands there; everything else is about something else.
            _ if key.chars().nth(1).is_none() || key == "Backspace" => return false,
            _ => {
                self.close();
                return false;
            }
        }
        true
    }

    fn accept(self, place: usize) {
        let chosen = self.held.with_value(|held| {
            let (key, _) = held.offered.get(place)?;
            Some((*key, held.begun.clone()?))
        });
        let (Some((key, begun)), Some(area)) = (chosen, self.editor.area.get_untracked()) else {
            return;
        };
        self.close();
        let units = self
            .editor
            .with_text(|text| [to_units(text, begun.at.start), to_units(text, begun.at.end)]);
        drop(area.set_selection_range(units[0], units[1]));
        let colon = if begun.has_colon { "" } else { ": " };
        insert(&area, &["\"", key, "\"", colon].concat());
    }

    pub(super) fn view(self) -> AnyView {
        let hear = move |event: &Event| {
            if let Some(place) = told_place(event, "data-at") {
                if event.type_() == "click" {
                    self.accept(place);
                } else {
                    self.activate(Some(place));
                }
            }
        };
        view! {
            <ul
                class="json-keys"
                id=self.list_id()
                role="listbox"
                aria-label="Known keys"
                hidden
                node_ref=self.list
                // The focus stays in the field.
                on:mousedown=|event| event.prevent_default()
                on:click=on(move |event: leptos::ev::MouseEvent| hear(&event))
                on:pointermove=on(move |event: leptos::ev::PointerEvent| hear(&event))
            ></ul>
            <span class="unseen" role="status">
                {live(move || self.said.get())}
            </span>
        }
        .into_any()
    }
}
