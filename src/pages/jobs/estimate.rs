//! When a failed job is likely to be tried again: an estimate, and said to be one.

use leptos::prelude::*;

use crate::analysis::jobs::entry::JobEntry;
use crate::analysis::jobs::next_try;
use crate::format::number::{counted, figure};
use crate::format::time::{ago, exact};
use crate::reactive::part;
use crate::ui::moment::Tick;
use crate::wire::tines::Queue;

/// The panel; nothing for a job that does not wait for another try.
pub fn panel(job: &JobEntry) -> AnyView {
    if job.queue != Queue::Retry {
        return ().into_any();
    }
    let body = match next_try::of(job) {
        Some(estimate) => known(&estimate),
        None => view! {
            <p class="muted">
                {"The record does not say enough for an estimate: it needs how often the job was tried, and when last."}
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="estimate-title">
            <h2 id="estimate-title">{"Next try (estimate)"}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn known(estimate: &next_try::Estimate) -> AnyView {
    let (next, dead) = (estimate.next, estimate.dead);
    let left = usize::try_from(estimate.tries_left).unwrap_or(usize::MAX);
    let span = |span: next_try::Span| [&exact(span.earliest), " to ", &exact(span.latest)].concat();
    let soon = move || {
        let now = Tick::now();
        if next.latest < now {
            "It is due: a worker takes it as soon as one is free.".to_owned()
        } else if next.earliest < now {
            "It may be tried any moment.".to_owned()
        } else {
            [
                "It is tried ",
                &ago(next.earliest, now),
                " at the earliest.",
            ]
            .concat()
        }
    };
    let fact = |name: &'static str, words: String| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{words}</dd>
            </div>
        }
        .into_any()
    };
    let tries = figure(next_try::TRIES);
    view! {
        <p>{part(soon)}</p>
        <dl class="facts">
            {fact("Next try between", span(next))}
            {fact("Tries left", counted(left, "try", "tries"))}
            {fact("If all of them fail, dead between", span(dead))}
        </dl>
        <p class="hint">
            "An estimate, not what the tenant says: a failed job is tried " {tries}
            " times over about 21 days, each time after a longer wait, which has a share of chance in it."
        </p>
    }
    .into_any()
}
