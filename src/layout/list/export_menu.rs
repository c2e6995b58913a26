//! What can be taken away from a view: a file, a link to it, the call behind it.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::ListView;
use crate::data::sync::Progress;
use crate::layout::curl::as_curl;
use crate::ui::copy::{CopyButton, CopyLink};
use crate::ui::export::{Export, ExportSource, Picked, Which};
use crate::ui::popover::close_popover;

/// What stands below "Export".
pub fn choices(list: ListView, menu: RwSignal<bool>, exporting: RwSignal<bool>) -> AnyView {
    let connection = list.client.with_value(|client| client.connection().clone());
    let open = move |event: leptos::ev::MouseEvent| {
        close_popover(menu, &event);
        exporting.set(true);
    };
    let curl =
        Callback::new(move |()| as_curl(&connection, "GET", &list.first_page.get_value(), None));
    view! {
        <button type="button" class="button bare-words" on:click=open>
            "Save as a file…"
        </button>
        <CopyLink class="button bare-words" />
        <CopyButton label="Copy as curl" class="button bare-words" text=curl />
    }
    .into_any()
}

/// The dialog that saves a list as a file.
pub fn export(list: ListView, on_close: Callback<()>) -> AnyView {
    let id = list
        .client
        .with_value(|client| client.connection().id.clone());
    let source = ExportSource {
        name: [&id, "-", list.page.segment()].concat(),
        nouns: list.nouns,
        columns: Rc::new(move || {
            let shown = list.shown().get_untracked();
            let labels = list.columns.iter().map(|column| column.label);
            labels
                .enumerate()
                .filter(|(at, _)| shown.has(*at))
                .map(|(at, label)| (at, label.to_owned()))
                .collect()
        }),
        matching: list.matching(),
        selected: Signal::derive(move || list.selected().len()),
        partial: Rc::new(move || {
            let progress = list.records.with_value(|records| records.sync()).progress();
            partial(&progress, list.all.get())
        }),
        head: None,
        take: Rc::new(move |which| match which {
            Which::Matching => picked(&list, list.view.get()),
            Which::Selected => picked(&list, Arc::new(list.selected())),
        }),
    };
    view! { <Export source on_close /> }.into_any()
}

/// The rows of a list as an export takes them: `view` holds positions in the list as it is now, and no
/// row is given any more once the records were replaced.
fn picked(list: &ListView, view: Arc<Vec<u32>>) -> Picked {
    let records = list.records.get_value();
    let generation = records.generation();
    let total = view.len();
    let at = {
        let records = Rc::clone(&records);
        Rc::new(move |place: usize| {
            let same = records.generation() == generation;
            view.get(place).copied().filter(|_| same)
        })
    };
    let keeps_raw = records.keeps_raw();
    let of_row = (Rc::clone(&records), Rc::clone(&at));
    Picked {
        total,
        row: Box::new(move |place| of_row.0.row((of_row.1)(place)?)),
        record: keeps_raw.then(|| {
            Box::new(move |place: usize| records.raw(at(place)?))
                as Box<dyn Fn(usize) -> Option<String>>
        }),
    }
}

/// How much of a list is there, where that is not all of it: loaded, and expected. While a list is read
/// anew, the old one stands, and that was whole.
pub fn partial(progress: &Progress, loaded: usize) -> Option<(usize, Option<usize>)> {
    progress
        .as_of
        .is_none()
        .then_some((loaded, progress.expected))
}
