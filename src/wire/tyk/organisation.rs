//! An organisation.

use crate::wire::fields::{Fields, Record};

/// An organisation: the fields that are shown in a list or edited in a form. A list is read as
/// `Kept<Organisation>` ([`crate::wire::Kept`]): PUT replaces, so what is not known here
/// (`event_options`, `ui`, `open_policy`, …, and more to come) must go back as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// An opaque text (24 or 48 hex digits).
    pub id: String,
    /// Its name. Not unique.
    pub owner_name: String,
    /// Its name in addresses.
    pub owner_slug: Option<String>,
    /// The host name its portal answers at; v0.9 lists leave it out.
    pub cname: Option<String>,
    /// Whether that host name is in use; `None`: not said.
    pub cname_enabled: Option<bool>,
    /// Its APIs; `None`: null or missing.
    pub apis: Option<Vec<ApiLink>>,
    /// Whether its people sign in through single sign-on.
    pub sso_enabled: Option<bool>,
    /// Whether it is a hybrid organisation.
    pub hybrid_enabled: Option<bool>,
    /// How many developers it may have.
    pub developer_quota: Option<i64>,
    /// How many developers it has.
    pub developer_count: Option<i64>,
}

impl Record for Organisation {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            id: fields.exact_id()?,
            owner_name: fields.text("owner_name"),
            owner_slug: fields.filled_text("owner_slug"),
            cname: fields.filled_text("cname"),
            cname_enabled: fields.maybe_flag("cname_enabled"),
            apis: fields.records("apis"),
            sso_enabled: fields.maybe_flag("sso_enabled"),
            hybrid_enabled: fields.maybe_flag("hybrid_enabled"),
            developer_quota: fields.whole("developer_quota"),
            developer_count: fields.whole("developer_count"),
        })
    }
}

/// An API of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiLink {
    /// Its name.
    pub api_human_name: String,
    /// An opaque text.
    pub api_id: String,
}

impl Record for ApiLink {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        Ok(Self {
            api_human_name: fields.text("api_human_name"),
            api_id: fields.text("api_id"),
        })
    }
}
