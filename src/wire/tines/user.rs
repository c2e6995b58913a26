//! A tenant's user.

use crate::wire::fields::{Fields, Record};
use crate::wire::time::Timestamp;

/// A user as `GET users` lists it, from 2019 to 2026. Only `id` must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's number.
    pub id: i64,
    /// The address the invitation went to; unique in the tenant.
    pub email: String,
    /// May be empty or missing.
    pub first_name: Option<String>,
    /// May be empty or missing.
    pub last_name: Option<String>,
    /// Whether the user is a tenant owner.
    pub admin: bool,
    /// When the user was made.
    pub created_at: Option<Timestamp>,
    /// When the user was last changed.
    pub updated_at: Option<Timestamp>,
    /// The last sight of the user; `None` until the first sign-in.
    pub last_seen: Option<Timestamp>,
    /// The directory's id of the user, where SCIM made it (since about 2022).
    pub scim_uid: Option<String>,
    /// Whether the user may sign in (since about 2022); `None`: this tenant does not say.
    pub is_active: Option<bool>,
    /// `AUDIT_LOG_READ` and so on, free text (since 2024); `None`: this tenant does not say.
    pub tenant_permissions: Option<Vec<String>>,
    /// The teams, where they were asked for (`include=team_memberships`, 2026).
    pub team_memberships: Option<Vec<TeamMembership>>,
}

impl Record for User {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.id()?,
            email: fields.text("email"),
            first_name: fields.maybe_text("first_name"),
            last_name: fields.maybe_text("last_name"),
            admin: fields.flag("admin"),
            created_at: fields.timestamp("created_at"),
            updated_at: fields.timestamp("updated_at"),
            last_seen: fields.timestamp("last_seen"),
            scim_uid: fields.filled_text("scim_uid"),
            is_active: fields.maybe_flag("is_active"),
            tenant_permissions: fields.texts("tenant_permissions"),
            team_memberships: fields.records("team_memberships"),
        })
    }
}

/// A user's place in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMembership {
    /// The team's number.
    pub team_id: Option<i64>,
    /// The team's name.
    pub team_name: String,
    /// The user's role in it, free text.
    pub role: String,
}

impl Record for TeamMembership {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            team_id: fields.whole("team_id"),
            team_name: fields.text("team_name"),
            role: fields.text("role"),
        })
    }
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
