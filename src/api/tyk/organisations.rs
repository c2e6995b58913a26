//! `/admin/organisations`.

use crate::api::call::{Call, Verb};
use crate::api::client::{Client, Reply};
use crate::api::error::ApiError;
use crate::state::session::Key;
use crate::wire::Record;
use crate::wire::page::{self, Page};
use crate::wire::record::{self, Kept};
use crate::wire::tyk::{Envelope, Organisation};

use crate::api::count::Counting;

const PATH: &str = "/admin/organisations";
/// The path of the cheapest call that wants a key and that every version has.
pub const CHEAPEST: &str = "/admin/organisations?p=1";

/// The call for the first page. It holds all organisations where the server knows `p=-1`, or else it is the
/// first of `pages` pages, which are then read one by one (`docs/contract.md`, "Tyk").
pub fn list_path(page: u32) -> String {
    match page {
        1 => [PATH, "?p=-1"].concat(),
        page => [PATH, "?p=", &page.to_string()].concat(),
    }
}

/// One page of all organisations, counted from 1.
pub async fn list(client: &Client, page: u32) -> Result<Page<Kept<Organisation>>, ApiError> {
    client.read(&list_path(page)).await?.decode(decode)
}

/// How many there are.
pub fn count(client: &Client) -> Counting {
    super::super::count::count(client, list_path(1), "organisations")
}

/// All organisations, or a first page of them, with a secret that is only being tried.
pub async fn first_with(client: &Client, key: &Key) -> Result<Page<Organisation>, ApiError> {
    client.read_with(key, CHEAPEST).await?.decode(decode)
}

fn decode<T: Record>(text: &str) -> Result<Page<T>, crate::wire::Unreadable> {
    page::decode(text, "organisations")
}

/// The path of one organisation's calls.
pub fn one_path(id: &str) -> String {
    super::one(PATH, id)
}

/// One organisation, whole: lists may leave fields out. 404 if it is gone.
pub async fn get(client: &Client, id: &str) -> Result<Kept<Organisation>, ApiError> {
    client.read(&one_path(id)).await?.decode(record::decode)
}

/// Makes an organisation; the answer has its id ([`new_id`]).
pub fn create(body: String) -> Call {
    Call::with(Verb::Post, PATH.to_owned(), body)
}

/// The id of an organisation that was made, where the answer tells it.
pub fn new_id(reply: &Reply) -> Option<String> {
    Envelope::read(&reply.text).ok()?.new_id()
}

/// Puts another object in the place of an organisation, whole: what it leaves out is wiped.
pub fn replace(id: &str, body: String) -> Call {
    Call::with(Verb::Put, one_path(id), body)
}

/// Deletes an organisation. Nothing says that its APIs and users go along.
pub fn delete(id: &str) -> Call {
    Call::bare(Verb::Delete, one_path(id))
}

/// Has the dashboard read its host names again: a changed CNAME works only after it.
pub fn reload() -> Call {
    Call::bare(Verb::Get, "/admin/system/reload".to_owned())
}
