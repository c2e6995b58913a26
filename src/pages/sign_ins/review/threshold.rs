//! After how many days an account counts as dormant: chosen here, kept in the URL.

use leptos::prelude::*;

use super::Desk;
use super::words::days_words;
use crate::analysis::access_review::{MOST_DAYS, OFFERED_DAYS, USUAL_DAYS};
use crate::format::number::count;
use crate::reactive::{effect, live, on, part};
use crate::routes::{parse_query, with_pair};

/// The name of the days in the query.
const IDLE: &str = "idle";

/// The days that a query asks for; the usual ones where it asks for none, or for nonsense.
pub fn days_in(query: &str) -> i64 {
    let pairs = parse_query(query);
    let asked = pairs.iter().rev().find(|(name, _)| name == IDLE);
    asked
        .and_then(|(_, value)| days_of(value))
        .unwrap_or(USUAL_DAYS)
}

fn days_of(text: &str) -> Option<i64> {
    let days = text.trim().parse().ok()?;
    (1..=MOST_DAYS).contains(&days).then_some(days)
}

/// The days to choose from, and a field for any others.
pub fn choice(desk: Desk) -> AnyView {
    let offered = OFFERED_DAYS.map(|days| {
        let href = live(move || {
            let written = (days != USUAL_DAYS).then(|| days.to_string());
            desk.path.get_value() + &with_pair(&desk.query.get(), IDLE, written.as_deref())
        });
        let here = live(move || (desk.days.get() == days).then_some("true"));
        let name = if days == USUAL_DAYS {
            days_words(days) + " (CIS)"
        } else {
            days_words(days)
        };
        view! {
            <a class="button" href=href aria-current=here>
                {name}
            </a>
        }
        .into_any()
    });
    let typed = RwSignal::new(String::new());
    let refused = RwSignal::new(false);
    // What the URL says stands in the field, unless it is one of those beside it.
    effect(move || {
        let days = desk.days.get();
        typed.set(if OFFERED_DAYS.contains(&days) {
            String::new()
        } else {
            days.to_string()
        });
        refused.set(false);
    });
    let take = move || {
        let text = typed.get_untracked();
        let days = days_of(&text);
        refused.set(days.is_none() && !text.trim().is_empty());
        if let Some(days) = days {
            let written = (days != USUAL_DAYS).then(|| days.to_string());
            desk.go.run((IDLE, written));
        }
    };
    let chosen = move || !OFFERED_DAYS.contains(&desk.days.get());
    let wrong = [
        "A whole number of days is wanted, from 1 to ",
        &count(usize::try_from(MOST_DAYS).unwrap_or(0)),
        ".",
    ]
    .concat();
    view! {
        <form
            class="review-days"
            role="group"
            aria-label="Dormant after"
            novalidate
            on:submit=on(move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                take();
            })
        >
            <span aria-hidden="true">{"Dormant after"}</span>
            {offered.collect_view()}
            <label class="review-custom" class:chosen=live(chosen)>
                <span>{"Other"}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    maxlength="6"
                    autocomplete="off"
                    aria-label="Other number of days"
                    aria-invalid=live(move || refused.get().then_some("true"))
                    aria-describedby="review-days-wrong"
                    prop:value=typed
                    on:input=on(move |event| {
                        typed.set(event_target_value(&event));
                        refused.set(false);
                    })
                    on:change=on(move |_: leptos::ev::Event| take())
                />
                <span>{"days"}</span>
            </label>
            <span id="review-days-wrong" class="field-error" role="alert">
                {part(move || refused.get().then(|| wrong.clone()))}
            </span>
        </form>
    }
    .into_any()
}
