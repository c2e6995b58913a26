//! Thirty days as a strip: how many sign-ins on each.

use leptos::prelude::*;

use crate::analysis::sign_ins::{Day, Summary};
use crate::format::number::{counted, figure};
use crate::format::time::{date, offset};
use crate::ui::cell_view::{short_table, text};
use crate::ui::chart::level::{HEAT, class};

/// The strip, its legend, and the same figures as a table for those who cannot hover.
pub fn strip(summary: &Summary) -> AnyView {
    let most = summary.days.iter().max_by_key(|day| day.count);
    let highest = most.map_or(0, |day| day.count);
    let label = match most {
        Some(day) if day.count > 0 => format!(
            "{} in 30 days, most on {}: {}",
            sign_ins(summary.count),
            name(day),
            day.count
        ),
        _ => "No sign-in in 30 days".to_owned(),
    };
    let days = summary
        .days
        .iter()
        .map(|day| {
            let class = class(day.count, highest);
            let failed = day.failed > 0;
            view! { <span class=class class:failed=failed title=words(day)></span> }.into_any()
        })
        .collect_view();
    let legend = HEAT
        .iter()
        .map(|class| view! { <span class=*class></span> }.into_any())
        .collect_view();
    let rows = summary
        .days
        .iter()
        .rev()
        .filter(|day| day.count + day.failed > 0)
        .map(|day| {
            [name(day), figure(day.count), figure(day.failed)]
                .map(text)
                .to_vec()
        })
        .collect();
    let first = summary.days.first().map(name);
    let failed = (summary.failed > 0).then(|| {
        view! {
            <span class={"heat failed"}></span>
            <span>{"with failed attempts"}</span>
        }
    });
    view! {
        <div class="strip" role="img" aria-label=label>
            {days}
        </div>
        <div class="strip-foot" aria-hidden="true">
            <span>{first}</span>
            <span class="strip-legend">{failed} <span>{"none"}</span> {legend} <span>{"most"}</span></span>
            <span>{"today"}</span>
        </div>
        <details class="by-day">
            <summary>{"Figures by day"}</summary>
            {short_table("Days with a sign-in or an attempt", &["Day", "Sign-ins", "Failed"], rows)}
        </details>
    }
    .into_any()
}

/// `12 sign-ins`.
pub fn sign_ins(number: u32) -> String {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    counted(number, "sign-in", "sign-ins")
}

fn name(day: &Day) -> String {
    date(day.noon(&offset))
}

fn words(day: &Day) -> String {
    let mut words = name(day) + ": " + &sign_ins(day.count);
    if day.failed > 0 {
        words += ", ";
        words += &figure(day.failed);
        words += " failed";
    }
    words
}
