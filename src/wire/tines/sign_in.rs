//! A sign-in of one user.

use serde::Deserialize;

use crate::wire::lenient;
use crate::wire::time::Timestamp;

/// A record of `users/{id}/signin_activities`. Today's replies hold the first five fields and
/// successes only; those of 2019 to 2021 also say result, method and place, which are shown only
/// where they came. (`context`, `referrer` and `user_type` are left out: nobody asks for them, and
/// a tenant's month is 200,000 of these.)
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SignIn {
    /// The record's number.
    #[serde(deserialize_with = "lenient::id")]
    pub id: i64,
    /// Who signed in.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub user_id: Option<i64>,
    /// When.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// From which address, IPv4 or IPv6.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub ip: Option<String>,
    /// With which browser, in its own words.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub user_agent: Option<String>,
    /// Whether it succeeded; `None`: this tenant does not say (and lists successes only).
    #[serde(default, deserialize_with = "lenient::maybe_flag")]
    pub success: Option<bool>,
    /// Why it failed.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub failure_reason: Option<String>,
    /// The method, in the server's words.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub strategy: Option<String>,
    /// What kind of account signed in, in the server's words.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub scope: Option<String>,
    /// The name that was given: usually the e-mail address.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub identity: Option<String>,
    /// The city of the address.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub city: Option<String>,
    /// The region of the address.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub region: Option<String>,
    /// The country of the address.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub country: Option<String>,
}
