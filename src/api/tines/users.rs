//! `admin/users`: the people of the tenant.

use super::PER_PAGE;
use crate::api::call::{Call, Verb};
use crate::api::client::{Client, Reply};
use crate::api::error::ApiError;
use crate::state::session::Key;
use crate::wire::page::{self, Page};
use crate::wire::record::{self, Kept};
use crate::wire::tines::User;

const KEY: &str = "admin/users";

/// The path of the cheapest call that wants a key and that every tenant has.
pub const CHEAPEST: &str = "/api/v1/admin/users?page=1&per_page=1";

/// The call for one page of all users, counted from 1.
pub fn list_path(page: u32) -> String {
    format!("/api/v1/admin/users?page={page}&per_page={PER_PAGE}")
}

/// One page of all users, counted from 1.
pub async fn list(client: &Client, page: u32) -> Result<Page<Kept<User>>, ApiError> {
    client
        .read(&list_path(page))
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
    let path = CHEAPEST;
    client
        .read_with(key, path)
        .await?
        .decode(|text| page::decode(text, KEY))
}

/// One page of the tenant's owners, counted from 1: the one filter that users have (doc). A tenant that
/// does not know it answers with everybody.
pub async fn owners(client: &Client, page: u32) -> Result<Page<User>, ApiError> {
    let path = format!("/api/v1/admin/users?filter=TENANT_OWNER&page={page}&per_page={PER_PAGE}");
    client
        .read(&path)
        .await?
        .decode(|text| page::decode(text, KEY))
}

/// One user, with the teams where the tenant knows them.
pub async fn get(client: &Client, id: i64) -> Result<Kept<User>, ApiError> {
    client.read(&one_path(id)).await?.decode(record::decode)
}

/// The user that a change answered with.
pub fn changed(reply: &Reply) -> Option<Kept<User>> {
    record::decode(&reply.text).ok()
}

/// Makes a user and sends the invitation: 201 and the user.
pub fn create(body: String) -> Call {
    Call::with(Verb::Post, "/api/v1/admin/users".to_owned(), body)
}

/// Changes what the body names; what it leaves out stays: 200 and the user.
pub fn update(id: i64, body: String) -> Call {
    Call::with(Verb::Put, one(id), body)
}

/// Deletes a user: 204.
pub fn delete(id: i64) -> Call {
    Call::bare(Verb::Delete, one(id))
}

/// Sends the invitation again: 200, and the body says whether there was anything to send ([`was_sent`]).
pub fn resend_invitation(id: i64) -> Call {
    Call::bare(Verb::Post, one(id) + "/resend_invitation")
}

/// Whether the invitation was sent. A user who had accepted it is answered with 200 as well, and a
/// `message`; an invitation that was sent, with an empty body (`docs/contract.md`).
pub fn was_sent(reply: &Reply) -> bool {
    reply.text.trim().is_empty()
}

/// Ends the user's session: any 2xx.
pub fn expire_session(id: i64) -> Call {
    Call::bare(Verb::Post, one(id) + "/expire_session")
}

pub(super) fn one(id: i64) -> String {
    format!("/api/v1/admin/users/{id}")
}

/// The path of one user's call, below the connection's base, for who wants to make it by hand.
pub fn one_path(id: i64) -> String {
    one(id) + "?include=team_memberships"
}
