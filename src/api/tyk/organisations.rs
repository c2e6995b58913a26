//! `/admin/organisations`.

use crate::api::client::Client;
use crate::api::count::Counting;
use crate::api::error::ApiError;
use crate::state::session::Key;
use crate::wire::page::{self, Page};
use crate::wire::tyk::Organisation;

/// The first answer holds all organisations where the server knows `p=-1`, or else the first of
/// `meta.pages` pages, which are then read one by one (`docs/contract.md`, "Tyk").
pub async fn list(client: &Client, page: u32) -> Result<Page<Organisation>, ApiError> {
    let path = match page {
        1 => "/admin/organisations?p=-1".to_owned(),
        page => format!("/admin/organisations?p={page}"),
    };
    client.read(&path).await?.decode(decode)
}

/// How many there are.
pub fn count(client: &Client) -> Counting {
    super::super::count::count(
        client,
        "/admin/organisations?p=-1".to_owned(),
        "organisations",
    )
}

/// All organisations, or a first page of them, with a secret that is only being tried.
pub async fn first_with(client: &Client, key: &Key) -> Result<Page<Organisation>, ApiError> {
    client
        .read_with(key, "/admin/organisations?p=1")
        .await?
        .decode(decode)
}

fn decode(text: &str) -> Result<Page<Organisation>, crate::wire::Unreadable> {
    page::decode(text, "organisations")
}
