//! A user's sign-ins of the last 30 days.

use std::rc::Rc;

use leptos::prelude::*;

use super::Shown;
use super::strip::{sign_ins as words_of, strip};
use crate::analysis::sign_ins::{Source, Summary, first_moment, summarise};
use crate::analysis::user_agent;
use crate::data::query::Query;
use crate::data::sign_ins::Recent;
use crate::data::tenant::Tenant;
use crate::format::number::{counted, figure};
use crate::format::time::offset;
use crate::pages::users::reading::{failure, reading};
use crate::pages::users::words::{exact_moment, moment};
use crate::reactive::{live, part};
use crate::routes::{Page, Route, write_query};
use crate::state::clock::now;
use crate::ui::cell_view::{Make, short_table, text};
use crate::ui::moment::Ago;
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::tines::SignIn;

/// How many sign-ins are listed.
const LATEST: usize = 10;
/// How many addresses and clients are listed.
const SOURCES: usize = 8;

/// The panel of a user's sign-ins.
pub fn sign_ins(tenant: &Tenant, id: i64, user: Shown, of_user: Query<()>) -> AnyView {
    let held = StoredValue::new_local(tenant.clone());
    let fresh = tenant.sign_ins.is_fresh(id);
    let asked = reading(
        Rc::new(move || !fresh),
        Rc::new(move || {
            let tenant = held.get_value();
            Box::pin(async move {
                let since = first_moment(now(), &offset);
                tenant.sign_ins.read(&tenant.client, id, since).await
            })
        }),
    );
    let recent = move || held.with_value(|tenant| tenant.sign_ins.of(id));
    let loading = Memo::new(move |_| asked.get().loading);
    let body = move || match recent() {
        Some(recent) => {
            let summary = summarise(&recent.all, now(), &offset);
            if summary.latest.is_empty() {
                let never = user.with(|user| user.as_ref().is_some_and(|user| user.is_pending()));
                none(never)
            } else {
                view! {
                    {extent(&recent, &summary)}
                    {strip(&summary)}
                    <div class="sources">
                        {sources("Addresses", "Address", &summary.addresses)}
                        {sources("Clients", "Client", &summary.clients)}
                    </div>
                    {latest(&recent.all, &summary)}
                }
                .into_any()
            }
        }
        None if loading.get() => {
            view! { <div class="sign-ins-to-come" aria-hidden="true"></div> }.into_any()
        }
        None => ().into_any(),
    };
    // That there is no such user is said once.
    let unknown = move || user.with(Option::is_none) && of_user.get().error.is_some();
    let in_audit = {
        let path = Route::new(&tenant.client.connection().id, Page::SignIns).path();
        [
            path,
            write_query([("q", ["user-id:", &id.to_string()].concat().as_str())]),
        ]
        .concat()
    };
    let as_of = move || recent().map(|recent| view! { "as of " <Ago at=recent.as_of /> });
    view! {
        <section
            class="panel person-sign-ins"
            aria-labelledby="sign-ins-title"
            aria-busy=live(move || loading.get().to_string())
            hidden=unknown
        >
            <div class="panel-head">
                <h2 id="sign-ins-title">{"Sign-ins of the last 30 days"}</h2>
                <a class="hint" href=in_audit>{"In the audit"}</a>
                <p class="hint">
                    {part(move || if loading.get() { "Reading…".into_any() } else { as_of().into_any() })}
                </p>
            </div>
            {failure(asked)}
            {body}
        </section>
    }
    .into_any()
}

fn none(never: bool) -> AnyView {
    let words = if never {
        "Never seen: the invitation was not taken up, so there are no sign-ins."
    } else {
        "No sign-in in the last 30 days. A tenant keeps 30 days, so earlier ones cannot be shown."
    };
    view! { <p class="muted">{words}</p> }.into_any()
}

/// How many there are, and whether that is all.
fn extent(recent: &Recent, summary: &Summary) -> AnyView {
    let mut words = words_of(summary.count);
    if summary.failed > 0 {
        words += ", ";
        words += &figure(summary.failed);
        words += " failed";
    }
    if recent.is_cut {
        words += ". There are more than 2,500: the latest are shown.";
    }
    if recent.odd > 0 {
        words += ". ";
        words += &counted(recent.odd, "record", "records");
        words += " could not be read.";
    }
    view! { <p class="sign-ins-extent">{words}</p> }.into_any()
}

fn sources(caption: &'static str, head: &'static str, all: &[Source]) -> AnyView {
    let rows = all
        .iter()
        .take(SOURCES)
        .map(|source| {
            let last = source.last;
            let last: Make = Rc::new(move || moment(last, "not said"));
            vec![text(source.name.clone()), text(figure(source.count)), last]
        })
        .collect();
    let more = all.len().saturating_sub(SOURCES);
    let more = (more > 0).then(|| {
        view! { <p class="hint">{format!("and {more} more, seen longer ago")}</p> }
    });
    view! { <div>{short_table(caption, &[head, "Times", "Last"], rows)} {more}</div> }.into_any()
}

/// A column of the latest sign-ins: its head, whether a reply carries it, and its cell.
type Column = (&'static str, fn(&SignIn) -> Option<String>);

/// Only old tenants say more than when, from where and with what; what no record has gets no column.
const COLUMNS: [Column; 5] = [
    ("Address", |one| one.ip.clone()),
    ("Client", |one| {
        one.user_agent.as_deref().map(user_agent::words)
    }),
    ("Result", |one| {
        one.success.map(|success| match &one.failure_reason {
            _ if success => "Succeeded".to_owned(),
            Some(reason) => ["Failed: ", reason].concat(),
            None => "Failed".to_owned(),
        })
    }),
    ("Place", |one| {
        let parts = [&one.city, &one.region, &one.country];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }),
    ("Method", |one| one.strategy.clone()),
];

fn latest(all: &[SignIn], summary: &Summary) -> AnyView {
    let shown: Vec<&SignIn> = summary
        .latest
        .iter()
        .take(LATEST)
        .filter_map(|place| all.get(usize::try_from(*place).ok()?))
        .collect();
    let said: Vec<&Column> = COLUMNS
        .iter()
        .filter(|column| shown.iter().any(|one| column.1(one).is_some()))
        .collect();
    let mut heads = vec!["Time"];
    heads.extend(said.iter().map(|column| column.0));
    let rows = shown
        .iter()
        .map(|one| {
            let at = one.created_at;
            let mut row: Vec<Make> = vec![Rc::new(move || exact_moment(at, "not said"))];
            row.extend(said.iter().map(|column| {
                let words = column.1(one);
                let failed = column.0 == "Result" && one.success == Some(false);
                let cell = match words {
                    Some(words) if failed => Cell::Badges(vec![(Tone::Warning, words)]),
                    Some(words) => Cell::Text(words),
                    None => Cell::Nothing("not said"),
                };
                let make: Make = Rc::new(move || cell.clone());
                make
            }));
            row
        })
        .collect();
    short_table("Latest sign-ins", &heads, rows)
}
