//! The navigation: which connection, and its pages.

use leptos::prelude::*;

use super::{api_name, icon, pages, title};
use crate::data::capabilities::{Feature, Offer};
use crate::data::tenant::Tenant;
use crate::format::number::count;
use crate::reactive::live;
use crate::routes::{Page, Route, home};
use crate::state::connections::{Connection, Connections};
use crate::state::session::Session;
use crate::ui::icon::{Icon, IconView};

/// The navigation of one connection.
#[component]
pub fn Navigation(
    /// The connection whose pages are listed.
    tenant: Tenant,
    /// The page one is on.
    #[prop(into)]
    current: Signal<Option<Page>>,
) -> impl IntoView {
    let connection = tenant.client.connection().clone();
    let items = pages(connection.api)
        .iter()
        .map(|page| view! { <Item page=*page tenant=tenant.clone() current /> })
        .collect_view();
    view! {
        <nav class="navigation" id="navigation" aria-label="Main">
            <a class="brand" href=home()>
                "Gatehouse"
            </a>
            <Switcher current=connection tenant />
            <ul class="nav-list">{items}</ul>
        </nav>
    }
}

#[component]
fn Item(page: Page, tenant: Tenant, current: Signal<Option<Page>>) -> impl IntoView {
    let href = Route::new(&tenant.client.connection().id, page).path();
    let here = move || current.get() == Some(page);
    let tenant = StoredValue::new_local(tenant);
    let offer = move || {
        let feature = feature(page)?;
        Some(tenant.with_value(|tenant| tenant.capabilities.offer(feature)))
    };
    let words = move || match offer()? {
        Offer::No(_) => Some("not offered".to_owned()),
        offer => Some(count(usize::try_from(offer.count()?).ok()?)),
    };
    // Where there are no jobs their page explains that, to whoever comes by a link.
    let hidden = move || {
        page == Page::Jobs
            && !here()
            && tenant.with_value(|tenant| tenant.capabilities.has_no_jobs())
    };
    view! {
        <li hidden=live(hidden)>
            <a class="nav-item" href=href aria-current=live(move || here().then_some("page"))>
                <IconView icon=icon(page) />
                <span>{title(page)}</span>
                <span class="nav-count">{words}</span>
            </a>
        </li>
    }
}

/// What a page needs of its tenant.
const fn feature(page: Page) -> Option<Feature> {
    match page {
        Page::Users => Some(Feature::Users),
        Page::Templates => Some(Feature::Templates),
        Page::Organisations => Some(Feature::Organisations),
        Page::GatewayUsers => Some(Feature::GatewayUsers),
        Page::Overview | Page::SignIns | Page::Jobs | Page::Journal => None,
    }
}

/// The connection one is in, and the way to the others.
#[component]
fn Switcher(current: Connection, tenant: Tenant) -> impl IntoView {
    let connections = expect_context::<Connections>();
    let session = expect_context::<Session>();
    let others = connections.with(|config| {
        config
            .connections
            .iter()
            .filter(|other| other.id != current.id)
            .cloned()
            .collect::<Vec<_>>()
    });
    let info = StoredValue::new_local(tenant);
    let kind = move || {
        info.with_value(|tenant| tenant.capabilities.info())
            .and_then(|info| info.stack)
            .map(|stack| match stack.region {
                Some(region) => format!("{} · {region}", stack.kind),
                None => stack.kind,
            })
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| api_name(current.api).to_owned())
    };
    view! {
        <details class="switcher">
            <summary>
                <span class="swatch" data-colour=current.colour.to_string()></span>
                <span class="switcher-words">
                    <strong>{current.name.clone()}</strong>
                    <span class="muted">{kind}</span>
                </span>
                <IconView icon=Icon::Switch />
            </summary>
            <ul>
                {others
                    .into_iter()
                    .map(|other| {
                        let href = Route::new(&other.id, Page::Overview).path();
                        let colour = other.colour.to_string();
                        let name = other.name.clone();
                        let state = move || if session.is_open(&other) { "connected" } else { "no key yet" };
                        view! {
                            <li>
                                <a href=href>
                                    <span class="swatch" data-colour=colour></span>
                                    <span class="switcher-words">
                                        <strong>{name}</strong>
                                        <span class="muted">{state}</span>
                                    </span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
                <li>
                    <a href=home()>"All connections"</a>
                </li>
            </ul>
        </details>
    }
}
