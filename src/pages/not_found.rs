//! A place that is not there.

use leptos::prelude::*;

use crate::layout::announcer::arrive;
use crate::routes::home;

/// Says that the place is not there, and leads to one that is.
#[component]
pub fn NotFound() -> impl IntoView {
    arrive("Page not found");
    view! {
        <main id="main" class="lonely" tabindex="-1">
            <h1 tabindex="-1">{"Page not found"}</h1>
            <p>{"The address leads to no connection or page of this dashboard. It may be misspelt, or the connection was taken out of config.json."}</p>
            <p>
                <a class="button primary" href=home()>
                    "All connections"
                </a>
            </p>
        </main>
    }
}

/// Says that no record can stand at the address, and why: `The address names no job: those have numbers.`
pub fn no_record(why: &'static str) -> AnyView {
    arrive("Page not found");
    view! {
        <div class="page">
            <h1 tabindex="-1">{"Page not found"}</h1>
            <p>{why}</p>
        </div>
    }
    .into_any()
}
