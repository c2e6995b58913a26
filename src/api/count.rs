//! How many records a list holds, without reading them: one record is asked for, and the reply's
//! `meta` says the rest.

use super::client::Client;
use super::error::ApiError;
use crate::wire::page::{self, Anything, Page};

/// The first page of the list at `path`, whose records are called `key` in the reply.
pub async fn first_page(
    client: &Client,
    path: &str,
    key: &str,
) -> Result<Page<Anything>, ApiError> {
    client
        .read(path)
        .await?
        .decode(|text| page::decode(text, key))
}
