//! Where the server cannot list its users: one is found by its id, and what this server cannot do is said.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::pages::raw_record::place::{Mode, item_path};
use crate::reactive::{on, part};
use crate::routes::{Page, Route};

/// The page.
pub fn page(tenant: &Tenant) -> AnyView {
    arrive(&["Gateway users – ", &tenant.client.connection().name].concat());
    let new = Route::item(&tenant.client.connection().id, Page::GatewayUsers, "new").path();
    let held = StoredValue::new_local(tenant.clone());
    let navigate = use_navigate();
    let (id, fault) = (RwSignal::new(String::new()), RwSignal::new(false));
    let find = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = id.get_untracked().trim().to_owned();
        fault.set(id.is_empty());
        if !id.is_empty() {
            let path = held
                .with_value(|tenant| item_path(tenant, Page::GatewayUsers, &id, Mode::Look, ""));
            navigate(&path, NavigateOptions::default());
        }
    };
    view! {
        <div class="page page-form">
            <header class="page-head">
                <h1 tabindex="-1">{"Gateway users"}</h1>
                <div class="page-actions">
                    <a class="button primary" href=new>{"New user"}</a>
                </div>
            </header>
            <section class="panel unlisted">
                <h2>{"This server cannot list its users"}</h2>
                <p>{"It has no call for that, or does not let anybody use it. What works all the same:"}</p>
                <ul>
                    <li>{"creating a user, in an organisation or over all of them"}</li>
                    <li>{"reading and changing a user whose id you know"}</li>
                </ul>
                <p class="muted">{"Who has which id stands in the dashboard itself, below Users, and in the answer to creating one. Not known here: how many users there are, who belongs to an organisation, and whether an address is taken. Whether it can delete a user shows only when that is tried: it is safe to try."}</p>
                <form class="find-by-id" novalidate on:submit=on(find)>
                    <div class="field">
                        <label for="find-id">{"User’s id"}</label>
                        <input
                            type="text"
                            id="find-id"
                            autocomplete="off"
                            autocapitalize="none"
                            spellcheck="false"
                            aria-describedby="find-note"
                            bind:value=id
                        />
                        <div id="find-note" class="field-notes">
                            {part(move || fault.get().then(|| view! { <p class="field-error">{"Give an id."}</p> }))}
                            <p class="hint">{"24 letters and digits, such as 54bd0ad9ff4329b88985aafb."}</p>
                        </div>
                    </div>
                    <button type="submit" class="button primary">{"Open"}</button>
                </form>
            </section>
        </div>
    }
    .into_any()
}
