//! Users: the people of the tenant.

mod change;
mod invitation;
mod record;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use rusqlite::named_params;
use serde_json::Value;

use self::record::{COLUMNS, Show};
use super::id::Id;
use super::page::{Envelope, Paging};
use super::query::Query;
use super::refusal::Refusal;
use crate::app::App;

/// The calls below `admin/users`, without the sign-ins.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/admin/users", get(list).post(change::create))
        .route(
            "/admin/users/{id}",
            get(show).put(change::update).delete(change::delete),
        )
        .route(
            "/admin/users/{id}/resend_invitation",
            post(invitation::resend),
        )
        .route(
            "/admin/users/{id}/expire_session",
            post(invitation::expire_session),
        )
}

async fn list(
    State(app): State<App>,
    paging: Paging,
    query: Query,
) -> Result<Json<Envelope<Value>>, Refusal> {
    let dialect = app.dialect();
    let as_asked = Show::of(&dialect, &query);
    let owners = query.get("filter") == Some("TENANT_OWNER");
    let (limit, offset) = (paging.limit(), paging.offset());
    let (users, count) = app
        .db
        .run(move |tx| {
            let count = "SELECT count(*) FROM users WHERE admin OR NOT :owners";
            let count = tx.prepare_cached(count)?.query_row(named_params! {":owners": owners}, |row| row.get(0))?;
            let page = format!(
                "SELECT {COLUMNS} FROM users WHERE admin OR NOT :owners ORDER BY id LIMIT :limit OFFSET :offset"
            );
            let users = as_asked.all(
                tx,
                &page,
                named_params! {":owners": owners, ":limit": limit, ":offset": offset},
            )?;
            Ok::<_, Refusal>((users, count))
        })
        .await?;
    Ok(Json(paging.envelope("admin/users", users, count, &dialect)))
}

async fn show(State(app): State<App>, Id(id): Id, query: Query) -> Result<Json<Value>, Refusal> {
    let as_asked = Show::of(&app.dialect(), &query);
    app.db.run(move |tx| as_asked.one(tx, id)).await.map(Json)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::switches::{Timestamps, UserFields};
    use crate::testing::Tenant;

    fn people(count: i64) -> Tenant {
        let tenant = Tenant::new();
        tenant.execute(&format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
             INSERT INTO users (email, first_name, last_name, admin, created_at, updated_at)
             SELECT 'p' || i || '@example.com', '', NULL, i % 3 = 0, 1000, 2500 FROM n"
        ));
        tenant
    }

    fn ids(list: &Value) -> Vec<i64> {
        list["admin/users"]
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["id"].as_i64().unwrap())
            .collect()
    }

    #[tokio::test]
    async fn pages_follow_one_another() {
        let tenant = people(45);
        let first = tenant.get("/tines/api/v1/admin/users").await.json();
        assert_eq!(ids(&first), (1..=20).collect::<Vec<_>>());
        assert_eq!(
            first["meta"]["next_page"],
            "http://tenant.test/api/v1/admin/users?page=2&per_page=20"
        );
        assert_eq!(
            (&first["meta"]["pages"], &first["meta"]["count"]),
            (&json!(3), &json!(45))
        );
        let last = tenant.get("/api/v1/admin/users?page=3").await.json();
        assert_eq!(ids(&last), (41..=45).collect::<Vec<_>>());
        assert_eq!(last["meta"]["next_page"], Value::Null);
        let beyond = tenant
            .get("/api/v1/admin/users?page=99999999999999999999")
            .await
            .json();
        assert_eq!(ids(&beyond), Vec::<i64>::new());
        assert_eq!(beyond["meta"]["count"], 45);
    }

    #[tokio::test]
    async fn only_tenant_owners() {
        let owners = people(9)
            .get("/api/v1/admin/users?filter=TENANT_OWNER")
            .await
            .json();
        assert_eq!(ids(&owners), [3, 6, 9]);
        assert_eq!(owners["meta"]["count"], 3);
        let link = owners["meta"]["current_page"].as_str().unwrap();
        assert!(
            link.ends_with("?filter=TENANT_OWNER&page=1&per_page=20"),
            "{link}"
        );
    }

    #[tokio::test]
    async fn fields_of_each_year() {
        let mut tenant = people(1);
        tenant.execute(
            "INSERT INTO teams (id, name) VALUES (4, 'Blue'), (5, 'Ämter');
             INSERT INTO team_memberships (user_id, team_id, role) VALUES (1, 5, 'EDITOR'), (1, 4, 'VIEWER');",
        );
        let old = json!({
            "id": 1, "email": "p1@example.com", "first_name": "", "last_name": null, "admin": false,
            "created_at": "1970-01-01T00:00:01Z", "updated_at": "1970-01-01T00:00:02Z", "last_seen": null,
        });
        let extras = [
            (UserFields::Y2019, json!({})),
            (
                UserFields::Y2022,
                json!({ "is_active": true, "scim_uid": null }),
            ),
            (UserFields::Y2024, json!({ "tenant_permissions": [] })),
            (
                UserFields::Y2026,
                json!({ "team_memberships": [
                    { "team_id": 4, "team_name": "Blue", "role": "VIEWER" },
                    { "team_id": 5, "team_name": "Ämter", "role": "EDITOR" },
                ]}),
            ),
        ];
        let mut expected = old;
        for (year, extra) in extras {
            tenant = tenant.switched(|switches| switches.user_fields = year);
            expected
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            let shown = tenant
                .get("/api/v1/admin/users/1?include=team_memberships")
                .await
                .json();
            assert_eq!(shown, expected, "{year:?}");
            let list = tenant
                .get("/api/v1/admin/users?include=team_memberships")
                .await
                .json();
            assert_eq!(list["admin/users"][0], expected, "{year:?}");
        }
        assert_eq!(
            tenant
                .get("/api/v1/admin/users/1")
                .await
                .json()
                .get("team_memberships"),
            None
        );
    }

    #[tokio::test]
    async fn milliseconds() {
        let tenant = people(1).switched(|switches| switches.timestamps = Timestamps::Milliseconds);
        assert_eq!(
            tenant.get("/api/v1/admin/users/1").await.json()["updated_at"],
            "1970-01-01T00:00:02.500Z"
        );
    }

    #[tokio::test]
    async fn ids_that_are_nobodys() {
        let tenant = people(1);
        for id in [
            "2",
            "0",
            "-1",
            "+1",
            "1.0",
            "x",
            "%ff",
            "%00",
            "9223372036854775808",
            "1%2f",
        ] {
            let answer = tenant.get(&format!("/api/v1/admin/users/{id}")).await;
            assert_eq!(answer.status.as_u16(), 404, "{id}");
            assert_eq!(answer.json()["errors"][0]["message"], "Not found");
        }
    }
}
