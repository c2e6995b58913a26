//! A user as JSON, with the fields that the tenant's age and the caller ask for.

use rusqlite::{OptionalExtension, Params, Row, Transaction};
use serde_json::{Map, Value, json};

use crate::switches::{Switches, UserFields};
use crate::tines::moment::Moment;
use crate::tines::query::Query;
use crate::tines::refusal::Refusal;

/// What [`Show`] reads of a row of `users`.
pub const COLUMNS: &str = "id, email, first_name, last_name, admin, created_at, updated_at, last_seen, \
                           is_active, scim_uid, tenant_permissions";

/// How users are to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    fields: UserFields,
    moment: Moment,
    teams: bool,
}

impl Show {
    /// As the dialect has it, and the query: `include=team_memberships`.
    pub fn of(dialect: &Switches, query: &Query) -> Self {
        let included = query
            .get("include")
            .or_else(|| query.get("include[]"))
            .unwrap_or_default();
        let teams = included
            .split(',')
            .any(|name| name.trim() == "team_memberships");
        Self {
            fields: dialect.user_fields,
            moment: Moment::of(dialect),
            teams: teams && dialect.user_fields == UserFields::Y2026,
        }
    }

    /// The rows of a query for [`COLUMNS`].
    pub fn all(
        self,
        tx: &Transaction<'_>,
        sql: &str,
        params: impl Params,
    ) -> rusqlite::Result<Vec<Value>> {
        let mut statement = tx.prepare_cached(sql)?;
        let users = statement.query_map(params, |row| self.user(tx, row))?;
        users.collect()
    }

    /// The user with an id; 404 if there is none.
    pub fn one(self, tx: &Transaction<'_>, id: i64) -> Result<Value, Refusal> {
        let mut statement =
            tx.prepare_cached(&format!("SELECT {COLUMNS} FROM users WHERE id = ?1"))?;
        let user = statement
            .query_row([id], |row| self.user(tx, row))
            .optional()?;
        user.ok_or_else(Refusal::not_found)
    }

    fn user(self, tx: &Transaction<'_>, row: &Row<'_>) -> rusqlite::Result<Value> {
        let id: i64 = row.get("id")?;
        let last_seen: Option<i64> = row.get("last_seen")?;
        let mut user = Map::new();
        let mut put = |name: &str, value: Value| drop(user.insert(name.into(), value));
        put("id", id.into());
        put("email", row.get::<_, String>("email")?.into());
        put(
            "first_name",
            row.get::<_, Option<String>>("first_name")?.into(),
        );
        put(
            "last_name",
            row.get::<_, Option<String>>("last_name")?.into(),
        );
        put("admin", row.get::<_, bool>("admin")?.into());
        put(
            "created_at",
            self.moment.text(row.get("created_at")?).into(),
        );
        put(
            "updated_at",
            self.moment.text(row.get("updated_at")?).into(),
        );
        put("last_seen", last_seen.map(|at| self.moment.text(at)).into());
        if self.fields != UserFields::Y2019 {
            put("is_active", row.get::<_, bool>("is_active")?.into());
            put("scim_uid", row.get::<_, Option<String>>("scim_uid")?.into());
        }
        if matches!(self.fields, UserFields::Y2024 | UserFields::Y2026) {
            let text: String = row.get("tenant_permissions")?;
            put(
                "tenant_permissions",
                serde_json::from_str(&text).unwrap_or_default(),
            );
        }
        if self.teams {
            put("team_memberships", memberships(tx, id)?);
        }
        Ok(Value::Object(user))
    }
}

fn memberships(tx: &Transaction<'_>, user: i64) -> rusqlite::Result<Value> {
    let mut statement = tx.prepare_cached(
        "SELECT team_id, teams.name, role FROM team_memberships JOIN teams ON teams.id = team_id
         WHERE user_id = ?1 ORDER BY team_id",
    )?;
    let teams = statement.query_map([user], |row| {
        let (id, name, role): (i64, String, String) = row.try_into()?;
        Ok(json!({ "team_id": id, "team_name": name, "role": role }))
    })?;
    teams.collect()
}
