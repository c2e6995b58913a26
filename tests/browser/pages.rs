//! A server of pages whose answers come when a test gives them, and the collection that asks it.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot::{self, Sender};
use gatehouse::api::error::ApiError;
use gatehouse::data::collection::{Collection, Record};
use gatehouse::data::sync::Phase;
use gatehouse::wire::page::{Meta, NextPage, OddRecord, Page};

use super::support::settle;

/// A record that is nothing but its id and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(pub u32, pub &'static str);

impl Record for Row {
    type Id = u32;

    fn id(&self) -> u32 {
        self.0
    }
}

type Answer = Result<Page<Row>, ApiError>;

/// A request: the page, and where its answer goes.
struct Asked {
    page: u32,
    answer: Option<Sender<Answer>>,
}

/// The collection under test and the requests it has made.
pub struct Bench {
    /// The collection.
    pub collection: Collection<Row>,
    asked: Rc<RefCell<Vec<Asked>>>,
}

impl Bench {
    /// A collection that was not started.
    pub fn idle() -> Self {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&asked);
        let collection = Collection::new(Box::new(move |page| {
            let (answer, request) = oneshot::channel();
            into.borrow_mut().push(Asked {
                page,
                answer: Some(answer),
            });
            Box::pin(async move {
                request
                    .await
                    .expect("the test answers or keeps the request open")
            })
        }));
        Self { collection, asked }
    }

    /// A collection whose first sync has just begun.
    pub async fn syncing() -> Self {
        drop(super::support::owner());
        let bench = Self::idle();
        bench.collection.ensure();
        settle().await;
        bench
    }

    /// Answers these pages, one after the other, as they are asked for.
    pub async fn serve(&self, pages: impl IntoIterator<Item = (u32, Page<Row>)>) {
        for (number, page) in pages {
            self.answer(number, Ok(page)).await;
        }
    }

    /// Answers the open request for a page.
    pub async fn answer(&self, page: u32, answer: Answer) {
        let open = self
            .asked
            .borrow_mut()
            .iter_mut()
            .find(|asked| asked.page == page && asked.is_open())
            .map(Asked::take);
        let sender =
            open.unwrap_or_else(|| panic!("page {page} is not asked for; open: {:?}", self.open()));
        assert!(
            sender.send(answer).is_ok(),
            "somebody waits for page {page}"
        );
        settle().await;
    }

    /// The pages asked for so far, in order.
    pub fn asked(&self) -> Vec<u32> {
        self.asked.borrow().iter().map(|asked| asked.page).collect()
    }

    /// The pages that somebody waits for.
    pub fn open(&self) -> Vec<u32> {
        self.asked
            .borrow()
            .iter()
            .filter(|asked| asked.is_open())
            .map(|asked| asked.page)
            .collect()
    }

    /// The ids on screen, in order.
    pub fn ids(&self) -> Vec<u32> {
        self.collection
            .with(|rows, _| rows.iter().map(Record::id).collect())
    }

    /// How many odd records are on screen.
    pub fn odd(&self) -> usize {
        self.collection.with(|_, odd| odd.len())
    }

    /// Where the sync stands.
    pub fn phase(&self) -> Phase {
        self.collection.progress_untracked().phase
    }

    /// Records received, and how many the server says there are.
    pub fn counts(&self) -> (usize, Option<usize>) {
        let progress = self.collection.progress_untracked();
        (progress.received, progress.expected)
    }
}

impl Asked {
    fn is_open(&self) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| !answer.is_canceled())
    }

    fn take(&mut self) -> Sender<Answer> {
        self.answer.take().expect("open")
    }
}

/// A page with these ids and nothing said about the list.
pub fn bare(ids: impl IntoIterator<Item = u32>) -> Page<Row> {
    Page {
        items: ids.into_iter().map(|id| Row(id, "")).collect(),
        odd: Vec::new(),
        meta: Meta::default(),
    }
}

/// A page of a list that says how many pages and records it has.
pub fn page_of(pages: u32, count: u32, ids: impl IntoIterator<Item = u32>) -> Page<Row> {
    let mut page = bare(ids);
    page.meta.pages = Some(pages);
    page.meta.count = Some(count);
    page
}

/// A page of a list that only says that another follows.
pub fn linked(ids: impl IntoIterator<Item = u32>) -> Page<Row> {
    let mut page = bare(ids);
    page.meta.next_page = NextPage::Link;
    page
}

/// A record that could not be read.
pub fn odd(raw: &str) -> OddRecord {
    OddRecord {
        raw: raw.to_owned(),
        why: "it has no id".to_owned(),
    }
}
