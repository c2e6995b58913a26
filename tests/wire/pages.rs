//! Envelopes, odd records and when to stop.

use gatehouse::wire::page::{self, Page};
use gatehouse::wire::tines::{Template, User};

fn users(text: &str) -> Page<User> {
    page::decode(text, "admin/users").unwrap()
}

fn ids(page: &Page<User>) -> Vec<i64> {
    page.items.iter().map(|user| user.id).collect()
}

#[test]
fn three_envelopes_hold_the_same_list() {
    for text in [
        r#"{"admin/users":[{"id":1},{"id":2}]}"#,
        r#"{"users":[{"id":1},{"id":2}]}"#,
        r#"[{"id":1},{"id":2}]"#,
        "\n [{\"id\":1},\n{\"id\":2}] \n",
        r#"{"meta":null,"admin/users":[{"id":1},{"id":2}],"users":3,"more":{"admin/users":[]}}"#,
        r#"{"users":[],"admin/users":[{"id":1},{"id":2}]}"#,
        r#"{"admin\/users":[{"id":1},{"id":2}]}"#,
    ] {
        assert_eq!(ids(&users(text)), [1, 2], "{text}");
    }
}

#[test]
fn an_odd_record_is_counted_and_can_be_read() {
    let page = users(
        r#"{"admin/users":[{"id":1},{"email":"odd@example.org"},null,{"id":2},[3],"x",{"id":1e400}],
            "meta":{"next_page":null}}"#,
    );
    assert_eq!(ids(&page), [1, 2]);
    assert_eq!(page.received(), 7);
    let raws: Vec<&str> = page.odd.iter().map(|odd| odd.raw.as_str()).collect();
    assert_eq!(
        raws,
        [
            r#"{"email":"odd@example.org"}"#,
            "null",
            "[3]",
            r#""x""#,
            r#"{"id":1e400}"#
        ]
    );
    assert_eq!(page.odd[0].why, "missing field `id`");
    assert!(page.odd.iter().all(|odd| !odd.why.is_empty()));
}

#[test]
fn what_is_no_list_is_unreadable_and_says_why() {
    for (text, why) in [
        ("", "the reply is empty"),
        ("  \n", "the reply is empty"),
        (
            "<!doctype html><title>502</title>",
            "the reply is a page (HTML), not data",
        ),
        (
            r#"{"admin/users":[{"id":1},{"i"#,
            "the reply breaks off in the middle",
        ),
        ("[{\"id\":1}", "the reply breaks off in the middle"),
        ("{}", "no list called users in the reply"),
        (r#"{"admin/jobs":[]}"#, "no list called users in the reply"),
        (
            r#"{"admin/users":{"id":1}}"#,
            "the value is not of the kind that was due (line 1, column 0)",
        ),
        (
            "7",
            "the value is not of the kind that was due (line 1, column 1)",
        ),
        (
            "not found",
            "the reply is not valid JSON (line 1, column 2)",
        ),
        (
            r#"{"admin/users":[]} and more"#,
            "the reply is not valid JSON (line 1, column 20)",
        ),
        (
            "[] and more",
            "the reply is not valid JSON (line 1, column 4)",
        ),
    ] {
        let refused = page::decode::<User>(text, "admin/users").unwrap_err();
        assert_eq!(refused.why, why, "{text}");
    }
}

#[test]
fn why_a_record_is_odd_never_quotes_it() {
    let page = page::decode::<Template>(
        r#"[{"id":{"password":"hunter2"}},"hunter2",{"id":1,"id":"hunter2"}]"#,
        "templates",
    )
    .unwrap();
    assert_eq!(page.odd.len(), 3);
    for odd in &page.odd {
        assert!(!odd.why.contains("hunter2"), "{}", odd.why);
    }
    assert!(!page.odd[0].raw.contains("hunter2"), "{}", page.odd[0].raw);
}

#[test]
fn where_a_list_ends() {
    let one = r#""users":[{"id":1}]"#;
    for (meta, requested, next) in [
        // A link and pages to come.
        (
            r#"{"next_page":"https://x.example.org","pages":3}"#,
            1,
            true,
        ),
        // Null, whatever the rest says (seen: next_page_number 1).
        (
            r#"{"next_page":null,"next_page_number":1,"pages":13}"#,
            1,
            false,
        ),
        (r#"{"next_page":"","pages":13}"#, 1, false),
        // The last page, although a link is there.
        (
            r#"{"next_page":"https://x.example.org","pages":3}"#,
            3,
            false,
        ),
        (
            r#"{"next_page":"https://x.example.org","pages":3}"#,
            4,
            false,
        ),
        // Nought pages and nought records beside a record: not believed.
        (
            r#"{"next_page":"https://x.example.org","pages":0,"count":0}"#,
            1,
            true,
        ),
        (r#"{"next_page":null,"pages":0,"count":0}"#, 1, false),
        // No link at all.
        (r#"{"pages":3}"#, 2, true),
        (r#"{"next_page_number":3}"#, 2, true),
        (r#"{"next_page_number":1}"#, 2, false),
        (r#"{"count":9000}"#, 1, false),
        ("{}", 1, false),
        ("null", 1, false),
    ] {
        let page = users(&format!(r#"{{{one},"meta":{meta}}}"#));
        assert_eq!(page.has_next(requested), next, "{meta} at page {requested}");
    }
}

#[test]
fn an_empty_page_is_the_end_and_a_page_of_odd_records_is_not() {
    let meta = r#""meta":{"next_page":"https://x.example.org","pages":9}"#;
    assert!(!users(&format!(r#"{{"users":[],{meta}}}"#)).has_next(1));
    assert!(users(&format!(r#"{{"users":[null],{meta}}}"#)).has_next(1));
}

#[test]
fn meta_of_wrong_kinds_says_nothing() {
    let page = users(
        r#"{"users":[],"meta":{"pages":"3","count":-1,"per_page":[],"next_page_number":2.5,
            "current_page":"https://x.example.org/users?per_page=20&page=4"}}"#,
    );
    assert_eq!(page.meta.pages, Some(3));
    assert_eq!((page.meta.count, page.meta.next_page_number), (None, None));
    assert_eq!(page.meta.page, Some(4));
}
