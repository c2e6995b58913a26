use proptest::prelude::*;

use super::super::{Hue, begun, from_units, hues, place, shortened, to_units, visible};

#[test]
fn places_count_as_people_and_as_browsers_do() {
    let text = "é😀x\n語y";
    assert_eq!(place(text, 0), (1, 1));
    assert_eq!(place(text, 6), (1, 3));
    assert_eq!(place(text, 8), (2, 1));
    assert_eq!(place(text, 11), (2, 2));
    assert_eq!(place(text, 999), (2, 3));
    for (units, bytes) in [(0, 0), (1, 2), (3, 6), (4, 7), (5, 8), (6, 11)] {
        assert_eq!(from_units(text, units), bytes);
        assert_eq!(to_units(text, bytes), units);
    }
    assert_eq!(from_units(text, 2), 6, "inside a pair: behind it");
    assert_eq!(from_units(text, 99), text.len());
}

fn painted(line: &str) -> Vec<(Hue, &str)> {
    hues(line)
        .into_iter()
        .map(|(hue, at)| (hue, &line[at]))
        .collect()
}

#[test]
fn a_line_is_painted_by_itself() {
    use Hue::{Key, Number, Plain, Sign, Text, Word};
    assert_eq!(
        painted(r#"  "a" : [-1.5e3, null, "b\""],"#),
        [
            (Plain, "  "),
            (Key, "\"a\""),
            (Plain, " "),
            (Sign, ":"),
            (Plain, " "),
            (Sign, "["),
            (Number, "-1.5e3"),
            (Sign, ","),
            (Word, " null"),
            (Sign, ","),
            (Plain, " "),
            (Text, r#""b\"""#),
            (Sign, "],")
        ]
    );
    assert_eq!(painted("\"open, {"), [(Text, "\"open, {")]);
}

fn typed(text: &str) -> Option<(String, bool, Vec<String>)> {
    let caret = text.find('|').expect("a caret");
    begun(&text.replace('|', ""), caret).map(|begun| (begun.prefix, begun.has_colon, begun.present))
}

#[test]
fn a_key_of_the_outermost_object_is_completed_and_nothing_else() {
    let some = |prefix: &str, colon, present: &[&str]| {
        Some((
            prefix.to_owned(),
            colon,
            present.iter().map(|key| (*key).to_owned()).collect(),
        ))
    };
    assert_eq!(typed("{\"u|"), some("u", false, &[]));
    assert_eq!(
        typed("{\n  \"a\": {\"x\": 1},\n  \"u|\n}"),
        some("u", false, &["a"])
    );
    assert_eq!(typed("{\"u|rl\": 1, \"b\": 2}"), some("u", true, &["b"]));
    assert_eq!(typed("{ur|"), some("ur", false, &[]));
    for text in [
        "{\"a\": \"u|\"}",
        "{\"a\": {\"u|",
        "[\"u|",
        "u|",
        "{\"a\"|",
        "{\"a\": u|",
        "|",
    ] {
        assert_eq!(typed(text), None, "{text}");
    }
}

#[test]
fn nothing_hides_and_nothing_turns_the_line() {
    assert_eq!(
        visible("a\u{202e}b\u{0}\u{200b}"),
        "a\\u202eb\\u0000\\u200b"
    );
    assert_eq!(visible("👩\u{200d}💻 ü"), "👩\u{200d}💻 ü");
    assert_eq!(shortened("é😀x", 2), ("é😀", true));
    assert_eq!(shortened("é😀x", 3), ("é😀x", false));
}

proptest! {
    #[test]
    fn the_pieces_of_a_line_are_the_line(line in "[\\[\\]{}:,\" \\\\a1tü😀.-]{0,30}") {
        let all: String = hues(&line).into_iter().map(|(_, at)| &line[at]).collect();
        prop_assert_eq!(all, line);
    }

    #[test]
    fn any_caret_is_no_panic(text in "[\\[\\]{}:,\" \\\\aü\n]{0,20}", caret in 0_usize..24) {
        let caret = (0..=caret.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        if let Some(begun) = begun(&text, caret) {
            prop_assert!(begun.at.start < caret && caret <= begun.at.end && text.get(begun.at).is_some());
        }
    }
}
