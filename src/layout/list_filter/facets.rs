//! The facets of a list: counted behind it, drawn with it.

use std::time::Duration;

use leptos::prelude::*;

use super::ListFilter;
use crate::analysis::filter::edit::{toggle, values_of};
use crate::reactive::{Pause, effect, on};
use crate::state::clock::now;
use crate::ui::dom::{told, told_place};

/// Counting follows the painted list; a list that is still arriving is not counted at each page.
const COUNTS_AFTER: Duration = Duration::from_millis(120);

impl ListFilter {
    /// Draws and counts the facets whenever the filter or the records change.
    pub(super) fn follow(self) {
        let counting = Pause::new(COUNTS_AFTER, Callback::new(move |()| self.count()));
        effect(move || {
            let text = self.text.get();
            self.facets.track();
            self.source.with_value(|source| source.track());
            self.paint(&text);
            counting.begin();
        });
    }

    /// The facets.
    pub(super) fn facets(self) -> AnyView {
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
            <div class="facet-groups" node_ref=self.facets on:change=on(tick) on:click=on(more)></div>
        }
        .into_any()
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
}
