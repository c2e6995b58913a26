//! `/admin/users`: the dashboard's users. Not every version can list them.

use crate::api::client::Client;
use crate::api::count::Counting;
use crate::api::error::ApiError;
use crate::wire::page::{self, Page};
use crate::wire::tyk::GatewayUser;

/// One page of all users, counted from 1.
pub async fn list(client: &Client, page: u32) -> Result<Page<GatewayUser>, ApiError> {
    let path = match page {
        1 => "/admin/users?p=-1".to_owned(),
        page => format!("/admin/users?p={page}"),
    };
    client
        .read(&path)
        .await?
        .decode(|text| page::decode(text, "users"))
}

/// How many there are, where this version can list them.
pub fn count(client: &Client) -> Counting {
    super::super::count::count(client, "/admin/users?p=-1".to_owned(), "users")
}
