//! Writing the file, in slices, so that the page stays alive however long the list is.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::source::{ExportSource, Picked, Which};
use crate::format::export::{Format, Options, Writer};
use crate::state::clock::now;
use crate::ui::download::Parts;

/// How long it may write before the browser gets its turn, in milliseconds; half of what a person
/// notices (INP: 50 ms is a long task).
const SLICE: i64 = 25;
/// The same while nobody looks at the page: browsers then let a timer run once a second.
const SLICE_UNSEEN: i64 = 400;
/// The clock is looked at every so many rows.
const BETWEEN_LOOKS: usize = 32;
/// How long a part becomes, in bytes.
const PART: usize = 256 * 1024;
/// How often it begins again because the records were replaced under it.
const TRIES: u32 = 3;

/// A file that is ready, or why there is none.
pub(super) enum Outcome {
    /// The file, and how many rows are in it.
    Ready(Parts, usize),
    /// Nobody waits for it any more.
    Stopped,
    /// The records were replaced again and again.
    Restless,
}

/// Writes all rows. `percent` follows; when it is gone or `None`, the export was called off.
pub(super) async fn write(
    source: &ExportSource,
    which: Which,
    options: Options,
    percent: RwSignal<Option<usize>>,
) -> Outcome {
    for _ in 0..TRIES {
        let picked = untrack(|| (source.take)(which));
        let parts = Parts::default();
        let mut text = String::new();
        let mut rows = Rows::begin(source, options, picked, &mut text);
        let mut slice = now().0;
        let mut complete = true;
        for place in 0..rows.picked.total {
            if !rows.write(place, &mut text) {
                complete = false;
                break;
            }
            if text.len() > PART {
                parts.push(&text);
                text.clear();
            }
            let longest = if document().hidden() {
                SLICE_UNSEEN
            } else {
                SLICE
            };
            if place % BETWEEN_LOOKS == 0 && now().0 - slice > longest {
                percent.try_set(Some(place * 100 / rows.picked.total));
                TimeoutFuture::new(0).await;
                if percent.try_get_untracked().flatten().is_none() {
                    return Outcome::Stopped;
                }
                slice = now().0;
            }
        }
        if complete {
            let total = rows.picked.total;
            rows.end(&mut text);
            parts.push(&text);
            return Outcome::Ready(parts, total);
        }
    }
    Outcome::Restless
}

/// The beginning of the file, and how many bytes all of it will have, more or less.
pub(super) fn sample(source: &ExportSource, which: Which, options: Options) -> (String, u64) {
    const SHOWN: usize = 3;
    const MEASURED: usize = 60;
    let picked = (source.take)(which);
    let mut text = String::new();
    let mut rows = Rows::begin(source, options, picked, &mut text);
    let head = text.len();
    let total = rows.picked.total;
    let measured = total.min(MEASURED);
    let mut shown = head;
    for step in 0..measured {
        // The first few, and others from all over the list.
        let place = if step < SHOWN {
            step
        } else {
            step * total / measured
        };
        rows.write(place, &mut text);
        if step < SHOWN {
            shown = text.len();
        }
    }
    let bytes = head + (text.len() - head) * total / measured.max(1);
    text.truncate(shown);
    if total <= SHOWN {
        rows.end(&mut text);
    }
    (text, u64::try_from(bytes).unwrap_or(u64::MAX))
}

/// The rows on their way into a text.
struct Rows {
    writer: Writer,
    picked: Picked,
    columns: Vec<usize>,
    records: bool,
    /// Something opened the file, and wants to be closed.
    headed: bool,
}

impl Rows {
    fn begin(source: &ExportSource, options: Options, picked: Picked, text: &mut String) -> Self {
        let (columns, labels) = untrack(|| (source.columns)()).into_iter().unzip();
        let head = source.head.as_ref();
        let head = head.filter(|_| options.format == Format::Json);
        if let Some(head) = head {
            text.push_str(&untrack(|| head()));
        }
        Self {
            headed: head.is_some(),
            writer: Writer::new(options, labels, text),
            records: options.wants_records() && picked.record.is_some(),
            picked,
            columns,
        }
    }

    /// Ends the file.
    fn end(self, text: &mut String) {
        self.writer.end(text);
        if self.headed {
            text.push_str("}\n");
        }
    }

    /// Writes one row; `false` if the records were replaced.
    fn write(&mut self, place: usize, text: &mut String) -> bool {
        let Self {
            writer,
            picked,
            columns,
            records,
            ..
        } = self;
        if *records {
            let record = picked.record.as_ref();
            let json = record.and_then(|record| untrack(|| record(place)));
            return json.is_some_and(|json| {
                writer.record(&json, text);
                true
            });
        }
        untrack(|| (picked.row)(place)).is_some_and(|row| {
            let cells: Vec<_> = columns
                .iter()
                .map(|column| row.cells.get(*column)?.text())
                .collect();
            writer.row(&cells, text);
            true
        })
    }
}
