//! The APIs of all organisations as one list. It asks the server for nothing: it is made of the organisations
//! that are held, and made anew when those change.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use super::collection::{Collection, Record};
use super::list::List;
use super::listings::apis::APIS;
use super::tenant::KeptOrganisation;
use crate::reactive::effect;

/// An API and whose it is.
#[derive(Clone, Debug)]
pub struct ApiEntry {
    /// Tells it apart: the same API may be linked twice.
    key: String,
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// The organisation's id and name.
    pub owner: Rc<(String, String)>,
}

impl Record for ApiEntry {
    type Id = String;
    fn id(&self) -> String {
        self.key.clone()
    }
}

/// The list and what it is made of. Cheap to clone.
#[derive(Clone)]
pub struct Apis {
    /// The APIs; its sync stands still, for the organisations have one.
    pub list: List<ApiEntry>,
    /// The organisations.
    pub from: Collection<KeptOrganisation>,
    /// Which state of the organisations it is made of.
    made_of: Rc<Cell<Option<u32>>>,
}

impl Apis {
    /// Of organisations.
    pub fn new(from: Collection<KeptOrganisation>) -> Self {
        let nothing = Collection::new(Box::new(|_| Box::pin(std::future::pending())));
        Self {
            list: List::new(nothing, &APIS),
            from,
            made_of: Rc::default(),
        }
    }

    /// Follows the organisations for as long as the current owner lives.
    pub fn follow(&self) {
        let apis = self.clone();
        effect(move || {
            let version = apis.from.version();
            if apis.made_of.replace(Some(version)) != Some(version) {
                apis.make();
            }
        });
    }

    fn make(&self) {
        let mut seen = HashSet::new();
        let rows = self.from.with_untracked(|all, _| {
            let mut rows = Vec::new();
            for one in all {
                let owner = Rc::new((one.value.id.clone(), one.owner_name.clone()));
                for api in one.apis.iter().flatten() {
                    let mut key = [&owner.0, "/", &api.api_id].concat();
                    while !seen.insert(key.clone()) {
                        key.push('+');
                    }
                    rows.push(ApiEntry {
                        key,
                        name: api.api_human_name.clone(),
                        id: api.api_id.clone(),
                        owner: Rc::clone(&owner),
                    });
                }
            }
            rows
        });
        self.list.collection.replace(&|_| true, &rows);
    }
}
