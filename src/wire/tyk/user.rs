//! A gateway user.

use crate::wire::fields::{Fields, Record};
use crate::wire::secret::Secret;
use crate::wire::time::Timestamp;

/// A user of the dashboard of one organisation, or of all. PUT replaces: one that will be saved is
/// read as [`crate::wire::Kept`]. `password` and `PWHistory` are not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayUser {
    /// An opaque text (24 or 48 hex digits).
    pub id: String,
    /// May be empty.
    pub first_name: String,
    /// May be empty.
    pub last_name: String,
    /// The address to sign in with; unique in an organisation.
    pub email_address: String,
    /// The organisation; `None`: a super user over all of them.
    pub org_id: Option<String>,
    /// Whether the user may sign in; left out means no.
    pub active: bool,
    /// The key that opens the ordinary dashboard API.
    pub access_key: Option<Secret>,
    /// From an area's name to `admin`, `read` or `write`, in the order it came.
    pub user_permissions: Vec<(String, String)>,
    /// The user group.
    pub group_id: Option<String>,
    /// After how many days the password must be changed.
    pub password_max_days: Option<i64>,
    /// When the password was last changed; `None`: never.
    pub password_updated: Option<Timestamp>,
    /// The last sign-in; `None`: never.
    pub last_login_date: Option<Timestamp>,
    /// When the user was made.
    pub created_at: Option<Timestamp>,
}

impl Record for GatewayUser {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.exact_id()?,
            first_name: fields.text("first_name"),
            last_name: fields.text("last_name"),
            email_address: fields.text("email_address"),
            org_id: fields.filled_text("org_id"),
            active: fields.flag("active"),
            access_key: fields.secret("access_key"),
            user_permissions: fields.text_map("user_permissions"),
            group_id: fields.filled_text("group_id"),
            password_max_days: fields.whole("password_max_days"),
            password_updated: fields.timestamp("password_updated"),
            last_login_date: fields.timestamp("last_login_date"),
            created_at: fields.timestamp("created_at"),
        })
    }
}

impl GatewayUser {
    /// First and last name; the e-mail address when both are empty.
    pub fn full_name(&self) -> String {
        match (self.first_name.trim(), self.last_name.trim()) {
            ("", "") => self.email_address.clone(),
            (name, "") | ("", name) => name.to_owned(),
            (first, last) => [first, last].join(" "),
        }
    }

    /// Whether the user stands over all organisations.
    pub fn is_super_user(&self) -> bool {
        self.org_id.is_none()
    }
}
