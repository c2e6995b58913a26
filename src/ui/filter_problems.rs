//! What of a filter was left out, and what can be done about it.

use leptos::prelude::*;

use super::filter_box::focus_filter;
use super::icon::{Icon, IconView};
use crate::analysis::filter::plan::{Fix, Problem};

/// A filter that was looked at, and what of it could not be understood.
pub type Looked = (String, Vec<Problem>);

/// The problems of a filter, announced politely.
#[component]
pub fn FilterProblems(
    /// What was found, and in which text.
    looked: Signal<Looked>,
    /// The text now: somebody may have typed on since.
    #[prop(into)]
    value: Signal<String>,
    /// The filter was mended.
    on_change: Callback<String>,
) -> impl IntoView {
    let mend = Callback::new(move |text: String| {
        let current =
            looked.with_untracked(|(looked, _)| value.with_untracked(|now| now == looked));
        if current {
            on_change.run(text);
            focus_filter();
        }
    });
    view! {
        <div class="filter-problems" role="status" aria-live="polite">
            {move || looked.get().1.into_iter().map(|problem| one(problem, mend)).collect_view()}
        </div>
    }
}

fn one(problem: Problem, mend: Callback<String>) -> AnyView {
    let fixes = problem.fixes.into_iter().map(|Fix { label, text }| {
        view! {
            <button type="button" class="button small" on:click=move |_| mend.run(text.clone())>
                {label}
            </button>
        }
    });
    view! {
        <div class="filter-problem">
            <IconView icon=Icon::Warning />
            <span>{problem.words}</span>
            {fixes.collect_view()}
        </div>
    }
    .into_any()
}
