//! What can be taken away from a view: a file, a link to it, the call behind it.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::call::Call;
use crate::data::collection::Record;
use crate::data::list::List;
use crate::data::sync::Progress;
use crate::format::curl::command;
use crate::state::connections::Connection;
use crate::state::session::Key;
use crate::ui::copy::CopyButton;
use crate::ui::export::{Export, ExportSource, Picked};
use crate::ui::icon::Icon;
use crate::ui::popover::{Popover, close_popover};
use crate::ui::table::cell::Row;

/// The button of a list's toolbar.
#[component]
pub fn ExportMenu(
    /// What can be exported.
    source: ExportSource,
    /// The call behind the view, as a shell command: [`as_curl`].
    curl: String,
) -> impl IntoView {
    menu(source, curl)
}

fn menu(source: ExportSource, curl: String) -> AnyView {
    let menu = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    let close = Callback::new(move |()| exporting.set(false));
    let source = StoredValue::new_local(source);
    let open = move |event: leptos::ev::MouseEvent| {
        close_popover(menu, &event);
        exporting.set(true);
    };
    // A page always has an address.
    let link = Callback::new(|()| window().location().href().unwrap_or_default());
    let curl = Callback::new(move |()| curl.clone());
    view! {
        <Popover label="Export" icon=Icon::Export open=menu>
            <button type="button" class="button bare-words" on:click=open>
                "Save as a file…"
            </button>
            <CopyButton label="Copy link" class="button bare-words" text=link />
            <CopyButton label="Copy as curl" class="button bare-words" text=curl />
        </Popover>
        {move || exporting.get().then(|| view! { <Export source=source.get_value() on_close=close /> })}
    }
    .into_any()
}

/// A call as a shell command, with `$KEY` where the connection sends its key. `path` is below the
/// connection's base, with its query.
pub fn as_curl(connection: &Connection, method: &str, path: &str, body: Option<&str>) -> String {
    let origin = window().location().origin().unwrap_or_default();
    let url = [&origin, &connection.base, path].concat();
    command(method, &url, &Key::in_shell().headers(connection.key), body)
}

/// A change as a shell command, as [`as_curl`].
pub fn change_as_curl(connection: &Connection, call: &Call) -> String {
    as_curl(
        connection,
        call.verb.name(),
        &call.path,
        call.body.as_deref(),
    )
}

/// The rows of a list as an export takes them: `view` holds positions in the list as it is now, and no
/// row is given any more once the records were replaced. `raw` is a record's own JSON, where it is kept.
pub fn picked<T: Record>(
    list: &List<T>,
    view: Arc<Vec<u32>>,
    row: fn(&T) -> Row,
    raw: Option<fn(&T) -> &str>,
) -> Picked {
    let collection = list.collection.clone();
    let generation = collection.generation();
    let total = view.len();
    let look = Rc::new(move |place: usize, look: &mut dyn FnMut(&T)| {
        if let Some(position) = view.get(place).and_then(|at| usize::try_from(*at).ok())
            && collection.generation() == generation
        {
            collection.with(|rows, _| {
                if let Some(record) = rows.get(position) {
                    look(record);
                }
            });
        }
    });
    let rows = Rc::clone(&look);
    Picked {
        total,
        row: Box::new(move |place| {
            let mut found = None;
            rows(place, &mut |record| found = Some(row(record)));
            found
        }),
        record: raw.map(|raw| {
            Box::new(move |place: usize| {
                let mut found = None;
                look(place, &mut |record| found = Some(raw(record).to_owned()));
                found
            }) as Box<dyn Fn(usize) -> Option<String>>
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
