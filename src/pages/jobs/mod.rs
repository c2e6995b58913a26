//! The job queues of a Tines tenant: what is where, which Action is bad and with what, and what can be done.

mod board;
pub mod clear;
mod columns;
mod estimate;
mod filter;
mod list;
mod live;
mod matrix;
mod record;
mod region;
mod shared;
mod source;
mod steady;
mod tiles;
mod watch;
mod words;

use std::rc::Rc;

use leptos::prelude::*;

use crate::data::job_queues::{Availability, JobQueues};
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::list_filter::ListFilter;
use crate::pages::not_found::no_record;
use crate::reactive::part;
use crate::routes::Page;
use crate::state::saved_views::SavedViews;
use board::Board;
use filter::WORDS;
use shared::{Why, explained};
use watch::Watching;

/// What stands behind `/{connection}/jobs` and below it.
pub fn page(tenant: &Tenant, item: Option<&str>) -> AnyView {
    match item {
        None => whole(tenant),
        Some(id) => match id.parse() {
            Ok(id) => record::page(tenant, id),
            Err(_) => no_record("The address names no job: those have numbers."),
        },
    }
}

/// All queues.
fn whole(tenant: &Tenant) -> AnyView {
    let title = ["Jobs – ", &tenant.client.connection().name].concat();
    arrive(&title);
    let board = Board::new(tenant);
    live::follow(board);
    let watching = Watching::begin(board, title);
    // By a key: what is on the page stays while the numbers change.
    let why = Memo::new(move |_| why(board));
    view! {
        <div class="page audit jobs">
            <header class="page-head audit-head">
                <h1 tabindex="-1">{"Jobs"}</h1>
                <p class="page-note">{watch::fired(watching)}</p>
                <div class="page-actions">
                    {part(move || {
                        why.get().is_none().then(|| view! { {live::control(board)} {watch::button(watching)} })
                    })}
                </div>
            </header>
            {part(move || match why.get() {
                Some(why) => explained(why, Callback::new(move |()| live::refresh(board))),
                None => seen(board),
            })}
        </div>
    }
    .into_any()
}

/// Why there is nothing to see, where that is so.
fn why(board: Board) -> Option<Why> {
    let is_shared = board.tenant().capabilities.is_shared();
    match board.queues(JobQueues::availability) {
        Availability::Asking | Availability::Yes => None,
        Availability::EmptyOnShared => Some(Why::Shared),
        Availability::Forbidden(_) | Availability::Missing(_) if is_shared => Some(Why::Shared),
        Availability::Forbidden(_) => Some(Why::Forbidden),
        Availability::Missing(_) => Some(Why::Missing),
    }
}

/// The queues of a tenant that shows them.
fn seen(board: Board) -> AnyView {
    let list = list::view(board);
    let views = SavedViews::of(board.tenant().client.connection().api, Page::Jobs);
    let source = Rc::new(board.queues(|queues| queues.list.clone()));
    let filter = ListFilter::new(source, board.state(), &WORDS, views).without_column();
    view! {
        {tiles::tiles(board)}
        <div class="audit-filter">
            <div class="toolbar">{filter.bar(list.matching())}</div>
            {live::line(board, list.matching())}
            {filter.problems()}
        </div>
        {source::failure(board)}
        {matrix::panel(board)}
        {list::panel(board, &list)}
    }
    .into_any()
}
