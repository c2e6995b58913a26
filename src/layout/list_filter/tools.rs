//! What helps with writing a filter: completion, what is odd about it, facets, views and the help. Fetched
//! later than the list (`src/parts.rs`): its first screen does without.

use std::rc::Rc;
use std::time::Duration;

use crate::reactive::{effect_with_last, on, part};
use leptos::prelude::*;

use super::ListFilter;
use super::views_menu::views_menu;
use crate::analysis::filter::edit::{toggle, values_of};
use crate::format::number::counted;
use crate::state::clock::now;
use crate::ui::dialog::Dialog;
use crate::ui::dom::{told, told_place};
use crate::ui::filter_box::{filter_has_focus, focus_filter};
use crate::ui::filter_combo::complete;
use crate::ui::filter_help::filter_help;
use crate::ui::filter_problems;

/// Counting follows the painted list; a list that is still arriving is not counted at each page.
const COUNTS_AFTER: Duration = Duration::from_millis(60);
/// What is odd is said when typing pauses.
const SAYS_AFTER: Duration = Duration::from_millis(450);

impl ListFilter {
    /// The views, what opens the facets on a narrow screen, and the dialogs. From here on the box
    /// completes, and says what is odd.
    pub fn tools(self, shown: Signal<usize>) -> AnyView {
        let source = self.source;
        let suggest =
            move |text: &str, caret| source.with_value(|source| source.suggest(text, caret, now()));
        complete(self.filter, Rc::new(suggest));
        let counting = Pause::new(COUNTS_AFTER, Callback::new(move |()| self.count()));
        let saying = Pause::new(SAYS_AFTER, Callback::new(move |()| self.say()));
        effect_with_last(move |before: Option<String>| {
            let text = self.text.get();
            self.facets.track();
            source.with_value(|source| source.track());
            self.paint(&text);
            counting.begin(false);
            if before.as_ref() != Some(&text) {
                saying.begin(true);
            }
            text
        });
        let views = views_menu(self.views, self.words.built_in, self.state);
        view! {
            {views}
            {part(move || {
                if self.help.get() {
                    self.help()
                } else if self.open.get() && !self.wide.get() {
                    self.drawer(shown)
                } else {
                    ().into_any()
                }
            })}
            <button
                type="button"
                class="button facet-button"
                aria-haspopup="dialog"
                on:click=on(move |_| self.open.set(true))
            >
                "Filters "
                <span class="facet-ticked" node_ref=self.ticked></span>
            </button>
        }
        .into_any()
    }

    /// What of the filter was left out, as it is found.
    pub fn left_out(self) -> AnyView {
        let mend = move |event: leptos::ev::MouseEvent| {
            if let Some(text) = told(event.as_ref(), "data-at") {
                self.mend(text);
            }
        };
        view! {
            <div
                class="filter-problems"
                role="status"
                aria-live="polite"
                node_ref=self.problems
                on:click=mend
            ></div>
        }
        .into_any()
    }

    /// The facets.
    pub fn facets(self) -> AnyView {
        let tick = move |event: leptos::ev::Event| {
            let groups = self.source.with_value(|source| source.groups());
            let ticked = told(&event, "data-at").and_then(|at| {
                self.painter
                    .with_value(|painter| painter.value(groups, &at))
            });
            if let Some((name, value)) = ticked {
                let text = self.text.with_untracked(|text| toggle(text, name, &value));
                self.state.search(text);
            }
        };
        let more = move |event: leptos::ev::MouseEvent| {
            if told(event.as_ref(), "data-do").is_some()
                && let Some(group) = told_place(event.as_ref(), "data-at")
            {
                self.painter
                    .update_value(|painter| painter.toggle_more(group));
                self.text.with_untracked(|text| self.paint(text));
            }
        };
        view! {
            <div class="facet-groups" node_ref=self.facets on:change=tick on:click=more></div>
        }
        .into_any()
    }

    fn drawer(self, shown: Signal<usize>) -> AnyView {
        let close = Callback::new(move |()| self.open.set(false));
        let (one, many) = self.words.noun;
        let facets = self.facets();
        view! {
            <Dialog labelled_by="facets-title" on_cancel=close>
                <h2 id="facets-title">{"Filters"}</h2>
                {facets}
                <div class="dialog-actions">
                    <button type="button" class="button primary" on:click=on(move |_| close.run(()))>
                        {part(move || ["Show ", &counted(shown.get(), one, many)].concat())}
                    </button>
                </div>
            </Dialog>
        }
        .into_any()
    }

    fn help(self) -> AnyView {
        let on_close = Callback::new(move |()| self.help.set(false));
        self.source
            .with_value(|source| filter_help(source.vocabulary(), on_close))
    }

    /// Draws the facets as they were counted last: what is ticked follows the filter at once.
    fn paint(self, text: &str) {
        let groups = self.source.with_value(|source| source.groups());
        if let Some(into) = self.facets.get_untracked() {
            self.painter
                .update_value(|painter| painter.paint(&into, groups, text));
        }
        if let Some(into) = self.ticked.get_untracked() {
            let number: usize = groups
                .iter()
                .map(|group| values_of(text, group.qualifier).len())
                .sum();
            let words = if number == 0 {
                String::new()
            } else {
                number.to_string()
            };
            into.set_text_content(Some(&words));
        }
    }

    fn count(self) {
        if self.facets.get_untracked().is_some() {
            let text = self.text.get_untracked();
            let tallies = self.source.with_value(|source| source.facets(&text, now()));
            self.painter
                .update_value(|painter| painter.tallies = tallies);
            self.paint(&text);
        }
    }

    fn say(self) {
        let text = self.text.get_untracked();
        let mut problems = self
            .source
            .with_value(|source| source.problems(&text, now()));
        // A value that is just about to be written is no problem yet.
        if filter_has_focus() && text.ends_with(':') {
            problems.retain(|problem| problem.at.end < text.len());
        }
        if let Some(into) = self.problems.get_untracked() {
            filter_problems::paint(&into, &problems);
        }
        self.looked.set_value(text);
    }

    fn mend(self, text: String) {
        // A text that was typed on since is looked at anew in a moment.
        let looked = self.looked.get_value();
        if self.text.with_untracked(|text| *text == looked) {
            self.state.search(text);
            focus_filter();
            self.say();
        }
    }
}

/// Does something a while later, once for all that happened meanwhile.
#[derive(Clone, Copy)]
struct Pause {
    timer: StoredValue<Option<TimeoutHandle>>,
    length: Duration,
    deed: Callback<()>,
}

impl Pause {
    fn new(length: Duration, deed: Callback<()>) -> Self {
        let timer = StoredValue::new(None);
        let this = Self {
            timer,
            length,
            deed,
        };
        on_cleanup(move || this.end());
        this
    }

    fn end(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Begins the while; with `again`, anew if it is under way.
    fn begin(self, again: bool) {
        if again {
            self.end();
        }
        if self.timer.with_value(Option::is_none) {
            let later = move || {
                self.timer.try_update_value(Option::take);
                self.deed.run(());
            };
            self.timer
                .set_value(set_timeout_with_handle(later, self.length).ok());
        }
    }
}
