//! What reading by name promises: which of two fields counts, and what a text may hold.

use gatehouse::wire::json::{Value, quote};
use gatehouse::wire::page::{self, Page};
use gatehouse::wire::refusal::Refusal;
use gatehouse::wire::tines::{Template, User, WorkerStats};
use gatehouse::wire::{Kept, decode};
use proptest::prelude::*;

#[test]
fn of_a_field_that_is_there_twice_the_last_counts_and_two_ids_are_odd() {
    let user: User =
        decode(r#"{"email":"a","id":1,"admin":true,"email":"b","\u0065mail":"c"}"#).unwrap();
    assert_eq!((user.email.as_str(), user.admin), ("c", true));
    for twice in [r#"{"id":1,"id":1}"#, r#"{"id":1,"i\u0064":2}"#] {
        let refused = decode::<User>(twice).unwrap_err();
        assert_eq!(refused.why, "its id is there twice", "{twice}");
    }
}

#[test]
fn of_two_lists_the_full_name_counts_and_then_the_last() {
    let ids = |text: &str| -> Vec<i64> {
        let page: Page<User> = page::decode(text, "admin/users").unwrap();
        page.items.iter().map(|user| user.id).collect()
    };
    let full = r#""admin/users":[{"id":1}]"#;
    let short = r#""users":[{"id":2},null]"#;
    assert_eq!(ids(&format!("{{{full},{short}}}")), [1]);
    assert_eq!(ids(&format!("{{{short},{full}}}")), [1]);
    assert_eq!(ids(&format!("{{{short},{short}}}")), [2]);
    assert!(ids(&format!(r#"{{{short},"admin/users":null}}"#)).is_empty());
    let odd = format!("{{{short},{full}}}");
    assert_eq!(page::decode::<User>(&odd, "admin/users").unwrap().odd, []);
}

#[test]
fn a_null_list_beside_a_count_is_refused_and_any_other_is_empty() {
    let refused = r#"{"admin/users":null,"meta":{"count":240}}"#;
    let error = page::decode::<User>(refused, "admin/users").unwrap_err();
    assert_eq!(
        error.why,
        "the list called users is null, and yet there are some"
    );
    for text in [
        r#"{"admin/users":null,"meta":{"count":0}}"#,
        r#"{"admin/users":null,"meta":null}"#,
        r#"{"users":null,"pages":0}"#,
    ] {
        assert_eq!(
            page::decode::<User>(text, "admin/users")
                .unwrap()
                .received(),
            0,
            "{text}"
        );
    }
}

#[test]
fn blanks_may_stand_anywhere() {
    let text = " {\r\n\t\"meta\" : { \"pages\" : 3 } ,\"users\" : [ { \"id\" : 1 , \"email\" : \"a, b\" } , [ ] , { } ] } ";
    let page: Page<Kept<User>> = page::decode(text, "users").unwrap();
    assert_eq!(page.meta.pages, Some(3));
    assert_eq!(page.items[0].email, "a, b");
    assert_eq!(
        page.items[0].raw.get(),
        "{ \"id\" : 1 , \"email\" : \"a, b\" }"
    );
    let raws: Vec<&str> = page.odd.iter().map(|odd| odd.raw.as_str()).collect();
    assert_eq!(raws, ["[ ]", "{ }"]);
}

#[test]
fn half_a_character_is_shown_as_one_that_is_missing_and_is_no_id() {
    for (json, text) in [
        (r#""\ud83d\ude00!""#, "😀!"),
        (r#""\ud83d!""#, "\u{fffd}!"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\"\\\/\b\f\n\r\t\u00e9""#, "\"\\/\u{8}\u{c}\n\r\té"),
    ] {
        let user: User = decode(&format!(r#"{{"id":1,"email":{json}}}"#)).unwrap();
        assert_eq!(user.email, text, "{json}");
    }
    assert!(decode::<Template>(r#"{"id":"7\ud83d"}"#).is_err());
    assert!(decode::<Template>("{\"id\":\"7\u{fffd}\"}").is_err());
}

#[test]
fn nesting_of_any_depth_is_read_over() {
    let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
    let user: Kept<User> = decode(&format!(
        r#"{{"id":1,"email":{deep},"x":{deep},"team_memberships":{deep}}}"#
    ))
    .unwrap();
    assert_eq!(user.email, "");
    let open = "{\"errors\":".repeat(100_000);
    let close = "}".repeat(100_000);
    for body in [deep.clone(), format!("{open}\"words\"{close}"), open] {
        let _ = Refusal::read(&body, None);
        assert!(page::decode::<User>(&body, "users").is_ok() || !body.starts_with("[["));
    }
}

#[test]
fn quantities() {
    for (json, real) in [
        ("0", Some(0.0)),
        ("-3.75", Some(-3.75)),
        ("0.1", Some(0.1)),
        ("1768478400.25", Some(1_768_478_400.25)),
        ("1e3", Some(1_000.0)),
        ("1E-3", Some(0.001)),
        ("12345678901234567890", Some(12_345_678_901_234_567_890.0)),
        ("1e400", None),
        ("1e99999999999", None),
        ("1e-400", Some(0.0)),
        (r#"" 2.5 ""#, Some(2.5)),
        (r#""+.5""#, Some(0.5)),
        (r#""5.""#, Some(5.0)),
        (r#"".""#, None),
        (r#""""#, None),
        (r#""e5""#, None),
        (r#""1e""#, None),
        (r#""--1""#, None),
        (r#""1 2""#, None),
        (r#""inf""#, None),
        (r#""NaN""#, None),
        ("true", None),
        ("[1]", None),
    ] {
        let stats: WorkerStats = decode(&format!(r#"{{"queue_latency":{json}}}"#)).unwrap();
        assert_eq!(stats.queue_latency, real, "{json}");
    }
}

proptest! {
    #[test]
    fn any_text_survives_its_quotes(text in any::<String>(), name in any::<String>()) {
        let quoted = quote(&text);
        prop_assert_eq!(Value::parse(&quoted).unwrap().text().unwrap(), text.as_str());
        let object = format!("{{{}:{quoted}}}", quote(&name));
        let fields = gatehouse::wire::Fields::of(Value::parse(&object).unwrap()).unwrap();
        prop_assert_eq!(fields.get(&name).text().unwrap(), text.as_str());
    }

    #[test]
    fn texts_agree_with_the_parser(json in r#""(\\u[0-9a-f]{4}|\\[nrtbf/"\\]|[a-zé€ ]){0,12}""#) {
        if let Ok(text) = serde_json::from_str::<String>(&json) {
            prop_assert_eq!(Value::parse(&json).unwrap().text().unwrap(), text);
        }
    }

    #[test]
    fn a_quantity_is_the_nearest_float_or_next_to_it(real in any::<f64>(), short in -1_000_000_000_000_i64..1_000_000_000_000, places in 0_u8..6) {
        let read = |text: &str| Value::parse(text).unwrap().real();
        let near = read(&format!("{real:e}")).unwrap();
        prop_assert!((near - real).abs() <= real.abs() * 1e-14 || real.abs() < 1e-290, "{real:e} {near:e}");
        let digits = format!("{short}e-{places}");
        prop_assert_eq!(read(&digits), digits.parse().ok());
    }
}
