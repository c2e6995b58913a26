//! `admin/users`: the people of the tenant.

use super::PER_PAGE;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::state::session::Key;
use crate::wire::page::{self, Page};
use crate::wire::tines::User;

const KEY: &str = "admin/users";

/// One page of all users, counted from 1.
pub async fn list(client: &Client, page: u32) -> Result<Page<User>, ApiError> {
    let path = format!("/api/v1/admin/users?page={page}&per_page={PER_PAGE}");
    client
        .read(&path)
        .await?
        .decode(|text| page::decode(text, KEY))
}

/// A handful of users and, in `meta`, how many there are: enough to see what this tenant says of them.
pub async fn sample(client: &Client) -> Result<Page<User>, ApiError> {
    client
        .read("/api/v1/admin/users?page=1&per_page=50")
        .await?
        .decode(|text| page::decode(text, KEY))
}

/// The first user, with a key that is only being tried: the check for tenants without `info`.
pub async fn first_with(client: &Client, key: &Key) -> Result<Page<User>, ApiError> {
    let path = "/api/v1/admin/users?page=1&per_page=1";
    client
        .read_with(key, path)
        .await?
        .decode(|text| page::decode(text, KEY))
}
