//! Over real connections, as some of what faults do is below HTTP.

#![expect(clippy::unwrap_used, reason = "tests")]

mod calls;
mod faults;

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::app::{self, App};
use crate::testing::Tenant;

struct Server {
    address: SocketAddr,
    app: App,
}

impl Server {
    async fn start() -> Self {
        Self::with_control(true).await
    }

    async fn with_control(control: bool) -> Self {
        let app = Tenant::new().app;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = app::router(app.clone(), None, control);
        tokio::spawn(crate::listener::run(
            listener,
            router,
            std::future::pending(),
        ));
        Self { address, app }
    }

    /// What comes back until the connection ends, as it came.
    async fn raw(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        // A reset counts as an end here.
        let _ = stream.read_to_end(&mut bytes).await;
        String::from_utf8(bytes).unwrap()
    }

    /// Like `raw` without headers but the secret, on a connection that was used before.
    async fn on_a_kept_connection(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream
            .write_all(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        let mut first = Vec::new();
        while !first.ends_with(b"}") {
            first.push(stream.read_u8().await.unwrap());
        }
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nadmin-auth: 12345\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        String::from_utf8(bytes).unwrap()
    }

    async fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, Value) {
        let raw = self.raw(method, path, headers, body).await;
        let status = raw.split(' ').nth(1).unwrap().parse().unwrap();
        let body = raw.split_once("\r\n\r\n").unwrap().1;
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    async fn control(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.ask(
            method,
            &format!("/sandbox{path}"),
            "Content-Type: application/json\r\n",
            &body,
        )
        .await
    }

    /// A call of the Tyk half with its secret; the answer as it came.
    async fn tyk(&self, method: &str, path: &str, body: &str) -> String {
        self.raw(method, path, "admin-auth: 12345\r\n", body).await
    }

    async fn fault(&self, fault: Value) -> u64 {
        let (status, set) = self.control("POST", "/faults", fault).await;
        assert_eq!(status, 201, "{set}");
        set["id"].as_u64().unwrap()
    }

    async fn requests(&self) -> Vec<Value> {
        self.control("GET", "/requests", Value::Null).await.1["requests"]
            .as_array()
            .unwrap()
            .clone()
    }

    async fn organisations(&self) -> i64 {
        let counted = self
            .control(
                "POST",
                "/query",
                json!({"sql": "SELECT count(*) AS n FROM organisations"}),
            )
            .await;
        counted.1[0]["n"].as_i64().unwrap()
    }
}

const LIST: &str = "/tyk/admin/organisations";
const NEW: &str = r#"{"owner_name":"x"}"#;
