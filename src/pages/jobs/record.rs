//! One job: all that is known of it, also when it is no longer there.

use std::rc::Rc;

use leptos::prelude::*;

use super::board::Board;
use super::columns::queue;
use super::words::action_name;
use super::{estimate, live, source};
use crate::analysis::jobs::entry::JobEntry;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::pages::users::words::exact_moment;
use crate::reactive::{effect, live as attribute, part};
use crate::routes::{Page, Route, write_query};
use crate::ui::cell_view::{Make, cell_view};
use crate::ui::copy::{CopyButton, CopyLink};
use crate::ui::table::cell::{Cell, Tone};
use crate::wire::pretty::pretty;
use crate::wire::secret;
use crate::wire::tines::Queue;

/// The page of a job.
pub fn page(tenant: &Tenant, id: i64) -> AnyView {
    arrive(&["Job – ", &tenant.client.connection().name].concat());
    let board = Board::new(tenant);
    live::follow(board);
    let back = Route::new(&tenant.client.connection().id, Page::Jobs).path();
    // What was known of it last stays when it goes.
    let known = RwSignal::new_local(None::<JobEntry>);
    let find = move || board.queues(|queues| queues.job(id));
    let is_here = Memo::new(move |_| find().is_some());
    effect(move || {
        if let Some(job) = find()
            && known.with_untracked(|known| known.as_ref().is_none_or(|known| !known.is(&job)))
        {
            known.set(Some(job));
        }
    });
    let body = move || {
        let here = is_here.get();
        match known.get() {
            Some(job) => view! {
                {(!here).then(gone)}
                {facts(board, &job, here)}
            }
            .into_any(),
            None if board.is_settled() => view! {
                <p>{"No job with this number is in any queue. It was done, deleted, or moved while the queues were read; a job that is done leaves nothing behind that could be asked for."}</p>
            }
            .into_any(),
            None => view! { <p class="muted">{"Reading the queues…"}</p> }.into_any(),
        }
    };
    view! {
        <div class="page person audit-record jobs">
            <p class="person-way">
                <a href=attribute(move || [back.as_str(), &board.state().query()].concat())>{"Back to the jobs"}</a>
            </p>
            <header class="page-head">
                <h1 tabindex="-1">{["Job ", &id.to_string()].concat()}</h1>
                <p class="page-note">{part(move || live::freshness(board))}</p>
                <div class="page-actions">{live::refresh_button(board)}</div>
            </header>
            {source::failure(board)}
            {part(body)}
        </div>
    }
    .into_any()
}

/// It was there, and no longer is.
fn gone() -> AnyView {
    view! {
        <div class="notice" role="status">
            <p>
                <strong>{"This job is no longer in any queue."}</strong>
                {" It was done or deleted. Below stands what was known of it last."}
            </p>
        </div>
    }
    .into_any()
}

fn facts(board: Board, job: &JobEntry, here: bool) -> AnyView {
    let connection = board.connection();
    let list = Route::new(&connection, Page::Jobs).path();
    let query = board.ask_for(job).filter();
    let theirs = list + &write_query([("q", query.as_str())]);
    let others = if job.action.is_some() {
        "All jobs of this Action"
    } else {
        "All jobs without an Action"
    };
    let (number, action) = (
        job.id.to_string(),
        job.action.as_ref().map(|action| action.id),
    );
    let copy_number = Callback::new(move |()| number.clone());
    let copy_action = action.map(|action| {
        let text = Callback::new(move |()| action.to_string());
        view! { <CopyButton label="Copy the Action’s number" class="button" text /> }
    });
    let raw = pretty(&secret::mask(&job.raw));
    view! {
        <div class="person-way">
            <a class="button" href=theirs>{others}</a>
            <CopyButton label="Copy the job’s number" class="button" text=copy_number />
            {copy_action}
            <CopyLink class="button" />
        </div>
        <section class="panel">
            <h2>{"What the record says"}</h2>
            {said(job, here)}
        </section>
        {here.then(|| estimate::panel(job))}
        <details class="panel raw-json">
            <summary>{"Raw JSON"}</summary>
            <pre tabindex="0">{raw}</pre>
        </details>
    }
    .into_any()
}

fn said(job: &JobEntry, here: bool) -> AnyView {
    let words = |text: Option<String>, nothing| text.map_or(Cell::Nothing(nothing), Cell::Text);
    let count = |number: Option<u32>| words(number.map(crate::format::number::figure), "not said");
    let fixed = |cell: Cell| -> Make { Rc::new(move || cell.clone()) };
    let place = if here {
        vec![queue(job.queue)]
    } else {
        let (_, was) = queue(job.queue);
        vec![(Tone::Off, ["Gone; was: ", &was].concat())]
    };
    let error = job.error.as_ref().map(|error| error.text.to_string());
    let (last, started, seen) = (job.last_retry, job.started_at, job.seen_since);
    let mut facts: Vec<(&'static str, Make)> = vec![
        ("Number", fixed(Cell::Text(job.id.to_string()))),
        ("Queue", fixed(Cell::Badges(place))),
        (
            "Action",
            fixed(Cell::Text(action_name(job.action.as_deref()))),
        ),
        (
            "Action’s number",
            fixed(words(
                job.action.as_ref().map(|action| action.id.to_string()),
                "belongs to no Action",
            )),
        ),
        (
            "Type",
            fixed(words(
                Some(job.kind.text.to_string()).filter(|kind| !kind.is_empty()),
                "not said",
            )),
        ),
        ("Error", fixed(words(error, "none"))),
        ("Tried again", fixed(count(job.retries))),
        (
            "Last try",
            Rc::new(move || exact_moment(last, "never, or not said")),
        ),
        ("Events", fixed(count(job.events))),
    ];
    if job.queue == Queue::InProgress {
        facts.push((
            "Started",
            Rc::new(move || exact_moment(started, "not said")),
        ));
    }
    facts.push((
        "In this queue at least since",
        Rc::new(move || exact_moment(Some(seen), "not said")),
    ));
    let rows = facts
        .into_iter()
        .map(|(name, make)| {
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
