//! The jobs as a list, and what can be done with those that are selected.

use leptos::prelude::*;

use super::board::Board;
use super::clear;
use super::columns::{COLUMNS, row};
use super::region::{LIST, region};
use crate::analysis::jobs::entry::JobEntry;
use crate::analysis::jobs::pace::Hold;
use crate::api::tines::PER_PAGE;
use crate::api::tines::jobs::{Queue, list_path};
use crate::format::number::counted;
use crate::layout::list::{ListView, Look};
use crate::reactive::{effect, part};
use crate::routes::Page;
use crate::ui::selection_bar::SelectionBar;

/// The list of the page that is being made.
pub fn view(board: Board) -> ListView {
    let look = Look {
        page: Page::Jobs,
        caption: "Jobs",
        nouns: ("job", "jobs"),
        columns: COLUMNS,
        row: |job: &JobEntry| row(job),
        raw: Some(|job: &JobEntry| &*job.raw),
        first_page: list_path(Queue::Dead, 1, PER_PAGE),
        opens: true,
    };
    let tenant = board.tenant();
    let list = ListView::over(&tenant.client, board.steady(), &look, board.state());
    list.announce();
    effect(move || {
        let is_selecting = !list.selection.is_empty();
        board.queues(|queues| queues.set_hold(Hold::Selecting, is_selecting));
    });
    list
}

/// `240 jobs`, or `12 of 240 jobs`. While rows keep their places, those of jobs that are gone do not count.
fn count(list: &ListView) -> String {
    let all = list.all.get();
    let shown = list.matching().get();
    if shown > all {
        counted(all, "job", "jobs")
    } else {
        list.count()
    }
}

/// The panel.
pub fn panel(board: Board, list: &ListView) -> AnyView {
    let list = *list;
    let listed = Memo::new(move |_| list.selected().len());
    let on_narrow = Callback::new(move |()| list.keep_listed());
    let panel = view! {
        <section class="panel list-panel jobs-records" aria-labelledby="jobs-title">
            <div class="panel-head">
                <h2 id="jobs-title">{"Jobs"}</h2>
                <p class="hint">{part(move || count(&list))}</p>
                <div class="panel-actions toolbar">
                    {part(move || clear::matching(board.tenant(), list))} {list.tools_without_status()}
                </div>
            </div>
            {list.table()}
            <SelectionBar selection=list.selection listed on_narrow>
                {part(move || clear::selected(board.tenant(), list))}
            </SelectionBar>
        </section>
    };
    region(
        board.there,
        LIST,
        "jobs-region",
        "tbody tr",
        panel.into_any(),
    )
}
