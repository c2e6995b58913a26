use crate::testing::Tenant;
use crate::tyk::testing::{planted, user};

async fn ids(tenant: &Tenant, key: &str) -> Vec<String> {
    let list = user(tenant, key, "GET", "/tyk/api/users/", "").await.json();
    list["users"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|u| u["id"].as_str())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn who_sees_whom() {
    let tenant = planted();
    assert_eq!(ids(&tenant, "key-u1").await, ["u1", "u2"]);
    assert_eq!(ids(&tenant, "Bearer key-u3").await, ["u3"]);
    assert_eq!(ids(&tenant, "key-su").await, ["u1", "u2", "u3", "su"]);
}

#[tokio::test]
async fn wrong_keys_and_inactive_users_see_nobody() {
    let tenant = planted();
    for key in ["", "nonsense", "12345", "key-u2"] {
        let answer = user(&tenant, key, "GET", "/api/users", "").await;
        let expected = r#"{"Status":"Error","Message":"Not authorised","Meta":null}"#;
        assert_eq!(
            (answer.status.as_u16(), &*answer.text),
            (401, expected),
            "{key}"
        );
    }
    assert_eq!(
        tenant
            .send("GET", "/api/users", &[("admin-auth", "12345")], "")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn deleting_reaches_as_far_as_seeing() {
    let tenant = planted();
    for id in ["u3", "su", "u9"] {
        let answer = user(&tenant, "key-u1", "DELETE", &format!("/api/users/{id}"), "").await;
        assert_eq!(answer.status, 400, "{id}");
    }
    assert_eq!(tenant.count("gateway_users"), 4);
    let answer = user(&tenant, "key-u1", "DELETE", "/tyk/api/users/u2/", "").await;
    assert_eq!(
        answer.text,
        r#"{"Status":"OK","Message":"User deleted","Meta":null}"#
    );
    assert_eq!(
        user(&tenant, "key-su", "DELETE", "/api/users/u3", "")
            .await
            .status,
        200
    );
    assert_eq!(tenant.count("gateway_users"), 2);
}

#[tokio::test]
async fn passwords_are_set_by_oneself_or_by_leave() {
    let tenant = planted();
    let reset = async |key: &str, id: &str, body: &str| {
        user(
            &tenant,
            key,
            "POST",
            &format!("/api/users/{id}/actions/reset"),
            body,
        )
        .await
        .status
        .as_u16()
    };
    let password = |id: &str| {
        tenant.one::<Option<String>>("SELECT password FROM gateway_users WHERE id = ?1", [id])
    };
    assert_eq!(
        reset("key-u1", "u1", r#"{"new_password":"mine"}"#).await,
        200
    );
    assert_eq!(password("u1").as_deref(), Some("mine"));
    let updated: String = tenant.one(
        "SELECT body ->> 'password_updated' FROM gateway_users WHERE id = 'u1'",
        [],
    );
    assert_eq!(updated, "2026-01-15T12:00:00Z");
    assert_eq!(reset("key-u1", "u2", r#"{"new_password":"x"}"#).await, 403);
    assert_eq!(reset("key-u3", "u2", r#"{"new_password":"x"}"#).await, 404);
    assert_eq!(password("u2"), None);
    assert_eq!(
        reset("key-su", "u2", r#"{"new_password":"given"}"#).await,
        200
    );
    assert_eq!(password("u2").as_deref(), Some("given"));
    for (body, status) in [
        ("", 500),
        ("{", 403),
        (r#"{"new_password":1}"#, 403),
        ("{}", 400),
    ] {
        assert_eq!(reset("key-u1", "u1", body).await, status, "{body}");
    }
    assert_eq!(password("u1").as_deref(), Some("mine"));
    let stored: String = tenant.one("SELECT body FROM gateway_users WHERE id = 'u1'", []);
    assert!(stored.contains(r#""x_number":1.50"#), "{stored}");
}

#[tokio::test]
async fn hello_is_open() {
    let tenant = Tenant::new();
    for (method, body) in [("GET", r#"{"status":"ok"}"#), ("HEAD", "")] {
        for path in ["/hello", "/tyk/hello/"] {
            let answer = tenant.send(method, path, &[], "").await;
            assert_eq!(
                (answer.status.as_u16(), &*answer.text),
                (200, body),
                "{method} {path}"
            );
        }
    }
}
