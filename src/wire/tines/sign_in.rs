//! A sign-in of one user.

use crate::wire::fields::{Fields, Record};
use crate::wire::time::Timestamp;

/// A record of `users/{id}/signin_activities`. Today's replies hold the first five fields and
/// successes only; those of 2019 to 2021 also say result, method and place, which are shown only
/// where they came. (`context`, `referrer` and `user_type` are left out: nobody asks for them, and
/// a tenant's month is 200,000 of these.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The record's number.
    pub id: i64,
    /// Who signed in.
    pub user_id: Option<i64>,
    /// When.
    pub created_at: Option<Timestamp>,
    /// From which address, IPv4 or IPv6.
    pub ip: Option<String>,
    /// With which browser, in its own words.
    pub user_agent: Option<String>,
    /// Whether it succeeded; `None`: this tenant does not say (and lists successes only).
    pub success: Option<bool>,
    /// Why it failed.
    pub failure_reason: Option<String>,
    /// The method, in the server's words.
    pub strategy: Option<String>,
    /// What kind of account signed in, in the server's words.
    pub scope: Option<String>,
    /// The name that was given: usually the e-mail address.
    pub identity: Option<String>,
    /// The city of the address.
    pub city: Option<String>,
    /// The region of the address.
    pub region: Option<String>,
    /// The country of the address.
    pub country: Option<String>,
}

impl Record for SignIn {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.id()?,
            user_id: fields.whole("user_id"),
            created_at: fields.timestamp("created_at"),
            ip: fields.filled_text("ip"),
            user_agent: fields.filled_text("user_agent"),
            success: fields.maybe_flag("success"),
            failure_reason: fields.filled_text("failure_reason"),
            strategy: fields.filled_text("strategy"),
            scope: fields.filled_text("scope"),
            identity: fields.filled_text("identity"),
            city: fields.filled_text("city"),
            region: fields.filled_text("region"),
            country: fields.filled_text("country"),
        })
    }
}
