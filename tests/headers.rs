//! The security headers stand in several places that cannot share code: both web servers' configurations, the sandbox,
//! the checks page and the documentation. Here they are held against each other, one by one.

#![expect(clippy::expect_used, reason = "tests")]

use std::fs;
use std::path::Path;

use gatehouse::analysis::checks::headers::ALL;

/// A file of the project on one line, without Rust's line continuations.
fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(&path).expect("the file is there");
    text.replace("\\\n", "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// As it is written by hand: `Content-Security-Policy`.
fn titled(name: &str) -> String {
    let part = |part: &str| part[..1].to_ascii_uppercase() + &part[1..];
    name.split('-').map(part).collect::<Vec<_>>().join("-")
}

#[test]
fn every_place_has_the_same_list() {
    let nginx = text("deploy/nginx.conf");
    let caddy = text("deploy/Caddyfile");
    let sandbox = text("crates/sandbox/src/dist.rs");
    let manual = text("docs/deploy.md");
    for header in ALL {
        let (name, value) = (titled(header.name), header.value);
        for (place, text, line) in [
            (
                "deploy/nginx.conf",
                &nginx,
                format!("add_header {name} \"{value}\" always;"),
            ),
            ("deploy/Caddyfile", &caddy, format!("{name} \"{value}\"")),
            (
                "crates/sandbox/src/dist.rs",
                &sandbox,
                format!("\"{value}\""),
            ),
            ("docs/deploy.md", &manual, format!("{name}: {value}")),
        ] {
            assert!(text.contains(&line), "{place} lacks: {line}");
        }
    }
}

#[test]
fn no_place_has_one_more() {
    // The lifetime is not among them: it differs from answer to answer.
    let added = text("deploy/nginx.conf").matches("; add_header ").count();
    assert_eq!(
        added,
        ALL.len(),
        "deploy/nginx.conf: one of them is Cache-Control, and the first follows a comment"
    );
    let sandbox = text("crates/sandbox/src/dist.rs");
    assert!(sandbox.contains(&format!(
        "SECURITY_HEADERS: [(HeaderName, &str); {}]",
        ALL.len()
    )));
    let caddy = text("deploy/Caddyfile");
    let list = caddy
        .split("(gatehouse_headers) {")
        .nth(1)
        .and_then(|rest| rest.split('}').next());
    assert_eq!(
        list.expect("the list is there").matches('"').count(),
        2 * ALL.len()
    );
}
