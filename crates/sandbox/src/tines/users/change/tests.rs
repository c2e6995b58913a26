#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::Body;
use serde_json::{Value, json};

use super::*;
use crate::http::body::LIMIT;
use crate::testing::{NOW, Tenant};

const USERS: &str = "/tines/api/v1/admin/users";

async fn post(tenant: &Tenant, body: impl Into<Body>) -> (u16, Value) {
    let answer = tenant.call("POST", USERS, body).await;
    (answer.status.as_u16(), answer.json())
}

/// The names of the fields that a 422 in the default shape complains about.
fn fields(refusal: &Value) -> Vec<&str> {
    refusal["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["details"].as_str().unwrap())
        .collect()
}

async fn ada() -> Tenant {
    let tenant = Tenant::new();
    let body = r#"{"email":" Ada@Example.com ","first_name":"Ada","last_name":"","admin":true,
                   "tenant_permissions":["AUDIT_LOG_READ"],"unknown":[1]}"#;
    assert_eq!(post(&tenant, body).await.0, 201);
    tenant
}

#[tokio::test]
async fn an_invited_user_is_pending() {
    let tenant = ada().await;
    let expected = json!({
        "id": 1, "email": "Ada@Example.com", "first_name": "Ada", "last_name": "", "admin": true,
        "created_at": "2026-01-15T12:00:00Z", "updated_at": "2026-01-15T12:00:00Z", "last_seen": null,
        "is_active": true, "scim_uid": null, "tenant_permissions": ["AUDIT_LOG_READ"],
    });
    assert_eq!(tenant.get(&format!("{USERS}/1")).await.json(), expected);
    assert_eq!(
        tenant.one::<i64>("SELECT invited_at FROM users WHERE id = 1", []),
        NOW
    );
    let logged: String = tenant.one("SELECT operation_name || inputs FROM audit_entries", []);
    assert!(
        logged.starts_with(r#"UsersInvitation{"email":"Ada@Example.com","firstName":"Ada""#),
        "{logged}"
    );
}

#[tokio::test]
async fn only_the_email_is_required() {
    let tenant = Tenant::new();
    let (status, user) = post(&tenant, r#"{"email":"b@example.com","is_active":false}"#).await;
    assert_eq!(
        (status, &user["first_name"], &user["is_active"]),
        (201, &Value::Null, &json!(false))
    );
    for body in [
        "",
        "{}",
        r#"{"email":null}"#,
        r#"{"email":""}"#,
        r#"{"email":"  "}"#,
        r#"{"first_name":"x"}"#,
    ] {
        let (status, refusal) = post(&tenant, body).await;
        assert_eq!((status, fields(&refusal)), (422, vec!["email"]), "{body}");
    }
    assert_eq!(tenant.count("users"), 1);
}

#[tokio::test]
async fn every_wrong_type_is_named_at_once() {
    let tenant = Tenant::new();
    let body = r#"{"email":5,"first_name":[],"last_name":{},"admin":"true","is_active":null,"tenant_permissions":[1]}"#;
    let (status, refusal) = post(&tenant, body).await;
    let mut named = fields(&refusal);
    named.sort_unstable();
    assert_eq!(status, 422);
    assert_eq!(
        named,
        [
            "admin",
            "email",
            "first_name",
            "is_active",
            "last_name",
            "tenant_permissions"
        ]
    );
    assert_eq!(tenant.count("users"), 0);
}

#[tokio::test]
async fn an_email_must_look_like_one() {
    let tenant = Tenant::new();
    let long = format!("{}@example.com", "x".repeat(243));
    for email in [
        "a", "a@", "@b", "a@b@c", "a b@c", "a@b\n", "a\u{0}@b", "<a@b>", "a@.b", "a@b.", &long,
    ] {
        let (status, refusal) = post(&tenant, json!({ "email": email }).to_string()).await;
        let fine = email.trim() != email;
        assert_eq!(status, if fine { 201 } else { 422 }, "{email:?} {refusal}");
    }
    for email in [
        "x+y@sub.example.com",
        "ünï@exämple.com",
        "o'brien@localhost",
    ] {
        assert_eq!(
            post(&tenant, json!({ "email": email }).to_string()).await.0,
            201,
            "{email}"
        );
    }
}

#[tokio::test]
async fn an_email_belongs_to_one() {
    let tenant = ada().await;
    let (status, refusal) = post(&tenant, r#"{"email":"ADA@example.COM"}"#).await;
    assert_eq!((status, fields(&refusal)), (422, vec!["email"]));
    assert_eq!(
        refusal["errors"][0]["message"],
        "Email has already been taken"
    );
    post(&tenant, r#"{"email":"bea@example.com"}"#).await;
    let taken = tenant
        .call(
            "PUT",
            &format!("{USERS}/2"),
            r#"{"email":"ada@example.com"}"#,
        )
        .await;
    assert_eq!(
        (taken.status.as_u16(), fields(&taken.json())),
        (422, vec!["email"])
    );
    let own = tenant
        .call(
            "PUT",
            &format!("{USERS}/1"),
            r#"{"email":"ada@example.com"}"#,
        )
        .await;
    assert_eq!(
        (own.status.as_u16(), &own.json()["email"]),
        (200, &json!("ada@example.com"))
    );
    assert_eq!(tenant.count("users"), 2);
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let tenant = Tenant::new();
    for body in [
        &b"{"[..],
        b"[]",
        b"null",
        b"\"x\"",
        b"{\"email\":\"\xff@x\"}",
        b"\xef\xbb\xbf{}",
        b"{} {}",
    ] {
        assert_eq!(post(&tenant, body).await.0, 400, "{body:?}");
    }
    let huge = |size: usize| {
        format!(
            "{{\"email\":\"a@example.com\",\"first_name\":\"{}\"}}",
            "x".repeat(size)
        )
    };
    assert_eq!(post(&tenant, huge(LIMIT)).await.0, 413);
    assert_eq!(tenant.count("users"), 0);
    assert_eq!(post(&tenant, huge(LIMIT - 100)).await.0, 201);
}

#[tokio::test]
async fn a_change_keeps_what_it_leaves_out() {
    let tenant = ada().await;
    let path = format!("{USERS}/1");
    tenant.app.clock.advance(5_000);
    let changed = tenant
        .call(
            "PUT",
            &path,
            r#"{"last_name":"Lovelace","is_active":false}"#,
        )
        .await;
    assert_eq!(changed.status.as_u16(), 200);
    let expected = json!({
        "id": 1, "email": "Ada@Example.com", "first_name": "Ada", "last_name": "Lovelace", "admin": true,
        "created_at": "2026-01-15T12:00:00Z", "updated_at": "2026-01-15T12:00:05Z", "last_seen": null,
        "is_active": false, "scim_uid": null, "tenant_permissions": ["AUDIT_LOG_READ"],
    });
    assert_eq!(changed.json(), expected);
    assert_eq!(tenant.call("PUT", &path, "").await.json(), expected);
    let nulled = tenant
        .call(
            "PUT",
            &path,
            r#"{"first_name":null,"tenant_permissions":[],"admin":false}"#,
        )
        .await
        .json();
    assert_eq!(
        (&nulled["first_name"], &nulled["admin"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(nulled["tenant_permissions"], json!([]));
}

#[tokio::test]
async fn a_refused_change_changes_nothing() {
    let tenant = ada().await;
    let path = format!("{USERS}/1");
    let before = tenant.get(&path).await.text;
    for (body, status) in [
        (r#"{"first_name":"Bea","admin":1}"#, 422),
        (r#"{"first_name":"Bea","email":""}"#, 422),
        (r#"{"first_name":"Bea","email":null}"#, 422),
        (r#"{"first_name":"Bea""#, 400),
    ] {
        assert_eq!(
            tenant.call("PUT", &path, body).await.status.as_u16(),
            status,
            "{body}"
        );
        assert_eq!(tenant.get(&path).await.text, before, "{body}");
    }
    let nobody = tenant
        .call("PUT", &format!("{USERS}/2"), r#"{"admin":"x"}"#)
        .await;
    assert_eq!(nobody.status.as_u16(), 404);
}

#[tokio::test]
async fn a_removed_user_takes_the_sign_ins_along() {
    let tenant = ada().await;
    tenant.execute(
        "INSERT INTO sign_ins (user_id, created_at, ip, user_agent) VALUES (1, 1, '::1', 'x');
         INSERT INTO teams (id, name) VALUES (1, 'x'); INSERT INTO team_memberships VALUES (1, 1, 'VIEWER');",
    );
    let path = format!("{USERS}/1");
    let gone = tenant.call("DELETE", &path, "").await;
    assert_eq!((gone.status.as_u16(), &*gone.text), (204, ""));
    assert_eq!(tenant.call("DELETE", &path, "").await.status.as_u16(), 404);
    for table in ["users", "sign_ins", "team_memberships"] {
        assert_eq!(tenant.count(table), 0, "{table}");
    }
    assert_eq!(
        post(&tenant, r#"{"email":"ada@example.com"}"#).await.1["id"],
        2,
        "ids are not used twice"
    );
}

#[tokio::test]
async fn with_scim_the_identity_provider_alone_changes_users() {
    let tenant = ada().await.switched(|switches| switches.scim = Scim::On);
    assert_eq!(post(&tenant, r#"{"email":"b@example.com"}"#).await.0, 403);
    let change = tenant
        .call("PUT", &format!("{USERS}/1"), r#"{"admin":false}"#)
        .await;
    assert_eq!(change.status.as_u16(), 403);
    assert!(tenant.one::<bool>("SELECT admin FROM users WHERE id = 1", []));
}
