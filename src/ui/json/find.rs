//! Finding a word in the text: the browser's own search tells neither how often it is there nor shows it
//! behind letters that are transparent.

use std::ops::Range;

use leptos::{html, prelude::*};

use super::editor::Editor;
use super::edits::selected;
use crate::format::number::count;
use crate::reactive::{effect, live, on, part};
use crate::ui::icon::{Icon, IconView};

/// So many are counted at most.
const MOST: usize = 10_000;

/// The bar and what it has found.
#[derive(Clone, Copy)]
pub(super) struct Find {
    editor: Editor,
    pub(super) open: RwSignal<bool>,
    sought: RwSignal<String>,
    found: StoredValue<Vec<Range<usize>>>,
    /// Which of the found is looked at, and how many there are.
    at: RwSignal<(Option<usize>, usize)>,
    input: NodeRef<html::Input>,
}

/// Where a word stands in a text, without regard to the case of its plain letters.
pub(super) fn parts(text: &str, sought: &str) -> Vec<Range<usize>> {
    let (bytes, wanted) = (text.as_bytes(), sought.as_bytes());
    let Some(first) = wanted.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(here) = bytes.get(at..at + wanted.len()) {
        if here[0].eq_ignore_ascii_case(first) && here.eq_ignore_ascii_case(wanted) {
            found.push(at..at + wanted.len());
            if found.len() == MOST {
                break;
            }
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

impl Find {
    pub(super) fn new(editor: Editor) -> Self {
        let this = Self {
            editor,
            open: RwSignal::new(false),
            sought: RwSignal::new(String::new()),
            found: StoredValue::new(Vec::new()),
            at: RwSignal::new((None, 0)),
            input: NodeRef::new(),
        };
        let changed = editor.changed();
        effect(move || {
            changed.track();
            if this.open.get_untracked() {
                this.look(false);
            }
        });
        effect(move || {
            this.input.track();
            if let Some(input) = this.input.get_untracked() {
                drop(input.focus());
                input.select();
            }
        });
        this
    }

    /// Opens the bar, with what is selected if that is a word.
    pub(super) fn show(self) {
        if let Some(area) = self.editor.area.get_untracked() {
            let word = self.editor.with_text(|text| {
                let part = selected(&area, text);
                text.get(part).unwrap_or_default().to_owned()
            });
            if !word.is_empty() && word.len() < 200 && !word.contains('\n') {
                self.sought.set(word);
            }
        }
        if self.open.get_untracked() {
            if let Some(input) = self.input.get_untracked() {
                drop(input.focus());
                input.select();
            }
        } else {
            self.open.set(true);
        }
        self.look(true);
    }

    fn close(self) {
        self.open.set(false);
        let place = self.place();
        self.mark("", None);
        match place {
            Some(part) => {
                self.editor.focus();
                self.editor.select(part);
            }
            None => self.editor.focus(),
        }
    }

    fn place(self) -> Option<Range<usize>> {
        let (at, _) = self.at.get_untracked();
        self.found.with_value(|found| found.get(at?).cloned())
    }

    /// Looks through the text; `goes`: to the first one behind the caret.
    fn look(self, goes: bool) {
        let sought = self.sought.get_untracked();
        let found = self.editor.with_text(|text| parts(text, &sought));
        let caret = self.editor.area.get_untracked().map_or(0, |area| {
            self.editor.with_text(|text| selected(&area, text).start)
        });
        let next = found.iter().position(|part| part.start >= caret);
        let at = next.or(Some(0)).filter(|_| !found.is_empty());
        let number = found.len();
        self.found.set_value(found);
        self.at.set((at.filter(|_| goes), number));
        if goes {
            self.reach();
        } else {
            self.mark(&sought, None);
        }
    }

    /// To the next one, or to the one before; around the ends.
    fn step(self, back: bool) {
        let (at, number) = self.at.get_untracked();
        if number == 0 {
            return;
        }
        let next = match (at, back) {
            (None, false) => 0,
            (None, true) => number - 1,
            (Some(at), false) => (at + 1) % number,
            (Some(at), true) => (at + number - 1) % number,
        };
        self.at.set((Some(next), number));
        self.reach();
    }

    fn reach(self) {
        let place = self.place();
        let sought = self.sought.get_untracked();
        self.mark(&sought, place.as_ref().map(|part| part.start));
        if let Some(part) = place {
            self.editor.select(part);
        }
    }

    fn mark(self, sought: &str, current: Option<usize>) {
        self.editor
            .paper
            .update_value(|paper| paper.set_sought(sought, current));
        self.editor.paint();
    }

    fn words(self) -> String {
        let (at, number) = self.at.get();
        if self.sought.with(String::is_empty) {
            return String::new();
        }
        let most = if number == MOST { "+" } else { "" };
        match at {
            _ if number == 0 => "Not found".to_owned(),
            Some(at) => [&count(at + 1), " of ", &count(number), most].concat(),
            None => [&count(number), most, " found"].concat(),
        }
    }

    fn key(self, event: &leptos::ev::KeyboardEvent) {
        match event.key().as_str() {
            "Enter" if !event.is_composing() => self.step(event.shift_key()),
            "Escape" => self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    pub(super) fn view(self) -> AnyView {
        part(move || self.open.get().then(|| self.bar())).into_any()
    }

    fn bar(self) -> AnyView {
        let button = |label: &'static str, words: &'static str, deed: Callback<()>| {
            view! {
                <button
                    type="button"
                    class="button small"
                    aria-label=label
                    title=label
                    on:click=on(move |_: leptos::ev::MouseEvent| deed.run(()))
                >
                    {words}
                </button>
            }
        };
        view! {
            <div class="json-find" role="search">
                <IconView icon=Icon::Search />
                <input
                    type="text"
                    node_ref=self.input
                    aria-label="Find in this text"
                    placeholder="Find"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=self.sought
                    on:input=on(move |event| {
                        self.sought.set(event_target_value(&event));
                        self.look(true);
                    })
                    on:keydown=on(move |event: leptos::ev::KeyboardEvent| self.key(&event))
                />
                <span class="json-count" role="status">
                    {live(move || self.words())}
                </span>
                {button("Previous (Shift+Enter)", "↑", Callback::new(move |()| self.step(true)))}
                {button("Next (Enter)", "↓", Callback::new(move |()| self.step(false)))}
                {button("Close (Escape)", "Close", Callback::new(move |()| self.close()))}
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_do_not_overlap() {
        assert_eq!(parts("aAa ü URL url", "url"), [7..10, 11..14]);
        assert_eq!(parts("aaaa", "aa"), [0..2, 2..4]);
        assert!(parts("ab", "abc").is_empty());
        assert!(parts("ab", "").is_empty());
        assert_eq!(parts("xü", "ü").first(), Some(&(1..3)));
    }
}
