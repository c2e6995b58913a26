//! How each step of a plan ended: counts, a list that can be narrowed to one result, and what can be sent
//! again. What is shown can be saved as a file.

use std::rc::Rc;

use leptos::prelude::*;

use super::again;
use super::confirm::left_out;
use crate::data::changes::Changes;
use crate::data::changes::job::{Job, Sort, Stage};
use crate::format::number::count;
use crate::reactive::{on, part};
use crate::ui::dialog::Dialog;
use crate::ui::export::{ExportButton, ExportSource};
use crate::ui::table::cell::Row;

/// So many rows are drawn at once.
const DRAWN: usize = 200;

/// The results of one plan.
pub fn panel(changes: Changes, id: u32, close: Callback<()>) -> AnyView {
    let stage = Memo::new(move |_| {
        let job = changes.job(id)?;
        // Each end of a round draws the results anew.
        Some(matches!(job.stage(), Stage::Ended(_)))
    });
    let Some(title) = untrack(|| changes.job(id)).map(|job| job.plan.button.clone()) else {
        return ().into_any();
    };
    view! {
        <Dialog labelled_by="results-title" on_cancel=close>
            <div class="results">
                <h2 id="results-title">{["Results: ", &title].concat()}</h2>
                {part(move || {
                    let over = stage.get()?;
                    let job = untrack(|| changes.job(id))?;
                    Some(if over { ended(changes, &job) } else { under_way(changes, id) })
                })}
                <div class="dialog-actions">
                    <button type="button" class="button" autofocus on:click=on(move |_| close.run(()))>
                        "Close"
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

fn under_way(changes: Changes, id: u32) -> AnyView {
    let words = move || {
        let (over, all) = changes.job(id).map_or((0, 0), |job| job.progress());
        ["Under way: ", &count(over), " of ", &count(all)].concat()
    };
    view! { <p class="figures">{words}</p> }.into_any()
}

fn ended(changes: Changes, job: &Rc<Job>) -> AnyView {
    let counts = job.counts();
    let all = counts.iter().sum::<usize>();
    let only = RwSignal::new(None::<usize>);
    let limit = RwSignal::new(DRAWN);
    let choice = move |which: Option<usize>, name: &'static str, number: usize| {
        let pressed = move || (only.get() == which).to_string();
        let choose = move |_| {
            only.set(which);
            limit.set(DRAWN);
        };
        view! {
            <button type="button" class="button small" aria-pressed=pressed on:click=choose>
                {name}
                <span class="figures muted">{count(number)}</span>
            </button>
        }
    };
    let kinds = Sort::ALL
        .into_iter()
        .zip(counts)
        .enumerate()
        .filter(|(_, (_, number))| *number > 0)
        .map(|(at, (sort, number))| choice(Some(at), sort.name(), number))
        .collect_view();
    let halt = match job.stage() {
        Stage::Ended(Some(halt)) => Some(halt.words()),
        _ => None,
    };
    let held = StoredValue::new_local(Rc::clone(job));
    let id = job.id;
    let matching = move || {
        // A look may find out more about what has ended.
        changes.job(id);
        let rows = held.with_value(|job| job.rows());
        let wanted = only.get().map(|at| Sort::ALL[at].name());
        let mut rows: Vec<[String; 4]> = rows
            .into_iter()
            .filter(|[_, result, ..]| wanted.is_none_or(|wanted| wanted == result))
            .collect();
        let total = rows.len();
        rows.truncate(limit.get());
        (rows, total)
    };
    let source: Rc<dyn Fn() -> ExportSource> = Rc::new(move || {
        let job = held.get_value();
        let wanted = only.get().map(|at| Sort::ALL[at].name());
        let rows = job.rows().into_iter().enumerate();
        let rows = rows
            .filter(|(_, [_, result, ..])| wanted.is_none_or(|wanted| wanted == result))
            .map(|(at, row)| Row::of_words(at.to_string(), row))
            .collect();
        let labels = ["Record", "Result", "What came back", "Call"];
        ExportSource::of_rows(
            job.client.connection().id.clone() + "-results",
            ("result", "results"),
            labels.map(str::to_owned).to_vec(),
            rows,
        )
    });
    view! {
        {halt.map(|words| view! { <p>{words}</p> })}
        <div class="result-kinds" role="group" aria-label="Show">
            {choice(None, "all", all)}
            {kinds}
        </div>
        <div class="result-rows" tabindex="0" role="region" aria-label="Results">
            {part(move || {
                let (rows, total) = matching();
                let drawn = rows.len();
                view! {
                    <ul>{rows.into_iter().map(row).collect_view()}</ul>
                    {(drawn < total)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button small"
                                    on:click=on(move |_| limit.update(|limit| *limit += 1_000))
                                >
                                    {["Show more of the ", &count(total)].concat()}
                                </button>
                            }
                        })}
                }
            })}
        </div>
        {left_out(&job.plan)}
        <div class="result-again">
            {again(changes, job)}
            <ExportButton source />
        </div>
    }
    .into_any()
}

fn row([label, result, words, call]: [String; 4]) -> AnyView {
    let mark = match result.as_str() {
        "done" => "badge good",
        "refused" => "badge warning",
        "unknown" => "badge waiting",
        _ => "badge off",
    };
    view! {
        <li>
            <span class=mark>{result}</span>
            <span class="result-label">{label}</span>
            <span class="result-words">{words}</span>
            <code class="muted">{call}</code>
        </li>
    }
    .into_any()
}
