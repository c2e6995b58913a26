//! Inviting, changing and removing users.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::{Transaction, named_params};
use serde_json::{Map, Value, json};

use super::record::Show;
use crate::app::App;
use crate::switches::Scim;
use crate::tines::audit;
use crate::tines::caller::Caller;
use crate::tines::id::Id;
use crate::tines::input::Input;
use crate::tines::query::Query;
use crate::tines::refusal::Refusal;

/// The longest address that mail can have (RFC 5321, 4.5.3.1.3, without the brackets).
const LONGEST_EMAIL: usize = 254;

/// What a caller wants a user to be; what was left out is `None`.
#[expect(
    clippy::option_option,
    reason = "left out, null and a value are three things"
)]
struct Wanted {
    email: Option<String>,
    first_name: Option<Option<String>>,
    last_name: Option<Option<String>>,
    admin: Option<bool>,
    is_active: Option<bool>,
    /// JSON text.
    tenant_permissions: Option<String>,
}

impl Wanted {
    fn read(input: &mut Input) -> Self {
        let email: Option<String> = input.take("email", "text");
        let email = email.map(|email| email.trim().to_owned());
        if email
            .as_deref()
            .is_some_and(|email| !email.is_empty() && !is_email(email))
        {
            input.problem("email", "is invalid");
        }
        let permissions: Option<Vec<String>> = input.take("tenant_permissions", "a list of texts");
        Self {
            first_name: input.take("first_name", "text"),
            last_name: input.take("last_name", "text"),
            admin: input.take("admin", "true or false"),
            is_active: input.take("is_active", "true or false"),
            tenant_permissions: permissions.map(|list| json!(list).to_string()),
            email,
        }
    }

    /// Notes an address that another user has.
    fn check_taken(
        &self,
        tx: &Transaction<'_>,
        input: &mut Input,
        own: Option<i64>,
    ) -> rusqlite::Result<()> {
        let sql = "SELECT EXISTS (SELECT 1 FROM users WHERE email = :email AND id IS NOT :own)";
        let params = named_params! {":email": self.email, ":own": own};
        if tx
            .prepare_cached(sql)?
            .query_row(params, |row| row.get(0))?
        {
            input.problem("email", "has already been taken");
        }
        Ok(())
    }

    /// For the audit log.
    fn inputs(&self) -> Map<String, Value> {
        let fields = [
            ("email", self.email.as_ref().map(|value| json!(value))),
            (
                "firstName",
                self.first_name.as_ref().map(|value| json!(value)),
            ),
            (
                "lastName",
                self.last_name.as_ref().map(|value| json!(value)),
            ),
            ("admin", self.admin.map(Value::from)),
            ("isActive", self.is_active.map(Value::from)),
            (
                "tenantPermissions",
                self.tenant_permissions
                    .as_ref()
                    .and_then(|text| serde_json::from_str(text).ok()),
            ),
        ];
        fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    }
}

/// One `@` with something on both sides, and nothing that would break a mail's header. More would
/// turn away addresses that work.
fn is_email(text: &str) -> bool {
    let plain = !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'));
    let parts = text.split_once('@');
    let both = parts
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    plain && both && text.len() <= LONGEST_EMAIL && !text.ends_with('.') && !text.contains("@.")
}

/// With SCIM on, the identity provider alone makes and changes users.
fn check_scim(app: &App) -> Result<(), Refusal> {
    match app.dialect().scim {
        Scim::Off => Ok(()),
        Scim::On => Err(Refusal::forbidden(
            "Users are managed through SCIM on this tenant",
        )),
    }
}

/// `POST admin/users`: 201, and an invitation goes out.
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    query: Query,
    mut input: Input,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    check_scim(&app)?;
    let (show, now) = (Show::of(&app.dialect(), &query), app.clock.now());
    let wanted = Wanted::read(&mut input);
    input.require("email", wanted.email.as_deref());
    let user = app
        .db
        .run(move |tx| {
            wanted.check_taken(tx, &mut input, None)?;
            input.finish()?;
            let id = tx
                .prepare_cached(
                    "INSERT INTO users (email, first_name, last_name, admin, is_active, tenant_permissions,
                                        created_at, updated_at, invited_at)
                     VALUES (:email, :first, :last, :admin, :active, :permissions, :now, :now, :now)",
                )?
                .insert(named_params! {
                    ":email": wanted.email,
                    ":first": wanted.first_name.as_ref().and_then(Option::as_ref),
                    ":last": wanted.last_name.as_ref().and_then(Option::as_ref),
                    ":admin": wanted.admin.unwrap_or(false),
                    ":active": wanted.is_active.unwrap_or(true),
                    ":permissions": wanted.tenant_permissions.as_deref().unwrap_or("[]"),
                    ":now": now,
                })?;
            audit::record(tx, now, &caller, "UsersInvitation", &Value::Object(wanted.inputs()))?;
            show.one(tx, id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(user)))
}

/// `PUT admin/users/{id}`: what was left out stays.
pub async fn update(
    State(app): State<App>,
    Id(id): Id,
    caller: Caller,
    query: Query,
    mut input: Input,
) -> Result<Json<Value>, Refusal> {
    check_scim(&app)?;
    let (show, now) = (Show::of(&app.dialect(), &query), app.clock.now());
    let wanted = Wanted::read(&mut input);
    if wanted.email.is_some() {
        input.require("email", wanted.email.as_deref());
    }
    let change = move |tx: &Transaction<'_>| {
        show.one(tx, id)?;
        wanted.check_taken(tx, &mut input, Some(id))?;
        input.finish()?;
        tx.prepare_cached(
            "UPDATE users SET
                 email = coalesce(:email, email),
                 first_name = iif(:has_first, :first, first_name),
                 last_name = iif(:has_last, :last, last_name),
                 admin = coalesce(:admin, admin),
                 is_active = coalesce(:active, is_active),
                 tenant_permissions = coalesce(:permissions, tenant_permissions),
                 updated_at = :now
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":id": id,
            ":email": wanted.email,
            ":has_first": wanted.first_name.is_some(),
            ":first": wanted.first_name.as_ref().and_then(Option::as_ref),
            ":has_last": wanted.last_name.is_some(),
            ":last": wanted.last_name.as_ref().and_then(Option::as_ref),
            ":admin": wanted.admin,
            ":active": wanted.is_active,
            ":permissions": wanted.tenant_permissions,
            ":now": now,
        })?;
        let mut inputs = wanted.inputs();
        inputs.insert("id".into(), id.into());
        audit::record(tx, now, &caller, "UserEdit", &Value::Object(inputs))?;
        show.one(tx, id)
    };
    app.db.run(change).await.map(Json)
}

/// `DELETE admin/users/{id}`: 204; the sign-ins and team memberships go along.
pub async fn delete(
    State(app): State<App>,
    Id(id): Id,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    app.db
        .run(move |tx| {
            let sql = "DELETE FROM users WHERE id = ?1 RETURNING email";
            let email: Option<String> = tx
                .prepare_cached(sql)?
                .query_map([id], |row| row.get(0))?
                .next()
                .transpose()?;
            let email = email.ok_or_else(Refusal::not_found)?;
            audit::record(
                tx,
                now,
                &caller,
                "UserDestruction",
                &json!({ "id": id, "email": email }),
            )?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

#[cfg(test)]
mod tests;
