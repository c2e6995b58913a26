use proptest::prelude::*;

use super::super::{Doc, compact, format, same, sort_keys, warnings};
use super::any::json;
use crate::wire::json::Value;

fn wrong(text: &str) -> (u32, u32, &'static str) {
    let problem = Doc::read(text).expect_err(text);
    (problem.line, problem.column, problem.why)
}

#[test]
fn what_is_wrong_is_said_in_plain_words_and_at_its_place() {
    for (text, line, column, begins) in [
        ("", 1, 1, "Nothing is written here"),
        (
            "{\n  \"a\": 1\n  \"b\": 2\n}",
            3,
            3,
            "Expected a comma or the end of the object",
        ),
        ("[1 2]", 1, 4, "Expected a comma or the end of the array"),
        ("[1,\n2,\n]", 2, 2, "Trailing comma"),
        ("{\"a\": 1,}", 1, 8, "Trailing comma"),
        ("{\"a\" 1}", 1, 6, "Expected a colon"),
        ("{a: 1}", 1, 2, "A key in double quotes is missing"),
        ("{'a': 1}", 1, 2, "A key stands in double quotes"),
        ("['a']", 1, 2, "A text stands in double quotes"),
        (
            "[\"😀é\", tru]",
            1,
            8,
            "A text stands in double quotes; without",
        ),
        (
            "[\"a\nb\"]",
            1,
            4,
            "A text may not go over the end of the line",
        ),
        ("[\"a\tb\"]", 1, 4, "A tab within a text"),
        ("[\"\u{1}\"]", 1, 3, "A control character"),
        ("[\"\\x\"]", 1, 3, "Behind a backslash"),
        ("[\"\\u12g4\"]", 1, 3, "Four hex digits"),
        ("[\"a", 1, 4, "The text is not closed"),
        (
            "{\"a\": [1, 2",
            1,
            12,
            "The text ends here: the array is not closed",
        ),
        (
            "{\"a\": 1",
            1,
            8,
            "The text ends here: the object is not closed",
        ),
        ("{\"a\":", 1, 6, "The text ends here: a value is missing"),
        ("[01]", 1, 2, "A number does not begin with 0"),
        ("[-]", 1, 2, "A digit is missing behind the minus"),
        ("[1.]", 1, 4, "A digit is missing behind the point"),
        ("[1e+]", 1, 5, "A digit is missing in the exponent"),
        ("[+1]", 1, 2, "A number does not begin with a plus"),
        ("[.5]", 1, 2, "A digit is missing before the point"),
        ("[1] // why", 1, 5, "JSON has no comments"),
        ("[1]]", 1, 4, "Nothing may follow"),
        ("[1,,2]", 1, 4, "A value is missing before the comma"),
        ("\u{feff}[]", 1, 1, "An invisible mark"),
        (
            "[\u{a0}1]",
            1,
            2,
            "A blank stands here that JSON does not know",
        ),
        ("[\u{2028}1]", 1, 2, "A"),
        ("[“a”]", 1, 2, "A text stands in straight double quotes"),
        (
            "{\"a\": 1]",
            1,
            8,
            "Expected a comma or the end of the object",
        ),
    ] {
        let (found_line, found_column, why) = wrong(text);
        assert_eq!((found_line, found_column), (line, column), "{text}: {why}");
        assert!(why.starts_with(begins), "{text}: {why}");
    }
    let problem = Doc::read("{\"a\" 1}").expect_err("no colon");
    assert_eq!(
        problem.words(),
        "Line 1, column 6: Expected a colon after the key."
    );
}

#[test]
fn every_spelling_stays() {
    let odd = "{\"big\":9007199254740993,\"huge\":1e400,\"ten\":0.10,\"minus\":-0,\"a\":1,\"a\":2,\"e\":\"😀\\ud83d\",\"l\":\"\u{2028}\",\"\\u0061\":[]}";
    assert_eq!(compact(&format(odd).expect("JSON")).as_deref(), Ok(odd));
    let doc = Doc::read(odd).expect("JSON");
    let raw: Vec<&str> = doc.children(0).map(|child| doc.raw(child)).collect();
    assert_eq!(
        raw,
        [
            "9007199254740993",
            "1e400",
            "0.10",
            "-0",
            "1",
            "2",
            "\"😀\\ud83d\"",
            "\"\u{2028}\"",
            "[]"
        ]
    );
}

#[test]
fn depth_costs_no_stack() {
    for depth in [200, 10_000] {
        let deep = "[{\"a\":".repeat(depth) + "1" + &"}]".repeat(depth);
        let doc = Doc::read(&deep).expect("JSON");
        assert_eq!(doc.len(), 2 * depth + 1);
        assert_eq!(
            compact(&format(&deep).expect("JSON")).as_deref(),
            Ok(deep.as_str())
        );
        assert_eq!(
            compact(&sort_keys(&deep).expect("JSON")).as_deref(),
            Ok(deep.as_str())
        );
        assert!(doc.path(2 * depth).to_string().starts_with("[0].a[0].a"));
        assert_eq!(warnings(&doc), []);
        let open = "[".repeat(depth);
        assert!(Doc::read(&open).is_err());
    }
}

#[test]
fn keys_are_sorted_in_every_object_and_twins_keep_their_order() {
    let sorted =
        sort_keys(r#"{"b":{"d":1,"c":[{"z":0,"y":0}]},"a":2,"\u0061":3,"A":4}"#).expect("JSON");
    assert_eq!(
        compact(&sorted).as_deref(),
        Ok(r#"{"A":4,"a":2,"\u0061":3,"b":{"c":[{"y":0,"z":0}],"d":1}}"#)
    );
}

#[test]
fn paths_read_as_people_write_them() {
    let doc = Doc::read(r#"{"options":{"headers":{"X-A":[0,1,2,{"ü":1}]}}}"#).expect("JSON");
    let paths: Vec<String> = (0..doc.len()).map(|at| doc.path(at).to_string()).collect();
    assert_eq!(paths[3], r#"options.headers["X-A"]"#);
    assert_eq!(paths[7], r#"options.headers["X-A"][3]"#);
    assert_eq!(paths[8], r#"options.headers["X-A"][3]["ü"]"#);
    assert_eq!(doc.path(0).words(), "the whole value");
    assert_eq!(doc.path(2).under("agent"), "agent.options.headers");
    assert_eq!(Doc::read("[1]").expect("JSON").path(1).under("a"), "a[0]");
}

fn warned(text: &str) -> Vec<String> {
    let found = warnings(&Doc::read(text).expect("JSON"));
    found
        .into_iter()
        .map(|warning| format!("{}:{} {}", warning.line, warning.column, warning.words))
        .collect()
}

#[test]
fn twins_are_told_with_path_and_both_lines() {
    assert_eq!(
        warned("{\n\"o\": {\n\"a\": 1,\n\"b\": 2,\n\"\\u0061\": 3}}"),
        [
            "5:1 The key o.a stands in line 3 and again in line 5: most programs read the last one only."
        ]
    );
}

#[test]
fn numbers_that_others_would_change_are_told() {
    for (number, words) in [
        ("9007199254740993", "above 2^53"),
        ("472463921472463921", "above 2^53"),
        ("-9007199254740993", "above 2^53"),
        ("1e400", "larger than"),
        ("-1e400", "larger than"),
        ("1e99999999999999999999", "beyond"),
        ("1e-400", "so small"),
        ("-0", "minus"),
        ("-0.0", "minus"),
        ("0.123456789012345678", "more digits"),
    ] {
        let found = warned(&format!("{{\"n\":\n {number}}}"));
        assert_eq!(found.len(), 1, "{number}");
        assert!(
            found[0].starts_with("2:2 n: ") && found[0].contains(words),
            "{found:?}"
        );
    }
    for number in [
        "0",
        "1",
        "0.10",
        "9007199254740992",
        "-9007199254740992",
        "1e22",
        "1.7976931348623157e308",
        "0.30000000000000004",
        "1e-300",
        "100.00",
    ] {
        assert_eq!(warned(number), Vec::<String>::new(), "{number}");
    }
}

#[test]
fn what_nobody_sees_is_told() {
    assert_eq!(
        warned("{\"a\": \"x\u{202e}y\", \"👩\u{200d}💻\": 1}"),
        ["1:9 a: the character \\u202e turns the direction in which the text is shown."]
    );
    assert_eq!(
        warned("[\"\u{200b}\"]"),
        ["1:3 [0]: the character \\u200b is not seen."]
    );
}

proptest! {
    #[test]
    fn it_takes_what_the_grammar_takes(text in "[\\[\\]{}:,\" \\\\a1e.+\\-0u\n]{0,16}") {
        prop_assert_eq!(Doc::read(&text).is_ok(), Value::parse(&text).is_ok(), "{}", text);
    }

    #[test]
    fn whatever_is_cut_out_is_no_panic(text in json(), from in 0_usize..60, long in 0_usize..20) {
        let cut: String = text.chars().take(from).chain(text.chars().skip(from + long)).collect();
        match Doc::read(&cut) {
            Ok(doc) => { let _ = warnings(&doc); }
            Err(problem) => prop_assert!(cut.is_char_boundary(problem.at)),
        }
        prop_assert_eq!(Doc::read(&cut).is_ok(), Value::parse(&cut).is_ok());
    }

    #[test]
    fn laying_out_changes_blanks_only(text in json()) {
        let laid_out = format(&text).expect("JSON");
        prop_assert_eq!(compact(&laid_out), Ok(text.clone()));
        prop_assert_eq!(compact(&text), Ok(text.clone()));
        prop_assert!(same(&text, &laid_out));
        prop_assert_eq!(format(&laid_out), Ok(laid_out));
    }

    #[test]
    fn sorting_twice_is_sorting_once_and_loses_nothing(text in json()) {
        let sorted = sort_keys(&text).expect("JSON");
        prop_assert_eq!(sort_keys(&sorted).expect("JSON"), sorted.clone());
        let tight = compact(&sorted).expect("JSON");
        let letters = |text: &str| { let mut letters: Vec<char> = text.chars().collect(); letters.sort_unstable(); letters };
        prop_assert_eq!(letters(&tight), letters(&text));
    }

    #[test]
    fn each_value_is_where_its_path_says(text in json()) {
        let doc = Doc::read(&text).expect("JSON");
        for at in 0..doc.len() {
            prop_assert!(Value::parse(doc.raw(at)).is_ok());
            for child in doc.children(at) {
                prop_assert_eq!(doc.parent(child), Some(at));
            }
        }
    }
}
