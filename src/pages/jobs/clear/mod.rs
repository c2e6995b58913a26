//! Deleting: the ways into it from the page.

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::layout::list::ListView;
use crate::wire::tines::Queue;

/// For the selection bar.
pub fn selected(_tenant: Tenant, _list: ListView) -> AnyView {
    ().into_any()
}

/// Beside the list's tools.
pub fn matching(_tenant: Tenant, _list: ListView) -> AnyView {
    ().into_any()
}

/// For a row of the matrix.
pub fn of_action(_tenant: &Tenant, _action: i64) -> AnyView {
    ().into_any()
}

/// For a queue's tile.
pub fn of_queue(_tenant: &Tenant, _queue: Queue) -> AnyView {
    ().into_any()
}
