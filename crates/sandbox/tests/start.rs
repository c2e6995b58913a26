//! The program as people start it.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A running sandbox, killed when the test ends before it.
struct Sandbox {
    child: Child,
    first_line: String,
    address: String,
}

impl Sandbox {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(["--port", "0", "--now", "2026-01-15T12:00:00Z"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut first_line)
            .unwrap();
        let address = first_line
            .trim_end()
            .trim_start_matches("listening on http://")
            .to_owned();
        Self {
            child,
            first_line,
            address,
        }
    }

    /// Status line and the rest.
    fn ask(&self, method: &str, path: &str, body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer demo-tenant-owner-key\r\n\
             Admin-Auth: 12345\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (status, rest) = answer.split_once("\r\n").unwrap();
        (status.to_owned(), rest.to_owned())
    }

    /// SIGTERM, and the exit code.
    fn stop(&mut self) -> Option<i32> {
        let kill = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        assert!(kill.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A directory of its own for a test, empty.
fn directory(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    directory
}

#[test]
fn the_first_line_says_where_on_this_machine() {
    let mut sandbox = Sandbox::start(&["--seed", "empty", "--still"]);
    let port: u16 = sandbox
        .address
        .strip_prefix("127.0.0.1:")
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(
        sandbox.first_line,
        format!("listening on http://127.0.0.1:{port}\n")
    );
    assert!(port != 0);
    assert_eq!(sandbox.stop(), Some(0));
    assert!(TcpStream::connect(&sandbox.address).is_err());
}

#[test]
fn both_apis_answer_below_their_prefix_and_bare() {
    let sandbox = Sandbox::start(&["--seed", "empty", "--still"]);
    for path in [
        "/tines/api/v1/info",
        "/api/v1/info",
        "/tyk/admin/organisations",
        "/admin/organisations",
        "/tyk/hello",
        "/hello",
    ] {
        let (status, answer) = sandbox.ask("GET", path, "");
        assert_eq!(status, "HTTP/1.1 200 OK", "{path} {answer}");
    }
    let (status, _) = sandbox.ask("GET", "/sandbox/switches", "");
    assert_eq!(
        status, "HTTP/1.1 404 Not Found",
        "the control API is closed unless asked for"
    );
}

#[test]
fn flags_set_the_dialect() {
    let sandbox = Sandbox::start(&[
        "--seed",
        "empty",
        "--still",
        "--jobs",
        "403",
        "--error-shape",
        "text",
        "--control",
    ]);
    let (status, answer) = sandbox.ask("GET", "/api/v1/admin/dead_jobs", "");
    assert_eq!(status, "HTTP/1.1 403 Forbidden");
    assert!(
        answer.ends_with("\r\n\r\nJobs are available on dedicated tenants only"),
        "{answer}"
    );
    let (status, answer) = sandbox.ask("GET", "/sandbox/switches", "");
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert!(answer.contains(r#""jobs":"403""#), "{answer}");
}

#[test]
fn a_file_outlives_a_restart() {
    let path = directory("restart").join("tenant.db");
    let file = path.to_str().unwrap();
    let arguments = ["--seed", "empty", "--still", "--db", file];
    let mut first = Sandbox::start(&arguments);
    let (status, made) = first.ask(
        "POST",
        "/api/v1/admin/users",
        r#"{"email":"kept@example.com"}"#,
    );
    assert_eq!(status, "HTTP/1.1 201 Created", "{made}");
    let template = r#"{"name":"x","agent_type":"y","agent_options":{"n":1.0}}"#;
    let id = |answer: &str| {
        answer
            .split(r#""id":"#)
            .nth(1)
            .unwrap()
            .split(',')
            .next()
            .unwrap()
            .to_owned()
    };
    let (_, one) = first.ask("POST", "/api/v1/admin/templates", template);
    assert_eq!(first.stop(), Some(0));
    assert!(
        !path.with_extension("db-wal").exists(),
        "everything stands in the one file"
    );

    // Another seed is of no consequence: this database is not new.
    let second = Sandbox::start(&["--seed", "demo", "--still", "--db", file]);
    let (_, users) = second.ask("GET", "/api/v1/admin/users", "");
    assert!(
        users.contains("kept@example.com") && users.contains(r#""count":2}"#),
        "{users}"
    );
    let (_, two) = second.ask("POST", "/api/v1/admin/templates", template);
    assert_ne!(id(&one), id(&two), "each start draws other ids");
    let (_, kept) = second.ask("GET", &format!("/api/v1/admin/templates/{}", id(&one)), "");
    assert!(kept.contains(r#""agent_options":{"n":1.0}"#), "{kept}");
}

#[test]
fn a_killed_tenant_loses_nothing_it_answered() {
    let path = directory("killed").join("tenant.db");
    let arguments = ["--seed", "empty", "--still", "--db", path.to_str().unwrap()];
    let mut first = Sandbox::start(&arguments);
    let (status, _) = first.ask(
        "POST",
        "/api/v1/admin/users",
        r#"{"email":"kept@example.com"}"#,
    );
    assert_eq!(status, "HTTP/1.1 201 Created");
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    let (_, users) = Sandbox::start(&arguments).ask("GET", "/api/v1/admin/users", "");
    assert!(users.contains("kept@example.com"), "{users}");
}

#[test]
fn what_cannot_start_says_why() {
    let taken = Sandbox::start(&["--seed", "empty", "--still"]);
    let port = taken.address.rsplit(':').next().unwrap();
    for (arguments, said) in [
        (["--port", port], "cannot listen on 127.0.0.1"),
        (
            ["--db", "/nowhere/at/all.db"],
            "the database /nowhere/at/all.db cannot be used",
        ),
        (
            ["--jobs", "402"],
            "possible values: dedicated, 403, 404, empty",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(
                ["--seed", "empty", "--port", "0"]
                    .into_iter()
                    .filter(|_| arguments[0] != "--port"),
            )
            .args(arguments)
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{arguments:?}"
        );
        assert!(error.contains(said), "{error}");
    }
}
