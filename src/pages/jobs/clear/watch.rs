//! Looks at the queues for a plan that deletes: when the question opens, just before each call, and after it.
//! What may go is told by the jobs' numbers: a job that was not there when it was confirmed is one more, even
//! where another has left.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::part::{Part, spot};
use super::plan::{Order, plan};
use super::reading::read;
use super::{file, words};
use crate::analysis::jobs::clearing::{Change, Take, change};
use crate::api::error::ApiError;
use crate::api::tines::jobs::Queue;
use crate::data::changes::plan::Plan;
use crate::data::changes::watch::{Answer, Before, Looked, Sight, Watch};
use crate::data::job_queues::WholeQueue;
use crate::format::number::count;

/// The watch of one plan.
pub struct QueueWatch {
    inner: Rc<Inner>,
    /// The question's look, while it is under way.
    looking: RefCell<Option<AbortHandle>>,
}

impl Drop for QueueWatch {
    /// Nobody waits for what it would have seen.
    fn drop(&mut self) {
        self.stop();
    }
}

struct Inner {
    order: Order,
    looked: ArcRwSignal<Looked>,
    /// What the question's look saw, by step.
    seen: RefCell<Vec<Part>>,
    /// What was confirmed, by step.
    confirmed: RefCell<Vec<Part>>,
    answer: Cell<Answer>,
    /// What each step was sent for: the numbers that the look just before it saw.
    sent: RefCell<Vec<HashSet<i64>>>,
    /// What the look after a step saw, for the step behind it.
    fresh: RefCell<Option<(Queue, Rc<WholeQueue>)>>,
    /// What is in a file by now.
    filed: RefCell<HashSet<(usize, i64)>>,
}

impl QueueWatch {
    /// A watch that has not looked yet.
    pub fn new(order: Order) -> Self {
        let looked = Looked::Looking(order.sights());
        let steps = order.takes.len();
        let inner = Inner {
            order,
            looked: ArcRwSignal::new(looked),
            seen: RefCell::default(),
            confirmed: RefCell::default(),
            answer: Cell::default(),
            sent: RefCell::new(vec![HashSet::new(); steps]),
            fresh: RefCell::new(None),
            filed: RefCell::default(),
        };
        Self {
            inner: Rc::new(inner),
            looking: RefCell::default(),
        }
    }

    fn stop(&self) {
        if let Some(looking) = self.looking.take() {
            looking.abort();
        }
    }
}

impl Inner {
    fn take(&self, step: usize) -> Option<Take<Queue>> {
        self.order.takes.get(step).copied()
    }

    async fn read(&self, queue: Queue) -> Result<Rc<WholeQueue>, ApiError> {
        read(&self.order.queues, queue).await.map(Rc::new)
    }

    /// All queues of the plan, each read once.
    async fn look(&self) -> Result<Option<Vec<Part>>, ApiError> {
        let mut readings: Vec<(Queue, Rc<WholeQueue>)> = Vec::new();
        let mut parts = Vec::new();
        for take in &self.order.takes {
            let known = readings.iter().find(|(queue, _)| *queue == take.queue());
            let reading = if let Some((_, reading)) = known {
                Rc::clone(reading)
            } else {
                let reading = self.read(take.queue()).await?;
                if !reading.is_sure {
                    return Ok(None);
                }
                readings.push((take.queue(), Rc::clone(&reading)));
                reading
            };
            parts.push(part(*take, &reading));
        }
        Ok(Some(parts))
    }

    fn sights(&self, parts: &[Part]) -> Vec<Sight> {
        let known = self.order.takes.iter().zip(parts).zip(&self.order.listed);
        known
            .map(|((take, part), listed)| {
                let change = change(&listed.known(), &part.ids);
                part.sight(*take, Some((&change, self.order.since)))
            })
            .collect()
    }

    async fn before(&self, step: usize) -> Result<Before, ApiError> {
        let Some(take) = self.take(step) else {
            return Ok(Before::Nothing("Not in the plan"));
        };
        let fresh = self.fresh.take();
        let reading = match fresh.filter(|(queue, _)| *queue == take.queue()) {
            Some((_, reading)) => reading,
            None => self.read(take.queue()).await?,
        };
        if !reading.is_sure {
            return Ok(Before::Failed(words::NOT_SURE.to_owned()));
        }
        let part = part(take, &reading);
        if part.ids.is_empty() {
            return Ok(Before::Nothing("None was left by then: nothing was sent"));
        }
        let answer = self.answer.get();
        let arrived = {
            let confirmed = self.confirmed.borrow();
            let Some(confirmed) = confirmed.get(step) else {
                return Ok(Before::Failed(words::NOT_SURE.to_owned()));
            };
            let change = change(&confirmed.known(), &part.ids);
            let odd = part.odd.saturating_sub(confirmed.odd);
            let arrived = change.arrived.len() + odd;
            if arrived > answer.more {
                let all = confirmed.ids.len();
                return Ok(Before::More(words::grown(all, part.ids.len(), arrived)));
            }
            arrived
        };
        self.save(step, &reading, arrived > 0).await?;
        if let Some(sent) = self.sent.borrow_mut().get_mut(step) {
            *sent = part.known();
        }
        Ok(Before::Agrees)
    }

    /// Saves what goes: before the first call that of all, and before each later one what arrived since.
    async fn save(
        &self,
        step: usize,
        reading: &Rc<WholeQueue>,
        grew: bool,
    ) -> Result<(), ApiError> {
        let Some(kind) = self.answer.get().file else {
            return Ok(());
        };
        let is_first = self.filed.borrow().is_empty();
        if !is_first && !grew {
            return Ok(());
        }
        let steps = if is_first {
            step..self.order.takes.len()
        } else {
            step..step + 1
        };
        let mut readings = vec![(self.order.takes[step].queue(), Rc::clone(reading))];
        for step in steps.clone() {
            let queue = self.order.takes[step].queue();
            if readings.iter().all(|(known, _)| *known != queue) {
                readings.push((queue, self.read(queue).await?));
            }
        }
        let mut going = Vec::new();
        let mut filed = self.filed.borrow_mut();
        for step in steps {
            let take = self.order.takes[step];
            let reading = readings.iter().find(|(queue, _)| *queue == take.queue());
            let jobs = reading.into_iter().flat_map(|(_, reading)| &reading.jobs);
            let jobs = jobs.filter(|job| take.takes(spot(job)) && filed.insert((step, job.id)));
            going.extend(jobs.cloned());
        }
        if !going.is_empty() {
            file::save(&self.order.file_name(), kind, &going);
        }
        Ok(())
    }

    /// What is left of what a step was sent for, and what arrived since.
    async fn left(&self, step: usize) -> Result<(usize, Change), ApiError> {
        let Some(take) = self.take(step) else {
            return Ok(Default::default());
        };
        let reading = self.read(take.queue()).await?;
        let part = part(take, &reading);
        let sent = self.sent.borrow().get(step).cloned().unwrap_or_default();
        let change = change(&sent, &part.ids);
        self.order.queues.put_queue(take.queue(), &reading);
        *self.fresh.borrow_mut() = Some((take.queue(), reading));
        Ok((sent.len(), change))
    }
}

fn part(take: Take<Queue>, whole: &WholeQueue) -> Part {
    Part::of(take, &whole.jobs, whole.odd.len())
}

impl Watch for QueueWatch {
    fn look(&self) {
        self.stop();
        let inner = Rc::clone(&self.inner);
        let before = match inner.looked.get_untracked() {
            Looked::Looking(sights) | Looked::Seen(sights) => sights,
            Looked::Failed(_) | Looked::NotSure => inner.order.sights(),
        };
        inner.looked.set(Looked::Looking(before));
        let (look, handle) = abortable(async move {
            let found = inner.look().await;
            inner.looked.set(match found {
                Ok(Some(parts)) => {
                    let sights = inner.sights(&parts);
                    *inner.seen.borrow_mut() = parts;
                    Looked::Seen(sights)
                }
                Ok(None) => Looked::NotSure,
                Err(error) => Looked::Failed(Box::new(error)),
            });
        });
        *self.looking.borrow_mut() = Some(handle);
        spawn_local(async move {
            // Stopped or not, what it has seen is in `looked` by now.
            let _ = look.await;
        });
    }

    fn looked(&self) -> Looked {
        self.inner.looked.get()
    }

    fn button(&self) -> String {
        let number = self.inner.looked.with(|looked| match looked {
            Looked::Looking(sights) | Looked::Seen(sights) => {
                sights.iter().map(|sight| sight.number).sum()
            }
            Looked::Failed(_) | Looked::NotSure => 0,
        });
        match number {
            0 => "Delete".to_owned(),
            number => ["Delete ", &words::jobs(number)].concat(),
        }
    }

    fn typed(&self) -> Option<String> {
        let Looked::Seen(sights) = self.looked() else {
            return None;
        };
        let all = self.inner.order.takes.iter().zip(&sights);
        let all = all.filter(|(take, _)| matches!(take, Take::All(_)));
        let number: usize = all.map(|(_, sight)| sight.number).sum();
        (number > 0).then(|| count(number))
    }

    fn grows(&self) -> Option<String> {
        let Looked::Seen(_) = self.looked() else {
            return None;
        };
        let seen = self.inner.seen.borrow();
        let known = seen.iter().zip(&self.inner.order.listed);
        let grows = known
            .clone()
            .any(|(part, listed)| !change(&listed.known(), &part.ids).arrived.is_empty());
        grows.then(|| match self.inner.order.takes.len() {
            1 => "Jobs keep arriving here. At most how many more may go along?".to_owned(),
            _ => {
                "Jobs keep arriving here. At most how many more may go along, per call?".to_owned()
            }
        })
    }

    fn file_name(&self) -> String {
        self.inner.order.file_name()
    }

    fn confirm(&self, answer: Answer) {
        self.inner.answer.set(answer);
        let seen = self.inner.seen.borrow().clone();
        *self.inner.confirmed.borrow_mut() = seen;
    }

    fn before(&self, step: usize) -> LocalBoxFuture<'static, Before> {
        let inner = Rc::clone(&self.inner);
        Box::pin(async move {
            let before = inner.before(step).await;
            before.unwrap_or_else(|error| Before::Failed(error.words()))
        })
    }

    fn after(&self, step: usize) -> LocalBoxFuture<'static, String> {
        let inner = Rc::clone(&self.inner);
        Box::pin(async move {
            let confirmed = inner
                .confirmed
                .borrow()
                .get(step)
                .map_or(0, |part| part.ids.len());
            match inner.left(step).await {
                Ok((before, change)) => words::outcome(confirmed, before, &change),
                Err(error) => words::uncounted(&error),
            }
        })
    }

    fn check(&self, step: usize) -> LocalBoxFuture<'static, String> {
        let inner = Rc::clone(&self.inner);
        Box::pin(async move {
            match inner.left(step).await {
                Ok((before, change)) => words::checked(before, &change),
                Err(error) => words::uncounted(&error),
            }
        })
    }

    fn again(&self, steps: &[usize]) -> Plan {
        let confirmed = self.inner.confirmed.borrow();
        plan(self.inner.order.part(steps, &confirmed))
    }
}
