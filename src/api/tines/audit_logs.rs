//! `audit_logs`: what was done in the tenant, sign-ins included. May be forbidden or missing.

use super::PER_PAGE;
use crate::api::client::Client;
use crate::api::count::{Counting, count};
use crate::api::error::ApiError;
use crate::routes::write_query;
use crate::wire::page::{self, Page};
use crate::wire::time::Timestamp;
use crate::wire::tines::AuditLogEntry;

/// What a sign-in is called in the log (doc).
pub const LOGIN: &str = "Login";

/// The path of a page of the tenant's sign-ins after a moment and before another, counted from 1.
pub fn sign_ins_path(after: Timestamp, before: Timestamp, page: u32) -> String {
    let query = write_query([
        ("operation_name", LOGIN),
        ("after", after.to_rfc3339().as_str()),
        ("before", before.to_rfc3339().as_str()),
        ("page", page.to_string().as_str()),
        ("per_page", PER_PAGE.to_string().as_str()),
    ]);
    ["/api/v1/audit_logs", &query].concat()
}

/// A page of the tenant's sign-ins. A tenant that does not know `operation_name` gives other entries too.
pub async fn sign_ins(
    client: &Client,
    after: Timestamp,
    before: Timestamp,
    page: u32,
) -> Result<Page<AuditLogEntry>, ApiError> {
    let reply = client.read(&sign_ins_path(after, before, page)).await?;
    reply.decode(|text| page::decode(text, "audit_logs"))
}

/// How many sign-ins there were since a moment.
pub fn count_sign_ins(client: &Client, after: Timestamp) -> Counting {
    let query = write_query([
        ("operation_name", LOGIN),
        ("after", after.to_rfc3339().as_str()),
        ("page", "1"),
        ("per_page", "1"),
    ]);
    count(client, format!("/api/v1/audit_logs{query}"), "audit_logs")
}
