//! `admin/templates`: private templates.

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::wire::page::{self, Page};
use crate::wire::tines::Template;

/// The first template and, in its `meta`, how many there are.
pub async fn first(client: &Client) -> Result<Page<Template>, ApiError> {
    let path = "/api/v1/admin/templates?page=1&per_page=1";
    client.read(path).await?.decode(|text| page::decode(text, "admin/templates"))
}
