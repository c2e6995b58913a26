//! The figures above the findings.

use leptos::prelude::*;

use super::words::days_words;
use crate::analysis::access_review::{Class, Review};
use crate::format::number::{count, counted};

/// One figure: its label, its number, what is said below it.
type Figure = (String, usize, String);

/// The figures of a review.
pub fn figures(review: &Review) -> AnyView {
    let figures: Vec<AnyView> = numbers(review)
        .into_iter()
        .map(|(label, number, note)| {
            view! {
                <div class="figure">
                    <dt>{label}</dt>
                    <dd class="figure-value">{count(number)}</dd>
                    <dd class="figure-note">{note}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! { <dl class="figures-row review-figures">{figures}</dl> }.into_any()
}

fn numbers(review: &Review) -> Vec<Figure> {
    let days = days_words(review.days);
    let owners = |number: usize| match number {
        0 => "no owner".to_owned(),
        number => ["of them ", &counted(number, "owner", "owners")].concat(),
    };
    let (all, found) = (review.all(), review.found());
    let (dormant, never) = (review.tally(Class::Dormant), review.tally(Class::NeverUsed));
    let undated = review.tally(Class::Undated);
    let pending = review.tally(Class::Pending);
    let split = |enabled: usize, disabled: usize| {
        [&count(enabled), " enabled, ", &count(disabled), " disabled"].concat()
    };
    let mut figures = vec![
        (
            "All accounts".to_owned(),
            all.all,
            split(all.enabled(), all.disabled),
        ),
        (
            "Dormant".to_owned(),
            dormant.all,
            ["last seen over ", &days, " ago"].concat(),
        ),
        (
            "Dormant, still enabled".to_owned(),
            dormant.enabled(),
            owners(dormant.enabled_owners()),
        ),
        (
            "Dormant, disabled".to_owned(),
            dormant.disabled,
            owners(dormant.disabled_owners),
        ),
        (
            "Never signed in".to_owned(),
            never.all,
            [
                "over ",
                &days,
                " old, ",
                &count(never.enabled()),
                " enabled",
            ]
            .concat(),
        ),
        (
            "Pending".to_owned(),
            pending.all,
            ["never signed in, made within ", &days].concat(),
        ),
        (
            "Owners found".to_owned(),
            found.owners,
            [
                "of ",
                &counted(all.owners, "owner", "owners"),
                ", ",
                &count(found.enabled_owners()),
                " enabled",
            ]
            .concat(),
        ),
    ];
    if undated.all > 0 {
        figures.insert(
            5,
            (
                "Age unknown".to_owned(),
                undated.all,
                ["never signed in, ", &count(undated.enabled()), " enabled"].concat(),
            ),
        );
    }
    figures
}
