//! Reading all queues as one list: which call is made when, and what a queue's pages add up to.
//!
//! The first call asks for the first page of every queue at once; what follows is planned from what they say, and
//! comes several pages abreast. A call that only decides stands behind each round: it sees what the chains
//! ([`Chain`]) still want. The order of the queues is that in which a job goes through them, so that one that
//! moves is rather met twice than never: what waits for another try is read before what is queued, that before
//! what runs, and the dead, who stay, come last.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use futures::future::join_all;

use crate::analysis::jobs::chain::{Brought, Chain, Window};
use crate::analysis::jobs::entry::{Book, JobEntry};
use crate::api::client::Client;
use crate::api::count::count_of;
use crate::api::error::{ApiError, Kind};
use crate::api::tines::PER_PAGE;
use crate::api::tines::jobs::{self, Queue};
use crate::state::clock::now;
use crate::wire::page::{Meta, NextPage, OddRecord, Page};
use crate::wire::record::Kept;
use crate::wire::tines::Job;

/// The order in which queues are read.
const ORDER: [Queue; 4] = [Queue::Retry, Queue::Queued, Queue::InProgress, Queue::Dead];

/// One call of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The first page of every queue.
    Open,
    /// A page of a queue.
    Page(Queue, Window),
    /// Sees what is still wanted; asks for nothing.
    Decide,
}

/// What a page of jobs is.
type JobPage = Page<Kept<Job>>;

/// How the reading of one queue stands.
#[derive(Debug)]
struct QueueReading {
    chain: Chain,
    /// How many there were at the first page, where the server says so.
    count: Option<u32>,
    /// The tenant does not show this queue.
    refusal: Option<Box<ApiError>>,
}

/// What is known of a queue at the end of a reading.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there were when the reading began, where the server says so.
    pub count: Option<u32>,
    /// The tenant does not show this queue: why.
    pub refusal: Option<Box<ApiError>>,
    /// Whether nothing can have slipped through between two pages.
    pub is_sure: bool,
}

/// What a call brought.
type Answer = (Vec<JobEntry>, Vec<OddRecord>);

/// A reading of all queues, call by call.
#[derive(Debug, Default)]
pub struct Reading {
    steps: RefCell<Vec<Step>>,
    /// What the calls brought: one that is made again after a pause brings the same, or what it has told the
    /// chain would be lost.
    answers: RefCell<Vec<Option<Answer>>>,
    queues: RefCell<Vec<QueueReading>>,
    requests: Cell<u32>,
    /// Which queues were shown before, by [`Queue::place`]. One of them that is refused later has not become
    /// something that the tenant lacks: that is a failure, and takes nothing off the screen.
    shown: Cell<[bool; 4]>,
}

impl Reading {
    /// What is known of each queue, by [`Queue::place`]; `None` before the first call is answered.
    pub fn found(&self) -> Option<[Found; 4]> {
        let all = self.queues.borrow();
        let found = |queue: Queue| {
            let read = all.get(queue.place())?;
            Some(Found {
                count: read.count,
                refusal: read.refusal.clone(),
                is_sure: read.chain.is_sure(),
            })
        };
        let [queued, retry, dead, running] = Queue::ALL.map(found);
        Some([queued?, retry?, dead?, running?])
    }

    /// How many requests it took so far.
    pub fn requests(&self) -> u32 {
        self.requests.get()
    }

    /// Makes a call of it, counted from 1; the jobs go through the book. The last one says so by its `meta`.
    pub async fn call(
        &self,
        client: &Client,
        book: &RefCell<Book>,
        call: u32,
    ) -> Result<Page<JobEntry>, ApiError> {
        if call == 1 {
            self.steps.replace(vec![Step::Open]);
            self.answers.borrow_mut().clear();
            self.queues.borrow_mut().clear();
            self.requests.set(0);
            book.borrow_mut().begin();
        }
        let place = usize::try_from(call)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let step = self.steps.borrow().get(place).copied();
        let mut page = empty();
        match step {
            Some(Step::Open) => self.open(client, book, &mut page).await?,
            Some(Step::Page(queue, window)) => {
                if let Some(answer) = self.answered(place) {
                    (page.items, page.odd) = answer;
                } else {
                    let read = self.page(client, queue, window).await?;
                    take(&mut page, queue, read, book);
                    self.keep(place, (page.items.clone(), page.odd.clone()));
                }
            }
            _ => {}
        }
        // A page says that another call follows, and the one that decides whether there is any.
        let is_page = matches!(step, Some(Step::Page(..)));
        if !is_page {
            self.plan(place);
        }
        let planned = u32::try_from(self.steps.borrow().len()).unwrap_or(u32::MAX);
        page.meta = Meta {
            pages: Some(planned.saturating_add(u32::from(is_page)).max(call)),
            count: if planned > call || is_page {
                self.expected()
            } else {
                None
            },
            next_page: NextPage::Link,
            ..Meta::default()
        };
        Ok(page)
    }

    async fn open(
        &self,
        client: &Client,
        book: &RefCell<Book>,
        into: &mut Page<JobEntry>,
    ) -> Result<(), ApiError> {
        let first = Window {
            page: 1,
            size: PER_PAGE,
        };
        self.requests.set(4);
        let asked = Queue::ALL.map(|queue| jobs::list(client, queue, first.page, first.size));
        let mut queues = Vec::new();
        let mut shown = self.shown.get();
        for (queue, answer) in Queue::ALL.into_iter().zip(join_all(asked).await) {
            let mut read = QueueReading {
                chain: Chain::new(PER_PAGE),
                count: None,
                refusal: None,
            };
            match answer {
                Ok(page) => {
                    shown[queue.place()] = true;
                    read.count = count_of(&page);
                    read.chain.take(first, brought(&page, first));
                    take(into, queue, page, book);
                }
                Err(error) if is_refusal(&error) && !shown[queue.place()] => {
                    read.chain.take(first, Brought::default());
                    read.refusal = Some(Box::new(error));
                }
                Err(error) => return Err(error),
            }
            queues.push(read);
        }
        self.shown.set(shown);
        self.queues.replace(queues);
        Ok(())
    }

    async fn page(
        &self,
        client: &Client,
        queue: Queue,
        window: Window,
    ) -> Result<JobPage, ApiError> {
        self.requests.set(self.requests.get() + 1);
        let page = jobs::list(client, queue, window.page, window.size).await?;
        if let Some(read) = self.queues.borrow_mut().get_mut(queue.place()) {
            read.chain.take(window, brought(&page, window));
        }
        Ok(page)
    }

    fn answered(&self, place: usize) -> Option<Answer> {
        self.answers.borrow().get(place)?.clone()
    }

    fn keep(&self, place: usize, answer: Answer) {
        let mut answers = self.answers.borrow_mut();
        if answers.len() <= place {
            answers.resize(place + 1, None);
        }
        if let Some(slot) = answers.get_mut(place) {
            *slot = Some(answer);
        }
    }

    /// Plans what follows the call at `place`: the pages that are wanted.
    fn plan(&self, place: usize) {
        let mut steps = self.steps.borrow_mut();
        if steps.len() <= place {
            steps.push(Step::Decide);
        }
        // A call that is made again after a pause finds what it planned.
        if steps.len() > place + 1 {
            return;
        }
        let mut queues = self.queues.borrow_mut();
        // After a pause it may be made beside the pages that it waits for: then the next one decides.
        if queues.iter().any(|read| read.chain.is_waiting()) {
            steps.push(Step::Decide);
            return;
        }
        let mut wanted = Vec::new();
        for queue in ORDER {
            if let Some(read) = queues.get_mut(queue.place()) {
                let windows = read.chain.wanted().into_iter();
                wanted.extend(windows.map(|window| Step::Page(queue, window)));
            }
        }
        steps.extend(wanted);
    }

    /// How many jobs there are in all, where the server says so.
    fn expected(&self) -> Option<u32> {
        let queues = self.queues.borrow();
        let counts = queues.iter().filter(|read| read.refusal.is_none());
        counts.map(|read| read.count).sum()
    }
}

/// All jobs of one queue, read anew by themselves.
#[derive(Clone, Debug)]
pub struct WholeQueue {
    /// The jobs, each once.
    pub jobs: Vec<JobEntry>,
    /// Records that could not be read.
    pub odd: Vec<OddRecord>,
    /// Whether nothing can have slipped through between two pages.
    pub is_sure: bool,
}

/// Reads one queue from its first page to its last.
pub async fn read_queue(
    client: &Client,
    queue: Queue,
    book: &RefCell<Book>,
) -> Result<WholeQueue, ApiError> {
    let mut chain = Chain::new(PER_PAGE);
    let mut whole = empty();
    let mut wanted = vec![chain.first()];
    while !wanted.is_empty() {
        for abreast in wanted.chunks(ABREAST) {
            let asked = abreast
                .iter()
                .map(|window| jobs::list(client, queue, window.page, window.size));
            for (window, answer) in abreast.iter().zip(join_all(asked).await) {
                let page = answer?;
                chain.take(*window, brought(&page, *window));
                take(&mut whole, queue, page, book);
            }
        }
        wanted = chain.wanted();
    }
    let mut seen = HashSet::new();
    // Of two the later counts.
    whole.items.reverse();
    whole.items.retain(|job| seen.insert(job.id));
    whole.items.reverse();
    Ok(WholeQueue {
        jobs: whole.items,
        odd: whole.odd,
        is_sure: chain.is_sure(),
    })
}

fn empty() -> Page<JobEntry> {
    Page {
        items: Vec::new(),
        odd: Vec::new(),
        meta: Meta::default(),
    }
}

/// How many pages are asked for at a time.
const ABREAST: usize = 3;

/// Whether an answer says that the tenant, or this key, has no such queue.
pub fn is_refusal(error: &ApiError) -> bool {
    matches!(
        error.kind,
        Kind::Forbidden | Kind::Missing | Kind::Unavailable
    )
}

fn take(into: &mut Page<JobEntry>, queue: Queue, page: JobPage, book: &RefCell<Book>) {
    let (mut book, at) = (book.borrow_mut(), now());
    let jobs = page.items.into_iter();
    into.items.extend(jobs.map(|job| book.take(queue, job, at)));
    for odd in page.odd {
        if into.odd.iter().all(|known| known.raw != odd.raw) {
            into.odd.push(odd);
        }
    }
}

fn brought(page: &JobPage, window: Window) -> Brought {
    let mut keys: Vec<i64> = page.items.iter().map(|job| job.id).collect();
    // What has no number is told apart by what it says.
    keys.extend(page.odd.iter().map(|odd| {
        let mut hasher = DefaultHasher::new();
        odd.raw.hash(&mut hasher);
        hasher.finish().cast_signed()
    }));
    Brought {
        keys,
        count: page.meta.count,
        more: page.has_next(window.page),
    }
}
