//! The columns of the jobs.

use crate::analysis::jobs::entry::JobEntry;
use crate::format::number::figure;
use crate::pages::users::words::moment;
use crate::ui::table::cell::{Cell, Row, Tone};
use crate::ui::table::column::Column;
use crate::wire::tines::Queue;

use super::words::action_name;

/// The columns. The classes give the widths, say from which width on each is shown, and which make a card of
/// a narrow screen: the same as those of the users.
pub const COLUMNS: &[Column] = &[
    Column::sorted("action", "Action", "col-name"),
    Column::sorted("queue", "Queue", "col-status"),
    Column::sorted("error", "Error", "col-email"),
    Column::sorted("last-retry", "Last try", "col-moment"),
    Column::sorted("retries", "Retries", "col-small"),
    Column::sorted("type", "Type", "col-type from-wide"),
    Column::sorted("events", "Events", "col-small from-wider"),
    Column::sorted("started", "Started", "col-started from-wider"),
    Column::sorted("id", "Number", "col-small from-wide"),
];

/// One job as a row.
pub fn row(job: &JobEntry) -> Row {
    let words = |text: &str| match text {
        "" => Cell::Nothing("not said"),
        text => Cell::Text(text.to_owned()),
    };
    Row {
        key: job.id.to_string(),
        href: None,
        cells: vec![
            Cell::Text(action_name(job.action.as_deref())),
            Cell::Badges(vec![queue(job.queue)]),
            match &job.error {
                Some(error) => words(&error.text),
                None => Cell::Nothing("none"),
            },
            match job.queue {
                Queue::Queued | Queue::InProgress if job.last_retry.is_none() => {
                    Cell::Nothing("never failed")
                }
                _ => moment(job.last_retry, "not said"),
            },
            number(job.retries),
            words(&job.kind.text),
            number(job.events),
            match job.queue {
                Queue::InProgress => moment(job.started_at, "not said"),
                _ => Cell::Text(String::new()),
            },
            Cell::Text(job.id.to_string()),
        ],
    }
}

/// The row of a job that is no longer in any queue, for as long as its row is looked at.
pub fn gone_row(job: &JobEntry) -> Row {
    let mut row = row(job);
    if let Some(cell) = row.cells.get_mut(1) {
        *cell = Cell::Badges(vec![(Tone::Off, "Gone".to_owned())]);
    }
    row
}

/// Where a job is.
pub fn queue(queue: Queue) -> (Tone, String) {
    let tone = match queue {
        Queue::Queued => Tone::Waiting,
        Queue::Retry => Tone::Warning,
        Queue::Dead => Tone::Off,
        Queue::InProgress => Tone::Good,
    };
    (tone, queue.label().to_owned())
}

fn number(number: Option<u32>) -> Cell {
    number.map_or(Cell::Nothing("not said"), |number| {
        Cell::Text(figure(number))
    })
}
