//! How far a list is, in words, with what can be done about it; the one place that draws the states of
//! a list: loading, partial, stopped, failed, complete and how old, and records that could not be read.

use crate::reactive::{on, part};
use leptos::prelude::*;

use super::failure::Failure;
use crate::api::client::Client;
use crate::data::collection::{Collection, Record};
use crate::data::sync::{Phase, Progress, Sync};
use crate::format::number::{count, counted};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, IconView};
use crate::ui::moment::{Ago, Tick};
use crate::wire::page::OddRecord;

/// What stands around a list's state.
#[derive(Clone, Copy)]
struct Controls {
    sync: StoredValue<Sync, LocalStorage>,
    waiting: Signal<Option<i64>>,
}

impl Controls {
    fn progress(self) -> Progress {
        self.sync.with_value(Sync::progress)
    }

    fn tell(self, what: fn(&Sync)) {
        self.sync.with_value(what);
    }
}

/// How far a list is.
#[component]
pub fn SyncStatus<T: Record>(
    /// The list.
    collection: Collection<T>,
    /// Talks to its tenant.
    client: Client,
) -> impl IntoView {
    let sync = collection.sync();
    let held = StoredValue::new_local(collection);
    let odd = Signal::derive(move || held.with_value(|list| list.with(|_, odd| odd.to_vec())));
    sync_status(sync, odd, client)
}

/// How far a list is, by its sync and its records that could not be read.
pub fn sync_status(sync: Sync, odd: Signal<Vec<OddRecord>>, client: Client) -> AnyView {
    // A signal wants what it captures to move between threads; here there is only one.
    let controls = Controls {
        sync: StoredValue::new_local(sync),
        waiting: {
            let client = StoredValue::new_local(client);
            Signal::derive(move || client.with_value(Client::waiting))
        },
    };
    status(controls, odd)
}

fn status(sync: Controls, odd: Signal<Vec<OddRecord>>) -> AnyView {
    let running = Memo::new(move |_| !sync.progress().phase.is_settled());
    let complete_now = Memo::new(move |_| sync.progress().phase == Phase::Complete);
    view! {
        <div class="sync">
            {part(move || match (running.get(), complete_now.get()) {
                (true, _) => syncing(sync).into_any(),
                (_, true) => complete(sync).into_any(),
                _ => stopped(sync).into_any(),
            })} {odd_records(odd)}
        </div>
    }
    .into_any()
}

/// `1,500 of 10,000`, or `1,500` where nobody says how many there are.
fn so_far(sync: Controls) -> String {
    let progress = sync.progress();
    match progress.expected {
        Some(expected) => format!("{} of {}", count(progress.received), count(expected)),
        None => count(progress.received),
    }
}

fn syncing(sync: Controls) -> impl IntoView {
    let words = move || match sync.waiting.get() {
        // Why nothing moves for a while: the tenant's limit, or a fault that is being waited out.
        Some(until) => {
            let seconds = ((until - Tick::now().0) / 1000).max(1);
            format!(
                "{} loaded, waiting up to {seconds} s for the tenant",
                so_far(sync)
            )
        }
        None => format!("{} loaded", so_far(sync)),
    };
    let refreshing = move || sync.progress().as_of.is_some();
    let value = move || {
        let progress = sync.progress();
        progress.expected.map(|_| progress.received.to_string())
    };
    let max = move || sync.progress().expected.unwrap_or(1).to_string();
    view! {
        <progress class="sync-bar" aria-label="Loading" max=max value=value></progress>
        <span class="sync-words">{part(move || if refreshing() { "Refreshing: " } else { "" })} {words}</span>
        <button type="button" class="button small" on:click=on(move |_| sync.tell(Sync::cancel))>
            "Stop"
        </button>
    }
}

fn stopped(sync: Controls) -> impl IntoView {
    // A refresh that stopped leaves the whole old list standing: what counts then is how old it is.
    let words = move || match sync.progress().as_of {
        Some(at) => view! { "Refresh stopped, as of " <Ago at /> }.into_any(),
        None => format!("Stopped: {} loaded", so_far(sync)).into_any(),
    };
    view! {
        <span class="sync-words partial">
            <IconView icon=Icon::Warning />
            {words}
        </span>
        <button type="button" class="button small" on:click=on(move |_| sync.tell(Sync::resume))>
            "Go on"
        </button>
    }
}

fn complete(sync: Controls) -> impl IntoView {
    view! {
        <span class="sync-words">
            "As of " {part(move || sync.progress().as_of.map(|at| view! { <Ago at /> }))}
        </span>
        <button type="button" class="button small" on:click=on(move |_| sync.tell(Sync::refresh))>
            <IconView icon=Icon::Refresh />
            "Refresh"
        </button>
    }
}

/// Why the last try failed, if it did. It stands above the list, which keeps what it had.
#[component]
pub fn SyncFailure(
    /// The list's sync.
    sync: Sync,
) -> impl IntoView {
    let sync = StoredValue::new_local(sync);
    let failure = move || match sync.with_value(Sync::progress).phase {
        Phase::Failed(error) => Some(*error),
        _ => None,
    };
    let resume = Callback::new(move |()| sync.with_value(Sync::resume));
    move || failure().map(|error| view! { <Failure error retry=resume /> })
}

fn odd_records(odd: Signal<Vec<OddRecord>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let number = Memo::new(move |_| odd.with(Vec::len));
    view! {
        {part(move || {
            (number.get() > 0)
                .then(|| {
                    view! {
                        <button type="button" class="button small warning" on:click=on(move |_| open.set(true))>
                            <IconView icon=Icon::Warning />
                            {format!("{} unreadable", counted(number.get(), "record", "records"))}
                        </button>
                    }
                })
        })}
        {part(move || {
            open.get()
                .then(|| {
                    view! {
                        <Dialog labelled_by="odd-title" on_cancel=close>
                            <h2 id="odd-title">{"Records that could not be read"}</h2>
                            <p>{"They came from the server, but lack what tells a record apart. They are counted here and left out of the list."}</p>
                            <ul class="odd-records">
                                {odd
                                    .get()
                                    .into_iter()
                                    .map(|record| {
                                        view! {
                                            <li>
                                                <p>{record.why}</p>
                                                <pre tabindex="0">{record.raw}</pre>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                            <div class="dialog-actions">
                                <button type="button" class="button" on:click=on(move |_| close.run(()))>
                                    "Close"
                                </button>
                            </div>
                        </Dialog>
                    }
                })
        })}
    }
}
