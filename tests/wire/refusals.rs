//! Every shape of an error.

use gatehouse::wire::refusal::Refusal;

fn said(body: &str) -> Option<String> {
    let refusal = Refusal::read(body, None);
    assert!(!refusal.is_html, "{body}");
    assert_eq!(refusal.fields, [], "{body}");
    refusal.message
}

fn fields(body: &str) -> Vec<(String, Vec<String>)> {
    Refusal::read(body, Some("application/json")).fields
}

#[test]
fn every_shape_that_carries_a_message() {
    for (body, message) in [
        (
            r#"{"errors":[{"message":"Not found","details":"No such user"}]}"#,
            "Not found; No such user",
        ),
        (
            r#"{"errors":[{"message":"Not found","details":""}]}"#,
            "Not found",
        ),
        (
            r#"{"errors":[{"message":"One"},{"message":"Two"}]}"#,
            "One; Two",
        ),
        (r#"[{"message":"Not found","details":null}]"#, "Not found"),
        (
            r#"{"errors":["Email is taken","Email is taken"]}"#,
            "Email is taken",
        ),
        (r#"{"errors":"Email is taken"}"#, "Email is taken"),
        (r#"{"error":"Forbidden"}"#, "Forbidden"),
        (r#"{"error":{"message":"Forbidden","code":7}}"#, "Forbidden"),
        (r#"{"message":"Too many requests"}"#, "Too many requests"),
        (
            r#"{"status":422,"error":"Unprocessable","message":"Bad name"}"#,
            "Unprocessable; Bad name",
        ),
        (
            r#"{"Status":"Error","Message":"Not authorised","Meta":null}"#,
            "Not authorised",
        ),
        (
            r#"{"Status":"Error","Message":"Not authorised","Meta":""}"#,
            "Not authorised",
        ),
        (
            r#"{"status":"error","message":"No","meta":{"why":["not said"]}}"#,
            "No",
        ),
        (r#""Just text""#, "Just text"),
        ("Retry later\r\n", "Retry later"),
        ("\u{feff}{\"error\":\"Forbidden\"}", "Forbidden"),
        (r#"{"error":"cut o"#, r#"{"error":"cut o"#),
        ("a\u{1b}[31m  red\tcell", "a [31m red cell"),
    ] {
        assert_eq!(said(body).as_deref(), Some(message), "{body}");
    }
}

#[test]
fn every_shape_that_names_fields() {
    let email = |texts: &[&str]| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        vec![("email".to_owned(), texts)]
    };
    assert_eq!(
        fields(r#"{"errors":{"email":["is taken","is too long"]}}"#),
        email(&["is taken", "is too long"])
    );
    assert_eq!(
        fields(r#"{"errors":{"email":"is taken"}}"#),
        email(&["is taken"])
    );
    assert_eq!(
        fields(r#"{"errors":{"email":[{"message":"is taken"}]}}"#),
        email(&["is taken"])
    );
    assert_eq!(fields(r#"{"email":["is taken"]}"#), email(&["is taken"]));
    assert_eq!(
        fields(r#"{"errors":[{"message":"Invalid","details":{"email":["is taken"]}}]}"#),
        email(&["is taken"])
    );
    // The server's order, and nothing for a field that says nothing.
    let both = fields(r#"{"errors":{"z":["last"],"none":[],"a":["first"]}}"#);
    let names: Vec<&str> = both.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["z", "a"]);
    // A field that is called `error` or `message` is one, when it holds a list.
    let list = Refusal::read(r#"{"errors":{"message":["is empty"]}}"#, None);
    assert_eq!(list.fields, [("message".into(), vec!["is empty".into()])]);
    // With a message beside the fields, both.
    let with = Refusal::read(
        r#"{"message":"Invalid","errors":{"email":["is taken"]}}"#,
        None,
    );
    assert_eq!(with.message.as_deref(), Some("Invalid"));
    assert_eq!(with.fields, email(&["is taken"]));
}

#[test]
fn a_page_is_said_to_be_one_and_never_repeated() {
    for (body, content_type, title) in [
        (
            "<!DOCTYPE html>\n<html><head>\n<TITLE lang=en> 502\n Bad Gateway </TITLE></head><body><script>alert(1)</script>",
            Some("text/html; charset=utf-8"),
            Some("502 Bad Gateway"),
        ),
        ("<html><body><h1>Oops</h1></body></html>", None, None),
        ("<title>cut off", None, None),
        ("<title", None, None),
        ("plain words in a page", Some("Text/HTML"), None),
        (
            "<?xml version='1.0'?><Error>no</Error>",
            Some("application/xml"),
            None,
        ),
    ] {
        let refusal = Refusal::read(body, content_type);
        assert!(refusal.is_html, "{body}");
        assert_eq!(refusal.message.as_deref(), title, "{body}");
        assert_eq!(refusal.fields, []);
    }
    let mislabelled = Refusal::read(r#"{"error":"Forbidden"}"#, Some("text/html"));
    assert!(!mislabelled.is_html);
    assert_eq!(mislabelled.message.as_deref(), Some("Forbidden"));
}

#[test]
fn nothing_is_nothing() {
    for body in [
        "",
        " \n",
        "{}",
        "[]",
        "null",
        "404",
        "false",
        r#""""#,
        r#"{"error":null}"#,
        r#"{"errors":[]}"#,
        r#"{"errors":{}}"#,
        "[{}]",
        r#"{"Status":"Error","Message":"","Meta":null}"#,
    ] {
        assert!(
            Refusal::read(body, Some("application/json")).is_silent(),
            "{body}"
        );
    }
    assert_eq!(Refusal::read("", Some("text/html")), Refusal::default());
}

#[test]
fn long_answers_are_capped() {
    let long = "ä".repeat(100_000);
    let message = said(&long).unwrap();
    assert_eq!(message.chars().count(), 301);
    assert!(message.ends_with('…'));
    let many = format!("[{}]", vec![r#"{"message":"x y z"}"#; 5_000].join(","));
    assert_eq!(said(&many).as_deref(), Some("x y z"));
    let names: Vec<String> = (0..500).map(|n| format!(r#""f{n}":["bad"]"#)).collect();
    assert_eq!(
        fields(&format!(r#"{{"errors":{{{}}}}}"#, names.join(","))).len(),
        20
    );
}
