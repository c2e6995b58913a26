//! How to filter: the language in a few lines, and what this list can be asked for.

use leptos::prelude::*;

use super::dialog::Dialog;
use crate::analysis::filter::vocabulary::About;
use crate::reactive::on;

/// The language by example.
const LANGUAGE: &[(&str, &str)] = &[
    ("smith", "occurs somewhere in the row"),
    (
        "\"two words\"",
        "occurs as it stands; \\\" is a quote inside",
    ),
    ("-smith  -role:owner", "leaves out what matches"),
    ("status:inactive,pending", "one or the other"),
    (
        "created:2025-01..2025-06",
        "from and to, both included; either may be missing",
    ),
    ("created:<2025  id:>=100", "before, after, less, more"),
    (
        "last-seen:>45d",
        "more than 45 days ago; m, h, d, w are minutes to weeks",
    ),
    ("last-seen:<7d", "within the last 7 days"),
    (
        "last-seen:never  permission:any",
        "without a value, with one",
    ),
];

/// The help of a list's filter, which can be asked for what `vocabulary` holds.
pub fn filter_help(vocabulary: &[&'static About], on_close: Callback<()>) -> AnyView {
    let fields: Vec<AnyView> = vocabulary
        .iter()
        .map(|about| row(about.example, about.means))
        .collect();
    let language: Vec<AnyView> = LANGUAGE
        .iter()
        .map(|(written, means)| row(written, means))
        .collect();
    view! {
        <Dialog labelled_by="filter-help-title" on_cancel=on_close>
            <h2 id="filter-help-title">{"How to filter"}</h2>
            <p>{"Type words, or a field with a colon and a value. All of them must match. Dates are in UTC."}</p>
            <dl class="filter-help">{language}</dl>
            <h3>{"Fields of this list"}</h3>
            <dl class="filter-help">{fields}</dl>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=on(move |_| on_close.run(()))>
                    {"Close"}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn row(written: &'static str, means: &'static str) -> AnyView {
    view! {
        <div>
            <dt>
                <code>{written}</code>
            </dt>
            <dd>{means}</dd>
        </div>
    }
    .into_any()
}
