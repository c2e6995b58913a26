//! A gateway user.

use serde::Deserialize;

use crate::wire::lenient;
use crate::wire::secret::{self, Secret};
use crate::wire::time::Timestamp;

/// A user of the dashboard of one organisation, or of all. PUT replaces: one that will be saved is
/// read as [`crate::wire::Kept`]. `password` and `PWHistory` are not read at all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GatewayUser {
    /// An opaque text (24 or 48 hex digits).
    #[serde(deserialize_with = "lenient::exact_id")]
    pub id: String,
    /// May be empty.
    #[serde(default, deserialize_with = "lenient::text")]
    pub first_name: String,
    /// May be empty.
    #[serde(default, deserialize_with = "lenient::text")]
    pub last_name: String,
    /// The address to sign in with; unique in an organisation.
    #[serde(default, deserialize_with = "lenient::text")]
    pub email_address: String,
    /// The organisation; `None`: a super user over all of them.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub org_id: Option<String>,
    /// Whether the user may sign in; left out means no.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub active: bool,
    /// The key that opens the ordinary dashboard API.
    #[serde(default, deserialize_with = "secret::maybe")]
    pub access_key: Option<Secret>,
    /// From an area's name to `admin`, `read` or `write`, in the order it came.
    #[serde(default, deserialize_with = "lenient::text_map")]
    pub user_permissions: Vec<(String, String)>,
    /// The user group.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub group_id: Option<String>,
    /// After how many days the password must be changed.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub password_max_days: Option<i64>,
    /// When the password was last changed; `None`: never.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub password_updated: Option<Timestamp>,
    /// The last sign-in; `None`: never.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub last_login_date: Option<Timestamp>,
    /// When the user was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
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
