//! The private templates of a tenant: their list, and what this tab has seen and saved of each.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::collection::{Collection, Record};
use super::list::List;
use super::listings::templates::TEMPLATES;
use crate::state::clock::now;
use crate::wire::record::Kept;
use crate::wire::time::Timestamp;
use crate::wire::tines::Template;

/// A template together with the JSON it came as.
pub type KeptTemplate = Kept<Template>;

impl Record for KeptTemplate {
    type Id = String;
    fn id(&self) -> String {
        self.id.clone()
    }
}

/// The templates. Cheap to clone; dropped with the tenant, by the lock.
#[derive(Clone)]
pub struct Templates {
    /// Their list.
    pub list: List<KeptTemplate>,
    /// What they were before.
    pub versions: Versions,
}

impl Templates {
    pub(super) fn new(collection: Collection<KeptTemplate>) -> Self {
        Self {
            list: List::new(collection, &TEMPLATES),
            versions: Versions::default(),
        }
    }

    /// Takes in a template that was read alone: into the list, and as a version that was seen.
    pub fn take_in(&self, template: &KeptTemplate) {
        let list = &self.list.collection;
        if list.with_untracked(|all, _| !all.contains(template)) {
            list.put(template.clone());
        }
        self.versions.note(template, Origin::Seen);
    }

    /// A template as the list has it; tracks the list.
    pub fn find(&self, id: &str) -> Option<KeptTemplate> {
        let find = |all: &[KeptTemplate]| all.iter().find(|one| one.id == id).cloned();
        self.list.collection.with(|all, _| find(all))
    }
}

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was read from the server.
    Seen,
    /// It was saved from this tab.
    Saved,
    /// It was saved from this tab as it had been before.
    Restored,
}

/// What a template was at a moment.
#[derive(Clone, PartialEq)]
pub struct Version {
    /// Tells it apart in this tab; later ones are larger.
    pub number: u32,
    /// When it was seen or saved.
    pub at: Timestamp,
    /// How it came about.
    pub origin: Origin,
    /// The record.
    pub record: KeptTemplate,
}

/// So many bytes of versions are kept, of all templates of a tenant together; the oldest go first.
pub const MOST_BYTES: usize = 20_000_000;

#[derive(Default)]
struct Book {
    /// Oldest first.
    all: Vec<Version>,
    last: u32,
    /// How many went because there were too many bytes.
    gone: usize,
}

/// The versions of all templates, in this tab's memory and nowhere else. Cheap to clone.
#[derive(Clone, Default)]
pub struct Versions {
    book: Rc<RefCell<Book>>,
    changed: ArcRwSignal<u32>,
}

impl Versions {
    /// Notes what a template is now. One that is just as it was noted last is no new version, but what was
    /// saved is called so.
    pub fn note(&self, record: &KeptTemplate, origin: Origin) {
        self.note_at(record, origin, now());
    }

    fn note_at(&self, record: &KeptTemplate, origin: Origin, at: Timestamp) {
        let mut book = self.book.borrow_mut();
        let newest = book
            .all
            .iter_mut()
            .rev()
            .find(|one| one.record.id == record.id);
        if let Some(newest) = newest.filter(|one| one.record == *record) {
            if origin == Origin::Seen || newest.origin == origin {
                return;
            }
            newest.origin = origin;
        } else {
            book.last += 1;
            let number = book.last;
            book.all.push(Version {
                number,
                at,
                origin,
                record: record.clone(),
            });
            let mut bytes: usize = book.all.iter().map(Version::bytes).sum();
            while bytes > MOST_BYTES && book.all.len() > 1 {
                bytes -= book.all.remove(0).bytes();
                book.gone += 1;
            }
        }
        drop(book);
        self.changed.update(|changed| *changed += 1);
    }

    /// The versions of a template, the newest first; tracks them.
    pub fn of(&self, id: &str) -> Vec<Version> {
        self.changed.track();
        let book = self.book.borrow();
        let of = book.all.iter().rev().filter(|one| one.record.id == id);
        of.cloned().collect()
    }

    /// How many versions went because there were too many bytes; tracks it.
    pub fn gone(&self) -> usize {
        self.changed.track();
        self.book.borrow().gone
    }
}

impl Version {
    fn bytes(&self) -> usize {
        // What was understood of it holds the options once more.
        2 * self.record.raw.get().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::decode;

    fn template(id: u32, name: &str) -> KeptTemplate {
        decode(&format!(r#"{{"id":{id},"name":"{name}"}}"#)).expect("a template")
    }

    fn names(versions: &Versions, id: &str) -> Vec<String> {
        let of = versions.of(id).into_iter();
        of.map(|one| format!("{} {:?}", one.record.name, one.origin))
            .collect()
    }

    #[test]
    fn what_is_seen_again_is_no_new_version() {
        Owner::new().with(|| {
            let versions = Versions::default();
            versions.note_at(&template(1, "a"), Origin::Seen, Timestamp(0));
            versions.note_at(&template(2, "z"), Origin::Seen, Timestamp(0));
            versions.note_at(&template(1, "a"), Origin::Seen, Timestamp(0));
            versions.note_at(&template(1, "b"), Origin::Saved, Timestamp(0));
            versions.note_at(&template(1, "b"), Origin::Seen, Timestamp(0));
            versions.note_at(&template(1, "a"), Origin::Restored, Timestamp(0));
            assert_eq!(names(&versions, "1"), ["a Restored", "b Saved", "a Seen"]);
            assert_eq!(names(&versions, "2"), ["z Seen"]);
        });
    }

    #[test]
    fn bytes_are_bounded_and_the_oldest_go() {
        Owner::new().with(|| {
            let versions = Versions::default();
            let long = "x".repeat(MOST_BYTES / 5);
            for letter in ["a", "b", "c"] {
                versions.note_at(
                    &template(1, &(letter.to_owned() + &long)),
                    Origin::Seen,
                    Timestamp(0),
                );
            }
            let kept = versions.of("1");
            let first = kept.iter().map(|one| one.record.name.as_bytes()[0]);
            assert_eq!(first.collect::<Vec<_>>(), b"cb");
            assert_eq!(versions.gone(), 1);
            // The newest stays, however large it is.
            let huge = "y".repeat(MOST_BYTES);
            versions.note_at(&template(1, &huge), Origin::Seen, Timestamp(0));
            assert_eq!((versions.of("1").len(), versions.gone()), (1, 3));
        });
    }
}
