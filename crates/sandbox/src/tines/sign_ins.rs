//! A user's sign-ins of the last 30 days, newest first.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::{Row, named_params};
use serde_json::{Map, Value};

use super::id::Id;
use super::moment::Moment;
use super::page::Paging;
use super::query::Query;
use super::refusal::Refusal;
use crate::app::App;
use crate::clock::Millis;
use crate::switches::SignIns;

/// How long a sign-in is kept.
const KEPT: Millis = 30 * 86_400_000;

/// The one call: nothing creates or changes a sign-in.
pub fn routes() -> Router<App> {
    Router::new().route("/admin/users/{id}/signin_activities", get(list))
}

/// The oldest moment of which sign-ins are shown.
pub fn oldest(now: Millis) -> Millis {
    now.saturating_sub(KEPT)
}

async fn list(
    State(app): State<App>,
    Id(user): Id,
    paging: Paging,
    query: Query,
) -> Result<Response, Refusal> {
    let dialect = app.dialect();
    let (shape, moment, oldest) = (
        dialect.sign_ins,
        Moment::of(&dialect),
        oldest(app.clock.now()),
    );
    let before = query.time("before")?.unwrap_or(Millis::MAX);
    let after = query.time("after")?.unwrap_or(Millis::MIN);
    let (limit, offset) = (paging.limit(), paging.offset());
    let (sign_ins, count) = app
        .db
        .run(move |tx| {
            let exists = "SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1)";
            if !tx.prepare_cached(exists)?.query_row([user], |row| row.get(0))? {
                return Err(Refusal::not_found());
            }
            let wanted = "FROM sign_ins WHERE user_id = :user AND created_at >= :oldest
                          AND created_at < :before AND created_at > :after
                          AND (success OR :failures)";
            let failures = shape == SignIns::Array;
            let count = tx.prepare_cached(&format!("SELECT count(*) {wanted}"))?.query_row(
                named_params! {":user": user, ":oldest": oldest, ":before": before, ":after": after, ":failures": failures},
                |row| row.get(0),
            )?;
            let page = format!(
                "SELECT *, (SELECT email FROM users WHERE users.id = user_id) AS email {wanted}
                 ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset"
            );
            let sign_ins = tx
                .prepare_cached(&page)?
                .query_map(
                    named_params! {
                        ":user": user, ":oldest": oldest, ":before": before, ":after": after, ":failures": failures,
                        ":limit": limit, ":offset": offset,
                    },
                    |row| show(row, shape, moment),
                )?
                .collect::<rusqlite::Result<Vec<Value>>>()?;
            Ok((sign_ins, count))
        })
        .await?;
    Ok(match shape {
        SignIns::Array => Json(sign_ins).into_response(),
        SignIns::Envelope => {
            Json(paging.envelope("admin/login_activities", sign_ins, count, &dialect))
                .into_response()
        }
    })
}

/// The fields from `scope` on are those of 2019 to 2021.
fn show(row: &Row<'_>, shape: SignIns, moment: Moment) -> rusqlite::Result<Value> {
    let text = |column| row.get::<_, Option<String>>(column).map(Value::from);
    let mut sign_in = Map::new();
    let mut put = |name: &str, value: Value| drop(sign_in.insert(name.into(), value));
    put("id", row.get::<_, i64>("id")?.into());
    put("user_id", row.get::<_, i64>("user_id")?.into());
    put("created_at", moment.text(row.get("created_at")?).into());
    put("ip", text("ip")?);
    put("user_agent", text("user_agent")?);
    if shape == SignIns::Array {
        put("scope", "user".into());
        put("strategy", "database_authenticatable".into());
        put("identity", text("email")?);
        put("success", row.get::<_, bool>("success")?.into());
        put("failure_reason", text("failure_reason")?);
        put("user_type", "User".into());
        put("context", "users/sessions#create".into());
        put("referrer", Value::Null);
        put("city", text("city")?);
        put("region", text("region")?);
        put("country", text("country")?);
    }
    Ok(Value::Object(sign_in))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{NOW, Tenant};

    const LIST: &str = "/tines/api/v1/admin/users/1/signin_activities";

    /// Five sign-ins of user 1: 31 days, 30 days, 2 hours (failed), 1 hour ago, and now; one of user 2.
    fn tenant() -> Tenant {
        let tenant = Tenant::new();
        let (hour, day) = (3_600_000, 86_400_000);
        tenant.execute(&format!(
            "INSERT INTO users (email, created_at, updated_at) VALUES ('a@example.com', 1, 1), ('b@example.com', 1, 1);
             INSERT INTO sign_ins (user_id, created_at, ip, user_agent, success, failure_reason, city, region, country) VALUES
                 (1, {}, '192.0.2.1', 'Old', 1, NULL, NULL, NULL, NULL),
                 (1, {}, '192.0.2.1', 'Edge', 1, NULL, NULL, NULL, NULL),
                 (1, {}, '2001:db8::1', 'Firefox', 0, 'invalid', 'Cork', 'Munster', 'Ireland'),
                 (1, {}, '2001:db8::1', 'Firefox', 1, NULL, NULL, NULL, NULL),
                 (1, {NOW}, '2001:db8::1', 'Firefox', 1, NULL, NULL, NULL, NULL),
                 (2, {NOW}, '192.0.2.2', 'Other', 1, NULL, NULL, NULL, NULL)",
            NOW - 31 * day, NOW - 30 * day, NOW - 2 * hour, NOW - hour
        ));
        tenant
    }

    async fn ids(tenant: &Tenant, query: &str) -> Vec<i64> {
        let answer = tenant.get(&format!("{LIST}{query}")).await.json();
        let list = answer
            .get("admin/login_activities")
            .unwrap_or(&answer)
            .as_array()
            .unwrap()
            .clone();
        list.iter()
            .map(|sign_in| sign_in["id"].as_i64().unwrap())
            .collect()
    }

    #[tokio::test]
    async fn today_successes_of_thirty_days() {
        let tenant = tenant();
        let answer = tenant.get(LIST).await.json();
        assert_eq!(answer["meta"]["count"], 3);
        let newest = json!({ "id": 5, "user_id": 1, "created_at": "2026-01-15T12:00:00Z",
                             "ip": "2001:db8::1", "user_agent": "Firefox" });
        assert_eq!(answer["admin/login_activities"][0], newest);
        assert_eq!(ids(&tenant, "").await, [5, 4, 2]);
        tenant.app.clock.advance(1);
        assert_eq!(ids(&tenant, "").await, [5, 4]);
    }

    #[tokio::test]
    async fn the_bare_array_of_2019_has_failures_and_places() {
        let tenant = tenant().switched(|switches| switches.sign_ins = SignIns::Array);
        assert_eq!(ids(&tenant, "?per_page=500").await, [5, 4, 3, 2]);
        assert_eq!(ids(&tenant, "?per_page=3&page=2").await, [2]);
        let expected = json!({
            "id": 3, "user_id": 1, "created_at": "2026-01-15T10:00:00Z", "ip": "2001:db8::1", "user_agent": "Firefox",
            "scope": "user", "strategy": "database_authenticatable", "identity": "a@example.com",
            "success": false, "failure_reason": "invalid", "user_type": "User", "context": "users/sessions#create",
            "referrer": null, "city": "Cork", "region": "Munster", "country": "Ireland",
        });
        assert_eq!(tenant.get(LIST).await.json()[2], expected);
    }

    #[tokio::test]
    async fn before_and_after_exclude_the_moment_itself() {
        let tenant = tenant();
        for (query, expected) in [
            ("?before=2026-01-15T12:00:00Z", &[4, 2][..]),
            ("?before=2026-01-15T12:00:01%2B00:00", &[5, 4, 2]),
            ("?after=2026-01-15T11:00:00Z", &[5]),
            ("?after=2026-01-15T12:59:59+02:00", &[5, 4]),
            ("?after=2026-01-01&before=2026-01-15T11:30:00Z", &[4]),
            ("?after=&before=", &[5, 4, 2]),
            ("?page=2&per_page=2", &[2]),
        ] {
            assert_eq!(ids(&tenant, query).await, expected, "{query}");
        }
        assert_eq!(
            tenant
                .get(&format!("{LIST}?before=yesterday"))
                .await
                .status
                .as_u16(),
            400
        );
    }

    #[tokio::test]
    async fn nobodys_sign_ins() {
        let tenant = tenant();
        let nobody = tenant.get("/api/v1/admin/users/9/signin_activities").await;
        assert_eq!(nobody.status.as_u16(), 404);
        let posted = tenant.call("POST", LIST, "{}").await;
        assert_eq!(posted.status.as_u16(), 405);
    }
}
