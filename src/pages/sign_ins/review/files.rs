//! The review as a file. It outlives the screen, so it says what it is: every row by columns of its own,
//! and JSON by a head as well.

use std::rc::Rc;

use leptos::prelude::*;

use super::Desk;
use super::evidence::words as evidence_words;
use super::extent::source_words;
use super::words::{ORIGIN, class_key, class_name, evidence, role, status};
use crate::analysis::access_review::{Class, Finding, Review, Tally};
use crate::data::tenant::KeptUser;
use crate::format::number::counted;
use crate::state::clock::now;
use crate::ui::export::{ExportSource, Head, Picked};
use crate::ui::table::cell::{Cell, Row};
use crate::wire::json::quote;
use crate::wire::time::Timestamp;

/// The columns of a file.
const COLUMNS: [&str; 18] = [
    "name",
    "email",
    "user_id",
    "role",
    "status",
    "class",
    "last_seen",
    "days_since_last_seen",
    "created",
    "days_since_created",
    "evidence",
    "later_sign_in",
    "review_tenant",
    "review_days",
    "review_counted_from",
    "review_list_read",
    "review_complete",
    "review_made_by",
];

/// That a tenant does not say who is switched off.
pub fn unsaid(accounts: usize) -> String {
    [
        "This tenant does not say of ",
        &counted(accounts, "account", "accounts"),
        " whether they are switched off. They count as enabled, and cannot be deactivated from here.",
    ]
    .concat()
}

/// The rows, as the export takes them.
pub fn source(desk: Desk) -> ExportSource {
    let id = desk
        .held
        .with_value(|tenant| tenant.client.connection().id.clone());
    ExportSource {
        name: [
            &id,
            "-access-review-",
            &desk.days.get_untracked().to_string(),
            "-days",
        ]
        .concat(),
        nouns: ("account", "accounts"),
        columns: Rc::new(|| COLUMNS.into_iter().map(str::to_owned).enumerate().collect()),
        matching: Signal::derive(move || desk.order.with(|order| order.len())),
        // What is selected is to be switched off. A review in which the others are missing is none.
        selected: Signal::stored(0),
        partial: Rc::new(move || {
            let extent = desk.extent.get_untracked();
            let lacks = !extent.is_complete();
            lacks.then_some((extent.loaded, extent.expected))
        }),
        head: Some(head(desk)),
        take: Rc::new(move |_| {
            let (review, findings) = (desk.review.get(), desk.findings());
            let generation = generation(desk);
            Picked {
                total: findings.len(),
                row: Box::new(move |place| {
                    let of = findings.get(place)?;
                    // Read anew meanwhile: places mean others.
                    let user = (self::generation(desk) == generation).then(|| desk.user(of))??;
                    Some(row(desk, &user, of, &review))
                }),
                record: None,
            }
        }),
    }
}

fn generation(desk: Desk) -> u32 {
    desk.held
        .with_value(|tenant| tenant.users.collection.generation())
}

/// A finding in a file.
fn row(desk: Desk, user: &KeptUser, of: &Finding, review: &Review) -> Row {
    let extent = desk.extent.get_untracked();
    let number = |days: Option<i64>| days.map(|days| days.to_string());
    let moment = |at: Option<Timestamp>| at.map(Timestamp::to_rfc3339);
    let complete = if extent.is_complete() { "yes" } else { "no" };
    let cells = [
        Some(user.full_name()),
        Some(user.email.clone()),
        Some(user.id.to_string()),
        Some(role(user).to_owned()),
        Some(status(of).1),
        Some(class_name(of.class).to_owned()),
        moment(user.last_seen),
        number(of.idle),
        moment(user.created_at),
        number(of.age),
        Some(evidence(of, review)),
        moment(of.later),
        Some(tenant_name(desk)),
        Some(review.days.to_string()),
        Some(review.at.to_rfc3339()),
        moment(extent.read),
        Some(complete.to_owned()),
        made_by(desk),
    ];
    let cells = cells.map(|cell| cell.map_or(Cell::Nothing(""), Cell::Text));
    Row {
        key: user.id.to_string(),
        href: None,
        cells: cells.into(),
    }
}

/// The tenant as people call it.
pub fn tenant_name(desk: Desk) -> String {
    desk.held
        .with_value(|tenant| tenant.client.connection().name.clone())
}

/// Who makes the report, if they said so.
pub fn made_by(desk: Desk) -> Option<String> {
    let name = desk.made_by.get_untracked();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// What opens a JSON file: what it is, from what it was made, and how many accounts there are of each class.
fn head(desk: Desk) -> Head {
    Rc::new(move || {
        let (review, extent) = (desk.review.get(), desk.extent.get());
        let text = |words: &str| quote(words);
        let maybe = |words: Option<String>| words.map_or("null".to_owned(), |words| quote(&words));
        let number = |number: usize| number.to_string();
        let yes = |yes: bool| yes.to_string();
        let connection = desk
            .held
            .with_value(|tenant| tenant.client.connection().id.clone());
        let source = object(&[
            ("what", text(&source_words())),
            ("read_at", maybe(extent.read.map(Timestamp::to_rfc3339))),
            ("complete", yes(extent.is_complete())),
            ("accounts_loaded", number(extent.loaded)),
            (
                "accounts_expected",
                extent.expected.map_or("null".to_owned(), number),
            ),
            ("records_unreadable", number(extent.odd)),
        ]);
        let rule = object(&[
            ("standard", text(ORIGIN)),
            ("days", review.days.to_string()),
            ("counted_from", text(&review.at.to_rfc3339())),
        ]);
        let classes = Class::ALL.map(|class| (class_key(class), tally(review.tally(class))));
        let mut counts = vec![
            ("all", tally(&review.all())),
            ("found", tally(&review.found())),
        ];
        counts.extend(classes);
        let about = object(&[
            ("kind", text("access-review")),
            (
                "tenant",
                object(&[
                    ("name", text(&tenant_name(desk))),
                    ("connection", text(&connection)),
                ]),
            ),
            ("made_by", maybe(made_by(desk))),
            ("made_at", text(&now().to_rfc3339())),
            ("source", source),
            ("rule", rule),
            ("counts", object(&counts)),
            ("sign_ins", text(&desk.held.with_value(evidence_words))),
        ]);
        ["{\"review\": ", &about, ",\n\"findings\": "].concat()
    })
}

fn tally(of: &Tally) -> String {
    object(&[
        ("all", of.all.to_string()),
        ("enabled", of.enabled().to_string()),
        ("disabled", of.disabled.to_string()),
        ("not_said", of.unsaid.to_string()),
        ("owners", of.owners.to_string()),
        ("owners_enabled", of.enabled_owners().to_string()),
    ])
}

/// A JSON object of values that are JSON already.
fn object(fields: &[(&str, String)]) -> String {
    let mut text = String::from("{");
    for (index, (name, value)) in fields.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.extend([&quote(name), ": ", value]);
    }
    text.push('}');
    text
}
