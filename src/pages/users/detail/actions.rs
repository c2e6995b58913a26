//! What can be done with one user.

use leptos::prelude::*;

use super::Shown;
use crate::data::query::Query;
use crate::data::tenant::Tenant;
use crate::ui::icon::{Icon, IconView};

/// The buttons beside a user's name.
#[component]
pub fn Actions(
    /// The tenant whose user it is.
    tenant: Tenant,
    /// The user, as soon as it is known.
    user: Shown,
    /// Its last reading, which can be asked for again.
    asked: Query<()>,
) -> impl IntoView {
    // Changes of the user stand here as well: each proposes its plan to `data::changes` with these.
    let _ = (tenant, user);
    view! {
        <button
            type="button"
            class="button"
            aria-busy=move || asked.get().loading.to_string()
            on:click=move |_| asked.reload()
        >
            <IconView icon=Icon::Refresh />
            "Read again"
        </button>
    }
}
