//! The calls of the control API.

use serde_json::{Value, json};

use super::{LIST, Server};

#[tokio::test]
async fn without_the_flag_there_is_no_control() {
    let server = Server::with_control(false).await;
    for (method, path) in [
        ("GET", "/switches"),
        ("POST", "/query"),
        ("GET", "/requests"),
    ] {
        assert!(
            matches!(
                server
                    .control(method, path, json!({"sql": "SELECT 1"}))
                    .await,
                (404, Value::Null)
            ),
            "{path}"
        );
    }
}

#[tokio::test]
async fn switches_are_read_and_changed() {
    let server = Server::start().await;
    let (_, before) = server.control("GET", "/switches", Value::Null).await;
    assert_eq!(before["tyk-meta"], "null");
    let (status, after) = server
        .control("PATCH", "/switches", json!({"tyk-meta": "empty"}))
        .await;
    assert_eq!((status, &after["tyk-meta"]), (200, &json!("empty")));
    assert_eq!(
        before.as_object().unwrap().len(),
        after.as_object().unwrap().len()
    );
    assert!(
        server
            .raw("GET", LIST, "", "")
            .await
            .ends_with(r#""Meta":""}"#)
    );
    for wrong in [
        json!({"tyk-meta": "none"}),
        json!({"nonsense": 1}),
        json!([]),
    ] {
        let (status, error) = server.control("PATCH", "/switches", wrong).await;
        assert!(
            matches!(status, 400 | 422) && error["error"].is_string(),
            "{status} {error}"
        );
    }
    assert_eq!(
        server.control("GET", "/switches", Value::Null).await.1,
        after
    );
}

#[tokio::test]
async fn requests_are_written_down_without_secrets() {
    let server = Server::start().await;
    let body = r#"{"email_address":"a@b","password":"hunter2"}"#;
    server
        .raw(
            "POST",
            "/tyk/admin/users?p=1",
            "admin-auth: 12345\r\n",
            body,
        )
        .await;
    server
        .raw("GET", LIST, "authorization: Bearer wrong\r\n", "")
        .await;
    let entries = server.requests().await;
    let first = &entries[0];
    assert_eq!(first["path"], "/tyk/admin/users?p=1");
    assert_eq!(
        (&first["method"], &first["status"], &first["number"]),
        (&json!("POST"), &json!(200), &json!(1))
    );
    assert_eq!(first["key"], json!(["admin-auth"]));
    assert_eq!(first["body"], r#"{"email_address":"a@b","password":"***"}"#);
    assert_eq!(first["at"], "2026-01-15T12:00:00.000Z");
    assert_eq!(
        (&entries[1]["key"], &entries[1]["status"]),
        (&json!(["bearer"]), &json!(401))
    );
    let (_, later) = server
        .control("GET", "/requests?since=1", Value::Null)
        .await;
    assert_eq!(
        (later["requests"].as_array().unwrap().len(), &later["last"]),
        (1, &json!(2))
    );
    assert_eq!(
        server.control("DELETE", "/requests", Value::Null).await.0,
        204
    );
    assert!(server.requests().await.is_empty());
    assert_eq!(
        server
            .control("GET", "/requests?since=x", Value::Null)
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn large_bodies_pass_whole() {
    let server = Server::start().await;
    let body = format!(r#"{{"owner_name":"{}"}}"#, "x".repeat(1_000_000));
    assert!(
        server
            .tyk("POST", LIST, &body)
            .await
            .starts_with("HTTP/1.1 200 ")
    );
    let stored = json!({"sql": "SELECT length(owner_name) AS n FROM organisations"});
    assert_eq!(
        server.control("POST", "/query", stored).await.1,
        json!([{"n": 1_000_000}])
    );
    let body = format!(r#"{{"owner_name":"{}"}}"#, "x".repeat(3_000_000));
    assert!(
        server
            .tyk("POST", LIST, &body)
            .await
            .starts_with("HTTP/1.1 413 ")
    );
    assert_eq!(server.organisations().await, 1);
}

#[tokio::test]
async fn answers_of_the_apis_are_not_to_be_kept() {
    let server = Server::start().await;
    for path in [LIST, "/tyk/admin/nothing", "/hello"] {
        let answer = server.tyk("GET", path, "").await;
        assert!(
            answer.contains("\r\ncache-control: no-store\r\n"),
            "{path} {answer}"
        );
        assert!(
            answer.contains("\r\nx-content-type-options: nosniff\r\n"),
            "{path} {answer}"
        );
    }
}

#[tokio::test]
async fn the_clock_is_read_and_moved() {
    let server = Server::start().await;
    let (_, before) = server.control("GET", "/clock", Value::Null).await;
    assert_eq!(
        before,
        json!({"now": "2026-01-15T12:00:00.000Z", "now_ms": 1_768_478_400_000_i64})
    );
    let (_, after) = server
        .control("POST", "/clock", json!({"advance_ms": 86_400_000}))
        .await;
    assert_eq!(after["now"], "2026-01-16T12:00:00.000Z");
    for wrong in [
        json!({"advance_ms": -1}),
        json!({"advance_ms": i64::MAX}),
        json!({}),
        json!({"advance_ms": "1"}),
    ] {
        assert!(matches!(
            server.control("POST", "/clock", wrong).await.0,
            400 | 422
        ));
    }
    assert_eq!(server.app.clock.now(), 1_768_564_800_000);
}

#[tokio::test]
async fn the_database_is_looked_into_and_changed() {
    let server = Server::start().await;
    let insert = json!({"sql": "INSERT INTO organisations (id, body, position) VALUES (?1, ?2, 1)", "params": ["o", {}]});
    assert_eq!(
        server.control("POST", "/execute", insert).await,
        (200, json!({"changed": 1}))
    );
    assert_eq!(server.organisations().await, 1);
    let (status, error) = server
        .control(
            "POST",
            "/query",
            json!({"sql": "DELETE FROM organisations"}),
        )
        .await;
    assert!(status == 400 && error["error"].is_string(), "{error}");
    // Without the JSON content type a page from elsewhere could send it.
    let body = r#"{"sql":"DELETE FROM organisations"}"#;
    assert_eq!(
        server
            .ask(
                "POST",
                "/sandbox/execute",
                "Content-Type: text/plain\r\n",
                body
            )
            .await
            .0,
        415
    );
    assert_eq!(server.organisations().await, 1);
}

#[tokio::test]
async fn limits_and_unknown_calls() {
    let server = Server::start().await;
    assert!(
        server
            .app
            .limits
            .check("/api/v1/admin/users", "key", 1_768_478_400_000)
            .is_ok()
    );
    let (_, limits) = server.control("GET", "/limits", Value::Null).await;
    assert_eq!(
        (&limits["enabled"], &limits["counters"][0]["family"]),
        (&json!(false), &json!("users"))
    );
    assert_eq!(
        (
            &limits["counters"][0]["count"],
            &limits["counters"][0]["per_minute"]
        ),
        (&json!(1), &json!(500))
    );
    let (status, error) = server.control("GET", "/nothing", Value::Null).await;
    assert_eq!((status, error["error"].is_string()), (404, true));
}
