//! An organisation.

use serde::Deserialize;

use crate::wire::lenient;

/// An organisation: the fields that are shown in a list or edited in a form. A list is read as
/// `Kept<Organisation>` ([`crate::wire::Kept`]): PUT replaces, so what is not known here
/// (`event_options`, `ui`, `open_policy`, …, and more to come) must go back as it came.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Organisation {
    /// An opaque text (24 or 48 hex digits).
    #[serde(deserialize_with = "lenient::exact_id")]
    pub id: String,
    /// Its name. Not unique.
    #[serde(default, deserialize_with = "lenient::text")]
    pub owner_name: String,
    /// Its name in addresses.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub owner_slug: Option<String>,
    /// The host name its portal answers at; v0.9 lists leave it out.
    #[serde(default, deserialize_with = "lenient::filled_text")]
    pub cname: Option<String>,
    /// Whether that host name is in use; `None`: not said.
    #[serde(default, deserialize_with = "lenient::maybe_flag")]
    pub cname_enabled: Option<bool>,
    /// Its APIs; `None`: null or missing.
    #[serde(default, deserialize_with = "lenient::objects")]
    pub apis: Option<Vec<ApiLink>>,
    /// Whether its people sign in through single sign-on.
    #[serde(default, deserialize_with = "lenient::maybe_flag")]
    pub sso_enabled: Option<bool>,
    /// Whether it is a hybrid organisation.
    #[serde(default, deserialize_with = "lenient::maybe_flag")]
    pub hybrid_enabled: Option<bool>,
    /// How many developers it may have.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub developer_quota: Option<i64>,
    /// How many developers it has.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub developer_count: Option<i64>,
}

/// An API of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ApiLink {
    /// Its name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub api_human_name: String,
    /// An opaque text.
    #[serde(default, deserialize_with = "lenient::text")]
    pub api_id: String,
}
