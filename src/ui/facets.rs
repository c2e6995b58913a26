//! Counts beside a list, to be ticked. They hold no state: what is ticked stands in the filter's text.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::filter::edit::{same, values_of};
use crate::analysis::filter::facets::{Group, Tally};
use crate::analysis::filter::syntax::Value;
use crate::format::number::count;

/// How many values a group shows at first, and how many at most.
const FEW: usize = 8;
const MANY: usize = 100;

/// What each group counts.
pub type Tallies = Arc<Vec<Vec<Tally>>>;

/// The groups of a list.
#[component]
pub fn Facets(
    /// The groups.
    groups: &'static [Group],
    /// What each counts, in their order.
    tallies: RwSignal<Tallies>,
    /// The filter.
    #[prop(into)]
    filter: Signal<String>,
    /// A value of a qualifier was ticked, or no longer.
    on_toggle: Callback<(&'static str, Value)>,
) -> impl IntoView {
    let groups = groups
        .iter()
        .enumerate()
        .map(|(place, one)| group(one, place, tallies, filter, on_toggle));
    view! { <div class="facet-groups">{groups.collect_view()}</div> }
}

/// A value on screen, and where it stands among those counted.
type Shown = (usize, Value, String);

fn group(
    group: &'static Group,
    place: usize,
    tallies: RwSignal<Tallies>,
    filter: Signal<String>,
    on_toggle: Callback<(&'static str, Value)>,
) -> AnyView {
    let name = group.qualifier;
    let more = RwSignal::new(false);
    let ticked = Memo::new(move |_| filter.with(|filter| values_of(filter, name)));
    let all = Memo::new(move |_| tallies.with(|all| all.get(place).map_or(0, Vec::len)));
    let shown = Memo::new(move |before: Option<&(usize, Vec<Shown>)>| {
        let limit = if more.get() { MANY } else { FEW };
        let before = before.filter(|(old, _)| *old == limit);
        let ticked = ticked.get();
        let mut shown: Vec<Shown> = Vec::new();
        tallies.with(|all| {
            for (at, one) in all.get(place).into_iter().flatten().enumerate() {
                // What was ticked stays when it no longer is: it has the focus.
                let was = before.is_some_and(|(_, shown)| {
                    shown.iter().any(|(_, value, _)| *value == one.value)
                });
                let is = ticked.iter().any(|value| same(value, &one.value));
                if at < limit || is || was {
                    shown.push((at, one.value.clone(), one.label.clone()));
                }
            }
        });
        (limit, shown)
    });
    let item = move |(at, value, label): Shown| {
        let number = move || {
            tallies.with(|all| {
                all.get(place)
                    .and_then(|all| all.get(at))
                    .map_or(0, |one| one.count)
            })
        };
        let wanted = value.clone();
        let is = move || ticked.with(|ticked| ticked.iter().any(|one| same(one, &wanted)));
        view! {
            <li>
                <label class="facet" class:facet-zero=move || number() == 0>
                    <input
                        type="checkbox"
                        prop:checked=is
                        on:change=move |_| on_toggle.run((name, value.clone()))
                    />
                    <span class="facet-label">{label}</span>
                    <span class="facet-count">{move || count(number())}</span>
                </label>
            </li>
        }
    };
    let rest = move || {
        let beyond = all.get().saturating_sub(FEW);
        (beyond > 0).then(|| {
            let words = move || {
                if more.get() {
                    "Fewer".to_owned()
                } else {
                    format!("{} more…", count(beyond))
                }
            };
            view! {
                <button
                    type="button"
                    class="button bare-words small"
                    aria-expanded=move || more.get().to_string()
                    on:click=move |_| more.update(|more| *more = !*more)
                >
                    {words}
                </button>
            }
        })
    };
    let cut = move || {
        let beyond = all.get().saturating_sub(MANY);
        (beyond > 0 && more.get()).then(|| {
            let words = format!("{} more: type {name}: in the filter.", count(beyond));
            view! { <p class="facet-note">{words}</p> }
        })
    };
    view! {
        <fieldset class="facet-group" class:facet-none=move || all.get() == 0>
            <legend>{group.label}</legend>
            <ul>{move || shown.get().1.into_iter().map(item).collect_view()}</ul>
            {cut}
            {rest}
        </fieldset>
    }
    .into_any()
}
