//! Whether the app is hosted as it should be: a list of checks, each with what was asked, what was found and what to
//! do. It needs no key, changes nothing, and is the place to look when nothing else works.

mod list;
mod run;

use leptos::prelude::*;

use crate::analysis::checks::{Finding, Verdict};
use crate::format::number::counted;
use crate::layout::announcer::arrive;
use crate::pages::connect::Doorway;
use crate::reactive::{live, on, part};
use crate::routes::home;
use crate::ui::copy::CopyButton;
use crate::ui::icon::{Icon, IconView};
use list::{Check, Group, groups};

/// The page.
pub fn page() -> AnyView {
    arrive("Checks");
    let around = run::Around::from_context();
    let groups = StoredValue::new_local(groups(around.connections));
    let start = move || groups.with_value(|groups| run::start(around, groups));
    start();
    let running = move || {
        groups.with_value(|groups| all(groups).any(|check| check.finding.with(Option::is_none)))
    };
    let again = view! {
        <button type="button" class="button" disabled=live(running) on:click=on(move |_| start())>
            "Check again"
        </button>
    }
    .into_any();
    let report = Callback::new(move |()| groups.with_value(|groups| report(groups)));
    view! {
        <Doorway>
            <h1 tabindex="-1">{"Checks"}</h1>
            <p class="lead">
                {"Whether this dashboard is hosted as it should be. Nothing is changed; a key in this tab is sent to its own API and nowhere else."}
            </p>
            <div class="checks-head">
                <p role="status">{part(move || groups.with_value(|groups| summary(groups)))}</p>
                <CopyButton label="Copy as text" class="button" text=report />
                {again}
            </div>
            {groups.with_value(|groups| groups.iter().map(section).collect_view())}
            <p>
                <a href=home()>{"All connections"}</a>
            </p>
        </Doorway>
    }
    .into_any()
}

fn all(groups: &[Group]) -> impl Iterator<Item = &Check> {
    groups.iter().flat_map(|group| &group.checks)
}

fn section(group: &Group) -> AnyView {
    let rows = group.checks.iter().map(row).collect_view();
    view! {
        <section class="checks" aria-label=group.name.clone()>
            <h2>{group.name.clone()}</h2>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(check: &Check) -> AnyView {
    let finding = check.finding;
    let mark =
        move || finding.with(|finding| finding.as_ref().map_or("asking", |one| name(one.verdict)));
    let asked = check.asked.clone();
    view! {
        <li data-verdict=live(mark)>
            <h3>{check.what.clone()}</h3>
            {(!asked.is_empty()).then(|| view! { <code>{asked}</code> })}
            {part(move || finding.get().map_or_else(|| view! { <p class={"muted"}>{"Asking…"}</p> }.into_any(), outcome))}
        </li>
    }
    .into_any()
}

fn outcome(finding: Finding) -> AnyView {
    let icon = match finding.verdict {
        Verdict::Good => Icon::Check,
        Verdict::Doubtful | Verdict::Unknown => Icon::Warning,
        Verdict::Bad => Icon::Close,
    };
    let advice = finding.advice;
    view! {
        <p class="checks-verdict">
            <IconView icon />
            {words(finding.verdict)}
        </p>
        <p>{finding.found}</p>
        {(!advice.is_empty()).then(|| view! { <p class="checks-advice">{advice}</p> })}
    }
    .into_any()
}

/// For the style sheet.
const fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Doubtful => "doubtful",
        Verdict::Bad => "bad",
        Verdict::Unknown => "unknown",
    }
}

/// For people.
const fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "As it should be",
        Verdict::Doubtful => "Could be better",
        Verdict::Bad => "Wrong",
        Verdict::Unknown => "Not checked",
    }
}

/// `All 15 checks are as they should be.`, `2 of 15 checks are wrong, 1 could be better.`
fn summary(groups: &[Group]) -> String {
    let count = |wanted: Verdict| {
        let is = |check: &&Check| {
            check
                .finding
                .with(|finding| finding.as_ref().is_some_and(|one| one.verdict == wanted))
        };
        all(groups).filter(is).count()
    };
    let whole = all(groups).count();
    let [good, doubtful, bad, unknown] = [
        Verdict::Good,
        Verdict::Doubtful,
        Verdict::Bad,
        Verdict::Unknown,
    ]
    .map(count);
    if good + doubtful + bad + unknown < whole {
        return "Checking…".to_owned();
    }
    let mut parts = Vec::new();
    for (number, is) in [
        (bad, "wrong"),
        (doubtful, "to be made better"),
        (unknown, "not checked"),
    ] {
        if number > 0 {
            parts.push([&number.to_string(), " ", is].concat());
        }
    }
    parts.push([&good.to_string(), " as it should be"].concat());
    [
        &counted(whole, "check", "checks"),
        ": ",
        &parts.join(", "),
        ".",
    ]
    .concat()
}

/// All of it as text, for whoever runs the web server.
fn report(groups: &[Group]) -> String {
    let mut text = summary(groups);
    text.push('\n');
    for group in groups {
        text.extend(["\n", &group.name, "\n"]);
        for check in &group.checks {
            let finding = check.finding.get_untracked();
            let finding = finding.unwrap_or_else(|| Finding::unknown("Still asking.", ""));
            let verdict = words(finding.verdict);
            text.extend([
                "- ",
                &check.what,
                " (",
                &check.asked,
                "): ",
                verdict,
                ". ",
                &finding.found,
                " ",
                finding.advice,
            ]);
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
    }
    text
}
