//! Counts beside a list, to be ticked. What is ticked stands in the filter's text and nowhere else.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::dom::{add, add_button, set};
use crate::analysis::filter::edit::{same, values_of};
use crate::analysis::filter::facets::{Group, Tally};
use crate::analysis::filter::syntax::Value;
use crate::format::number::count;

/// How many values a group shows at first, and how many at most.
const FEW: usize = 8;
const MANY: usize = 100;

/// What is drawn: which values of which groups. The inputs are known by `data-at`, "group value".
#[derive(Default)]
pub struct Painter {
    /// What each group counts.
    pub tallies: Vec<Vec<Tally>>,
    /// Which groups show more than the first.
    more: Vec<usize>,
    shown: Vec<(usize, usize, String)>,
}

impl Painter {
    /// The qualifier and the value behind a `data-at`.
    pub fn value(&self, groups: &[Group], at: &str) -> Option<(&'static str, Value)> {
        let (group, place) = at.split_once(' ')?;
        let group: usize = group.parse().ok()?;
        let tally = self.tallies.get(group)?.get(place.parse::<usize>().ok()?)?;
        Some((groups.get(group)?.qualifier, tally.value.clone()))
    }

    /// Shows more of a group, or fewer.
    pub fn toggle_more(&mut self, group: usize) {
        let before = self.more.len();
        self.more.retain(|one| *one != group);
        if self.more.len() == before {
            self.more.push(group);
        }
        // Nothing stays for having been there.
        self.shown.retain(|(one, _, _)| *one != group);
    }

    /// Draws the groups for a filter. Elements stay as long as the same values are shown.
    pub fn paint(&mut self, into: &Element, groups: &[Group], filter: &str) {
        let ticked: Vec<Vec<Value>> = groups
            .iter()
            .map(|group| values_of(filter, group.qualifier))
            .collect();
        let is_ticked = |group: usize, tally: &Tally| {
            ticked
                .get(group)
                .is_some_and(|values| values.iter().any(|one| same(one, &tally.value)))
        };
        let mut wanted = Vec::new();
        for (group, tallies) in self.tallies.iter().enumerate() {
            let limit = if self.more.contains(&group) {
                MANY
            } else {
                FEW
            };
            for (place, tally) in tallies.iter().enumerate() {
                let key = (group, place, tally.value.written());
                // What is no longer ticked stays: it has the focus.
                if place < limit || is_ticked(group, tally) || self.shown.contains(&key) {
                    wanted.push(key);
                }
            }
        }
        if wanted != self.shown || into.child_element_count() == 0 {
            self.shown = wanted;
            self.build(into, groups);
        }
        let Ok(inputs) = into.query_selector_all("input") else {
            return;
        };
        for (at, (group, place, _)) in (0..).zip(&self.shown) {
            let input = inputs
                .item(at)
                .and_then(|one| one.dyn_into::<HtmlInputElement>().ok());
            let tally = self.tallies.get(*group).and_then(|all| all.get(*place));
            let (Some(input), Some(tally)) = (input, tally) else {
                continue;
            };
            input.set_checked(is_ticked(*group, tally));
            if let Some(label) = input.parent_element()
                && let Some(number) = label.last_element_child()
            {
                number.set_text_content(Some(&count(tally.count)));
                let class = if tally.count == 0 {
                    "facet facet-none"
                } else {
                    "facet"
                };
                label.set_class_name(class);
            }
        }
    }

    fn build(&self, into: &Element, groups: &[Group]) {
        let active = into
            .owner_document()
            .and_then(|document| document.active_element());
        let focused = active.filter(|one| into.contains(Some(one)));
        let focused = focused.and_then(|one| one.get_attribute("data-at"));
        into.set_text_content(None);
        for (group, about) in groups.iter().enumerate() {
            let all = self.tallies.get(group).map_or(0, Vec::len);
            if all == 0 {
                continue;
            }
            let set_of = add(into, "fieldset", "facet-group", "");
            add(&set_of, "legend", "", about.label);
            let list = add(&set_of, "ul", "", "");
            for (_, place, _) in self.shown.iter().filter(|(one, _, _)| *one == group) {
                let label = self.tallies.get(group).and_then(|all| all.get(*place));
                let label = label.map_or("", |tally| tally.label.as_str());
                let row = add(&add(&list, "li", "", ""), "label", "facet", "");
                let input = add(&row, "input", "", "");
                set(&input, "type", "checkbox");
                set(&input, "data-at", &format!("{group} {place}"));
                let words = add(&row, "span", "facet-label", label);
                set(&words, "title", label);
                add(&row, "span", "facet-count", "");
            }
            if all > FEW {
                let more = self.more.contains(&group);
                if more && all > MANY {
                    let note = format!(
                        "{} more: type {}: in the filter.",
                        count(all - MANY),
                        about.qualifier
                    );
                    add(&set_of, "p", "facet-note", &note);
                }
                let words = if more {
                    "Fewer".to_owned()
                } else {
                    format!("{} more…", count(all - FEW))
                };
                let button = add_button(
                    &set_of,
                    "button bare-words small",
                    &words,
                    "more",
                    &group.to_string(),
                );
                set(
                    &button,
                    "aria-expanded",
                    if more { "true" } else { "false" },
                );
                set(&button, "aria-label", &format!("{words} {}", about.label));
            }
        }
        if let Some(at) = focused {
            let selector = ["[data-at='", &at, "']"].concat();
            let again = into.query_selector(&selector).ok().flatten();
            if let Some(again) = again.and_then(|one| one.dyn_into::<HtmlElement>().ok()) {
                drop(again.focus());
            }
        }
    }
}
