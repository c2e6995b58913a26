//! The report: the review as a document on paper. It stands in the page only while it is printed, and is
//! made by hand and at once, for the paper is filled in the turn in which the browser says so.

use leptos::{html, prelude::*};
use web_sys::{Document, Element};

use super::Desk;
use super::evidence;
use super::extent::{Extent, source_words};
use super::files::{made_by, tenant_name, unsaid};
use super::words::{
    ORIGIN, class_rule, days_words, evidence as decides, nothing_found, role, status,
};
use crate::analysis::access_review::{Class, Finding, Review, Tally, USUAL_DAYS};
use crate::data::tenant::KeptUser;
use crate::format::number::{count, counted};
use crate::format::time::{date, exact};
use crate::state::clock::now;
use crate::wire::time::Timestamp;

/// The report's place: empty on screen, and not seen there.
pub fn report(desk: Desk) -> AnyView {
    let place = NodeRef::<html::Section>::new();
    let before = window_event_listener_untyped("beforeprint", move |_| {
        if let Some(place) = place.get_untracked() {
            place.set_text_content(None);
            untrack(|| Pen::new().write(&place, desk));
        }
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        if let Some(place) = place.get_untracked() {
            place.set_text_content(None);
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! { <section class="report" node_ref=place aria-label="Access review, for printing"></section> }
        .into_any()
}

/// Makes elements. One that cannot be made (a document that is going away) is left out.
struct Pen(Document);

impl Pen {
    fn new() -> Self {
        Self(document())
    }

    /// Adds an element to the end of another.
    fn add(&self, into: &Element, tag: &str, class: &str, words: &str) -> Option<Element> {
        let element = self.0.create_element(tag).ok()?;
        if !class.is_empty() {
            element.set_class_name(class);
        }
        if !words.is_empty() {
            element.set_text_content(Some(words));
        }
        into.append_child(&element).ok()?;
        Some(element)
    }

    /// A row of a table: its first cell heads it.
    fn row(&self, into: &Element, cells: &[String], first: &str) -> Option<Element> {
        let row = self.add(into, "tr", "", "")?;
        for (place, words) in cells.iter().enumerate() {
            let tag = if place == 0 { first } else { "td" };
            self.add(&row, tag, "", words);
        }
        Some(row)
    }

    fn heads(&self, table: &Element, heads: &[&str]) -> Option<Element> {
        let head = self.add(table, "thead", "", "")?;
        let row = self.add(&head, "tr", "", "")?;
        for words in heads {
            let cell = self.add(&row, "th", "", words)?;
            drop(cell.set_attribute("scope", "col"));
        }
        Some(head)
    }

    /// The whole document; `None` where the page is going away.
    fn write(&self, into: &Element, desk: Desk) -> Option<()> {
        let (review, extent) = (desk.review.get(), desk.extent.get());
        let made = exact(now());
        let tenant = tenant_name(desk);
        self.add(into, "h1", "", "Access review")?;
        self.add(into, "p", "report-tenant", &tenant)?;
        for gap in extent.gaps() {
            self.add(into, "p", "report-gap", &gap)?;
        }
        self.facts(into, desk, &review, &extent, &made)?;
        self.counts(into, &review)?;
        let running = [
            "Access review of ",
            &tenant,
            ", made ",
            &made,
            if extent.is_complete() {
                ""
            } else {
                ", incomplete"
            },
        ]
        .concat();
        self.findings(into, desk, &review, &extent, &running)?;
        let sign = self.add(into, "p", "report-sign", "")?;
        self.add(&sign, "span", "", "Reviewed by")?;
        self.add(&sign, "span", "", "Date")?;
        Some(())
    }

    fn facts(
        &self,
        into: &Element,
        desk: Desk,
        review: &Review,
        extent: &Extent,
        made: &str,
    ) -> Option<()> {
        let rule = [
            "An account is dormant when it was last seen more than ",
            &days_words(review.days),
            " (of 24 hours) before ",
            &exact(review.at),
            ".",
        ]
        .concat();
        let origin = if review.days == USUAL_DAYS {
            ["The threshold is that of ", ORIGIN].concat()
        } else {
            ["The threshold was chosen for this review. Compare ", ORIGIN].concat()
        };
        let facts = [
            ("Tenant", tenant_name(desk)),
            (
                "Made by",
                made_by(desk).unwrap_or_else(|| "not said".to_owned()),
            ),
            ("Made at", made.to_owned()),
            ("Source", [&source_words(), ", ", &extent.words()].concat()),
            ("Sign-ins", desk.held.with_value(evidence::words)),
            ("Rule", [&rule, " ", &origin].concat()),
        ];
        let list = self.add(into, "dl", "report-facts", "")?;
        for (name, words) in facts {
            self.add(&list, "dt", "", name)?;
            self.add(&list, "dd", "", &words)?;
        }
        Some(())
    }

    fn counts(&self, into: &Element, review: &Review) -> Option<()> {
        self.add(into, "h2", "", "Accounts counted")?;
        let table = self.add(into, "table", "report-counts", "")?;
        let heads = [
            "",
            "All",
            "Still enabled",
            "Disabled",
            "Owners",
            "Owners still enabled",
        ];
        self.heads(&table, &heads)?;
        let body = self.add(&table, "tbody", "", "")?;
        let line = |name: String, of: &Tally| {
            let mut cells = vec![name];
            let numbers = [
                of.all,
                of.enabled(),
                of.disabled,
                of.owners,
                of.enabled_owners(),
            ];
            cells.extend(numbers.map(count));
            cells
        };
        for class in Class::ALL {
            let of = review.tally(class);
            // What cannot be told is rare: no line for nothing.
            if class != Class::Undated || of.all > 0 {
                let row = self.row(&body, &line(class_rule(class, review.days), of), "th")?;
                if class.is_found() {
                    row.set_class_name("report-found");
                }
            }
        }
        let foot = self.add(&table, "tfoot", "", "")?;
        self.row(&foot, &line("All accounts".to_owned(), &review.all()), "th")?;
        let unsaid_of = review.all().unsaid;
        if unsaid_of > 0 {
            self.add(into, "p", "", &unsaid(unsaid_of))?;
        }
        Some(())
    }

    fn findings(
        &self,
        into: &Element,
        desk: Desk,
        review: &Review,
        extent: &Extent,
        running: &str,
    ) -> Option<()> {
        let found = review.found();
        let heading = match found.all {
            0 => "Accounts found: none".to_owned(),
            all => [
                "Accounts found: ",
                &count(all),
                ", ",
                &count(found.enabled()),
                " still enabled",
            ]
            .concat(),
        };
        self.add(into, "h2", "", &heading)?;
        if let Some(words) = nothing_found(review, extent.read.is_some()) {
            self.add(into, "p", "", &words)?;
            return Some(());
        }
        let table = self.add(into, "table", "report-findings", "")?;
        // By columns, for the first row of the table runs across all of them.
        let columns = self.add(&table, "colgroup", "", "")?;
        for class in ["number", "account", "word", "word", "moment", "day", ""] {
            self.add(&columns, "col", class, "")?;
        }
        let heads = [
            "No.",
            "Account",
            "Role",
            "Status",
            "Last seen",
            "Created",
            "What decides",
        ];
        // Repeated on every page: a sheet that got lost still says what it is.
        let head = self.heads(&table, &heads)?;
        let line = self.0.create_element("tr").ok()?;
        line.set_class_name("report-running");
        let cell = self.add(&line, "th", "", running)?;
        drop(cell.set_attribute("colspan", &heads.len().to_string()));
        head.insert_before(&line, head.first_child().as_ref())
            .ok()?;
        let body = self.add(&table, "tbody", "", "")?;
        for (number, of) in (1..).zip(desk.findings()) {
            if let Some(user) = desk.user(&of) {
                self.finding(&body, number, &user, &of, review)?;
            }
        }
        Some(())
    }

    fn finding(
        &self,
        body: &Element,
        number: usize,
        user: &KeptUser,
        of: &Finding,
        review: &Review,
    ) -> Option<()> {
        let row = self.add(body, "tr", "", "")?;
        self.add(&row, "td", "report-number", &count(number))?;
        let account = self.add(&row, "th", "", "")?;
        drop(account.set_attribute("scope", "row"));
        let name = user.full_name();
        self.add(&account, "bdi", "report-name", &name)?;
        if name != user.email {
            self.add(&account, "bdi", "report-email", &user.email)?;
        }
        self.add(&row, "td", "", role(user))?;
        self.add(&row, "td", "", &status(of).1)?;
        let seen = self.add(&row, "td", "", "")?;
        moment(self, &seen, user.last_seen, of.idle, "never");
        let made = self.add(&row, "td", "", "")?;
        let words = user.created_at.map_or_else(|| "not said".to_owned(), date);
        self.add(&made, "span", "", &words)?;
        self.add(&row, "td", "", &decides(of, review))?;
        Some(())
    }
}

/// The moment to the second, and the days since.
fn moment(pen: &Pen, into: &Element, at: Option<Timestamp>, days: Option<i64>, nothing: &str) {
    let words = at.map_or_else(|| nothing.to_owned(), exact);
    pen.add(into, "span", "report-moment", &words);
    if let Some(days) = days {
        let days = counted(usize::try_from(days).unwrap_or(0), "day", "days");
        pen.add(into, "span", "report-days", &days);
    }
}
