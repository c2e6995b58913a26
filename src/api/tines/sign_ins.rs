//! `admin/users/{id}/signin_activities`: one user's sign-ins.

use super::PER_PAGE;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::routes::write_query;
use crate::wire::page::{self, Meta, Page};
use crate::wire::time::Timestamp;
use crate::wire::tines::SignIn;

/// The path of a page of a user's sign-ins after a moment, counted from 1.
pub fn list_path(user: i64, after: Timestamp, page: u32) -> String {
    let query = write_query([
        ("after", after.to_rfc3339().as_str()),
        ("page", page.to_string().as_str()),
        ("per_page", PER_PAGE.to_string().as_str()),
    ]);
    super::users::one(user) + "/signin_activities" + &query
}

/// One page of a user's sign-ins since a moment, counted from 1, and whether another may follow. In an
/// envelope today; a bare array in 2019 to 2021, which says nothing of pages: a full one may have a next.
pub async fn list(
    client: &Client,
    user: i64,
    after: Timestamp,
    page: u32,
) -> Result<(Page<SignIn>, bool), ApiError> {
    let reply = client.read(&list_path(user, after, page)).await?;
    let list = reply.decode(|text| page::decode(text, "admin/login_activities"))?;
    let is_full = list.received() >= usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = list.has_next(page) || (list.meta == Meta::default() && is_full);
    Ok((list, more))
}
