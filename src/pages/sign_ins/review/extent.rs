//! What a review was made from: which list, read when, and whether all of it is there.

use crate::api::tines::users::list_path;
use crate::data::sync::Phase;
use crate::data::tenant::Tenant;
use crate::format::number::{count, counted};
use crate::format::time::exact;
use crate::wire::time::Timestamp;

/// The list behind a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// When it was last read to its end; `None`: it never was.
    pub read: Option<Timestamp>,
    /// How many accounts are there.
    pub loaded: usize,
    /// How many there should be, where the tenant says so and it is not the same.
    pub expected: Option<usize>,
    /// How many records could not be read.
    pub odd: usize,
    /// Whether it is being read right now.
    pub is_loading: bool,
}

/// Where the accounts come from: the list, and its call without the page.
pub fn source_words() -> String {
    let call = list_path(1);
    let path = call.split('?').next().unwrap_or(&call);
    ["List of users of the Tines Admin API (GET ", path, ")"].concat()
}

impl Extent {
    /// The extent of a tenant's list of users; tracks it.
    pub fn of(tenant: &Tenant) -> Self {
        let users = &tenant.users.collection;
        let progress = users.progress();
        let (loaded, odd) = users.with(|users, odd| (users.len(), odd.len()));
        let is_loading = matches!(progress.phase, Phase::Idle | Phase::Syncing);
        Self {
            read: progress.as_of,
            loaded,
            // While a whole list is read anew, the count is that of the new one.
            expected: progress
                .expected
                .filter(|expected| *expected != loaded + odd)
                .filter(|_| progress.as_of.is_none() || !is_loading),
            odd,
            is_loading,
        }
    }

    /// Whether every account of the tenant is in it.
    pub fn is_complete(&self) -> bool {
        self.read.is_some() && self.odd == 0
    }

    /// What is missing, one sentence each; none for a complete list.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.read.is_none() {
            let so_far = self.so_far();
            let rest = " loaded. Whoever is not loaded is in no count and no row.";
            gaps.push(["Incomplete: ", &so_far, rest].concat());
        }
        if self.odd > 0 {
            gaps.push(
                [
                    "Incomplete: ",
                    &counted(self.odd, "record", "records"),
                    " of the list could not be read: in no count and no row.",
                ]
                .concat(),
            );
        }
        if self.read.is_some()
            && let Some(expected) = self.expected
        {
            gaps.push(
                [
                    "The tenant counts ",
                    &counted(expected, "account", "accounts"),
                    " and gave ",
                    &count(self.loaded + self.odd),
                    ": its count may be off, or the list.",
                ]
                .concat(),
            );
        }
        gaps
    }

    /// `1,000 of 10,000 accounts`, or how many there are where nobody says how many there should be.
    fn so_far(&self) -> String {
        match self.expected {
            Some(expected) => {
                let expected = counted(expected, "account", "accounts");
                [&count(self.loaded), " of ", &expected].concat()
            }
            None => counted(self.loaded, "account", "accounts"),
        }
    }

    /// `read 15 Jan 2026, 12:00:00 UTC, complete: 240 accounts`.
    pub fn words(&self) -> String {
        let Some(read) = self.read else {
            let state = if self.is_loading {
                "being read, incomplete: "
            } else {
                "not read to its end, incomplete: "
            };
            return [state, &self.so_far()].concat();
        };
        let whole = if self.is_complete() {
            ", complete: "
        } else {
            ", incomplete: "
        };
        let accounts = counted(self.loaded, "account", "accounts");
        ["read ", &exact(read), whole, &accounts].concat()
    }
}
