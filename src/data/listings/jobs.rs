//! How the jobs of a tenant are searched, filtered and sorted.

use crate::analysis::filter::facets::Group;
use crate::analysis::filter::vocabulary::{About, Field, Kind, Read};
use crate::analysis::jobs::entry::{Action, JobEntry};
use crate::analysis::jobs::next_try;
use crate::analysis::list_index::SortBy;
use crate::data::list::Listing;

/// The table of jobs.
pub static JOBS: Listing<JobEntry> = Listing {
    // Words are looked for in each name once, not in each row: see the nameless field.
    text: |_, _| (),
    columns: &[
        (
            "queue",
            SortBy::Number(|job| i64::try_from(job.queue.place()).ok()),
        ),
        ("action", SortBy::Text(|job| name(job.action.as_deref()))),
        (
            "error",
            SortBy::Text(|job| {
                job.error
                    .as_ref()
                    .map_or_else(String::new, |error| (*error.text).to_owned())
            }),
        ),
        ("type", SortBy::Text(|job| (*job.kind.text).to_owned())),
        ("retries", SortBy::Number(|job| job.retries.map(i64::from))),
        ("events", SortBy::Number(|job| job.events.map(i64::from))),
        ("last-retry", SortBy::Number(last_retry)),
        (
            "next-try",
            SortBy::Number(|job| Some(next_try::of(job)?.next.earliest.0)),
        ),
        ("started", SortBy::Number(started)),
        ("id", SortBy::Number(|job| Some(job.id))),
    ],
    usual: ("id", true),
    fields: FIELDS,
    facets: FACETS,
};

/// The queues as a filter writes them, by [`crate::wire::tines::Queue::place`].
const QUEUES: &[(&str, &str)] = &[
    ("queued", "Queued"),
    ("retry", "Retry"),
    ("dead", "Dead"),
    ("running", "Running"),
];

/// What jobs can be asked for, the most asked for first.
const FIELDS: &[Field<JobEntry>] = &[
    Field {
        about: About {
            name: "queue",
            label: "Queue",
            means: "where the job is",
            example: "queue:dead",
            kind: Kind::Choice,
            known: QUEUES,
            missing: None,
        },
        read: Read::Number(|job| i64::try_from(job.queue.place()).ok()),
    },
    Field {
        about: About {
            name: "action",
            label: "Action",
            means: "the name of its Action, or the Action's number where the name is not known",
            example: "action:\"Fetch alerts\"",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|job, tell| {
            if let Some(action) = &job.action {
                tell(action.code, &|text| text.push_str(&action.label()));
            }
        }),
    },
    Field {
        about: About {
            name: "error",
            label: "Error",
            means: "the class of the error it failed with last",
            example: "error:ArgumentError",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|job, tell| {
            if let Some(error) = &job.error {
                tell(error.code, &|text| text.push_str(&error.text));
            }
        }),
    },
    Field {
        about: About {
            name: "type",
            label: "Type",
            means: "the kind of job",
            example: "type:AgentReceiveJob",
            kind: Kind::Names,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Coded(|job, tell| {
            if !job.kind.text.is_empty() {
                tell(job.kind.code, &|text| text.push_str(&job.kind.text));
            }
        }),
    },
    Field {
        about: About {
            name: "retries",
            label: "Retries",
            means: "how often it was tried again",
            example: "retries:>10",
            kind: Kind::Number,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(|job| job.retries.map(i64::from)),
    },
    Field {
        about: About {
            name: "last-retry",
            label: "Last retry",
            means: "when it was last tried again",
            example: "last-retry:<2h",
            kind: Kind::Moment,
            known: &[],
            missing: Some("never"),
        },
        read: Read::Number(last_retry),
    },
    Field {
        about: About {
            name: "events",
            label: "Events",
            means: "how many events it carries",
            example: "events:>100",
            kind: Kind::Number,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(|job| job.events.map(i64::from)),
    },
    Field {
        about: About {
            name: "started",
            label: "Started",
            means: "when a worker took it",
            example: "started:>10m",
            kind: Kind::Moment,
            known: &[],
            missing: Some("never"),
        },
        read: Read::Number(started),
    },
    Field {
        about: About {
            name: "action-id",
            label: "Action id",
            means: "the number of its Action",
            example: "action-id:1042",
            kind: Kind::Number,
            known: &[],
            missing: Some("none"),
        },
        read: Read::Number(|job| Some(job.action.as_ref()?.id)),
    },
    Field {
        about: About {
            name: "id",
            label: "Id",
            means: "the job's number",
            example: "id:1000",
            kind: Kind::Number,
            known: &[],
            missing: None,
        },
        read: Read::Number(|job| Some(job.id)),
    },
    Field {
        about: About {
            name: "",
            label: "",
            means: "",
            example: "",
            kind: Kind::PARTS,
            known: &[],
            missing: None,
        },
        // Three tables of names in one: their numbers must not meet.
        read: Read::Coded(|job, tell| {
            tell(job.kind.code * 3, &|text| text.push_str(&job.kind.text));
            if let Some(action) = &job.action {
                tell(action.code * 3 + 1, &|text| {
                    text.push_str(&action.label());
                    text.push(' ');
                    text.push_str(&action.id.to_string());
                });
            }
            if let Some(error) = &job.error {
                tell(error.code * 3 + 2, &|text| text.push_str(&error.text));
            }
        }),
    },
];

/// What can be ticked beside the list.
const FACETS: &[Group] = &[
    Group {
        qualifier: "queue",
        label: "Queue",
        values: QUEUES,
    },
    Group {
        qualifier: "action",
        label: "Action",
        values: &[],
    },
    Group {
        qualifier: "error",
        label: "Error",
        values: &[],
    },
    Group {
        qualifier: "type",
        label: "Type",
        values: &[],
    },
];

fn name(action: Option<&Action>) -> String {
    action.map_or_else(String::new, |action| (*action.label()).to_owned())
}

fn last_retry(job: &JobEntry) -> Option<i64> {
    Some(job.last_retry?.0)
}

fn started(job: &JobEntry) -> Option<i64> {
    Some(job.started_at?.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::filter::plan::plan;
    use crate::analysis::jobs::entry::Book;
    use crate::data::listings::matching::rows_of;
    use crate::wire::decode;
    use crate::wire::time::Timestamp;
    use crate::wire::tines::Queue;

    /// 2026-01-15T12:00:00Z.
    const NOW: Timestamp = Timestamp(1_768_478_400_000);

    fn matching(filter: &str) -> Vec<i64> {
        let mut book = Book::default();
        let jobs: Vec<JobEntry> = [
            (
                Queue::Dead,
                r#"{"id":1,"type":"AgentReceiveJob","agent":{"id":70,"name":"Fetch alerts"},"events":3,"retry_count":25,
                    "last_retry":1768475000.5,"error_class":"ArgumentError"}"#,
            ),
            (
                Queue::Retry,
                r#"{"id":2,"type":"AgentReceiveJob","agent":71,"events":[1,2],"retry_count":4,"last_retry":1768400000,
                    "error_class":"Faraday::TimeoutError"}"#,
            ),
            (
                Queue::Queued,
                r#"{"id":3,"type":"CredentialRefreshJob","events":null,"retry_count":0,"last_retry":""}"#,
            ),
            (
                Queue::InProgress,
                r#"{"id":4,"type":"AgentCheckJob","agent":70,"events":1,"started_at":1768477000.25}"#,
            ),
        ]
        .map(|(queue, text)| book.take(queue, decode(text).expect("a job"), NOW))
        .into();
        let rows = rows_of(&jobs, &JOBS, filter, NOW).into_iter();
        rows.map(|row| i64::from(row) + 1).collect()
    }

    #[test]
    fn each_qualifier_reads_its_field() {
        for (filter, found) in [
            (
                "queue:dead action:\"Fetch alerts\" error:ArgumentError type:AgentReceiveJob retries:>10 last-retry:<2h",
                &[1][..],
            ),
            ("queue:queued,retry", &[2, 3]),
            ("-queue:running", &[1, 2, 3]),
            // The running job says the number alone; another one says the name.
            ("action:\"fetch alerts\"", &[1, 4]),
            ("action:fetch", &[]),
            ("action:71", &[2]),
            ("action:none", &[3]),
            ("action-id:70", &[1, 4]),
            ("action-id:none", &[3]),
            ("error:none", &[3, 4]),
            ("error:faraday::timeouterror", &[2]),
            ("type:AgentReceiveJob", &[1, 2]),
            ("retries:>10", &[1]),
            ("retries:none", &[4]),
            ("last-retry:never", &[3, 4]),
            ("last-retry:>2h", &[2]),
            ("events:2..3", &[1, 2]),
            ("events:none", &[3]),
            ("started:<1h", &[4]),
            ("started:never", &[1, 2, 3]),
            ("id:>=3", &[3, 4]),
            ("fetch", &[1, 4]),
            ("timeout", &[2]),
            ("refresh", &[3]),
            ("71", &[2]),
            ("agent fetch -argument", &[4]),
        ] {
            assert_eq!(matching(filter), found, "{filter}");
        }
    }

    #[test]
    fn the_tables_fit_together() {
        for field in FIELDS.iter().filter(|field| !field.about.name.is_empty()) {
            let numbers = matches!(field.read, Read::Number(_));
            assert_eq!(
                numbers,
                field.about.kind.is_number(),
                "{}",
                field.about.name
            );
            let example = plan(field.about.example, &[&field.about], &|| NOW);
            assert_eq!(
                (example.tests.len(), example.left_out.len()),
                (1, 0),
                "{}",
                field.about.example
            );
        }
        for group in FACETS {
            let mut names = FIELDS.iter().map(|field| field.about.name);
            assert!(names.any(|name| name == group.qualifier));
        }
        for (queue, (name, label)) in Queue::ALL.into_iter().zip(QUEUES) {
            assert_eq!((queue.name(), queue.label()), (*name, *label));
        }
        let mut columns = JOBS.columns.iter().map(|(name, _)| *name);
        assert!(columns.any(|name| name == JOBS.usual.0));
    }
}
