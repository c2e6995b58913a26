//! What an import holds: the rows, what is wrong with them, and which of them are sent.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::analysis::email;
use crate::analysis::user_form::{ACTIVE, EMAIL, FIELDS, PERMISSIONS, blank, body};
use crate::analysis::user_import::{self, Candidate, Flaw, Sheet, Useless, check};
use crate::api::call::Call;
use crate::api::tines::users;
use crate::data::tenant::Tenant;
use crate::format::csv;
use crate::state::clock::now;
use crate::ui::form::Fields;

/// The text in the field for pasting.
const PASTED: usize = 0;
/// The rows that were read, as they came.
const ROWS: usize = 1;
/// The addresses that were mended: place, blank, address, one a line.
const MENDED: usize = 2;

/// An import. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Import {
    tenant: StoredValue<Tenant, LocalStorage>,
    knows: [Signal<bool>; 2],
    sheet: RwSignal<Sheet>,
    flaws: RwSignal<Vec<Vec<Flaw>>>,
    fault: RwSignal<Option<String>>,
    /// Begins the key of each step, so that what became of them is found again; another one for each file.
    mark: RwSignal<String>,
    sent: RwSignal<bool>,
    /// What was given, as it survives a reload: never what became of it.
    given: Fields,
}

impl Import {
    /// Nothing read yet. `knows`: whether the tenant says who is active, and who has which permission.
    pub fn new(tenant: Tenant, knows: [Signal<bool>; 2]) -> Self {
        Self {
            tenant: StoredValue::new_local(tenant),
            knows,
            sheet: RwSignal::new(Sheet::default()),
            flaws: RwSignal::new(Vec::new()),
            fault: RwSignal::new(None),
            mark: RwSignal::new(String::new()),
            sent: RwSignal::new(false),
            given: Fields::new(["pasted", "rows", "mended"].map(|name| (name, "", String::new()))),
        }
    }

    /// What was given, for the keeper of drafts.
    pub fn given(self) -> Fields {
        self.given
    }

    /// The text in the field for pasting.
    pub fn pasted(self) -> RwSignal<String> {
        self.given.at(PASTED).value
    }

    /// Reads what was given, after it was put back or taken away.
    pub fn read_given(self) {
        let [rows, mended] = [ROWS, MENDED].map(|field| self.given.at(field).value.get_untracked());
        if rows.is_empty() {
            self.clear();
            return;
        }
        self.read(&rows);
        for line in mended.lines() {
            if let Some((place, address)) = line.split_once(' ')
                && let Ok(place) = place.parse()
            {
                self.mend(place, address);
            }
        }
    }

    /// Some of the rows were sent, or may have been: they are no draft any more, or a reload would offer
    /// them once again.
    pub fn settle(self) {
        let pasted = self.pasted().get_untracked();
        self.given.reset(vec![pasted, String::new(), String::new()]);
    }

    /// The tenant.
    pub fn tenant(self) -> Tenant {
        self.tenant.get_value()
    }

    /// Reads rows; what was read before goes.
    pub fn read(self, text: &str) {
        self.clear();
        let fault = match csv::import(text, None) {
            Err(fault) => Some(fault.to_string()),
            Ok(lines) => match user_import::read(&lines) {
                Ok(sheet) if sheet.people.is_empty() => {
                    Some("There are headings, but no row below them.".to_owned())
                }
                Ok(sheet) => {
                    self.sheet.set(sheet);
                    self.given.at(ROWS).value.set(text.to_owned());
                    None
                }
                Err(Useless::Empty) => Some("There is nothing in it.".to_owned()),
                Err(Useless::NoEmail) => Some(
                    "No heading says which column holds the e-mail addresses: call one “email”. The template shows how."
                        .to_owned(),
                ),
            },
        };
        self.fault.set(fault);
        self.mark
            .set(["import-", &now().0.to_string(), "-"].concat());
        self.check();
    }

    /// Forgets what was read.
    pub fn clear(self) {
        self.sheet.set(Sheet::default());
        self.flaws.set(Vec::new());
        self.fault.set(None);
        self.sent.set(false);
        for field in [ROWS, MENDED] {
            self.given.at(field).value.set(String::new());
        }
    }

    /// Looks again at what is wrong: with the list of users as it is now. What was sent is not judged any
    /// more: those people are in the list because of it.
    pub fn check(self) {
        if self.sent.get_untracked() {
            return;
        }
        let taken: HashMap<String, i64> = self.tenant.with_value(|tenant| {
            tenant.users.collection.with_untracked(|users, _| {
                users
                    .iter()
                    .map(|user| (email::same_key(&user.email), user.id))
                    .collect()
            })
        });
        let flaws = self
            .sheet
            .with_untracked(|sheet| check(&sheet.people, &|email| taken.get(email).copied()));
        self.flaws.set(flaws);
    }

    /// Another address for one of the rows, by its place.
    pub fn mend(self, place: usize, address: &str) {
        if !self.given.at(ROWS).value.with_untracked(String::is_empty) {
            let line = [&place.to_string(), " ", address.trim(), "\n"].concat();
            self.given
                .at(MENDED)
                .value
                .update(|mended| *mended += &line);
        }
        self.sheet.update(|sheet| {
            if let Some(person) = sheet.people.get_mut(place) {
                person.values[EMAIL] = Some(address.trim().to_owned());
            }
        });
        self.check();
    }

    /// Why what was given holds nobody; tracks it.
    pub fn fault(self) -> Option<String> {
        self.fault.get()
    }

    /// Whether rows were read; tracks it.
    pub fn is_read(self) -> bool {
        self.sheet.with(|sheet| !sheet.people.is_empty())
    }

    /// Whether rows were read and nothing of them was sent; tracks it.
    pub fn is_unsent(self) -> bool {
        self.is_read() && !self.sent.get()
    }

    /// One of them was created.
    pub fn note_sent(self) {
        if self.sent.try_get_untracked() == Some(false) {
            self.sent.set(true);
        }
    }

    /// How many can be created, and how many rows are wrong; tracks them.
    pub fn counts(self) -> (usize, usize) {
        self.flaws.with(|flaws| {
            let good = flaws.iter().filter(|flaws| flaws.is_empty()).count();
            (good, flaws.len() - good)
        })
    }

    /// How many rows there are; tracks it.
    pub fn len(self) -> usize {
        self.flaws.with(Vec::len)
    }

    /// Looks at a row and what is wrong with it; tracks them.
    pub fn with_row<T>(
        self,
        place: usize,
        look: impl FnOnce(&Candidate, &[Flaw]) -> T,
    ) -> Option<T> {
        self.sheet.with(|sheet| {
            self.flaws
                .with(|flaws| Some(look(sheet.people.get(place)?, flaws.get(place)?)))
        })
    }

    /// The places of the rows that are wrong, or once were and were mended here; tracks them.
    pub fn wrong(self) -> Vec<usize> {
        self.flaws.with(|flaws| {
            (0..flaws.len())
                .filter(|place| !flaws[*place].is_empty())
                .collect()
        })
    }

    /// What begins the key of each step; tracks it.
    pub fn mark(self) -> String {
        self.mark.get()
    }

    /// The steps: key, words, call. The key ends with the place of the row.
    pub fn calls(self) -> Vec<(String, String, Call)> {
        let mark = self.mark.get_untracked();
        let none = self.unknown_fields();
        self.sheet.with_untracked(|sheet| {
            self.flaws.with_untracked(|flaws| {
                sheet
                    .people
                    .iter()
                    .zip(flaws)
                    .enumerate()
                    .filter(|(_, (_, flaws))| flaws.is_empty())
                    .filter_map(|(place, (person, _))| {
                        let mut wanted = person.values.clone();
                        for field in &none {
                            wanted[*field] = None;
                        }
                        let key = [mark.as_str(), &place.to_string()].concat();
                        let call = users::create(body(&blank(), &wanted)?);
                        Some((key, person.email().to_owned(), call))
                    })
                    .collect()
            })
        })
    }

    /// The fields that this tenant does not have.
    fn unknown_fields(self) -> Vec<usize> {
        [ACTIVE, PERMISSIONS]
            .into_iter()
            .zip(self.knows)
            .filter(|(_, knows)| !knows.get_untracked())
            .map(|(field, _)| field)
            .collect()
    }

    /// What one should know of how the file was read; tracks it.
    pub fn notes(self) -> Vec<String> {
        let mut notes = Vec::new();
        let [active, permissions] = self.knows.map(|knows| knows.get());
        self.sheet.with(|sheet| {
            if sheet.headless {
                notes.push(
                    "The first row is an address and not headings: only the addresses are taken."
                        .to_owned(),
                );
            }
            if !sheet.unknown.is_empty() {
                let names = sheet.unknown.join("”, “");
                notes.push(
                    [
                        "Left out, because nothing here is called so: “",
                        &names,
                        "”.",
                    ]
                    .concat(),
                );
            }
            if !sheet.repeated.is_empty() {
                let names = sheet.repeated.join("”, “");
                notes.push(["There twice, so only the first counts: “", &names, "”."].concat());
            }
            for (field, knows) in [(ACTIVE, active), (PERMISSIONS, permissions)] {
                if !knows && sheet.fields.contains(&field) {
                    let label = FIELDS[field].label;
                    notes.push([label, ": left out, for this tenant says nothing of it."].concat());
                }
            }
        });
        notes
    }
}
