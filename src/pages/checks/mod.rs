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

/// `19 checks: 17 as it should be, 1 not checked, 1 wrong (Tyk: The way to the API).`
fn summary(groups: &[Group]) -> String {
    let whole = all(groups).count();
    let mut judged = 0;
    let mut parts = Vec::new();
    for (verdict, is) in [
        (Verdict::Good, " as it should be"),
        (Verdict::Unknown, " not checked"),
        (Verdict::Doubtful, " could be better"),
        (Verdict::Bad, " wrong"),
    ] {
        let names = judged_so(groups, verdict);
        judged += names.len();
        if names.is_empty() {
            continue;
        }
        let mut part = [&names.len().to_string(), is].concat();
        if verdict == Verdict::Bad {
            part.extend([" (", &names.join("; "), ")"]);
        }
        parts.push(part);
    }
    if judged < whole {
        return "Checking…".to_owned();
    }
    let whole = counted(whole, "check", "checks");
    [&whole, ": ", &parts.join(", "), "."].concat()
}

/// The names of the checks with this verdict.
fn judged_so(groups: &[Group], verdict: Verdict) -> Vec<String> {
    let mut names = Vec::new();
    for group in groups {
        let whose = group
            .connection
            .as_ref()
            .map(|one| [&one.name, ": "].concat());
        for check in &group.checks {
            let is = check
                .finding
                .with(|finding| finding.as_ref().is_some_and(|one| one.verdict == verdict));
            if is {
                names.push([whose.as_deref().unwrap_or_default(), &check.what].concat());
            }
        }
    }
    names
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
