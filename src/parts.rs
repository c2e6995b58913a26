//! What is fetched when it is first needed. Nothing else may name these functions: what the main file
//! reaches by itself lies in the main file (docs/architecture.md, "Size").

use futures::future::LocalBoxFuture;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::data::tenant::Tenant;
use crate::layout::changes::{ChangesView, Dock};
use crate::layout::keys_help::OpenKeysHelp;
use crate::layout::later::Parts;
use crate::layout::leave_question::LeaveQuestion;
use crate::layout::list::{ListView, export_menu};
use crate::layout::list_filter::ListFilter;
use crate::layout::palette::OpenPalette;
use crate::pages::journal::JournalPage;
use crate::pages::{
    checks, gateway_users, jobs, organisations, overview, sign_ins, templates, users,
};
use crate::routes::Page;

static PARTS: Parts = Parts {
    palette: |palette| view! { <OpenPalette palette /> }.into_any(),
    keys_help: |help| view! { <OpenKeysHelp help /> }.into_any(),
    leave_question: || view! { <LeaveQuestion /> }.into_any(),
    changes: || view! { <ChangesView /> }.into_any(),
    dock: || view! { <Dock /> }.into_any(),
    list_look: ListView::look,
    list_take: export_menu::choices,
    export: export_menu::export,
    filter_tools: ListFilter::tools,
    filter_help: ListFilter::help,
    filter_drawer: ListFilter::drawer,
    page,
    hints: overview::hints::view,
    checks: checks::page,
    selected_users: users::selected,
};

/// Which component a page is, and what stands below it.
fn page(tenant: &Tenant, page: Page, item: Option<&str>) -> AnyView {
    match page {
        Page::Users => users::page(tenant.clone(), item.unwrap_or_default()),
        Page::SignIns => sign_ins::page(tenant, item),
        Page::Jobs => jobs::page(tenant, item),
        Page::Templates => templates::page(tenant, item),
        Page::Organisations => organisations::page(tenant, item),
        Page::GatewayUsers => gateway_users::page(tenant, item),
        Page::Journal => {
            let tenant = tenant.clone();
            view! { <JournalPage tenant /> }.into_any()
        }
        // That of a Tines tenant is in the main file.
        Page::Overview => overview::tyk::page(tenant),
    }
}

/// Fetches the parts and their styles, once; `None` if the parts did not arrive, and the next call tries
/// again.
pub fn fetch() -> LocalBoxFuture<'static, Option<&'static Parts>> {
    // Asked for first: the styles are there when the parts are.
    let styles = styles();
    Box::pin(async {
        let parts = parts().await.ok();
        styles.await;
        parts
    })
}

/// Fetches the style sheets that are disabled, where `boot.js` has a way to; without them a part is
/// unsightly, not missing.
fn styles() -> impl Future<Output = ()> {
    let ask: Option<Function> = Reflect::get(&js_sys::global(), &JsValue::from("gatehouseStyles"))
        .ok()
        .and_then(|ask| ask.dyn_into().ok());
    let asked: Option<Promise> = ask
        .and_then(|ask| ask.call0(&JsValue::UNDEFINED).ok())
        .and_then(|asked| asked.dyn_into().ok());
    async {
        if let Some(asked) = asked {
            drop(JsFuture::from(asked).await);
        }
    }
}

/// The way into the other file. The attribute turns it into an `async` function that fetches the file.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(later, fallible, wasm_split_path = leptos::wasm_split)]
fn parts() -> Result<&'static Parts, leptos::wasm_split::SplitLoaderError> {
    Ok(&PARTS)
}

#[cfg(not(feature = "split"))]
#[expect(clippy::unused_async, reason = "as it is when it is split off")]
async fn parts() -> Result<&'static Parts, std::convert::Infallible> {
    Ok(&PARTS)
}
