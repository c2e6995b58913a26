//! The top of the page: which span, by which clock, from which source, and how far it is read.

use leptos::prelude::*;

use super::audit::Audit;
use super::lens::{DAY, KEPT, Lens, Range};
use super::{clock, source};
use crate::reactive::{on, part};
use crate::routes::{Page, Route};
use crate::ui::press::press;
use crate::wire::time::Timestamp;

/// The heading and the way to the access review.
pub fn head(audit: Audit) -> AnyView {
    let id = audit.tenant().client.connection().id.clone();
    let review = Route::item(&id, Page::SignIns, "review").path();
    view! {
        <header class="page-head audit-head">
            <h1 tabindex="-1">{"Sign-ins"}</h1>
            <p class="page-note">{part(move || note(audit))}</p>
            <div class="page-actions">
                <a class="button primary" href=review>
                    {"Access review"}
                </a>
            </div>
        </header>
    }
    .into_any()
}

/// `Audit log, 16 Dec 2025 to 15 Jan 2026, times in UTC`.
fn note(audit: Audit) -> String {
    let (first, last) = audit.lens().days();
    let span = if first == last {
        clock::day(first)
    } else {
        [&clock::day(first), " to ", &clock::day(last)].concat()
    };
    [
        source::name(audit),
        ", ",
        &span,
        ", times in ",
        &audit.lens().zone_name(),
    ]
    .concat()
}

/// The usual spans.
const RANGES: [(&str, Range); 3] = [
    ("24 h", Range::Last(24)),
    ("7 d", Range::Last(7 * 24)),
    ("30 d", Range::Last(30 * 24)),
];

/// The span.
pub fn ranges(lens: Lens) -> AnyView {
    let custom = RwSignal::new(false);
    let is_custom = move || custom.get() || matches!(lens.range.get(), Range::Days(..));
    let usual = RANGES
        .map(|(words, range)| {
            press(
                "button",
                words,
                move || lens.range.get() == range && !custom.get(),
                move || {
                    custom.set(false);
                    lens.set("range", range.write());
                },
            )
        })
        .into_iter()
        .collect_view();
    view! {
        <div class="segmented" role="group" aria-label="Span">
            {usual} {press("button", "Custom", is_custom, move || custom.set(true))}
        </div>
        {part(move || is_custom().then(|| days(lens)))}
    }
    .into_any()
}

/// The two days of a span of one's own.
fn days(lens: Lens) -> AnyView {
    let (first, last) = untrack(|| lens.days());
    let name = crate::data::listings::sign_ins::day_name;
    let chosen = RwSignal::new((name(first), name(last)));
    let apply = move || {
        let (first, last) = chosen.get_untracked();
        let day = |text: &str| Some(Timestamp::parse(text)?.0.div_euclid(DAY));
        if let (Some(first), Some(last)) = (day(&first), day(&last)) {
            lens.set(
                "range",
                Range::Days(first.min(last), first.max(last)).write(),
            );
        }
    };
    let input = |label: &'static str, day: i64, set: fn(&mut (String, String), String)| {
        view! {
            <input
                type="date"
                aria-label=label
                value=name(day)
                on:change=on(move |event: leptos::ev::Event| {
                    chosen.update(|days| set(days, event_target_value(&event)));
                    apply();
                })
            />
        }
        .into_any()
    };
    view! {
        <div class="audit-days" role="group" aria-label="From and to">
            {input("From", first, |days, value| days.0 = value)}
            <span aria-hidden="true">{"–"}</span>
            {input("To", last, |days, value| days.1 = value)}
        </div>
    }
    .into_any()
}

/// The clock, the comparison and the source.
pub fn options(audit: Audit) -> AnyView {
    let lens = audit.lens();
    let compares = move || lens.other("compare") == "1";
    let compare = move || lens.set("compare", if untrack(compares) { "" } else { "1" });
    view! {
        <div class="segmented" role="group" aria-label="Times in">
            {press("button", "Local", move || !lens.utc.get(), move || lens.set("zone", ""))}
            {press("button", "UTC", move || lens.utc.get(), move || lens.set("zone", "utc"))}
        </div>
        {press("button", "Compare", compares, compare)}
        {source::choice(audit)}
    }
    .into_any()
}

/// What no source can know of the span, said where it is looked at; nothing where all is known.
pub fn limits(audit: Audit) -> AnyView {
    let words = move || {
        let (from, to) = audit.lens().span.get();
        let oldest = Timestamp(to.0.max(crate::state::clock::now().0) - KEPT);
        let far = audit.lens().needed_since() < Timestamp(oldest.0 - DAY);
        let before = audit.lens().before.get().is_some();
        if from < Timestamp(oldest.0 - DAY) {
            Some(
                "The span begins more than 30 days ago. A tenant keeps sign-ins for 30 days: earlier days may be empty because nothing is kept, not because nobody signed in.",
            )
        } else if far && before {
            Some(
                "The span before this one lies beyond the 30 days that a tenant keeps: a comparison with it says little or nothing.",
            )
        } else {
            None
        }
    };
    part(move || words().map(|words| view! { <p class="audit-limits">{words}</p> })).into_any()
}
