//! Reading something afresh while what is known of it stands on screen: what is read goes into the
//! tenant's own lists, and the page shows those.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::data::query::Query;
use crate::layout::failure::Failure;

/// Reads something; where it goes is the reader's business.
pub type Read = Rc<dyn Fn() -> LocalBoxFuture<'static, Result<(), ApiError>>>;

/// Reads at once if it is `wanted`, and again whenever it is told to or what `wanted` reads changes.
pub fn reading(wanted: Rc<dyn Fn() -> bool>, read: Read) -> Query<()> {
    let first = std::cell::Cell::new(true);
    Query::new(
        move || (wanted() || !first.replace(false)).then_some(()),
        move |()| read(),
    )
}

/// Why the last try failed, above what is known.
pub fn failure(query: Query<()>) -> AnyView {
    let retry = Callback::new(move |()| query.reload());
    (move || {
        let error = query.get().error?;
        Some(view! { <Failure error retry /> })
    })
    .into_any()
}
