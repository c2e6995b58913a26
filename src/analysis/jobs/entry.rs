//! A job in memory. A tenant may have 50,000, so what recurs (which Action, which error, which type) is kept
//! once and shared.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use crate::wire::record::Kept;
use crate::wire::time::Timestamp;
use crate::wire::tines::{ActionRef, Job, Queue};

/// A type of job or an error class, free text.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// The place in the order of arrival: small, so that tables by name are plain vectors.
    pub code: u32,
    /// As it came.
    pub text: Rc<str>,
}

/// An Action, which the API calls an agent.
#[derive(Debug)]
pub struct Action {
    /// As [`Name::code`].
    pub code: u32,
    /// Its number.
    pub id: i64,
    name: RefCell<Option<Rc<str>>>,
}

impl Action {
    /// Its name, where any job of the tenant that was read so far says it; never a guess.
    pub fn name(&self) -> Option<Rc<str>> {
        self.name.borrow().clone()
    }

    /// Its name, or its number where nothing says the name.
    pub fn label(&self) -> Rc<str> {
        self.name().unwrap_or_else(|| self.id.to_string().into())
    }
}

/// What is known of a job.
#[derive(Debug)]
pub struct Facts {
    /// Its number.
    pub id: i64,
    /// Where it is.
    pub queue: Queue,
    /// `AgentReceiveJob` and so on; empty where it is not said.
    pub kind: Rc<Name>,
    /// Its Action; some jobs have none.
    pub action: Option<Rc<Action>>,
    /// What went wrong last; `None`: nothing yet, or it is not said.
    pub error: Option<Rc<Name>>,
    /// How many events it carries.
    pub events: Option<u32>,
    /// How often it was tried again.
    pub retries: Option<u32>,
    /// When it was last tried again; `None`: never yet, or it is not said.
    pub last_retry: Option<Timestamp>,
    /// When a worker took it: only of running ones.
    pub started_at: Option<Timestamp>,
    /// When this tab first saw it in this queue: it has been there at least since.
    pub seen_since: Timestamp,
    /// Its JSON as it came.
    pub raw: Box<str>,
    /// The reading that saw it last.
    reading: Cell<u32>,
}

/// A job; a copy is a count. Two are equal when they are the same job, in the same queue, with the same JSON.
#[derive(Clone, Debug)]
pub struct JobEntry(Rc<Facts>);

impl Deref for JobEntry {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl PartialEq for JobEntry {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || (self.queue == other.queue && self.raw == other.raw)
    }
}

impl JobEntry {
    /// Whether both are the very same record in memory: nothing of it has changed between two readings.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What recurs, each kept once, and the jobs that were read last. It is kept from one reading to the next, so
/// that a job which did not change stays the same record, and a name that was learnt once stays known.
#[derive(Debug, Default)]
pub struct Book {
    actions: HashMap<i64, Rc<Action>>,
    kinds: HashMap<Rc<str>, Rc<Name>>,
    errors: HashMap<Rc<str>, Rc<Name>>,
    known: HashMap<i64, JobEntry>,
    reading: u32,
    moved: u32,
}

impl Book {
    /// A new reading begins.
    pub fn begin(&mut self) {
        self.reading = self.reading.wrapping_add(1);
        self.moved = 0;
    }

    /// A reading is complete: what it did not see is gone.
    pub fn end(&mut self) {
        let reading = self.reading;
        self.known.retain(|_, job| job.reading.get() == reading);
    }

    /// A job that was read from a queue at a moment.
    pub fn take(&mut self, queue: Queue, job: Kept<Job>, at: Timestamp) -> JobEntry {
        let known = self.known.get(&job.id);
        let was_here = known.is_some_and(|known| known.reading.get() == self.reading);
        if let Some(known) = known
            && known.queue == queue
            && *known.raw == *job.raw.get()
        {
            known.reading.set(self.reading);
            return known.clone();
        }
        if was_here && known.is_some_and(|known| known.queue != queue) {
            self.moved += 1;
        }
        let stayed = known.filter(|known| known.queue == queue);
        let seen_since = stayed.map_or(at, |known| known.seen_since);
        let Kept { raw, value } = job;
        let entry = JobEntry(Rc::new(Facts {
            id: value.id,
            queue,
            kind: name(&mut self.kinds, &value.kind),
            action: value.action.map(|action| self.action(action)),
            error: value
                .error_class
                .map(|class| name(&mut self.errors, &class)),
            events: value.events,
            retries: value.retry_count,
            last_retry: value.last_retry,
            started_at: value.started_at,
            seen_since,
            raw: raw.into(),
            reading: Cell::new(self.reading),
        }));
        self.known.insert(entry.id, entry.clone());
        entry
    }

    /// How many jobs were met in another queue than a moment before, since the reading began: then more may
    /// have moved unseen.
    pub fn moved(&self) -> u32 {
        self.moved
    }

    /// How many jobs were read of each queue, by [`Queue::place`].
    pub fn counts(&self) -> [u32; 4] {
        let mut counts = [0; 4];
        let read = |job: &&JobEntry| job.reading.get() == self.reading;
        for job in self.known.values().filter(read) {
            counts[job.queue.place()] += 1;
        }
        counts
    }

    fn action(&mut self, said: ActionRef) -> Rc<Action> {
        let code = code(self.actions.len());
        let action = self.actions.entry(said.id).or_insert_with(|| {
            Rc::new(Action {
                code,
                id: said.id,
                name: RefCell::default(),
            })
        });
        if let Some(name) = said.name {
            let mut known = action.name.borrow_mut();
            if known.as_deref() != Some(&name) {
                *known = Some(name.into());
            }
        }
        Rc::clone(action)
    }
}

fn name(known: &mut HashMap<Rc<str>, Rc<Name>>, text: &str) -> Rc<Name> {
    if let Some(name) = known.get(text) {
        return Rc::clone(name);
    }
    let text: Rc<str> = text.into();
    let name = Rc::new(Name {
        code: code(known.len()),
        text: Rc::clone(&text),
    });
    known.insert(text, Rc::clone(&name));
    name
}

fn code(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::wire;

    pub(crate) const NOW: Timestamp = Timestamp(1_768_478_400_000);

    /// A job from its JSON.
    pub(crate) fn kept(json: &str) -> Kept<Job> {
        wire::record::decode(json).expect("a job")
    }

    pub(crate) fn read(book: &mut Book, queue: Queue, json: &str) -> JobEntry {
        book.take(queue, kept(json), NOW)
    }

    #[test]
    fn a_name_is_known_wherever_any_job_says_it_and_never_guessed() {
        let mut book = Book::default();
        let bare = read(&mut book, Queue::Dead, r#"{"id":1,"agent":7}"#);
        let other = read(&mut book, Queue::Dead, r#"{"id":2,"agent":8}"#);
        let none = read(&mut book, Queue::Dead, r#"{"id":3}"#);
        let action = bare.action.clone().expect("an Action");
        assert_eq!((action.name(), &*action.label()), (None, "7"));
        read(
            &mut book,
            Queue::Retry,
            r#"{"id":4,"agent":{"id":7,"name":"Fetch"}}"#,
        );
        assert_eq!(book.counts(), [0, 1, 3, 0]);
        assert_eq!(action.name().as_deref(), Some("Fetch"));
        assert_eq!(other.action.as_ref().and_then(|other| other.name()), None);
        assert!(none.action.is_none());
    }

    #[test]
    fn what_did_not_change_is_the_same_record_in_the_next_reading() {
        let mut book = Book::default();
        let text = r#"{"id":1,"agent":7,"retry_count":3}"#;
        book.begin();
        let first = read(&mut book, Queue::Retry, text);
        book.end();
        book.begin();
        let again = book.take(Queue::Retry, kept(text), Timestamp(NOW.0 + 5_000));
        assert!(again.is(&first));
        let tried = book.take(
            Queue::Retry,
            kept(r#"{"id":1,"agent":7,"retry_count":4}"#),
            Timestamp(NOW.0 + 6_000),
        );
        assert!(!tried.is(&first) && tried != first);
        assert_eq!(tried.seen_since, NOW, "it has been there all the time");
        assert_eq!(book.moved(), 0);
        let queued = book.take(Queue::Queued, kept(text), Timestamp(NOW.0 + 7_000));
        assert_eq!(
            (queued.seen_since.0 - NOW.0, book.moved()),
            (7_000, 1),
            "met in two queues in one reading"
        );
    }

    #[test]
    fn what_is_gone_is_forgotten() {
        let mut book = Book::default();
        for id in [1, 2] {
            book.begin();
            read(&mut book, Queue::Dead, &format!(r#"{{"id":{id}}}"#));
            book.end();
        }
        assert_eq!(book.known.keys().collect::<Vec<_>>(), [&2]);
    }
}
