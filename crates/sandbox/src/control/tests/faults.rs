//! Things that go wrong on request.

use std::time::Duration;

use serde_json::{Value, json};

use super::{LIST, NEW, Server};

#[tokio::test]
async fn an_answer_in_the_handlers_place_keeps_it_from_running() {
    let server = Server::start().await;
    let fault = json!({"method": "POST", "path": "/tyk/*", "times": 1, "status": 429, "retry_after": 3, "body": {"error": "slow down"}});
    let id = server.fault(fault).await;
    let answer = server.tyk("POST", LIST, NEW).await;
    assert!(answer.starts_with("HTTP/1.1 429 "), "{answer}");
    assert!(
        answer.contains("\r\nretry-after: 3\r\n") && answer.ends_with(r#"{"error":"slow down"}"#),
        "{answer}"
    );
    assert_eq!(server.organisations().await, 0);
    assert!(
        server
            .tyk("POST", LIST, NEW)
            .await
            .starts_with("HTTP/1.1 200 ")
    );
    let (_, list) = server.control("GET", "/faults", Value::Null).await;
    assert_eq!(
        (&list["faults"][0]["id"], &list["faults"][0]["hits"]),
        (&json!(id), &json!(1))
    );
    assert_eq!(list["faults"][0]["times"], 1);
}

#[tokio::test]
async fn a_proxys_page_after_the_change_was_made() {
    let server = Server::start().await;
    server
        .fault(json!({"path": "/tyk/*", "html_502": true, "after": true, "times": 1}))
        .await;
    let answer = server.tyk("POST", LIST, NEW).await;
    assert!(
        answer.starts_with("HTTP/1.1 502 ") && answer.contains("text/html"),
        "{answer}"
    );
    assert_eq!(server.organisations().await, 1);
}

#[tokio::test]
async fn a_dropped_connection_before_and_after_the_change() {
    let server = Server::start().await;
    server
        .fault(json!({"path": "/tyk/*", "drop": true, "times": 1}))
        .await;
    server
        .fault(json!({"path": "/tyk/*", "drop": true, "after": true, "times": 1}))
        .await;
    assert_eq!(server.tyk("POST", LIST, NEW).await, "");
    assert_eq!(server.organisations().await, 0);
    assert_eq!(server.tyk("POST", LIST, NEW).await, "");
    assert_eq!(server.organisations().await, 1);
    for entry in server.requests().await {
        assert_eq!(
            (&entry["outcome"], &entry["status"]),
            (&json!("dropped"), &Value::Null)
        );
    }
}

#[tokio::test]
async fn a_body_that_is_cut() {
    let server = Server::start().await;
    let whole = server.tyk("GET", LIST, "").await;
    let length = whole.split_once("\r\n\r\n").unwrap().1.len();
    server
        .fault(json!({"path": "/tyk/*", "cut_after": 9, "times": 1}))
        .await;
    let clean = server.tyk("GET", LIST, "").await;
    assert!(
        clean.contains("\r\ncontent-length: 9\r\n") && clean.ends_with("\r\n\r\n{\"organis"),
        "{clean}"
    );
    server
        .fault(json!({"path": "/tyk/*", "cut_after": 9, "ending": "dropped", "times": 1}))
        .await;
    let dropped = server.tyk("GET", LIST, "").await;
    assert!(
        dropped.contains(&format!("\r\ncontent-length: {length}\r\n")),
        "{dropped}"
    );
    assert!(dropped.ends_with("\r\n\r\n{\"organis"), "{dropped}");
    server
        .fault(json!({"path": "/tyk/*", "cut_after": 1_000_000, "times": 1}))
        .await;
    let almost = server.tyk("GET", LIST, "").await;
    assert_eq!(almost.split_once("\r\n\r\n").unwrap().1.len(), length - 1);
    let ends: Vec<_> = server
        .requests()
        .await
        .iter()
        .map(|r| (r["outcome"].clone(), r["status"].clone()))
        .collect();
    let (answered, dropped) = (json!("answered"), json!("dropped"));
    let expected =
        [&answered, &answered, &dropped, &answered].map(|outcome| (outcome.clone(), json!(200)));
    assert_eq!(ends, expected);
}

#[tokio::test]
async fn a_delay_delays_and_a_client_that_leaves_is_noticed() {
    let server = Server::start().await;
    let id = server
        .fault(json!({"path": "/tyk/*", "delay_ms": 150, "method": "GET"}))
        .await;
    server.tyk("GET", LIST, "").await;
    let waited = server.requests().await[0]["ms"].as_u64().unwrap();
    assert!(waited >= 150, "{waited}");
    let asking = server.tyk("GET", LIST, "");
    assert!(
        tokio::time::timeout(Duration::from_millis(50), asking)
            .await
            .is_err()
    );
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.requests().await[1]["outcome"], "abandoned");
    assert_eq!(
        server
            .control("DELETE", &format!("/faults/{id}"), Value::Null)
            .await
            .0,
        204
    );
    assert_eq!(
        server
            .control("DELETE", &format!("/faults/{id}"), Value::Null)
            .await
            .0,
        404
    );
    server.tyk("GET", LIST, "").await;
    assert!(server.requests().await[2]["ms"].as_u64().unwrap() < 150);
}

#[tokio::test]
async fn a_request_that_is_sent_again_by_itself_is_dropped_with_the_first() {
    let server = Server::start().await;
    server
        .fault(json!({"path": "/tyk/*", "drop": true, "after": true, "times": 1}))
        .await;
    // As a browser does: on two connections that it had kept, then on a new one, then it gives up.
    assert_eq!(server.on_a_kept_connection("POST", LIST, NEW).await, "");
    assert_eq!(server.on_a_kept_connection("POST", LIST, NEW).await, "");
    assert_eq!(server.tyk("POST", LIST, NEW).await, "");
    assert_eq!(server.organisations().await, 1);
    // What a person does at once is meant.
    assert!(
        server
            .tyk("POST", LIST, NEW)
            .await
            .starts_with("HTTP/1.1 200 ")
    );
    assert_eq!(server.organisations().await, 2);
    let requests = server.requests().await;
    let resent: Vec<_> = requests
        .iter()
        .filter(|r| r["method"] == "POST")
        .map(|r| r["resent"].clone())
        .collect();
    assert_eq!(
        resent,
        [json!(false), json!(true), json!(true), json!(false)]
    );
    let (_, list) = server.control("GET", "/faults", Value::Null).await;
    assert_eq!(list["faults"][0]["hits"], 1);
}

#[tokio::test]
async fn a_held_answer_comes_when_its_fault_goes() {
    let server = Server::start().await;
    for after in [false, true] {
        let before = server.organisations().await;
        let held = json!({"path": LIST, "method": "POST", "hold": true, "after": after});
        let id = server.fault(held).await;
        let sending = server.tyk("POST", LIST, NEW);
        let watching = async {
            // It is on the list of requests before it waits, and carried out if that comes first.
            while !server
                .requests()
                .await
                .iter()
                .any(|entry| entry["outcome"] == "running")
                || server.organisations().await != before + i64::from(after)
            {
                tokio::task::yield_now().await;
            }
            server
                .control("DELETE", &format!("/faults/{id}"), Value::Null)
                .await;
        };
        let (answer, ()) = tokio::join!(sending, watching);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert_eq!(server.organisations().await, before + 1);
    }
}

#[tokio::test]
async fn an_answer_in_another_shape_is_still_the_handlers() {
    let server = Server::start().await;
    server
        .fault(json!({"path": LIST, "reshape": "unknown_fields"}))
        .await;
    let answer = server.tyk("POST", LIST, NEW).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains(r#""x_newer":null}"#),
        "{answer}"
    );
    assert_eq!(server.organisations().await, 1);
}
