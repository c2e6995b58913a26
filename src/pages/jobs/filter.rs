//! The words of the filter, and the views that are always there.

use crate::layout::list_filter::Words;

/// The words and views.
pub static WORDS: Words = Words {
    label: "Filter jobs",
    placeholder: "Filter jobs: queue:dead action:\"Fetch alerts\" error:ArgumentError",
    noun: ("job", "jobs"),
    built_in: &[
        ("All jobs", ""),
        ("Dead", "?q=queue:dead"),
        ("To be tried again", "?q=queue:retry"),
        ("Waiting for a worker", "?q=queue:queued"),
        ("Running", "?q=queue:running"),
        ("Nearly given up", "?q=queue:retry%20retries:%3E20"),
        (
            "Failed in the last hour",
            "?q=last-retry:%3C1h&sort=-last-retry",
        ),
        ("Without an Action", "?q=action:none"),
    ],
};
