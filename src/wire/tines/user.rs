//! A tenant's user.

use serde::Deserialize;

use crate::wire::lenient;
use crate::wire::time::Timestamp;

/// A user as `GET users` lists it, from 2019 to 2026. Only `id` must be there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// The user's number.
    #[serde(deserialize_with = "lenient::id")]
    pub id: i64,
    /// The address the invitation went to; unique in the tenant.
    #[serde(default, deserialize_with = "lenient::text")]
    pub email: String,
    /// May be empty or missing.
    #[serde(default, deserialize_with = "lenient::maybe_text")]
    pub first_name: Option<String>,
    /// May be empty or missing.
    #[serde(default, deserialize_with = "lenient::maybe_text")]
    pub last_name: Option<String>,
    /// Whether the user is a tenant owner.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub admin: bool,
    /// When the user was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the user was last changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// The last sight of the user; `None` until the first sign-in.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub last_seen: Option<Timestamp>,
    /// The directory's id of the user, where SCIM made it (since about 2022).
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub scim_uid: Option<String>,
    /// Whether the user may sign in (since about 2022); `None`: this tenant does not say.
    #[serde(default, deserialize_with = "lenient::maybe_flag")]
    pub is_active: Option<bool>,
    /// `AUDIT_LOG_READ` and so on, free text (since 2024); `None`: this tenant does not say.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub tenant_permissions: Option<Vec<String>>,
    /// The teams, where they were asked for (`include=team_memberships`, 2026).
    #[serde(default, deserialize_with = "lenient::objects")]
    pub team_memberships: Option<Vec<TeamMembership>>,
}

/// A user's place in a team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TeamMembership {
    /// The team's number.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub team_id: Option<i64>,
    /// The team's name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub team_name: String,
    /// The user's role in it, free text.
    #[serde(default, deserialize_with = "lenient::text")]
    pub role: String,
}

/// Where a user stands. The API has no invitation state: pending is "never seen".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Has signed in and may do so.
    Active,
    /// Was switched off.
    Inactive,
    /// Was invited and has not signed in.
    Pending,
}

impl User {
    /// First and last name; the e-mail address when both are empty.
    pub fn full_name(&self) -> String {
        let first = self.first_name.as_deref().unwrap_or_default().trim();
        let last = self.last_name.as_deref().unwrap_or_default().trim();
        match (first, last) {
            ("", "") => self.email.clone(),
            (name, "") | ("", name) => name.to_owned(),
            (first, last) => [first, last].join(" "),
        }
    }

    /// Whether the user has never been seen: the invitation is still open.
    pub fn is_pending(&self) -> bool {
        self.last_seen.is_none()
    }

    /// Where the user stands. Switched off comes first: an invitation of theirs leads nowhere.
    pub fn status(&self) -> Status {
        if self.is_active == Some(false) {
            Status::Inactive
        } else if self.is_pending() {
            Status::Pending
        } else {
            Status::Active
        }
    }
}
