use super::super::Verdict::{self, Bad, Doubtful, Good, Unknown};
use super::*;

fn answer(status: u16, headers: &[(&'static str, &str)], text: &str) -> Answer {
    Answer {
        status: Some(status),
        headers: headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        text: text.to_owned(),
        ..Answer::default()
    }
}

const PAGE: &str = "<!doctype html><meta name=app-wasm>";
const HTML: (&str, &str) = ("content-type", "text/html");

#[test]
fn the_line() {
    for (origin, verdict) in [
        ("https://gate.example", Good),
        ("http://127.0.0.1:8080", Good),
        ("http://localhost", Good),
        ("http://[::1]:80", Good),
        ("http://gate.example", Bad),
        ("http://localhost.example", Bad),
    ] {
        assert_eq!(line(origin).verdict, verdict, "{origin}");
    }
}

#[test]
fn the_page_and_its_lifetime() {
    let of = |caching: &str| page(&answer(200, &[("cache-control", caching)], PAGE)).verdict;
    assert_eq!(
        [
            of("no-cache"),
            of("no-store"),
            of("max-age=0, must-revalidate")
        ],
        [Good; 3]
    );
    assert_eq!([of("max-age=600"), of("public"), of("")], [Doubtful; 3]);
    assert_eq!(page(&answer(200, &[], "<h1>Sign in</h1>")).verdict, Bad);
    assert_eq!(page(&answer(502, &[], "")).verdict, Bad);
    assert_eq!(page(&Answer::default()).verdict, Bad);
    let elsewhere = Answer {
        is_redirect: true,
        ..Answer::default()
    };
    assert!(page(&elsewhere).found.contains("redirect"));
}

#[test]
fn the_configuration_may_be_missing() {
    let json = ("content-type", "application/json");
    assert_eq!(
        config(&answer(200, &[json, ("cache-control", "no-cache")], "{}")).verdict,
        Good
    );
    assert_eq!(config(&answer(200, &[json], "{}")).verdict, Doubtful);
    assert!(
        config(&answer(404, &[], ""))
            .found
            .starts_with("There is none")
    );
    assert!(
        config(&answer(200, &[HTML], PAGE))
            .found
            .starts_with("There is none")
    );
    assert_eq!(config(&answer(500, &[], "")).verdict, Bad);
}

#[test]
fn the_program() {
    let of = |kind: &'static str, caching: &'static str, packed: Option<&'static str>| -> Verdict {
        let mut headers = vec![("content-type", kind), ("cache-control", caching)];
        headers.extend(packed.map(|packed| ("content-encoding", packed)));
        wasm(&answer(200, &headers, "")).verdict
    };
    let lasting = "public, max-age=31536000, immutable";
    assert_eq!(of("application/wasm", lasting, Some("br")), Good);
    assert_eq!(of("application/wasm", lasting, None), Doubtful);
    assert_eq!(of("application/wasm", "no-cache", Some("gzip")), Doubtful);
    assert_eq!(
        of("application/octet-stream", lasting, Some("br")),
        Doubtful
    );
    assert_eq!(wasm(&answer(404, &[], "")).verdict, Bad);
}

#[test]
fn addresses_and_files() {
    assert_eq!(deep_link(&answer(200, &[HTML], PAGE)).verdict, Good);
    for broken in [
        answer(404, &[HTML], "nginx"),
        answer(200, &[], "{}"),
        Answer::default(),
    ] {
        let found = deep_link(&broken);
        assert_eq!(found.verdict, Bad);
        assert!(!found.advice.is_empty());
    }
    assert_eq!(unknown_file(&answer(404, &[], "")).verdict, Good);
    assert_eq!(
        unknown_file(&answer(403, &[], "AccessDenied")).verdict,
        Good
    );
    assert_eq!(unknown_file(&answer(200, &[HTML], PAGE)).verdict, Doubtful);
    assert_eq!(unknown_file(&answer(404, &[HTML], PAGE)).verdict, Doubtful);
    assert_eq!(unknown_file(&Answer::default()).verdict, Bad);
}

#[test]
fn clocks() {
    const NOON: i64 = 1_768_478_400_000;
    let of = |ahead: i64, took: i64, age: &'static str| {
        let mut answer = answer(
            200,
            &[("date", "Thu, 15 Jan 2026 12:00:00 GMT"), ("age", age)],
            "",
        );
        answer.between = (NOON + ahead, NOON + ahead + took);
        clock(&answer)
    };
    assert_eq!(
        of(400, 100, "").found,
        "The clocks agree. It matters from a minute on."
    );
    assert_eq!(of(-30_000, 100, "").verdict, Good);
    assert_eq!(of(90_000, 100, "").verdict, Doubtful);
    assert_eq!(
        of(-90_000, 100, "").found,
        "This browser's clock is 90 s behind the server's.".replace("90 s", "2 min")
    );
    assert_eq!(
        of(3_600_000, 100, "").found,
        "This browser's clock is 1 h 0 min ahead of the server's."
    );
    assert_eq!(of(3_600_000, 100, "").verdict, Bad);
    assert_eq!(
        of(3_600_000, 100, "3600").verdict,
        Good,
        "it lay in a cache for an hour"
    );
    assert_eq!(
        of(-100_000, 200_000, "").verdict,
        Good,
        "the way took longer than the difference"
    );
    assert_eq!(
        of(400 * 86_400_000, 0, "").found,
        "This browser's clock is 400 days ahead of the server's."
    );
    assert_eq!(clock(&answer(200, &[], "")).verdict, Unknown);
}
