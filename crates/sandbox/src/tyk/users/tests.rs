use crate::switches::{TykMeta, TykPaging};
use crate::tyk::testing::{admin, planted};

use super::*;

const ANN: &str = r#"{"id":"u1","first_name":"Ann","email_address":"a@example.com","org_id":"o1","active":true,"access_key":"key-u1","user_permissions":{"apis":"write"},"PWHistory":["h"],"x_number":1.50}"#;

#[tokio::test]
async fn the_list_and_one_of_it_are_bare() {
    let tenant = planted();
    let one = admin(&tenant, "GET", "/tyk/admin/users/u1/", "").await;
    assert_eq!((one.status.as_u16(), &*one.text), (200, ANN));
    let list = admin(&tenant, "GET", "/admin/users/?p=-1", "").await;
    assert!(
        list.text
            .starts_with(&format!(r#"{{"users":[{ANN},{{"id":"u2","#)),
        "{}",
        list.text
    );
    assert!(list.text.ends_with(r#"],"pages":0}"#));
    assert!(!list.text.contains("old"), "the password leaked");
    let tenant = tenant.switched(|switches| switches.tyk_paging = TykPaging::Ten);
    assert_eq!(
        admin(&tenant, "GET", "/admin/users", "").await.json()["pages"],
        1
    );
    let missing = admin(&tenant, "GET", "/admin/users/u9", "").await;
    let expected = r#"{"Status":"Error","Message":"Could not retrieve user detail","Meta":null}"#;
    assert_eq!((missing.status.as_u16(), &*missing.text), (404, expected));
}

#[tokio::test]
async fn a_new_user_comes_back_with_the_key() {
    let tenant = planted();
    let body = r#"{"email_address":"New@Example.com","org_id":"o1","password":"secret","access_key":"mine","x":1.0}"#;
    let answer = admin(&tenant, "POST", "/tyk/admin/users", body).await;
    let (id, key): (String, String) = (
        tenant.one(
            "SELECT id FROM gateway_users WHERE email_address = 'new@example.com'",
            [],
        ),
        tenant.one(
            "SELECT access_key FROM gateway_users WHERE email_address = 'new@example.com'",
            [],
        ),
    );
    assert_eq!((id.len(), key.len()), (24, 32));
    let expected = format!(
        r#"{{"Status":"OK","Message":"{key}","Meta":{{"id":"{id}","first_name":"","last_name":"","email_address":"New@Example.com","org_id":"o1","active":false,"access_key":"{key}","user_permissions":null,"group_id":"","api_model":{{}},"password_max_days":0,"password_updated":"2026-01-15T12:00:00Z","last_login_date":"0001-01-01T00:00:00Z","created_at":"2026-01-15T12:00:00Z","PWHistory":[],"x":1.0}}}}"#
    );
    assert_eq!((answer.status.as_u16(), answer.text), (200, expected));
    assert_eq!(
        tenant.one::<String>("SELECT password FROM gateway_users WHERE id = ?1", [&id]),
        "secret"
    );
    assert!(
        !tenant
            .one::<String>("SELECT body FROM gateway_users WHERE id = ?1", [&id])
            .contains("secret")
    );
}

#[tokio::test]
async fn the_first_dialect_answers_otherwise() {
    let tenant = planted().switched(|switches| {
        switches.tyk_version = TykVersion::V09;
        switches.tyk_meta = TykMeta::Null;
    });
    let created = admin(
        &tenant,
        "POST",
        "/admin/users",
        r#"{"email_address":"n@example.com","active":true}"#,
    )
    .await;
    assert_eq!(
        created.text,
        r#"{"Status":"OK","Message":"User created","Meta":""}"#
    );
    let replaced = admin(
        &tenant,
        "PUT",
        "/admin/users/u1",
        r#"{"email_address":"n@example.com","org_id":"o1"}"#,
    )
    .await;
    let bare = r#"{"id":"u1","first_name":"","last_name":"","email_address":"n@example.com","org_id":"o1","active":false,"access_key":"key-u1","user_permissions":null}"#;
    assert_eq!((replaced.status.as_u16(), &*replaced.text), (200, bare));
}

#[tokio::test]
async fn an_address_is_taken_once_in_each_organisation() {
    let tenant = planted();
    let taken =
        r#"{"Status":"Error","Message":"User email already exists for this Org","Meta":null}"#;
    for (method, path, body) in [
        (
            "POST",
            "/admin/users",
            r#"{"email_address":"A@Example.COM","org_id":"o1"}"#,
        ),
        (
            "PUT",
            "/admin/users/u2",
            r#"{"email_address":"a@example.com","org_id":"o1"}"#,
        ),
        (
            "PUT",
            "/admin/users/u2",
            r#"{"email_address":"a@example.com","org_id":"o2"}"#,
        ),
        (
            "POST",
            "/admin/users",
            r#"{"email_address":"root@example.com","org_id":null}"#,
        ),
    ] {
        let answer = admin(&tenant, method, path, body).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.text),
            (403, taken),
            "{method} {body}"
        );
    }
    assert_eq!(tenant.count("gateway_users"), 4);
    let elsewhere = admin(
        &tenant,
        "POST",
        "/admin/users",
        r#"{"email_address":"a@example.com"}"#,
    )
    .await;
    assert_eq!(elsewhere.status, 200);
    assert_eq!(
        tenant.one::<i64>(
            "SELECT count(*) FROM gateway_users WHERE organisation_id = ''",
            []
        ),
        2
    );
    let own = admin(
        &tenant,
        "PUT",
        "/admin/users/u1",
        r#"{"email_address":"A@example.com","org_id":"o1"}"#,
    )
    .await;
    assert_eq!(own.status, 200);
}

#[tokio::test]
async fn a_put_wipes_what_it_leaves_out_but_not_key_and_password() {
    let tenant = planted();
    let answer = admin(
        &tenant,
        "PUT",
        "/admin/users/u1",
        r#"{"id":"u1","email_address":"a@example.com"}"#,
    )
    .await;
    let user = answer.json();
    assert_eq!(
        (&user["Message"], &user["Meta"]["access_key"]),
        (&"key-u1".into(), &"key-u1".into())
    );
    assert_eq!(
        (&user["Meta"]["first_name"], &user["Meta"]["org_id"]),
        (&"".into(), &"".into())
    );
    assert!(user["Meta"]["user_permissions"].is_null() && user["Meta"].get("x_number").is_none());
    let kept: String = tenant.one("SELECT organisation_id || '|' || access_key || '|' || password FROM gateway_users WHERE id = 'u1'", []);
    assert_eq!(kept, "|key-u1|old");
    let whole = admin(
        &tenant,
        "PUT",
        "/admin/users/u3",
        &ANN.replace("u1", "u3").replace("o1", "o2"),
    )
    .await;
    assert_eq!(whole.status, 200);
    let back: String = tenant.one("SELECT body FROM gateway_users WHERE id = 'u3'", []);
    assert!(back.contains(r#""x_number":1.50"#), "{back}");
    let password = admin(
        &tenant,
        "PUT",
        "/admin/users/u1",
        r#"{"email_address":"a@example.com","password":"new"}"#,
    )
    .await;
    assert_eq!(password.status, 200);
    assert_eq!(
        tenant.one::<String>("SELECT password FROM gateway_users WHERE id = 'u1'", []),
        "new"
    );
}

#[tokio::test]
async fn bad_bodies_change_nothing() {
    let tenant = planted();
    for (body, status) in [
        ("", 500),
        ("nonsense", 403),
        (r#"{"email_address":7}"#, 403),
        (r#"{"email_address":"x@y","active":"yes"}"#, 403),
        (r#"{"email_address":"x@y","user_permissions":{"a":1}}"#, 403),
        (r#"{"email_address":"x@y","org_id":[]}"#, 403),
        (r#"{"email_address":" "}"#, 400),
        ("{}", 400),
    ] {
        for (method, path) in [("POST", "/admin/users"), ("PUT", "/admin/users/u1")] {
            let answer = admin(&tenant, method, path, body).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {body}");
        }
    }
    let other = admin(
        &tenant,
        "PUT",
        "/admin/users/u1",
        r#"{"id":"u2","email_address":"x@y"}"#,
    )
    .await;
    assert_eq!(other.status, 400);
    let nobody = admin(
        &tenant,
        "PUT",
        "/admin/users/u9",
        r#"{"email_address":"x@y"}"#,
    )
    .await;
    assert_eq!(nobody.status, 404);
    assert_eq!(admin(&tenant, "GET", "/admin/users/u1", "").await.text, ANN);
    assert_eq!(tenant.count("gateway_users"), 4);
}

#[tokio::test]
async fn deleting_where_the_server_can() {
    let mut tenant = planted();
    let answer = admin(&tenant, "DELETE", "/admin/users/u2", "").await;
    assert_eq!(
        answer.text,
        r#"{"Status":"OK","Message":"User deleted","Meta":null}"#
    );
    assert_eq!(tenant.count("gateway_users"), 3);
    assert_eq!(
        admin(&tenant, "DELETE", "/admin/users/u2", "").await.status,
        404
    );
    for (how, status) in [
        (TykUsersDelete::Missing, 404),
        (TykUsersDelete::NotAllowed, 405),
        (TykUsersDelete::Html, 200),
    ] {
        tenant = tenant.switched(|switches| switches.tyk_users_delete = how);
        let answer = admin(&tenant, "DELETE", "/admin/users/u1", "").await;
        assert_eq!(answer.status.as_u16(), status, "{how:?}");
        assert!(serde_json::from_str::<serde_json::Value>(&answer.text).is_err());
    }
    assert_eq!(tenant.count("gateway_users"), 3);
}

#[tokio::test]
async fn listing_where_the_server_can() {
    let mut tenant = planted();
    for (how, status) in [(TykUsersList::Missing, 404), (TykUsersList::Html, 200)] {
        tenant = tenant.switched(|switches| switches.tyk_users_list = how);
        let answer = admin(&tenant, "GET", "/admin/users", "").await;
        assert_eq!(answer.status.as_u16(), status, "{how:?}");
        assert!(!answer.text.starts_with('{'), "{}", answer.text);
    }
    assert_eq!(
        admin(&tenant, "GET", "/admin/users/u1", "").await.status,
        200
    );
}

#[tokio::test]
async fn resets_are_allowed_and_disallowed() {
    let tenant = planted();
    let reset_allowed = || {
        tenant.one::<bool>(
            "SELECT reset_allowed FROM gateway_users WHERE id = 'u1'",
            [],
        )
    };
    let allowed = admin(
        &tenant,
        "PUT",
        "/tyk/admin/users/u1/actions/allow_reset_passwords",
        "",
    )
    .await
    .json();
    assert_eq!(
        (&allowed["Status"], &allowed["Message"]),
        (&"OK".into(), &"User updated".into())
    );
    let expected = serde_json::json!({"apis": "write", "ResetPassword": "admin"});
    assert_eq!(allowed["Meta"]["user_permissions"], expected);
    assert!(reset_allowed());
    let back = admin(
        &tenant,
        "PUT",
        "/admin/users/u1",
        &allowed["Meta"].to_string(),
    )
    .await
    .json();
    assert_eq!(back["Meta"]["user_permissions"], expected);
    assert!(reset_allowed());
    let disallowed = admin(
        &tenant,
        "PUT",
        "/admin/users/u1/actions/disallow_reset_passwords/",
        "",
    )
    .await
    .json();
    assert_eq!(
        disallowed["Meta"]["user_permissions"],
        serde_json::json!({"apis": "write"})
    );
    assert!(!reset_allowed());
    let nobody = admin(
        &tenant,
        "PUT",
        "/admin/users/u9/actions/allow_reset_passwords",
        "",
    )
    .await;
    assert_eq!(nobody.status, 404);
    let super_user = admin(&tenant, "GET", "/admin/users/su", "").await.json();
    assert_eq!(
        super_user["user_permissions"],
        serde_json::json!({"ResetPassword": "admin"})
    );
}
