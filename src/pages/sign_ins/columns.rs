//! The columns of the records.

use super::clock;
use super::words::mark_name;
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::marks::Kind;
use crate::ui::table::cell::{Cell, Row, Tone};
use crate::ui::table::column::Column;

/// What every tenant says. The classes give the widths and say from which width on each is shown.
const TODAY: [Column; 7] = [
    Column::sorted("at", "When", "col-when"),
    Column::sorted("who", "Who", "col-name"),
    Column::unsorted("email", "E-mail", "col-email from-wider"),
    Column::sorted("address", "Address", "col-address"),
    Column::sorted("client", "Client", "col-client"),
    Column::sorted("marks", "Marks", "col-odd"),
    // For files, and for who chooses it.
    Column::unsorted("id", "Number", "col-small from-choice"),
];

/// The columns of a tenant that says who, when, from where and with what.
pub const COLUMNS: &[Column] = &TODAY;

/// Those of one that also says how it ended, and where that was (2019 to 2021).
pub const COLUMNS_OLD: &[Column] = &{
    let [at, who, email, address, client, marks, id] = TODAY;
    [
        at,
        who,
        email,
        address,
        client,
        marks,
        id,
        Column::sorted("result", "Result", "col-result"),
        Column::unsorted("place", "Place", "col-place from-wide"),
        Column::unsorted("method", "Method", "col-small from-wider"),
    ]
};

/// One record as a row, with the cells of an old tenant's columns.
pub fn row(entry: &Entry) -> Row {
    let said = |text: Option<&String>| {
        text.map_or(Cell::Nothing("not said"), |text| Cell::Text(text.clone()))
    };
    let old = entry.old.as_deref();
    Row {
        key: entry.id.to_string(),
        href: None,
        cells: vec![
            match (entry.at, entry.local()) {
                (Some(at), Some(local)) => Cell::Moment {
                    at,
                    ago: clock::exact(local),
                    date: clock::weekday(local).to_owned(),
                },
                _ => Cell::Nothing("not said"),
            },
            Cell::Text(entry.person.name.clone()),
            Cell::Text(entry.person.email.clone()),
            said(entry.address.as_ref().map(|address| &address.text)),
            said(entry.client.as_ref().map(|client| &client.words)),
            marks(entry),
            Cell::Text(entry.id.to_string()),
            result(entry),
            said(old.and_then(|old| old.place.as_ref())),
            said(old.and_then(|old| old.method.as_ref())),
        ],
    }
}

/// How a record ended.
pub fn result(entry: &Entry) -> Cell {
    let reason = entry.old.as_ref().and_then(|old| old.reason.as_deref());
    match (entry.success, reason) {
        (None, _) => Cell::Nothing("not said"),
        (Some(true), _) => Cell::Badges(vec![(Tone::Good, "Succeeded".to_owned())]),
        (Some(false), None) => Cell::Badges(vec![(Tone::Warning, "Failed".to_owned())]),
        (Some(false), Some(reason)) => {
            Cell::Badges(vec![(Tone::Warning, ["Failed: ", reason].concat())])
        }
    }
}

/// A record's marks.
pub fn marks(entry: &Entry) -> Cell {
    let bits = entry.marks.get();
    let marks = Kind::ALL
        .into_iter()
        .filter(|kind| bits & kind.bit() != 0)
        .map(|kind| (Tone::Warning, mark_name(kind).to_owned()))
        .collect::<Vec<_>>();
    if marks.is_empty() {
        Cell::Text(String::new())
    } else {
        Cell::Badges(marks)
    }
}
