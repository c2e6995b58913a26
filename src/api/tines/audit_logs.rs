//! `audit_logs`: what was done in the tenant, sign-ins included. May be forbidden or missing.

use crate::api::client::Client;
use crate::api::count::{Counting, count};
use crate::routes::write_query;
use crate::wire::time::Timestamp;

/// How many sign-ins there were since a moment.
pub fn count_sign_ins(client: &Client, after: Timestamp) -> Counting {
    let query = write_query([
        ("operation_name", "Login"),
        ("after", after.to_rfc3339().as_str()),
        ("page", "1"),
        ("per_page", "1"),
    ]);
    count(client, format!("/api/v1/audit_logs{query}"), "audit_logs")
}
