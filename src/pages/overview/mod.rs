//! The overview of a connection: real counts, and what wants attention.

pub mod hints;
mod tines;
pub mod tyk;

use leptos::prelude::*;

use crate::analysis::attention::Finding;
use crate::data::tenant::Tenant;
use crate::layout::announcer::arrive;
use crate::layout::later::{Later, Parts, later_or};
use crate::pages::connect::Offers;
use crate::reactive::{on, part};
use crate::routes::{Page, Route, write_query};
use crate::state::session::{Key, Session};
use crate::state::storage::{self, Store};
use crate::ui::icon::{Icon, IconView};
use crate::ui::moment::Ago;

/// The overview of a Tines tenant: the first page of most. That of a Tyk Dashboard comes later ([`tyk::page`]).
#[component]
pub fn Overview(
    /// The tenant it is of.
    tenant: Tenant,
) -> impl IntoView {
    let body = tines::body(&tenant);
    frame(tenant, body)
}

/// An overview around its figures and findings.
fn frame(tenant: Tenant, body: AnyView) -> AnyView {
    let connection = tenant.client.connection();
    arrive(&["Overview – ", &connection.name].concat());
    let held = StoredValue::new_local(tenant.clone());
    let as_of = move || held.with_value(|tenant| tenant.capabilities.as_of());
    view! {
        <div class="page overview">
            <header class="page-head">
                <h1 tabindex="-1">{"Overview"}</h1>
                <p class="page-note">{part(move || as_of().map(|at| view! { "As of " <Ago at /> }))}</p>
                <div class="page-actions">
                    <button
                        type="button"
                        class="button"
                        on:click=on(move |_| {
                            held.with_value(|tenant| {
                                tenant.probe();
                                tenant.refresh_lists();
                            });
                        })
                    >
                        <IconView icon=Icon::Refresh />
                        "Refresh"
                    </button>
                </div>
            </header>
            {demo_hints(&tenant)}
            {body}
            <section class="panel" aria-labelledby="offers-title">
                <h2 id="offers-title">{"What this tenant offers"}</h2>
                <Offers tenant />
            </section>
        </div>
    }
    .into_any()
}

/// The key of the sandbox's Tines tenant, which is no secret.
const DEMO_KEY: &str = "demo-tenant-owner-key";

/// On the demo tenant, until they are hidden: what to try first.
fn demo_hints(tenant: &Tenant) -> Option<AnyView> {
    let key = expect_context::<Session>().key_untracked(&tenant.client.connection().id);
    let hidden = RwSignal::new(Store::Local.get(storage::HINTS).is_some());
    if !matches!(key, Some(Key::Single(key)) if key == DEMO_KEY) || hidden.get_untracked() {
        return None;
    }
    // Nobody asked for them: if they do not arrive, nothing is said.
    Later::from_context().welcome_after(Signal::derive(|| true));
    let held = StoredValue::new_local(tenant.clone());
    let hints = move || {
        (!hidden.get()).then(|| {
            let list = move |parts: &'static Parts| {
                held.with_value(|tenant| (parts.hints)(tenant, hidden))
            };
            view! {
                <section class="panel hints" aria-labelledby="hints-title">
                    <h2 id="hints-title">{"Try it out"}</h2>
                    {later_or(|| ().into_any(), list)}
                </section>
            }
        })
    };
    Some(part(hints).into_any())
}

/// One figure: what is counted, how many, and a word beside it. A dash until it is known.
#[component]
fn Figure(
    /// What is counted.
    label: &'static str,
    /// How many; `None` while that is not known.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// A word beside it.
    #[prop(into)]
    note: Signal<String>,
    /// Where the counted things are listed.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let number = move || value.get().unwrap_or_else(|| "–".to_owned());
    view! {
        <div class="figure">
            <dt>
                {match href {
                    Some(href) => view! { <a href=href>{label}</a> }.into_any(),
                    None => label.into_any(),
                }}
            </dt>
            <dd class="figure-value">{number}</dd>
            <dd class="figure-note">{note}</dd>
        </div>
    }
}

/// What wants attention, each with the page that lists those it is about; or the words that nothing does.
fn findings(tenant: &Tenant, all: Vec<(Finding, Page)>) -> AnyView {
    if all.is_empty() {
        return view! {
            <p class="all-well">
                <IconView icon=Icon::Check />
                "Nothing stands out."
            </p>
        }
        .into_any();
    }
    let items = all
        .into_iter()
        .map(|(finding, page)| {
            let list = Route::new(&tenant.client.connection().id, page).path();
            let href = list + &write_query([("q", finding.filter)]);
            view! {
                <li class="finding" class:grave=finding.grave>
                    <span class={"finding-mark"} aria-hidden="true"></span>
                    <div>
                        <p class="finding-title">
                            <a href=href>{finding.title}</a>
                        </p>
                        <p class="finding-detail">{finding.detail}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="findings">{items}</ul> }.into_any()
}
