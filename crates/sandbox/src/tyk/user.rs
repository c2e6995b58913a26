//! A gateway user: as somebody sent it, as it is stored, as it is shown.

use axum::http::StatusCode;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::fields::Fields;
use super::reply::Refusal;
use crate::clock::Millis;
use crate::json_text;
use crate::switches::{Switches, TykVersion};
use crate::time_text;

/// How a time that never was is written.
const NEVER: &str = "\"0001-01-01T00:00:00Z\"";

/// The permission that stands for `reset_allowed`.
const RESET: &str = "ResetPassword";

/// The order in which a user's fields are shown; unknown ones follow.
const ORDER: &[&str] = &[
    "id",
    "first_name",
    "last_name",
    "email_address",
    "org_id",
    "active",
    "access_key",
    "user_permissions",
    "group_id",
    "api_model",
    "password_max_days",
    "password_updated",
    "last_login_date",
    "created_at",
    "PWHistory",
];

/// The fields that came after v0.9.
const LATER: &[&str] = &[
    "group_id",
    "api_model",
    "password_max_days",
    "password_updated",
    "last_login_date",
    "created_at",
    "PWHistory",
];

/// What a field is that was left out: these replies are made from a structure, in which every field
/// has a value. `active` left out means false.
const LEFT_OUT: &[(&str, &str)] = &[
    ("first_name", "\"\""),
    ("last_name", "\"\""),
    ("active", "false"),
    ("user_permissions", "null"),
    ("group_id", "\"\""),
    ("api_model", "{}"),
    ("password_max_days", "0"),
    ("password_updated", NEVER),
    ("last_login_date", NEVER),
    ("created_at", NEVER),
    ("PWHistory", "[]"),
];

/// The columns of [`Record::read`], in its order.
pub const COLUMNS: &str = "id, organisation_id, email_address, access_key, reset_allowed, body";

/// A user as somebody sent it.
#[derive(Debug)]
pub struct Draft {
    /// The id in the body, if it has one.
    pub id: Option<String>,
    organisation: String,
    email: String,
    password: Option<String>,
    reset_allowed: bool,
    body: Fields,
}

impl Draft {
    /// Reads a body. 403 for a field of another type; 400 without an e-mail address.
    pub fn read(mut fields: Fields) -> Result<Self, Refusal> {
        let id: Option<String> = fields.take_as("id")?;
        let organisation = fields.take_as("org_id")?;
        let email: String = fields.take_as("email_address")?;
        let password: Option<String> = fields.take_as("password")?;
        // The key is the server's.
        fields.take("access_key");
        for name in [
            "first_name",
            "last_name",
            "group_id",
            "password_updated",
            "last_login_date",
            "created_at",
        ] {
            fields.expect::<String>(name)?;
        }
        fields.expect::<bool>("active")?;
        fields.expect::<i64>("password_max_days")?;
        fields.expect::<std::collections::BTreeMap<String, String>>("user_permissions")?;
        for (name, value) in LEFT_OUT {
            if fields.get(name).is_none() {
                fields.set(name, *value);
            }
        }
        if email.trim().is_empty() {
            return Err(Refusal::refused(
                StatusCode::BAD_REQUEST,
                "Email address is required",
            ));
        }
        let reset_allowed = take_reset(&mut fields);
        let password = password.filter(|password| !password.is_empty());
        fields.lead_with(ORDER);
        Ok(Self {
            id,
            organisation,
            email,
            password,
            reset_allowed,
            body: fields,
        })
    }

    /// Stores a new user.
    pub fn create(
        mut self,
        tx: &Transaction<'_>,
        id: &str,
        key: &str,
        now: Millis,
    ) -> rusqlite::Result<Option<Record>> {
        if self.is_taken(tx, id)? {
            return Ok(None);
        }
        let now = json_text::string(&time_text::to_rfc3339(now));
        self.body.set(
            "password_updated",
            if self.password.is_some() { &now } else { NEVER },
        );
        self.body.set("last_login_date", NEVER);
        self.body.set("created_at", now);
        tx.prepare_cached(
            "INSERT INTO gateway_users
                 (id, organisation_id, email_address, access_key, password, reset_allowed, body, position)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(max(position), 0) + 1 FROM gateway_users",
        )?
        .execute(params![
            id,
            self.organisation,
            self.email,
            key,
            self.password,
            self.reset_allowed,
            self.body.to_json()
        ])?;
        Record::find(tx, id)
    }

    /// Puts this in a user's place; the access key stays, and so does the password if none is given.
    /// The user must exist; `None`: the address belongs to somebody else in that organisation.
    pub fn replace(self, tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<Record>> {
        if self.is_taken(tx, id)? {
            return Ok(None);
        }
        tx.prepare_cached(
            "UPDATE gateway_users SET organisation_id = ?2, email_address = ?3, password = coalesce(?4, password),
                 reset_allowed = ?5, body = ?6 WHERE id = ?1",
        )?
        .execute(params![
            id,
            self.organisation,
            self.email,
            self.password,
            self.reset_allowed,
            self.body.to_json()
        ])?;
        Record::find(tx, id)
    }

    fn is_taken(&self, tx: &Transaction<'_>, id: &str) -> rusqlite::Result<bool> {
        tx.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM gateway_users
                            WHERE organisation_id = ?1 AND email_address = ?2 AND id <> ?3)",
        )?
        .query_row(params![self.organisation, self.email, id], |row| row.get(0))
    }
}

/// Takes the permission out of `user_permissions`: the column has it. Whether it was there.
fn take_reset(fields: &mut Fields) -> bool {
    let permissions = fields
        .get("user_permissions")
        .and_then(|text| Fields::parse(text.as_bytes()));
    let Some(mut permissions) = permissions else {
        return false;
    };
    let Some(value) = permissions.take(RESET) else {
        return false;
    };
    fields.set("user_permissions", permissions.to_json());
    value == "\"admin\""
}

/// A user as it is stored.
#[derive(Debug)]
pub struct Record {
    id: String,
    organisation: String,
    email: String,
    /// Opens the API in the user's name.
    pub access_key: String,
    reset_allowed: bool,
    body: String,
}

impl Record {
    /// Reads a row of [`COLUMNS`].
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            organisation: row.get(1)?,
            email: row.get(2)?,
            access_key: row.get(3)?,
            reset_allowed: row.get(4)?,
            body: row.get(5)?,
        })
    }

    /// The user of an id.
    pub fn find(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<Self>> {
        tx.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM gateway_users WHERE id = ?1"
        ))?
        .query_row([id], Self::read)
        .optional()
    }

    /// As JSON, without the password.
    pub fn shown(&self, dialect: &Switches) -> String {
        let mut fields = Fields::parse(self.body.as_bytes()).unwrap_or_default();
        fields.take("password");
        take_reset(&mut fields);
        if self.reset_allowed {
            let permissions = fields
                .get("user_permissions")
                .and_then(|text| Fields::parse(text.as_bytes()));
            let mut permissions = permissions.unwrap_or_default();
            permissions.set(RESET, "\"admin\"");
            fields.set("user_permissions", permissions.to_json());
        }
        for (name, text) in [
            ("id", &self.id),
            ("email_address", &self.email),
            ("org_id", &self.organisation),
            ("access_key", &self.access_key),
        ] {
            fields.set(name, json_text::string(text));
        }
        fields.lead_with(ORDER);
        if dialect.tyk_version == TykVersion::V09 {
            fields.retain(|name| !LATER.contains(&name));
        }
        fields.to_json()
    }
}
