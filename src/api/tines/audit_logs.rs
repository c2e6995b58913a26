//! `audit_logs`: what was done in the tenant, sign-ins included. May be forbidden or missing.

use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::routes::write_query;
use crate::wire::page::{self, Page};
use crate::wire::time::Timestamp;
use crate::wire::tines::AuditLogEntry;

/// The newest sign-in since a moment and, in its `meta`, how many there were.
pub async fn first_sign_in(client: &Client, after: Timestamp) -> Result<Page<AuditLogEntry>, ApiError> {
    let query = write_query([
        ("operation_name", "Login"),
        ("after", after.to_rfc3339().as_str()),
        ("page", "1"),
        ("per_page", "1"),
    ]);
    client.read(&format!("/api/v1/audit_logs{query}")).await?.decode(|text| page::decode(text, "audit_logs"))
}
