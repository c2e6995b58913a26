//! A plan that deletes: its calls, what they took by the list, and what looks at them again.

use std::rc::Rc;

use super::part::Part;
use super::watch::QueueWatch;
use super::words;
use crate::analysis::jobs::clearing::Take;
use crate::api::call::Call;
use crate::api::client::Client;
use crate::api::tines::jobs::{Queue, delete_all, delete_of};
use crate::data::changes::plan::{Caution, Plan, Step, Verdict};
use crate::data::changes::watch::Sight;
use crate::data::job_queues::JobQueues;

/// What is to be deleted.
#[derive(Clone)]
pub struct Order {
    /// Through which.
    pub client: Client,
    /// The calls.
    pub takes: Vec<Take<Queue>>,
    /// What each took when it was last known.
    pub listed: Vec<Part>,
    /// Since when that is known, in words: `the list was read`.
    pub since: &'static str,
    /// What each takes, in words.
    pub labels: Vec<String>,
    /// Where the jobs are read, and what is brought up to date.
    pub queues: JobQueues,
    /// What was chosen and will not be touched, with the reason.
    pub skipped: Vec<(String, &'static str)>,
}

impl Order {
    /// What each call took when it was last known.
    pub fn sights(&self) -> Vec<Sight> {
        let parts = self.takes.iter().zip(&self.listed);
        parts.map(|(take, part)| part.sight(*take, None)).collect()
    }

    /// The name of the file in which what goes is kept.
    pub fn file_name(&self) -> String {
        self.client.connection().id.clone() + "-deleted-jobs"
    }

    /// Some of its calls, against what was confirmed of them.
    pub fn part(&self, steps: &[usize], confirmed: &[Part]) -> Self {
        let of = |steps: &[usize], all: &[Part]| {
            let parts = steps.iter().filter_map(|step| all.get(*step).cloned());
            parts.collect::<Vec<_>>()
        };
        let takes = steps.iter().filter_map(|step| self.takes.get(*step));
        let labels = steps.iter().filter_map(|step| self.labels.get(*step));
        Self {
            takes: takes.copied().collect(),
            labels: labels.cloned().collect(),
            listed: of(steps, confirmed),
            since: "you confirmed",
            skipped: Vec::new(),
            ..self.clone()
        }
    }
}

/// The plan of an order.
pub fn plan(order: Order) -> Plan {
    let steps = order
        .takes
        .iter()
        .zip(&order.labels)
        .filter_map(|(take, label)| {
            Some(Step {
                key: key(*take),
                label: label.clone(),
                call: call(*take)?,
            })
        });
    Plan {
        title: words::title(&order.labels),
        button: "Delete".to_owned(),
        deed: "Delete",
        caution: Caution::Asked,
        warnings: words::warnings(&order.takes),
        steps: steps.collect(),
        skipped: order.skipped.clone(),
        file: None,
        on_reply: Rc::new(|_, _| Verdict::Done("Deleted")),
        watch: Some(Rc::new(QueueWatch::new(order))),
    }
}

fn call(take: Take<Queue>) -> Option<Call> {
    match take {
        Take::All(queue) => delete_all(queue),
        Take::Of(queue, action) => delete_of(queue, action),
    }
}

/// Tells a call apart.
fn key(take: Take<Queue>) -> String {
    match take {
        Take::All(queue) => queue.name().to_owned(),
        Take::Of(queue, action) => [queue.name(), "-", &action.to_string()].concat(),
    }
}
