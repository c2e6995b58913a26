//! The jobs that one call takes, and what the question says of them.

use std::collections::HashSet;

use super::words;
use crate::analysis::jobs::clearing::{Change, Spot, Take};
use crate::analysis::jobs::entry::JobEntry;
use crate::api::tines::jobs::Queue;
use crate::data::changes::watch::{Fact, Sight};
use crate::format::number::count;
use crate::wire::time::Timestamp;

/// The jobs that one call takes.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Their numbers, in the order of the queue.
    pub ids: Vec<i64>,
    /// How many records of the queue could not be read.
    pub odd: usize,
    errors: Vec<(String, usize)>,
    actions: Vec<(String, usize)>,
    span: Option<(Timestamp, Timestamp)>,
    never: usize,
}

impl Part {
    /// What a call takes of these jobs. `odd` is how many records of its queue could not be read.
    pub fn of<'a>(
        take: Take<Queue>,
        jobs: impl IntoIterator<Item = &'a JobEntry>,
        odd: usize,
    ) -> Self {
        let mut part = Self {
            odd,
            ..Self::default()
        };
        for job in jobs.into_iter().filter(|job| take.takes(spot(job))) {
            part.add(job);
        }
        part
    }

    fn add(&mut self, job: &JobEntry) {
        self.ids.push(job.id);
        let error = job.error.as_ref().map_or("No error", |error| &error.text);
        bump(&mut self.errors, error);
        match &job.action {
            Some(action) => match action.name() {
                Some(name) => bump(&mut self.actions, &name),
                None => bump(&mut self.actions, &words::action(action.id, None)),
            },
            None => bump(&mut self.actions, "No Action"),
        }
        match job.last_retry {
            None => self.never += 1,
            Some(at) => {
                let (oldest, newest) = self.span.unwrap_or((at, at));
                self.span = Some((oldest.min(at), newest.max(at)));
            }
        }
    }

    /// Their numbers, to be asked for.
    pub fn known(&self) -> HashSet<i64> {
        self.ids.iter().copied().collect()
    }

    /// What the question says. `change` is against `since`, where something is known of that.
    pub fn sight(&self, take: Take<Queue>, change: Option<(&Change, &str)>) -> Sight {
        let is_all = matches!(take, Take::All(_));
        let mut facts = Vec::new();
        if is_all {
            facts.push(("Actions", Fact::Kinds(sorted(&self.actions))));
        }
        facts.push(("Errors", Fact::Kinds(sorted(&self.errors))));
        match self.span {
            Some((oldest, newest)) => facts.push(("Last tried", Fact::Span(oldest, newest))),
            None => facts.push(("Last tried", Fact::Words("never, or not said".to_owned()))),
        }
        if self.span.is_some() && self.never > 0 {
            facts.push(("Without a time", Fact::Words(count(self.never))));
        }
        if let Some((lowest, highest)) = self.ids.iter().min().zip(self.ids.iter().max()) {
            let span = [&lowest.to_string(), " to ", &highest.to_string()].concat();
            facts.push(("Numbers", Fact::Words(span)));
        }
        if self.ids.is_empty() {
            facts.clear();
        }
        let mut news = change.map_or_else(Vec::new, |(change, since)| words::news(change, since));
        if self.odd > 0 {
            let odd = words::odd(self.odd, is_all);
            news.push(odd);
        }
        Sight {
            number: self.ids.len(),
            sum: words::jobs(self.ids.len()),
            facts,
            news,
        }
    }
}

/// Where a job stands.
pub fn spot(job: &JobEntry) -> Spot<Queue> {
    Spot {
        queue: job.queue,
        action: job.action.as_ref().map(|action| action.id),
    }
}

fn bump(counts: &mut Vec<(String, usize)>, name: &str) {
    match counts.iter_mut().find(|(known, _)| known == name) {
        Some((_, number)) => *number += 1,
        None => counts.push((name.to_owned(), 1)),
    }
}

/// The largest first, and by name where two are alike.
fn sorted(counts: &[(String, usize)]) -> Vec<(String, usize)> {
    let mut counts = counts.to_vec();
    counts.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
    counts
}
