//! What stands beside a record's name, whatever record it is: read it again, copy it.

use leptos::prelude::*;

use super::curl::as_curl;
use crate::data::query::Query;
use crate::data::tenant::Tenant;
use crate::reactive::{live, on};
use crate::ui::copy::{CopyButton, CopyLink};
use crate::ui::icon::{Icon, IconView};
use crate::ui::popover::Popover;

/// The buttons. `asked` is the record's last reading, which can be asked for again; `own` is what of it is copied
/// besides its link, in words and as a text; `path` is that of the call which reads it.
pub fn record_tools(
    tenant: &Tenant,
    asked: Query<()>,
    own: (&'static str, Callback<(), String>),
    path: Callback<(), String>,
) -> AnyView {
    let open = RwSignal::new(false);
    let held = StoredValue::new_local(tenant.clone());
    let curl = Callback::new(move |()| {
        let path = path.run(());
        held.with_value(|tenant| as_curl(tenant.client.connection(), "GET", &path, None))
    });
    let (label, text) = own;
    view! {
        <button
            type="button"
            class="button"
            aria-busy=live(move || asked.get().loading.to_string())
            on:click=on(move |_| asked.reload())
        >
            <IconView icon=Icon::Refresh />
            "Read again"
        </button>
        <Popover label="Copy" icon=Icon::Export open>
            <CopyButton label class="button bare-words" text />
            <CopyLink class="button bare-words" />
            <CopyButton label="Copy as curl" class="button bare-words" text=curl />
        </Popover>
    }
    .into_any()
}
