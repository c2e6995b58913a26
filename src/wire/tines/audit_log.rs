//! An entry of the tenant's audit log.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::wire::lenient;
use crate::wire::time::Timestamp;

/// A record of `GET /api/v1/audit_logs`. With `operation_name=Login` these are the sign-ins of the
/// whole tenant.
#[derive(Debug, Clone, Deserialize)]
pub struct AuditLogEntry {
    /// The record's number.
    #[serde(deserialize_with = "lenient::id")]
    pub id: i64,
    /// When it happened.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// What was done: `Login` and so on.
    #[serde(default, deserialize_with = "lenient::text")]
    pub operation_name: String,
    /// From which address.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub request_ip: Option<String>,
    /// With which browser, in its own words.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub request_user_agent: Option<String>,
    /// Who did it.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub user_id: Option<i64>,
    /// Their e-mail address.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub user_email: Option<String>,
    /// Their name; `None` also for `" "`, which is what a user without names is called.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub user_name: Option<String>,
    /// What was asked for, any JSON; `None` for null.
    #[serde(default)]
    pub inputs: Option<Box<RawValue>>,
    /// The tenant's number.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub tenant_id: Option<i64>,
}
