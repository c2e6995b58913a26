use proptest::prelude::*;

use super::*;

#[test]
fn only_the_edited_field_changes_byte_for_byte() {
    let raw = "{ \"id\":\"a\",\n \"owner_name\" : \"Old\\u0041\", \"apis\":null, \"n\": 1.50e+3,\"big\":472463921472463921, \"x\":{\"b\":1,\"a\":[]} }";
    for (name, json, from, to) in [
        ("owner_name", "\"New\"", "\"Old\\u0041\"", "\"New\""),
        ("apis", "[]", "\"apis\":null", "\"apis\":[]"),
        ("n", "7", "1.50e+3", "7"),
    ] {
        assert_eq!(
            overlay(raw, [(name, json)]).as_deref(),
            Some(raw.replacen(from, to, 1).as_str())
        );
    }
    assert_eq!(overlay(raw, []).as_deref(), Some(raw));
}

#[test]
fn a_field_that_was_not_there_comes_to_the_end() {
    assert_eq!(
        overlay("{\"a\":1}", [("b\"", "2"), ("c", "3")]).as_deref(),
        Some("{\"a\":1,\"b\\\"\":2,\"c\":3}")
    );
    assert_eq!(
        overlay(" {} ", [("b", "2"), ("c", "3")]).as_deref(),
        Some(" {\"b\":2,\"c\":3} ")
    );
    assert_eq!(overlay("[1]", [("b", "2")]), None);
}

#[test]
fn of_a_field_that_is_there_twice_the_one_that_counts_is_set() {
    assert_eq!(
        overlay("{\"a\":1,\"a\":2}", [("a", "3")]).as_deref(),
        Some("{\"a\":1,\"a\":3}")
    );
}

#[test]
fn fields_are_left_out_and_the_rest_is_as_it_was() {
    let raw = "{\"id\":\"x\",\"n\":1.0,\"k\":\"•••\",\"z\":[1, 2]}";
    let text = without(raw, &|name, value| name == "id" || value == "\"•••\"");
    assert_eq!(text.as_deref(), Some("{\"n\":1.0,\"z\":[1, 2]}"));
    assert_eq!(without("{\"id\":1}", &|_, _| true).as_deref(), Some("{}"));
}

#[test]
fn spelling_is_no_difference_and_null_is_one() {
    for (one, other, alike) in [
        ("1.0", "1", true),
        ("1e2", "100", true),
        ("9007199254740993", "9007199254740992", false),
        ("\"\\u0041\"", "\"A\"", true),
        ("\"1\"", "1", false),
        ("true", "1", false),
        ("{\"a\":1,\"b\":2}", "{\"b\":2, \"a\":1}", true),
        ("{\"a\":null}", "{}", false),
        ("[1,2]", "[2,1]", false),
        ("[1]", "[1,1]", false),
        ("null", "[]", false),
        ("null", "false", false),
    ] {
        assert_eq!(same_text(one, other), alike, "{one} {other}");
        assert_eq!(same_text(other, one), alike, "{other} {one}");
    }
}

#[test]
fn changes_name_what_went_and_what_came() {
    let found = changes(
        "{\"a\":1,\"b\":null,\"c\":3}",
        "{\"c\":3.0,\"a\":2,\"d\":4}",
    );
    let found: Vec<_> = found
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.before.as_deref(),
                one.after.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("b", Some("null"), None),
            ("a", Some("1"), Some("2")),
            ("d", None, Some("4")),
        ]
    );
}

proptest! {
    #[test]
    fn what_is_laid_over_is_there_and_nothing_else_changed(names in proptest::collection::btree_set("[a-c]{1,2}", 0..5), edited in "[a-c]{1,2}", value in -9_i64..9) {
        let body: Vec<String> = names.iter().map(|name| format!("\"{name}\" : [\"{name}\", null]")).collect();
        let raw = format!("{{{}}}", body.join(" , "));
        let text = overlay(&raw, [(edited.as_str(), value.to_string().as_str())]).expect("an object");
        let found = changes(&raw, &text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].name, &edited);
        prop_assert_eq!(found[0].after.clone(), Some(value.to_string()));
    }
}
