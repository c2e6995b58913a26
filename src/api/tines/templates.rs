//! `admin/templates`: private templates.

use super::PER_PAGE;
use crate::api::call::{Call, Verb};
use crate::api::client::{Client, Reply};
use crate::api::count::Counting;
use crate::api::error::ApiError;
use crate::routes::escape;
use crate::wire::page::{self, Page};
use crate::wire::record::{self, Kept};
use crate::wire::tines::Template;

const KEY: &str = "admin/templates";

/// How many there are.
pub fn count(client: &Client) -> Counting {
    super::count(client, KEY)
}

/// The call for one page of all templates, counted from 1.
pub fn list_path(page: u32) -> String {
    format!("/api/v1/admin/templates?page={page}&per_page={PER_PAGE}")
}

/// One page of all templates, counted from 1.
pub async fn list(client: &Client, page: u32) -> Result<Page<Kept<Template>>, ApiError> {
    client
        .read(&list_path(page))
        .await?
        .decode(|text| page::decode(text, KEY))
}

/// One template.
pub async fn get(client: &Client, id: &str) -> Result<Kept<Template>, ApiError> {
    client.read(&one_path(id)).await?.decode(record::decode)
}

/// The template that a change answered with.
pub fn changed(reply: &Reply) -> Option<Kept<Template>> {
    record::decode(&reply.text).ok()
}

/// Makes a template: 200 and the template, not 201.
pub fn create(body: String) -> Call {
    Call::with(Verb::Post, "/api/v1/admin/templates".to_owned(), body)
}

/// Replaces a template: 200. Whether a field that is left out stays is a guess, so `body` is the whole
/// object.
pub fn update(id: &str, body: String) -> Call {
    Call::with(Verb::Put, one_path(id), body)
}

/// Deletes a template: 204.
pub fn delete(id: &str) -> Call {
    Call::bare(Verb::Delete, one_path(id))
}

/// Where one template is. Its id is text here, so that it stays exact: nothing in it may lead elsewhere.
pub fn one_path(id: &str) -> String {
    let mut path = "/api/v1/admin/templates/".to_owned();
    escape(id, &mut path);
    path
}
