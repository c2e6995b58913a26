//! How far the queues are read: progress at first, then what could not be read and what is not sure.

use leptos::prelude::*;

use super::board::Board;
use crate::data::job_queues::JobQueues;
use crate::layout::sync_status::{SyncFailure, sync_status};
use crate::reactive::part;

/// How far the first reading is, and records that could not be read. Once all is there, how fresh it is stands
/// elsewhere.
pub fn progress(board: Board) -> AnyView {
    let odd = Signal::derive(move || {
        board.queues(|queues| queues.list.collection.with(|_, odd| odd.to_vec()))
    });
    let first = Memo::new(move |_| board.is_first_reading());
    let has_odd = Memo::new(move |_| odd.with(|odd| !odd.is_empty()));
    part(move || {
        (first.get() || has_odd.get())
            .then(|| sync_status(board.queues(JobQueues::sync), odd, board.tenant().client))
    })
    .into_any()
}

/// Why the last reading of the lists failed, if it did; what was read before stays.
pub fn failure(board: Board) -> AnyView {
    let sync = board.queues(JobQueues::sync);
    view! { <SyncFailure sync /> }.into_any()
}
