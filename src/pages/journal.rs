//! Every change made in this tab.

use leptos::prelude::*;

use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;

/// The journal.
#[component]
pub fn JournalPage(
    /// The tenant in whose frame it stands.
    tenant: Tenant,
) -> impl IntoView {
    arrive(&format!("Journal – {}", tenant.client.connection().name));
    view! {
        <div class="page">
            <header class="page-head">
                <h1 tabindex="-1">{"Journal"}</h1>
            </header>
        </div>
    }
}
