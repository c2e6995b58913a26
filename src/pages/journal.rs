//! Every change made in this tab, newest first.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::data::tenant::Tenant;
use crate::format::number::{count, counted};
use crate::layout::announcer::arrive;
use crate::layout::curl::on_this_site;
use crate::reactive::{live, on, part};
use crate::state::connections::Connections;
use crate::state::journal::{Entry, Journal, MOST, Outcome};
use crate::ui::copy::CopyButton;
use crate::ui::export::{ExportButton, ExportSource};
use crate::ui::moment::Ago;
use crate::ui::table::cell::Row;

/// So many entries are drawn at once.
const DRAWN: usize = 200;

/// The columns of an exported journal, beside [`export_row`].
pub const EXPORT_COLUMNS: [&str; 10] = [
    "time",
    "connection",
    "what",
    "method",
    "path",
    "outcome",
    "status",
    "answer",
    "tries",
    "reason",
];

/// An entry as a row of an exported journal; the time is RFC 3339 in UTC. Bodies stay out: they may hold
/// more of a person than a journal must tell.
pub fn export_row(entry: &Entry) -> [String; 10] {
    let outcome = &entry.outcome;
    let status = outcome.status().map(|status| status.to_string());
    [
        entry.at.to_rfc3339(),
        entry.connection.clone(),
        entry.what.clone(),
        entry.method.to_owned(),
        entry.path.clone(),
        outcome.name().to_owned(),
        status.unwrap_or_default(),
        outcome.words().to_owned(),
        entry.tries.to_string(),
        entry.reason.clone(),
    ]
}

/// The journal.
#[component]
pub fn JournalPage(
    /// The tenant in whose frame it stands.
    tenant: Tenant,
) -> impl IntoView {
    arrive(&format!("Journal – {}", tenant.client.connection().name));
    let journal = expect_context::<Journal>();
    let here = StoredValue::new(tenant.client.connection().id.clone());
    let (all, limit) = (RwSignal::new(false), RwSignal::new(DRAWN));
    let wanted = move |entry: &Entry| all.get() || here.with_value(|id| *id == entry.connection);
    // Newest first. An entry is drawn again when its outcome has come.
    let shown = move || {
        journal.with(|entries| {
            let matching = entries.iter().rev().filter(|entry| wanted(entry));
            let mark = |entry: &Entry| (entry.number, entry.outcome == Outcome::Sent, entry.tries);
            matching.map(mark).collect::<Vec<_>>()
        })
    };
    let total = Memo::new(move |_| shown().len());
    let drawn = Memo::new(move |_| {
        let mut shown = shown();
        shown.truncate(limit.get());
        shown
    });
    // Lines are drawn anew as changes come in: what was unfolded stays so.
    let unfolded = StoredValue::new(Vec::<u32>::new());
    let source: Rc<dyn Fn() -> ExportSource> = Rc::new(move || {
        let rows = journal.with(|entries| {
            let matching = entries.iter().rev().filter(|entry| wanted(entry));
            matching
                .map(|entry| Row::of_words(entry.number.to_string(), export_row(entry)))
                .collect()
        });
        let of = if all.get() {
            "all".to_owned()
        } else {
            here.get_value()
        };
        ExportSource::of_rows(
            of + "-journal",
            ("change", "changes"),
            EXPORT_COLUMNS.map(str::to_owned).to_vec(),
            rows,
        )
    });
    let source = StoredValue::new_local(source);
    let gone = move || {
        let gone = journal.with(|entries| entries.first().map_or(0, |entry| entry.number - 1));
        (gone > 0).then(|| {
            let most = count(MOST);
            [
                "Only the last ",
                &most,
                " changes of this tab are kept; older ones are gone.",
            ]
            .concat()
        })
    };
    view! {
        <div class="page journal">
            <header class="page-head">
                <h1 tabindex="-1">{"Journal"}</h1>
                <p class="page-note">{part(move || counted(total.get(), "change", "changes"))}</p>
                <div class="page-actions">
                    <label class="journal-filter">
                        <span class="unseen">{"Show"}</span>
                        <select on:change=on(move |event| all.set(event_target_value(&event) == "all"))>
                            <option value="here">{"This connection"}</option>
                            <option value="all">{"All connections"}</option>
                        </select>
                    </label>
                    {part(move || (total.get() > 0).then(|| view! { <ExportButton source=source.get_value() /> }))}
                </div>
            </header>
            {part(move || gone().map(|words| view! { <p class="muted">{words}</p> }))}
            {part(move || (total.get() == 0).then(empty))}
            <table class="journal-table" hidden=live(move || total.get() == 0)>
                <caption class="unseen">{"Changes made in this tab, newest first"}</caption>
                <thead>
                    <tr>
                        {["Time", "What", "Call", "Outcome", "Reason"]
                            .map(|name| view! { <th scope="col">{name}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {part(move || drawn.get().into_iter().map(|(number, ..)| line(journal, number, all, unfolded)).collect_view())}
                </tbody>
            </table>
            {part(move || {
                (total.get() > limit.get())
                    .then(|| {
                        view! {
                            <button type="button" class="button journal-more" on:click=on(move |_| limit.update(|limit| *limit += 1_000))>
                                {["Show more of the ", &count(total.get())].concat()}
                            </button>
                        }
                    })
            })}
        </div>
    }
}

fn empty() -> AnyView {
    view! {
        <div class="journal-empty">
            <p>
                <strong>{"Nothing was changed yet."}</strong>
            </p>
            <p>
                {"Each change that you make here is entered before it is sent: when, what, which call, what came back, and why. "}
                {"The journal is kept in this tab alone: it lasts until you close or reload the tab, or forget everything."}
            </p>
        </div>
    }
    .into_any()
}

fn line(
    journal: Journal,
    number: u32,
    all: RwSignal<bool>,
    unfolded: StoredValue<Vec<u32>>,
) -> AnyView {
    let entry = untrack(|| {
        journal.with(|entries| {
            let at = entries.binary_search_by_key(&number, |entry| entry.number);
            at.ok().and_then(|at| entries.get(at).cloned())
        })
    });
    let Some(entry) = entry else {
        return ().into_any();
    };
    let mark = match entry.outcome {
        Outcome::Sent => "badge off",
        Outcome::Done(..) => "badge good",
        Outcome::Refused(..) => "badge warning",
        Outcome::Unknown(_) => "badge waiting",
    };
    // What a success means may be entered a moment after it.
    let outcome = move || {
        journal.with(|entries| {
            let at = entries.binary_search_by_key(&number, |entry| entry.number);
            at.ok()
                .and_then(|at| entries.get(at))
                .map(|entry| entry.outcome.words().to_owned())
        })
    };
    let status = entry.outcome.status().map(|status| status.to_string());
    let place = expect_context::<Connections>()
        .get(&entry.connection)
        .map(|connection| (connection.name, connection.colour.to_string()));
    let place = move || {
        place.clone().filter(|_| all.get()).map(|(name, colour)| {
            view! {
                <span class="journal-place" data-colour=colour>
                    <span class={"swatch"}></span>
                    {name}
                </span>
            }
        })
    };
    view! {
        <tr>
            <td class="journal-time">
                <Ago at=entry.at />
            </td>
            <td>
                <span class="journal-what">{entry.what.clone()}</span>
                {place}
                {details(&entry, unfolded)}
            </td>
            <td>
                <code>{entry.method} " " {entry.path.clone()}</code>
            </td>
            <td>
                <span class=mark>{entry.outcome.name()} {status.map(|status| view! { <span class="muted figures">{status}</span> })}</span>
                <span class="journal-answer">{outcome}</span>
            </td>
            <td class="journal-reason">{entry.reason}</td>
        </tr>
    }
    .into_any()
}

/// What a line leaves out: the exact moment, how often it was sent, and the body.
fn details(entry: &Entry, unfolded: StoredValue<Vec<u32>>) -> AnyView {
    let number = entry.number;
    let fold = move |event: leptos::ev::Event| {
        let target = event.current_target();
        let open = target
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.has_attribute("open"));
        unfolded.update_value(|all| {
            all.retain(|other| *other != number);
            if open {
                all.push(number);
            }
        });
    };
    let open = unfolded.with_value(|all| all.contains(&number));
    let at = crate::format::time::exact(entry.at);
    let tries = counted(usize::try_from(entry.tries).unwrap_or(1), "time", "times");
    let body = match entry.body.as_deref() {
        None => "Nothing.",
        Some("") => "More than is kept.",
        Some(body) => body,
    }
    .to_owned();
    // Without all of what was sent, or the connection, there is no call to copy.
    let connection = expect_context::<Connections>()
        .get(&entry.connection)
        .filter(|_| entry.body.as_deref() != Some(""));
    let copy = connection.map(|connection| {
        let (method, path, body) = (entry.method, entry.path.clone(), entry.body.clone());
        let text =
            Callback::new(move |()| on_this_site(&connection, method, &path, body.as_deref()));
        view! { <CopyButton label="Copy as curl" text /> }
    });
    view! {
        <details class="unfold" open=open on:toggle=fold>
            <summary>{"Details"}</summary>
            <dl>
                <dt>{"Sent"}</dt>
                <dd>{at} ", " {tries}</dd>
                <dt>{"Body"}</dt>
                <dd>
                    <code>{body}</code>
                </dd>
            </dl>
            {copy}
        </details>
    }
    .into_any()
}
