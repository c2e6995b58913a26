//! The jobs that go, as a file.

use crate::analysis::jobs::entry::JobEntry;
use crate::data::changes::watch::FileKind;
use crate::format::csv::{defuse, write_row};
use crate::format::export::Format;
use crate::ui::download::{name_now, save_text};
use crate::wire::json::quote;
use crate::wire::time::Timestamp;

const HEADINGS: [&str; 9] = [
    "queue",
    "id",
    "type",
    "action_id",
    "action",
    "error_class",
    "retry_count",
    "last_retry",
    "events",
];

/// Saves the jobs that go. JSON has them as they came, each with its queue; CSV has a row for each.
pub fn save(name: &str, kind: FileKind, jobs: &[JobEntry]) {
    let (text, format) = match kind {
        FileKind::Json => (json(jobs), Format::Json),
        FileKind::Csv => (csv(jobs), Format::Csv),
    };
    save_text(&name_now(name, kind.ending()), format.mime(), &text);
}

fn json(jobs: &[JobEntry]) -> String {
    let mut text = String::from("[");
    for (index, job) in jobs.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str("{\"queue\":");
        text.push_str(&quote(job.queue.name()));
        text.push_str(",\"job\":");
        text.push_str(&job.raw);
        text.push('}');
    }
    text.push_str("\n]\n");
    text
}

fn csv(jobs: &[JobEntry]) -> String {
    let mut text = String::new();
    write_row(',', &mut HEADINGS.into_iter(), &mut text);
    for job in jobs {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let action = job.action.as_ref();
        let cells = [
            Some(job.queue.name().to_owned()),
            Some(job.id.to_string()),
            Some(job.kind.text.to_string()),
            action.map(|action| action.id.to_string()),
            action
                .and_then(|action| action.name())
                .map(|name| name.to_string()),
            job.error.as_ref().map(|error| error.text.to_string()),
            number(job.retries),
            job.last_retry.map(Timestamp::to_rfc3339),
            number(job.events),
        ]
        .map(Option::unwrap_or_default);
        let cells = cells.each_ref().map(|cell| defuse(cell));
        write_row(',', &mut cells.iter().map(|cell| &**cell), &mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::jobs::entry::Book;
    use crate::api::tines::jobs::Queue;
    use crate::wire::decode;

    fn read(book: &mut Book, queue: Queue, json: &str) -> JobEntry {
        book.take(queue, decode(json).unwrap(), Timestamp(0))
    }

    #[test]
    fn json_has_each_job_as_it_came_with_its_queue() {
        let mut book = Book::default();
        let jobs = [
            read(
                &mut book,
                Queue::Dead,
                r#"{"id":1,"x":1.50,"agent":{"id":7,"name":"A"}}"#,
            ),
            read(&mut book, Queue::Retry, r#"{"id":"2","agent":7}"#),
        ];
        assert_eq!(
            json(&jobs),
            "[\n{\"queue\":\"dead\",\"job\":{\"id\":1,\"x\":1.50,\"agent\":{\"id\":7,\"name\":\"A\"}}},\n{\"queue\":\"retry\",\"job\":{\"id\":\"2\",\"agent\":7}}\n]\n"
        );
        assert_eq!(json(&[]), "[\n]\n");
    }

    #[test]
    fn csv_has_a_row_for_each_and_runs_nothing() {
        let mut book = Book::default();
        let jobs = [
            read(
                &mut book,
                Queue::Dead,
                r#"{"id":1,"type":"AgentReceiveJob","agent":{"id":7,"name":"=cmd"},"retry_count":25,"last_retry":1768478400.5,"events":2,"error_class":"A, B"}"#,
            ),
            read(&mut book, Queue::Dead, r#"{"id":2,"last_retry":""}"#),
        ];
        let text = csv(&jobs);
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[0], HEADINGS.join(","));
        let start = "dead,1,AgentReceiveJob,7,'=cmd,\"A, B\",25,2026-01-15T12:00:00";
        assert!(lines[1].starts_with(start), "{}", lines[1]);
        assert_eq!(lines[2], "dead,2,,,,,,,");
        assert_eq!(lines.len(), 3);
    }
}
