//! What each queue adds up to.

use std::collections::VecDeque;

use super::entry::JobEntry;
use crate::wire::time::Timestamp;
use crate::wire::tines::{Queue, WorkerStats};

/// How many looks are kept: half an hour of one every five seconds.
const LOOKS: usize = 360;

/// What the queues were at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// How many jobs each queue held, by [`Queue::place`]; `None`: it could not be known.
    pub counts: [Option<u32>; 4],
    /// The workers, where the tenant says.
    pub workers: Option<WorkerStats>,
}

/// This tab's looks, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct History(VecDeque<Look>);

impl History {
    /// Takes in a look; the oldest goes when there are too many.
    pub fn push(&mut self, look: Look) {
        if self.0.len() == LOOKS {
            self.0.pop_front();
        }
        self.0.push_back(look);
    }

    /// All looks, the oldest first.
    pub fn looks(&self) -> impl Iterator<Item = &Look> {
        self.0.iter()
    }

    /// The last look.
    pub fn last(&self) -> Option<&Look> {
        self.0.back()
    }

    /// What the last look says of a queue, and by how much that is more than at the look before it.
    pub fn count(&self, queue: Queue) -> (Option<u32>, Option<i64>) {
        let mut counts = self.0.iter().rev().map(|look| look.counts[queue.place()]);
        let (last, before) = (counts.next().flatten(), counts.next().flatten());
        let change = last.zip(before);
        let change = change.map(|(last, before)| i64::from(last) - i64::from(before));
        (last, change)
    }
}

/// What a moment of a job says about its age: no job says when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// This tab saw it there first: it has been there at least since.
    Seen,
    /// It was tried then for the last time.
    Tried,
    /// A worker took it then.
    Started,
}

/// The job that has been longest in its queue, as far as the jobs say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oldest {
    /// The job.
    pub id: i64,
    /// The moment that makes it the oldest.
    pub at: Timestamp,
    /// What that moment is.
    pub since: Since,
}

/// What the jobs that were read of a queue add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// How many.
    pub count: u32,
    /// The oldest; `None` without a job, or where none has a moment.
    pub oldest: Option<Oldest>,
}

/// What all jobs that were read add up to, by [`Queue::place`].
pub fn held(jobs: &[JobEntry]) -> [Held; 4] {
    let mut sums = [Held::default(); 4];
    for job in jobs {
        let sum = &mut sums[job.queue.place()];
        sum.count += 1;
        let (at, since) = match job.queue {
            Queue::Queued => (Some(job.seen_since), Since::Seen),
            Queue::Retry | Queue::Dead => (job.last_retry, Since::Tried),
            Queue::InProgress => (job.started_at, Since::Started),
        };
        if let Some(at) = at
            // Of those seen at the same moment the smallest number was made first.
            && sum
                .oldest
                .is_none_or(|oldest| (at, job.id) < (oldest.at, oldest.id))
        {
            sum.oldest = Some(Oldest {
                id: job.id,
                at,
                since,
            });
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::entry::Book;
    use super::super::entry::tests::{NOW, read};
    use super::*;

    #[test]
    fn the_last_look_and_what_changed_since_the_one_before() {
        let mut history = History::default();
        assert_eq!(history.count(Queue::Dead), (None, None));
        for number in 0..1_000 {
            history.push(Look {
                at: Timestamp(i64::from(number)),
                counts: [Some(number), Some(5 - number.min(5)), Some(7), None],
                workers: None,
            });
        }
        assert_eq!(history.count(Queue::Queued), (Some(999), Some(1)));
        assert_eq!(history.count(Queue::Dead), (Some(7), Some(0)));
        assert_eq!(history.count(Queue::InProgress), (None, None));
        assert_eq!(history.looks().count(), LOOKS);
        assert_eq!(history.last().map(|look| look.at), Some(Timestamp(999)));
        assert_eq!(history.looks().next().map(|look| look.at.0), Some(640));
    }

    #[test]
    fn counts_and_the_oldest_of_each_queue() {
        let mut book = Book::default();
        let mut jobs = vec![
            read(&mut book, Queue::Queued, r#"{"id":9}"#),
            read(&mut book, Queue::Queued, r#"{"id":8}"#),
        ];
        for (id, last) in [(1, "1768478300.5"), (2, "1768478200"), (3, "\"\"")] {
            let json = format!(r#"{{"id":{id},"last_retry":{last}}}"#);
            jobs.push(read(&mut book, Queue::Dead, &json));
        }
        jobs.push(read(&mut book, Queue::InProgress, r#"{"id":4}"#));
        let oldest = |id, at, since| {
            Some(Oldest {
                id,
                at: Timestamp(at),
                since,
            })
        };
        let found = held(&jobs).map(|held| (held.count, held.oldest));
        assert_eq!(
            found,
            [
                (2, oldest(8, NOW.0, Since::Seen)),
                (0, None),
                (3, oldest(2, 1_768_478_200_000, Since::Tried)),
                (1, None),
            ]
        );
    }
}
