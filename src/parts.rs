//! What is fetched when it is first needed. Nothing else may name these functions: what the main file
//! reaches by itself lies in the main file (docs/architecture.md, "Size").

use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::layout::changes::{ChangesView, Dock};
use crate::layout::keys_help::OpenKeysHelp;
use crate::layout::later::Parts;
use crate::layout::leave_question::LeaveQuestion;
use crate::layout::list::{ListView, export_menu};
use crate::layout::list_filter::ListFilter;
use crate::layout::palette::OpenPalette;
use crate::pages::connect::Offers;
use crate::pages::journal::JournalPage;
use crate::pages::overview::Overview;
use crate::pages::users;

static PARTS: Parts = Parts {
    overview: |tenant| view! { <Overview tenant /> }.into_any(),
    offers: |tenant| view! { <Offers tenant /> }.into_any(),
    palette: |palette| view! { <OpenPalette palette /> }.into_any(),
    keys_help: |help| view! { <OpenKeysHelp help /> }.into_any(),
    leave_question: || view! { <LeaveQuestion /> }.into_any(),
    changes: || view! { <ChangesView /> }.into_any(),
    dock: || view! { <Dock /> }.into_any(),
    journal: |tenant| view! { <JournalPage tenant /> }.into_any(),
    list_look: ListView::look,
    list_take: export_menu::choices,
    export: export_menu::export,
    filter_tools: ListFilter::tools,
    filter_facets: ListFilter::facets,
    filter_left_out: ListFilter::left_out,
    user: users::page,
    selected_users: users::selected,
};

/// Fetches the parts, once; `None` if they did not arrive, and the next call tries again.
pub fn fetch() -> LocalBoxFuture<'static, Option<&'static Parts>> {
    Box::pin(async { parts().await.ok() })
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
