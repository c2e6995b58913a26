//! How many records a list holds, without reading them: one record is asked for, and the reply's
//! `meta` says the rest.

use futures::future::LocalBoxFuture;

use super::client::Client;
use super::error::ApiError;
use crate::wire::page::{self, Anything, Page};

/// A count that is being asked for; `None`: the list is there, but does not say how long it is.
pub type Counting = LocalBoxFuture<'static, Result<Option<u32>, ApiError>>;

/// Counts the list at `path`, whose records are called `key` in the reply.
pub fn count(client: &Client, path: String, key: &'static str) -> Counting {
    let client = client.clone();
    Box::pin(async move {
        let reply = client.read(&path).await?;
        let page: Page<Anything> = reply.decode(|text| page::decode(text, key))?;
        Ok(count_of(&page))
    })
}

/// The count of a list by its first page. It is never trusted over the items: documented samples say 0
/// beside two of them.
pub fn count_of<T>(page: &Page<T>) -> Option<u32> {
    let received = u32::try_from(page.received()).ok()?;
    match page.meta.count {
        Some(count) if count >= received => Some(count),
        // A first page that is also the last holds all there is.
        _ if received == 0 || !page.has_next(1) => Some(received),
        _ => None,
    }
}
