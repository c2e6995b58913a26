//! The audit log of the whole tenant, newest first: the sign-ins, and what was changed.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::{Params, Row, Transaction, named_params};
use serde_json::{Value, json};

use super::moment::Moment;
use super::page::{Envelope, Paging};
use super::query::Query;
use super::refusal::Refusal;
use super::sign_ins;
use crate::app::App;
use crate::switches::AuditLogs;

/// Every record names its tenant; this is the sandbox's.
const TENANT_ID: i64 = 7042;

/// The sign-ins, if `:logins`. `:oldest` is when they start to be shown: here and in a user's list, so
/// that both always agree. `:users` and `:operations` are JSON arrays, or null.
const SIGN_INS: &str = "SELECT 0 AS kind, id, created_at FROM sign_ins
    WHERE :logins AND success AND created_at >= :oldest AND created_at < :before AND created_at > :after
      AND (:users IS NULL OR user_id IN (SELECT value FROM json_each(:users)))";

/// The changes.
const CHANGES: &str = "SELECT 1 AS kind, id, created_at FROM audit_entries
    WHERE created_at < :before AND created_at > :after
      AND (:users IS NULL OR user_id IN (SELECT value FROM json_each(:users)))
      AND (:operations IS NULL OR operation_name IN (SELECT value FROM json_each(:operations)))";

/// The two kinds have ids of their own: even and odd keep them apart.
const SIGN_IN: &str =
    "SELECT sign_ins.id * 2 AS id, sign_ins.created_at AS created_at, 'Login' AS operation_name,
    ip AS request_ip, user_agent AS request_user_agent, user_id, email AS user_email,
    coalesce(first_name, '') || ' ' || coalesce(last_name, '') AS user_name, NULL AS inputs
    FROM sign_ins JOIN users ON users.id = user_id WHERE sign_ins.id = ?1";
const CHANGE: &str =
    "SELECT id * 2 + 1 AS id, created_at, operation_name, request_ip, request_user_agent,
    user_id, user_email, user_name, inputs FROM audit_entries WHERE id = ?1";

/// The one call.
pub fn routes() -> Router<App> {
    Router::new().route("/audit_logs", get(list))
}

async fn list(
    State(app): State<App>,
    paging: Paging,
    query: Query,
) -> Result<Json<Envelope<Value>>, Refusal> {
    let dialect = app.dialect();
    match dialect.audit_logs {
        AuditLogs::Allowed => {}
        AuditLogs::Forbidden => {
            return Err(Refusal::forbidden("This key may not read the audit log"));
        }
        AuditLogs::Missing => return Err(Refusal::not_found()),
    }
    let moment = Moment::of(&dialect);
    let oldest = sign_ins::oldest(app.clock.now());
    let before = query.time("before")?.unwrap_or(i64::MAX);
    let after = query.time("after")?.unwrap_or(i64::MIN);
    let (users, operations) = (user_ids(&query)?, given(&query, "operation_name"));
    let logins = operations
        .as_ref()
        .is_none_or(|names| names.contains(&"Login"));
    let operations = operations.map(|names| json!(names).to_string());
    let (limit, offset) = (paging.limit(), paging.offset());
    let (entries, count) = app
        .db
        .run(move |tx| {
            let count = format!(
                "SELECT (SELECT count(*) FROM ({SIGN_INS})) + (SELECT count(*) FROM ({CHANGES}))"
            );
            let count = tx.prepare_cached(&count)?.query_row(
                named_params! {
                    ":logins": logins, ":oldest": oldest, ":before": before, ":after": after,
                    ":users": users, ":operations": operations,
                },
                |row| row.get(0),
            )?;
            let params = named_params! {
                ":logins": logins, ":oldest": oldest, ":before": before, ":after": after,
                ":users": users, ":operations": operations, ":limit": limit, ":offset": offset,
            };
            Ok::<_, Refusal>((page(tx, params, moment)?, count))
        })
        .await?;
    Ok(Json(paging.envelope(
        "audit_logs",
        entries,
        count,
        &dialect,
    )))
}

/// The order is that of both indexes, so that SQLite merges them and sorts nothing.
fn page(tx: &Transaction<'_>, params: impl Params, moment: Moment) -> rusqlite::Result<Vec<Value>> {
    let sql = format!(
        "{SIGN_INS} UNION ALL {CHANGES} ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset"
    );
    let mut keys = tx.prepare_cached(&sql)?;
    let (mut sign_in, mut change) = (tx.prepare_cached(SIGN_IN)?, tx.prepare_cached(CHANGE)?);
    let entries = keys.query_map(params, |row| {
        let (kind, id): (i64, i64) = (row.get("kind")?, row.get("id")?);
        let of_kind = if kind == 0 { &mut sign_in } else { &mut change };
        of_kind.query_row([id], |row| show(row, moment))
    })?;
    entries.collect()
}

fn show(row: &Row<'_>, moment: Moment) -> rusqlite::Result<Value> {
    let text = |column| row.get::<_, Option<String>>(column);
    let inputs = text("inputs")?.and_then(|inputs| serde_json::from_str(&inputs).ok());
    Ok(json!({
        "id": row.get::<_, i64>("id")?,
        "created_at": moment.text(row.get("created_at")?),
        "operation_name": text("operation_name")?,
        "request_ip": text("request_ip")?,
        "request_user_agent": text("request_user_agent")?,
        "tenant_id": TENANT_ID,
        "user_id": row.get::<_, Option<i64>>("user_id")?,
        "user_email": text("user_email")?,
        "user_name": text("user_name")?,
        "inputs": inputs.unwrap_or(Value::Null),
    }))
}

/// The values of `name=` and `name[]=`, which may be repeated; `None` if there are none.
fn given<'a>(query: &'a Query, name: &str) -> Option<Vec<&'a str>> {
    let list = format!("{name}[]");
    let one = query.get(name).into_iter();
    let several = query
        .0
        .iter()
        .filter(|(key, value)| *key == list && !value.is_empty());
    let values: Vec<&str> = one
        .chain(several.map(|(_, value)| value.as_str()))
        .collect();
    (!values.is_empty()).then_some(values)
}

/// A JSON array of numbers.
fn user_ids(query: &Query) -> Result<Option<String>, Refusal> {
    let Some(texts) = given(query, "user_id") else {
        return Ok(None);
    };
    let ids: Result<Vec<i64>, _> = texts.into_iter().map(str::parse).collect();
    let ids = ids.map_err(|_| Refusal::bad_request("user_id is not a number"))?;
    Ok(Some(json!(ids).to_string()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::testing::{NOW, Tenant};

    const LIST: &str = "/tines/api/v1/audit_logs";

    /// Two sign-ins of user 1 and one of user 2, a failure, one too old, and two changes.
    fn tenant() -> Tenant {
        let tenant = Tenant::new();
        tenant.execute(&format!(
            "INSERT INTO users (email, first_name, created_at, updated_at)
                 VALUES ('a@example.com', 'A', 1, 1), ('b@example.com', NULL, 1, 1);
             INSERT INTO sign_ins (user_id, created_at, ip, user_agent, success) VALUES
                 (1, {NOW} - 4000, '::1', 'x', 1), (2, {NOW} - 3000, '::1', 'x', 1), (1, {NOW} - 2000, '::1', 'x', 0),
                 (1, {NOW} - 1000, '::1', 'x', 1), (1, {NOW} - 31 * 86400000, '::1', 'x', 1);
             INSERT INTO audit_entries (created_at, operation_name, user_id, inputs) VALUES
                 ({NOW} - 40 * 86400000, 'StoryCreation', 2, NULL), ({NOW} - 3500, 'UserEdit', 1, '{{\"id\":2}}')"
        ));
        tenant
    }

    async fn ids(tenant: &Tenant, query: &str) -> Vec<i64> {
        let answer = tenant.get(&format!("{LIST}{query}")).await.json();
        let ids: Vec<i64> = answer["audit_logs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["id"].as_i64().unwrap())
            .collect();
        if !query.contains("page") {
            assert_eq!(answer["meta"]["count"], ids.len());
        }
        ids
    }

    #[tokio::test]
    async fn narrowed_in_every_way() {
        let tenant = tenant();
        for (query, expected) in [
            ("", &[8, 4, 5, 2, 3][..]),
            ("?operation_name=Login", &[8, 4, 2]),
            ("?operation_name=Login&user_id=1", &[8, 2]),
            (
                "?operation_name[]=Login&operation_name[]=UserEdit&user_id[]=1",
                &[8, 5, 2],
            ),
            ("?operation_name=login", &[]),
            ("?user_id%5B%5D=2&user_id%5B%5D=7", &[4, 3]),
            (
                "?after=2026-01-15T11:59:56.500Z&before=2026-01-15T11:59:59Z",
                &[4],
            ),
            ("?per_page=2&page=2", &[5, 2]),
            ("?per_page=2&page=3", &[3]),
        ] {
            assert_eq!(ids(&tenant, query).await, expected, "{query}");
        }
        for query in ["?user_id=me", "?after=then"] {
            assert_eq!(
                tenant.get(&format!("{LIST}{query}")).await.status.as_u16(),
                400,
                "{query}"
            );
        }
    }

    #[tokio::test]
    async fn both_kinds_of_entries() {
        let entries = tenant().get(LIST).await.json()["audit_logs"].take();
        let sign_in = json!({
            "id": 4, "created_at": "2026-01-15T11:59:57Z", "operation_name": "Login", "request_ip": "::1",
            "request_user_agent": "x", "tenant_id": TENANT_ID, "user_id": 2, "user_email": "b@example.com",
            "user_name": " ", "inputs": null,
        });
        assert_eq!(entries[1], sign_in);
        assert_eq!(
            (&entries[2]["operation_name"], &entries[2]["inputs"]),
            (&json!("UserEdit"), &json!({ "id": 2 }))
        );
    }

    #[tokio::test]
    async fn a_change_through_the_api_is_logged() {
        let tenant = tenant();
        tenant.execute(
            "UPDATE users SET email = 'grainne.whelan@example.org', last_name = 'Z' WHERE id = 1",
        );
        tenant
            .call("POST", "/api/v1/admin/users/2/expire_session", "")
            .await;
        let newest = tenant.get(LIST).await.json()["audit_logs"][0].take();
        assert_eq!(newest["operation_name"], "UserSessionExpiration");
        assert_eq!(
            (&newest["user_id"], &newest["user_name"]),
            (&json!(1), &json!("A Z"))
        );
        assert_eq!(
            (&newest["request_ip"], &newest["inputs"]),
            (&json!("127.0.0.1"), &json!({ "id": 2 }))
        );
    }

    #[tokio::test]
    async fn tenants_that_do_not_show_it() {
        for (audit_logs, status) in [(AuditLogs::Forbidden, 403), (AuditLogs::Missing, 404)] {
            let tenant = tenant().switched(|switches| switches.audit_logs = audit_logs);
            assert_eq!(tenant.get(LIST).await.status.as_u16(), status);
        }
    }
}
