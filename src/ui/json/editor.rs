//! The text that is edited, as its page sees it.

use std::time::Duration;

use leptos::{html, prelude::*};
use web_sys::HtmlTextAreaElement;

use super::edits::replace_all;
use super::paper::Paper;
use crate::analysis::json::{Doc, Problem, Warning, to_units, warnings};
use crate::reactive::Pause;

pub use super::field::JsonEditor;

/// How long typing rests before the text is read: nobody is told of a mistake in the middle of a word.
const RESTS: Duration = Duration::from_millis(350);

/// How many changes are kept that were too large for the field's own history.
const MOST_LEAPS: usize = 4;

/// What the text was found to be.
pub type Verdict = Option<Result<(), Problem>>;

/// A JSON text that is edited. Cheap to copy; ends with the owner it was made under.
#[derive(Clone, Copy)]
pub struct Editor {
    text: StoredValue<String>,
    /// Whether the field has another text than was last taken from it.
    is_stale: StoredValue<bool>,
    pub(super) area: NodeRef<html::Textarea>,
    pub(super) paper: StoredValue<Paper, LocalStorage>,
    changed: RwSignal<u32>,
    verdict: RwSignal<Verdict>,
    pub(super) warnings: RwSignal<Vec<Warning>>,
    rest: StoredValue<Option<Pause>>,
    /// Changes that were too large for the field's own history, before and after; the newest first.
    leaps: StoredValue<Vec<[String; 2]>>,
}

impl std::fmt::Debug for Editor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The text may hold secrets.
        f.write_str("Editor")
    }
}

impl Editor {
    /// An editor of a text.
    pub fn new(text: &str) -> Self {
        let this = Self {
            // As the field gives it back: its lines end in one character.
            text: StoredValue::new(text.replace("\r\n", "\n").replace('\r', "\n")),
            is_stale: StoredValue::new(false),
            area: NodeRef::new(),
            paper: StoredValue::new_local(Paper::default()),
            changed: RwSignal::new(0),
            verdict: RwSignal::new(None),
            warnings: RwSignal::new(Vec::new()),
            rest: StoredValue::new(None),
            leaps: StoredValue::new(Vec::new()),
        };
        let read = Callback::new(move |()| {
            let _ = this.check_now();
        });
        this.rest.set_value(Some(Pause::new(RESTS, read)));
        let _ = this.check_now();
        this
    }

    /// What stands there now.
    pub fn text(self) -> String {
        self.with_text(ToOwned::to_owned)
    }

    /// Does something with what stands there now.
    pub fn with_text<T>(self, with: impl FnOnce(&str) -> T) -> T {
        self.take();
        self.text.with_value(|text| with(text))
    }

    /// Takes the text from the field, if it has another.
    fn take(self) {
        if self.is_stale.get_value()
            && let Some(area) = self.area.get_untracked()
        {
            self.is_stale.set_value(false);
            self.text.set_value(area.value());
        }
    }

    /// Puts another text there. Where the field is on the page, Ctrl+Z takes it back.
    pub fn set(self, text: &str) {
        let text = text.replace("\r\n", "\n");
        let before = self.text();
        match self.area.get_untracked() {
            // A field that was only just made does not hold the text yet: it takes it when it arrives.
            Some(area) if area.value() == before => {
                if !replace_all(&area, &before, &text) {
                    area.set_value(&text);
                    self.leaps.update_value(|leaps| {
                        leaps.truncate(MOST_LEAPS - 1);
                        leaps.insert(0, [before, text]);
                    });
                }
                self.is_stale.set_value(true);
            }
            _ => self.text.set_value(text),
        }
        self.settle();
        let _ = self.check_now();
    }

    /// Takes a change back, or makes it again, that was too large for the field's own history; `false` where
    /// the text is not what one of them left.
    pub(super) fn leap(self, back: bool) -> bool {
        let Some(area) = self.area.get_untracked() else {
            return false;
        };
        let to = self.with_text(|now| {
            self.leaps.with_value(|leaps| {
                let (from, to) = if back { (1, 0) } else { (0, 1) };
                let leap = leaps.iter().find(|leap| leap[from] == now)?;
                Some(leap[to].clone())
            })
        });
        let Some(to) = to else { return false };
        area.set_value(&to);
        self.is_stale.set_value(true);
        self.settle();
        let _ = self.check_now();
        true
    }

    /// Grows after each change of the text.
    pub fn changed(self) -> Signal<u32> {
        self.changed.into()
    }

    /// Whether the text is JSON, or nothing; `None` for the moment after a key in which nobody has looked.
    pub fn verdict(self) -> Signal<Verdict> {
        self.verdict.into()
    }

    /// Whether nothing is written there.
    pub(super) fn is_blank(self) -> bool {
        self.with_text(|text| text.trim_start().is_empty())
    }

    /// Looks at once whether the text is JSON, and says so.
    pub fn check_now(self) -> Result<(), Problem> {
        if let Some(rest) = self.rest.get_value() {
            rest.end();
        }
        let read = self.with_text(Doc::read);
        let (result, warned) = match read {
            Ok(doc) => (Ok(()), warnings(&doc)),
            Err(problem) => (Err(problem), Vec::new()),
        };
        // Where nothing is written, nothing is wrong with what is written: whoever needs a value says so.
        let told = if self.is_blank() {
            Ok(())
        } else {
            result.clone()
        };
        self.paper.update_value(|paper| {
            paper.set_wrong(told.as_ref().err().map(|problem| problem.line));
        });
        self.warnings.set(warned);
        self.verdict.set(Some(told));
        result
    }

    /// Moves the focus into the field.
    pub fn focus(self) {
        if let Some(area) = self.area.get_untracked() {
            drop(area.focus());
        }
    }

    /// Moves the focus and the caret to where the text is no JSON.
    pub fn focus_problem(self) {
        if let Err(problem) = self.check_now() {
            self.go_to(problem.at);
        }
    }

    /// Moves the focus and the caret to a place in bytes.
    pub(super) fn go_to(self, at: usize) {
        self.focus();
        self.select(at..at);
    }

    /// Selects a part, in bytes, and shows it.
    pub(super) fn select(self, part: std::ops::Range<usize>) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let units = self.with_text(|text| [to_units(text, part.start), to_units(text, part.end)]);
        drop(area.set_selection_range(units[0], units[1]));
        self.paper.with_value(|paper| {
            self.text
                .with_value(|text| paper.reveal(&area, text, part.start));
        });
    }

    /// Something was typed: what follows from it comes with the next frame, once for all keys before it.
    pub(super) fn typed(self) {
        let was_stale = self
            .is_stale
            .try_update_value(|stale| std::mem::replace(stale, true));
        if was_stale == Some(false) {
            request_animation_frame(move || {
                if !self.text.is_disposed() {
                    self.settle();
                }
            });
        }
    }

    /// Takes the text in, paints it, and tells those who follow it.
    fn settle(self) {
        self.take();
        self.text.with_value(|text| {
            self.paper.update_value(|paper| paper.set_text(text));
        });
        self.paint();
        if self.verdict.with_untracked(Option::is_some) {
            self.verdict.set(None);
        }
        if let Some(rest) = self.rest.get_value() {
            rest.begin_again();
        }
        self.changed.update(|changed| *changed += 1);
    }

    /// The field is on the page: it has the text, and is painted.
    pub(super) fn arrive(self, area: &HtmlTextAreaElement) {
        self.text.with_value(|text| {
            area.set_value(text);
            self.paper.update_value(|paper| paper.set_text(text));
        });
        self.paint();
    }

    /// Paints the lines that are seen.
    pub(super) fn paint(self) {
        self.text.with_value(|text| {
            self.paper.update_value(|paper| paper.paint(text));
        });
    }
}
