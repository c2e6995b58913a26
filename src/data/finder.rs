//! Records that are found by words from anywhere: which kinds there are, and where their lists are. A
//! kind of record joins with an entry in [`KINDS`].

use std::rc::Rc;

use super::collection::Record;
use super::filtering::Filtering;
use super::list::List;
use super::sync::Sync;
use super::tenant::Tenant;
use crate::analysis::filter::best::{Best, Words, best};
use crate::routes::Page;
use crate::state::connections::Api;

/// A kind of record.
pub struct Kind {
    /// Which connections have it.
    pub api: Api,
    /// The page that lists it; a record opens below that by its key.
    pub page: Page,
    /// One of them and many: `("user", "users")`.
    pub nouns: (&'static str, &'static str),
    /// Whether who begins to type asks for the list of the connection on screen. Not where a list may be
    /// long and is seldom looked through for one record.
    pub is_fetched: bool,
    /// The list of a tenant. This asks the tenant for nothing.
    pub list: fn(&Tenant) -> Rc<dyn Findable>,
}

/// Every kind that is found.
pub static KINDS: &[Kind] = &[
    Kind {
        api: Api::Tines,
        page: Page::Users,
        nouns: ("user", "users"),
        is_fetched: true,
        list: |tenant| found_in(&tenant.users, |user| (user.full_name(), user.email.clone())),
    },
    Kind {
        api: Api::Tines,
        page: Page::Templates,
        nouns: ("template", "templates"),
        is_fetched: false,
        list: |tenant| {
            found_in(&tenant.templates().list, |template| {
                (template.name.clone(), template.kind().to_owned())
            })
        },
    },
    Kind {
        api: Api::Tyk,
        page: Page::Organisations,
        nouns: ("organisation", "organisations"),
        is_fetched: true,
        list: |tenant| {
            found_in(&tenant.organisation_list(), |one| {
                let name = match one.owner_name.trim() {
                    "" => "(no name)".to_owned(),
                    name => name.to_owned(),
                };
                (name, one.value.id.clone())
            })
        },
    },
    Kind {
        api: Api::Tyk,
        page: Page::GatewayUsers,
        nouns: ("gateway user", "gateway users"),
        is_fetched: false,
        list: |tenant| {
            found_in(&tenant.gateway_user_list(), |user| {
                (user.full_name(), user.email_address.clone())
            })
        },
    },
];

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How far it is from the words; see [`Words::distance`].
    pub distance: u32,
    /// What tells it apart in its page's address.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What else tells it apart for people; may be the same.
    pub detail: String,
}

/// A list that records are found in, whatever they are.
pub trait Findable {
    /// Its search text.
    fn filtering(&self) -> &dyn Filtering;

    /// How far it is.
    fn sync(&self) -> Sync;

    /// The record at a place, that far from the words.
    fn at(&self, row: usize, distance: u32) -> Option<Found>;
}

impl dyn Findable {
    /// The records that match words best, `most` of them, the closest first, and how many match in all.
    /// Tracks nothing, and finds only what is in memory.
    pub fn find(&self, words: &Words, most: usize) -> (Vec<Found>, usize) {
        let mut found = Best::default();
        self.filtering()
            .look(&mut |sheet, source| found = best(sheet, source, words, most));
        let rows = found.rows.iter();
        let records = rows.filter_map(|(distance, row)| self.at(*row, *distance));
        (records.collect(), found.total)
    }

    /// Makes what is looked through, so that the first letter need not wait for it.
    pub fn warm(&self) {
        self.filtering().look(&mut |_, _| ());
    }
}

/// Finds in a list; `words` says what a record is called, and what else tells it apart.
fn found_in<T: Record>(list: &List<T>, words: fn(&T) -> (String, String)) -> Rc<dyn Findable> {
    Rc::new(FoundIn {
        list: list.clone(),
        words,
    })
}

struct FoundIn<T: Record> {
    list: List<T>,
    words: fn(&T) -> (String, String),
}

impl<T: Record> Findable for FoundIn<T> {
    fn filtering(&self) -> &dyn Filtering {
        &self.list
    }

    fn sync(&self) -> Sync {
        self.list.collection.sync()
    }

    fn at(&self, row: usize, distance: u32) -> Option<Found> {
        self.list.collection.with_untracked(|records, _| {
            let record = records.get(row)?;
            let (name, detail) = (self.words)(record);
            Some(Found {
                distance,
                key: record.id().to_string(),
                name,
                detail,
            })
        })
    }
}
