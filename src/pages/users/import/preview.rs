//! The rows of an import: those that are wrong, with what is wrong and a place to mend it, and all of
//! them in a table that draws what is in view only.

use std::rc::Rc;

use leptos::prelude::*;

use super::state::Import;
use crate::analysis::user_form::{ACTIVE, FIRST_NAME, LAST_NAME, OWNER, PERMISSIONS};
use crate::analysis::user_import::{Candidate, Flaw};
use crate::format::number::count;
use crate::reactive::{live, on};
use crate::ui::table::cell::{Cell, Row, Tone};
use crate::ui::table::column::Column;
use crate::ui::table::{Rows, Table};

/// So many wrong rows are shown to be mended here; more are better mended in the file.
const MOST: usize = 50;

/// The rows that are wrong.
pub fn wrong(import: Import) -> AnyView {
    // A row stays after it was mended, or the focus would be lost with it: until the next file.
    let shown = Memo::new(move |before: Option<&Vec<usize>>| {
        let mut places = import.wrong();
        places.truncate(MOST);
        let before = before.filter(|before| places.iter().all(|place| before.contains(place)));
        match before {
            Some(before) if import.len() > 0 => before.clone(),
            _ => places,
        }
    });
    let rows = move || {
        shown
            .get()
            .into_iter()
            .map(|place| wrong_row(import, place))
            .collect_view()
    };
    let more = move || {
        let hidden = import.wrong().len().saturating_sub(MOST);
        (hidden > 0).then(|| {
            let words = ["And ", &count(hidden), " more: better mended in the file."].concat();
            view! { <p class="muted">{words}</p> }
        })
    };
    view! {
        <div class="wrong-rows" hidden=live(move || shown.with(Vec::is_empty))>
            <h3>{"Wrong rows"}</h3>
            <p class="hint">{"They are left out, unless you mend the address here, or the file and choose it again."}</p>
            <ul>{rows}</ul>
            {more}
        </div>
    }
    .into_any()
}

fn wrong_row(import: Import, place: usize) -> AnyView {
    let (row, address, mendable) = untrack(|| {
        import.with_row(place, |person, flaws| {
            let mendable = flaws.iter().any(Flaw::is_about_email);
            (person.row.to_string(), person.email().to_owned(), mendable)
        })
    })
    .unwrap_or_default();
    let name = ["Row ", &row].concat();
    let label = ["E-mail in row ", &row].concat();
    let notes = ["wrong-", &place.to_string()].concat();
    let flaws = move || {
        let words = import
            .with_row(place, |_, flaws| {
                flaws.iter().map(Flaw::words).collect::<Vec<_>>().join(" ")
            })
            .unwrap_or_default();
        if words.is_empty() {
            view! { <span class="badge good">{"Mended"}</span> }.into_any()
        } else {
            words.into_any()
        }
    };
    let invalid = move || {
        let wrong = import.with_row(place, |_, flaws| flaws.iter().any(Flaw::is_about_email));
        (wrong == Some(true)).then_some("true")
    };
    let cell = if mendable {
        view! {
            <input
                type="text"
                inputmode="email"
                autocomplete="off"
                spellcheck="false"
                aria-label=label
                aria-describedby=notes.clone()
                aria-invalid=invalid
                value=address
                on:change=on(move |event| import.mend(place, &event_target_value(&event)))
            />
        }
        .into_any()
    } else {
        view! { <span class="wrong-email">{address}</span> }.into_any()
    };
    view! {
        <li>
            <span class="wrong-number">{name}</span>
            {cell}
            <span class="wrong-words" id=notes role="status">{flaws}</span>
        </li>
    }
    .into_any()
}

const fn column(name: &'static str, label: &'static str, class: &'static str) -> Column {
    Column {
        name,
        sorts: false,
        label,
        class,
    }
}

/// The columns of the preview.
const COLUMNS: &[Column] = &[
    column("email", "E-mail", "col-email"),
    column("name", "Name", "col-name"),
    column("role", "Role", "col-role"),
    column("permissions", "Permissions", "col-marks from-wide"),
    column("row", "Row", "col-small"),
    column("check", "Check", "col-check"),
];

/// All rows.
pub fn table(import: Import) -> AnyView {
    let rows = Rows {
        total: Signal::derive(move || import.len()),
        at: Rc::new(move |place| import.with_row(place, |person, flaws| row(place, person, flaws))),
        key: Rc::new(|place| Some(place.to_string())),
    };
    view! {
        <div class="import-table">
            <Table
                caption="People in the file"
                columns=COLUMNS
                rows
                sort=Signal::stored(("", false))
                on_sort=Callback::new(|_| {})
                looked_at=Signal::derive(move || import.mark())
            />
        </div>
    }
    .into_any()
}

fn row(place: usize, person: &Candidate, flaws: &[Flaw]) -> Row {
    let value = |field: usize| person.values[field].as_deref().unwrap_or_default();
    let name = [value(FIRST_NAME), " ", value(LAST_NAME)].concat();
    let mut roles = Vec::new();
    if value(OWNER) == "true" {
        roles.push((Tone::Plain, "Owner".to_owned()));
    }
    if value(ACTIVE) == "false" {
        roles.push((Tone::Off, "Inactive".to_owned()));
    }
    let permissions = value(PERMISSIONS).replace('\n', ", ");
    Row {
        key: place.to_string(),
        href: None,
        cells: vec![
            text(person.email().to_owned(), "no address"),
            text(name.trim().to_owned(), "no name"),
            if roles.is_empty() {
                Cell::Nothing("user")
            } else {
                Cell::Badges(roles)
            },
            text(permissions, "none"),
            Cell::Text(person.row.to_string()),
            match flaws.first() {
                None => Cell::Badges(vec![(Tone::Good, "Ready".to_owned())]),
                Some(flaw) => Cell::Badges(vec![(Tone::Warning, flaw.words())]),
            },
        ],
    }
}

fn text(text: String, nothing: &'static str) -> Cell {
    if text.is_empty() {
        Cell::Nothing(nothing)
    } else {
        Cell::Text(text)
    }
}
