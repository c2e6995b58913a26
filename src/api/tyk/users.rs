//! `/admin/users`: the dashboard's users. Not every version can list or delete them.

use crate::api::call::{Call, Verb};
use crate::api::client::{Client, Reply};
use crate::api::count::Counting;
use crate::api::error::ApiError;
use crate::wire::json::quote;
use crate::wire::page::{self, Page};
use crate::wire::record::{self, Kept};
use crate::wire::secret::Secret;
use crate::wire::tyk::{Envelope, GatewayUser};

/// Below it are the users.
pub const PATH: &str = "/admin/users";

/// The call for one page of all users, counted from 1.
pub fn list_path(page: u32) -> String {
    match page {
        1 => [PATH, "?p=-1"].concat(),
        page => [PATH, "?p=", &page.to_string()].concat(),
    }
}

/// One page of all users, counted from 1.
pub async fn list(client: &Client, page: u32) -> Result<Page<Kept<GatewayUser>>, ApiError> {
    client
        .read(&list_path(page))
        .await?
        .decode(|text| page::decode(text, "users"))
}

/// How many there are, where this version can list them.
pub fn count(client: &Client) -> Counting {
    super::super::count::count(client, list_path(1), "users")
}

/// The path of one user's calls.
pub fn one_path(id: &str) -> String {
    super::one(PATH, id)
}

/// One user. 404 if there is none of that id.
pub async fn get(client: &Client, id: &str) -> Result<Kept<GatewayUser>, ApiError> {
    client.read(&one_path(id)).await?.decode(record::decode)
}

/// Makes a user.
pub fn create(body: String) -> Call {
    Call::with(Verb::Post, PATH.to_owned(), body)
}

/// Puts another object in the place of a user, whole: what it leaves out is wiped, and without `org_id` the
/// user stands over all organisations.
pub fn replace(id: &str, body: String) -> Call {
    Call::with(Verb::Put, one_path(id), body)
}

/// Deletes a user. 404 and 405 mean that this version cannot.
pub fn delete(id: &str) -> Call {
    Call::bare(Verb::Delete, one_path(id))
}

/// Lets a user reset passwords, or no longer.
pub fn allow_reset(id: &str, allowed: bool) -> Call {
    let action = if allowed {
        "/actions/allow_reset_passwords"
    } else {
        "/actions/disallow_reset_passwords"
    };
    Call::bare(Verb::Put, one_path(id) + action)
}

/// Sets a user's password, in the user's own name: a call beside the Admin API.
pub fn set_password(id: &str, password: &str, access_key: Secret) -> Call {
    let body = ["{\"new_password\":", &quote(password), "}"].concat();
    let path = super::one("/api/users", id) + "/actions/reset";
    Call::with(Verb::Post, path, body).by(access_key)
}

/// The user that a change answered with: in the envelope, or bare (v0.9).
pub fn changed(reply: &Reply) -> Option<Kept<GatewayUser>> {
    let envelope = Envelope::read(&reply.text).ok()?;
    match envelope.status {
        Some(_) => envelope.record(),
        None => record::decode(&reply.text).ok(),
    }
}

/// The access key that making or changing a user answered with: as the message since 2018, and in the user.
/// Of older versions the message is words.
pub fn access_key(reply: &Reply) -> Option<Secret> {
    let user = changed(reply)?;
    let told = || Some(Envelope::read(&reply.text).ok()?.message);
    user.value.access_key.or_else(told)
}
