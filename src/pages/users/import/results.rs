//! What became of each row of an import, on screen in figures and as a file row by row.

use std::rc::Rc;

use leptos::prelude::*;

use super::CSV;
use super::state::Import;
use crate::analysis::user_import::Flaw;
use crate::data::changes::Changes;
use crate::data::changes::job::{End, Job, Sort};
use crate::format::csv::{defuse, write_row};
use crate::format::number::count;
use crate::ui::download::{name_now, save_text};

/// The figures and the file, once the rows are on their way.
pub fn view(import: Import, changes: Changes) -> AnyView {
    (move || {
        let job = job_of(import, changes)?;
        if job.is_untouched() {
            return None;
        }
        let counts = job.counts();
        let mut words = Vec::new();
        for (sort, number) in Sort::ALL.into_iter().zip(counts) {
            if number > 0 {
                let name = if sort == Sort::Done {
                    "created"
                } else {
                    sort.name()
                };
                words.push([&count(number), " ", name].concat());
            }
        }
        let (_, wrong) = import.counts();
        if wrong > 0 {
            words.push([&count(wrong), " left out"].concat());
        }
        let save = move |_| {
            if let Some(job) = untrack(|| job_of(import, changes)) {
                let name = name_now("users-import-result", "csv");
                save_text(&name, CSV, &untrack(|| file(import, &job)));
            }
        };
        Some(view! {
            <div class="import-results" role="status">
                <p>{words.join(", ")}</p>
                <button type="button" class="button" on:click=save>
                    {"Save the result of each row (CSV)"}
                </button>
            </div>
        })
    })
    .into_any()
}

/// Whether the rows are on their way, or some of them were sent or may have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// They are being sent.
    pub under_way: bool,
    /// Somebody was created, or may have been.
    pub touched: bool,
}

/// How far the newest sending of these rows is; tracks it.
pub fn way(import: Import, changes: Changes) -> Way {
    job_of(import, changes).map_or(Way::default(), |job| {
        let touched = |end: &End| matches!(end.sort(), Sort::Done | Sort::Unknown);
        Way {
            under_way: job.is_live() && !job.is_untouched(),
            touched: job.with_ends(|ends| ends.iter().any(touched)),
        }
    })
}

/// The newest sending of these rows.
fn job_of(import: Import, changes: Changes) -> Option<Rc<Job>> {
    let mark = import.mark();
    changes.jobs().into_iter().rev().find(|job| {
        let first = job.plan.steps.first();
        first.is_some_and(|step| step.key.starts_with(&mark))
    })
}

/// Row, address and result of every row of the file, also of those that were left out.
fn file(import: Import, job: &Job) -> String {
    let mark = import.mark();
    let place_of = |key: &str| key.strip_prefix(mark.as_str())?.parse::<usize>().ok();
    let mut ends: Vec<Option<(&'static str, String)>> = vec![None; import.len()];
    job.with_ends(|all| {
        for (step, end) in job.plan.steps.iter().zip(all) {
            if let Some(slot) = place_of(&step.key).and_then(|place| ends.get_mut(place)) {
                let name = if matches!(end, End::Done(_)) {
                    "created"
                } else {
                    end.sort().name()
                };
                *slot = Some((name, end.words()));
            }
        }
    });
    let mut text = String::new();
    write_row(
        ',',
        &mut ["row", "email", "result", "detail"].into_iter(),
        &mut text,
    );
    for (place, end) in ends.into_iter().enumerate() {
        let line = import.with_row(place, |person, flaws| {
            let (result, detail) = end.unwrap_or_else(|| {
                let words: Vec<String> = flaws.iter().map(Flaw::words).collect();
                ("left out", words.join(" "))
            });
            let cells = [
                person.row.to_string(),
                person.email().to_owned(),
                result.to_owned(),
                detail,
            ];
            cells.map(|cell| defuse(&cell).into_owned())
        });
        if let Some(cells) = line {
            write_row(',', &mut cells.iter().map(String::as_str), &mut text);
        }
    }
    text
}
