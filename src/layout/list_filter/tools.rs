//! What helps with writing a filter: completion, what is odd about it, the views, the help, and the facets
//! of a narrow screen. Fetched later than the list (`src/parts.rs`): its first screen does without.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::ListFilter;
use super::views_menu::views_menu;
use crate::format::number::counted;
use crate::reactive::{Pause, effect, on, part};
use crate::state::clock::now;
use crate::ui::dialog::Dialog;
use crate::ui::filter_box::filter_has_focus;
use crate::ui::filter_combo::complete;
use crate::ui::filter_help::filter_help;
use crate::ui::filter_problems;

/// What is odd is said when typing pauses.
const SAYS_AFTER: Duration = Duration::from_millis(450);

impl ListFilter {
    /// The menu of views. From here on the box completes, and says what is odd.
    pub fn tools(self) -> AnyView {
        let source = self.source;
        let suggest =
            move |text: &str, caret| source.with_value(|source| source.suggest(text, caret, now()));
        complete(self.filter, Rc::new(suggest));
        let saying = Pause::new(SAYS_AFTER, Callback::new(move |()| self.say()));
        effect(move || {
            self.text.track();
            saying.begin_again();
        });
        views_menu(
            self.views,
            self.words.built_in,
            self.state,
            self.wants_views,
        )
    }

    /// The facets, where there is no room for them beside the list.
    pub fn drawer(self, shown: Signal<usize>, close: Callback<()>) -> AnyView {
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

    /// How to filter this list.
    pub fn help(self, close: Callback<()>) -> AnyView {
        self.source
            .with_value(|source| filter_help(source.named(), close))
    }

    pub(super) fn say(self) {
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
}
