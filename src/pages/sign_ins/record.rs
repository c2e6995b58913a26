//! One sign-in: all that is known of it.

use std::rc::Rc;

use leptos::prelude::*;

use super::audit::Audit;
use super::columns::result;
use super::{clock, source};
use crate::analysis::audit::entry::Entry;
use crate::analysis::audit::words;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::pages::users::for_people;
use crate::reactive::{live, part};
use crate::routes::{Page, Route};
use crate::ui::cell_view::{Make, cell_view, short_table, text};
use crate::ui::copy::{CopyButton, CopyLink};
use crate::ui::table::cell::Cell;
use crate::wire::time::Timestamp;

/// The page of a record.
pub fn page(tenant: &Tenant, id: i64) -> AnyView {
    arrive(&["Sign-in – ", &tenant.client.connection().name].concat());
    let audit = Audit::new(tenant);
    source::follow(audit);
    let back = Route::new(&tenant.client.connection().id, Page::SignIns).path();
    let place =
        Memo::new(move |_| audit.with(|entries| entries.iter().position(|entry| entry.id == id)));
    let settled = Memo::new(move |_| audit.log().sync().progress().phase.is_settled());
    let body = move || {
        audit.marks();
        match place.get() {
            Some(place) => facts(audit, place),
            None if settled.get() => view! {
                <p>{"No sign-in with this number is among those read. It may be older than the 30 days a tenant keeps, lie before the span, or come from the other source, which numbers its records differently."}</p>
            }
            .into_any(),
            None => view! { <p class="muted">{"Reading the sign-ins…"}</p> }.into_any(),
        }
    };
    view! {
        <div class="page person audit-record">
            <p class="person-way">
                <a href=live(move || [back.as_str(), &audit.lens().state.query()].concat())>{"Back to the sign-ins"}</a>
            </p>
            <header class="page-head">
                <h1 tabindex="-1">{["Sign-in ", &id.to_string()].concat()}</h1>
            </header>
            {source::progress(audit, RwSignal::new(false))}
            {part(body)}
        </div>
    }
    .into_any()
}

fn facts(audit: Audit, place: usize) -> AnyView {
    let tenant = audit.tenant();
    let id = tenant.client.connection().id.clone();
    audit.with(|entries| {
        let Some(entry) = entries.get(place) else {
            return ().into_any();
        };
        let person = &entry.person;
        let listed = person.account.is_some();
        let profile = listed.then(|| {
            let href = Route::item(&id, Page::Users, &person.id.to_string()).path();
            view! { <a class="button" href=href>{"Open user"}</a> }
        });
        let theirs = {
            let query = ["?q=user-id:", &person.id.to_string()].concat();
            let href = [Route::new(&id, Page::SignIns).path(), query].concat();
            view! { <a class="button" href=href>{"All sign-ins of this person"}</a> }
        };
        let address = entry.address.as_ref().map(|address| address.text.clone());
        let from_there = address.as_ref().map(|address| {
            let query = crate::routes::write_query([("q", ["ip:", address].concat().as_str())]);
            let href = [Route::new(&id, Page::SignIns).path(), query].concat();
            view! { <a class="button" href=href>{"All from this address"}</a> }
        });
        let acts = listed.then(|| for_people(&tenant, vec![person.id]));
        let copied = address.unwrap_or_default();
        let copy = (!copied.is_empty()).then(|| {
            let text = Callback::new(move |()| copied.clone());
            view! { <CopyButton label="Copy address" class="button" text=text /> }
        });
        view! {
            <div class="person-way">{theirs} {from_there} {profile} {acts} {copy} <CopyLink class="button" /></div>
            <section class="panel">
                <h2>{"What the record says"}</h2>
                {list(audit, entry)}
            </section>
            {marks(audit, place)}
            {neighbours(entries, place)}
        }
        .into_any()
    })
}

fn list(audit: Audit, entry: &Entry) -> AnyView {
    let old = entry.old.as_deref();
    let client = entry.client.as_ref();
    let words = |text: Option<String>| text.map_or(Cell::Nothing("not said"), Cell::Text);
    let zone = audit.lens().zone_name();
    let mut facts: Vec<(&'static str, Cell)> = [
        (
            "When",
            words(
                entry
                    .local()
                    .map(|local| [&clock::exact(local), " ", &zone].concat()),
            ),
        ),
        ("In UTC", words(entry.at.map(Timestamp::to_rfc3339))),
        ("Who", words(Some(entry.person.name.clone()))),
        (
            "E-mail",
            words(Some(entry.person.email.clone()).filter(|email| !email.is_empty())),
        ),
        (
            "Address",
            words(entry.address.as_ref().map(|address| address.text.clone())),
        ),
    ]
    .into();
    // One that nobody knows is called what it calls itself: once is enough.
    if let Some(client) = client.filter(|client| client.words != client.raw) {
        facts.push(("Client", Cell::Text(client.words.clone())));
    }
    facts.push(("User agent", words(client.map(|client| client.raw.clone()))));
    // Only old tenants say these: elsewhere "not said" would look as if something were missing.
    if audit.is_old.get() {
        facts.extend([
            ("Result", result(entry)),
            ("Place", words(old.and_then(|old| old.place.clone()))),
            ("Method", words(old.and_then(|old| old.method.clone()))),
        ]);
    }
    facts.push(("Number", words(Some(entry.id.to_string()))));
    let rows = facts
        .into_iter()
        .map(|(name, cell)| {
            let make: Make = Rc::new(move || cell.clone());
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{cell_view(make)}</dd>
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// Why it is marked, if it is.
fn marks(audit: Audit, place: usize) -> AnyView {
    let row = u32::try_from(place).unwrap_or(u32::MAX);
    let rules = audit.lens().rules.get();
    let since = audit.known_since();
    let marks = audit.marks();
    let of_this = marks.iter().filter(|mark| mark.records.contains(&row));
    let items: Vec<AnyView> = of_this
        .map(|mark| {
            let why = audit.with(|entries| words::why(mark, entries, since));
            let rule = words::rule(mark.kind, &rules);
            view! {
                <li>
                    <strong>{words::title(mark)}</strong>
                    <p>{why}</p>
                    <p class="muted">{"Rule: "} {rule}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="panel">
            <h2>{"Why it is marked"}</h2>
            <ul class="audit-why">{items}</ul>
        </section>
    }
    .into_any()
}

/// What the same person did before and after.
fn neighbours(entries: &[Entry], place: usize) -> AnyView {
    let Some(entry) = entries.get(place) else {
        return ().into_any();
    };
    let mut theirs: Vec<&Entry> = entries
        .iter()
        .filter(|other| other.person.code == entry.person.code)
        .collect();
    theirs.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let at = theirs
        .iter()
        .position(|other| other.id == entry.id)
        .unwrap_or(0);
    let around = theirs
        .into_iter()
        .skip(at.saturating_sub(AROUND))
        .take(2 * AROUND + 1);
    let rows = around
        .map(|other| {
            let here = if other.id == entry.id { "this one" } else { "" };
            let address = other.address.as_ref().map(|address| address.text.clone());
            let client = other.client.as_ref().map(|client| client.words.clone());
            vec![
                text(clock::of(other)),
                text(address.unwrap_or_default()),
                text(client.unwrap_or_default()),
                text(here),
            ]
        })
        .collect();
    view! {
        <section class="panel">
            <h2>{"Before and after"}</h2>
            {short_table("Sign-ins of the same person around it, the latest first", &["When", "Address", "Client", ""], rows)}
        </section>
    }
    .into_any()
}

/// How many are listed before and after.
const AROUND: usize = 8;
