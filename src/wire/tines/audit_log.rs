//! An entry of the tenant's audit log.

use serde_json::value::RawValue;

use crate::wire::fields::{Fields, Record};
use crate::wire::time::Timestamp;

/// A record of `GET /api/v1/audit_logs`. With `operation_name=Login` these are the sign-ins of the
/// whole tenant.
#[derive(Debug, Clone)]
pub struct AuditLogEntry {
    /// The record's number.
    pub id: i64,
    /// When it happened.
    pub created_at: Option<Timestamp>,
    /// What was done: `Login` and so on.
    pub operation_name: String,
    /// From which address.
    pub request_ip: Option<String>,
    /// With which browser, in its own words.
    pub request_user_agent: Option<String>,
    /// Who did it.
    pub user_id: Option<i64>,
    /// Their e-mail address.
    pub user_email: Option<String>,
    /// Their name; `None` also for `" "`, which is what a user without names is called.
    pub user_name: Option<String>,
    /// What was asked for, any JSON; `None` for null.
    pub inputs: Option<Box<RawValue>>,
    /// The tenant's number.
    pub tenant_id: Option<i64>,
}

impl Record for AuditLogEntry {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.id()?,
            created_at: fields.timestamp("created_at"),
            operation_name: fields.text("operation_name"),
            request_ip: fields.filled_text("request_ip"),
            request_user_agent: fields.filled_text("request_user_agent"),
            user_id: fields.whole("user_id"),
            user_email: fields.filled_text("user_email"),
            user_name: fields.filled_text("user_name"),
            inputs: fields.kept("inputs"),
            tenant_id: fields.whole("tenant_id"),
        })
    }
}
