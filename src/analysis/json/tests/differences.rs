use proptest::prelude::*;

use super::super::{ChangeKind, Doc, LineKind, apply, diff, line_diff};
use super::any::json;

fn read(text: &str) -> Doc {
    Doc::read(text).expect("JSON")
}

/// What differs, as `+path`, `-path`, `~path`, `>path`; `=path` where only the spelling does.
fn told(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (read(before), read(after));
    let found = diff(&before, &after);
    assert_eq!(
        apply(&found, &before),
        super::super::compact(after.text()).expect("JSON")
    );
    let sign = |change: &super::super::Change| match change.kind {
        ChangeKind::Added => "+",
        ChangeKind::Removed => "-",
        ChangeKind::Changed if change.only_spelling => "=",
        ChangeKind::Changed => "~",
        ChangeKind::Moved => ">",
    };
    found
        .changes()
        .iter()
        .map(|change| format!("{}{}", sign(change), change.path))
        .collect()
}

#[test]
fn what_differs_is_named_by_its_path() {
    assert_eq!(
        told(
            r#"{"a":1,"b":{"c":[1,2,3]}}"#,
            r#"{ "a":1, "b":{"c":[1,2,3]} }"#
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        told(
            r#"{"a":1,"b":{"c":[1,2,3]},"d":0}"#,
            r#"{"a":2,"b":{"c":[1,9,2,3],"e":null}}"#
        ),
        ["-d", "~a", "+b.c[1]", "+b.e"]
    );
    assert_eq!(told("1.0", "1.00"), ["="]);
    assert_eq!(told(r#"{"a":"\u0041"}"#, r#"{"a":"A"}"#), ["=a"]);
    assert_eq!(told(r#"{"a":-0}"#, r#"{"a":0}"#), ["~a"]);
    assert_eq!(told(r#"{"a":1,"a":2}"#, r#"{"a":1,"a":3}"#), ["~a"]);
    assert_eq!(told(r#"{"a":1,"a":2}"#, r#"{"a":1}"#), ["-a"]);
    // Of equal keys the one that went is named, whichever it is, and what another one says is no change.
    assert_eq!(told(r#"{"a":1,"a":2}"#, r#"{"a":2}"#), ["-a"]);
    assert_eq!(
        told(r#"{"a":1,"a":2,"a":3,"b":0}"#, r#"{"a":2,"a":3,"b":1}"#),
        ["-a", "~b"]
    );
    assert_eq!(told("[]", "{}"), ["~"]);
}

#[test]
fn what_was_moved_is_not_new() {
    assert_eq!(
        told(r#"{"a":1,"b":2,"c":3}"#, r#"{"c":3,"a":1,"b":2}"#),
        [">c"]
    );
    assert_eq!(
        told(r#"["a","b","c","d"]"#, r#"["d","a","b","c"]"#),
        [">[0]"]
    );
    let (before, after) = (read(r#"["a","b","c","d"]"#), read(r#"["d","a","b","c"]"#));
    let moved = diff(&before, &after).changes()[0].clone();
    assert_eq!(moved.from.expect("a place").to_string(), "[3]");
    // Changed within a step that keeps its name, though one was put before it.
    assert_eq!(
        told(
            r#"[{"name":"x","v":1},{"name":"y","v":1}]"#,
            r#"[{"name":"n"},{"name":"x","v":1},{"name":"y","v":2}]"#
        ),
        ["+[0]", "~[2].v"]
    );
    assert_eq!(told("[1,2,3]", "[1,9,3]"), ["~[1]"]);
    assert_eq!(told("[1,2,3]", "[1,3]"), ["-[1]"]);
}

#[test]
fn long_arrays_and_deep_values_are_compared_too() {
    let row = |skip: usize, more: &str| {
        let items: Vec<String> = (0..20_000)
            .filter(|at| *at != skip)
            .map(|at| format!("{{\"id\":{at}}}"))
            .collect();
        format!("[{}{more}]", items.join(","))
    };
    assert_eq!(
        told(&row(5_000, ""), &row(15_000, ",7")),
        ["-[14999]", "+[5000]", "+[19999]"]
    );
    let mixed: Vec<String> = (0..5_000)
        .map(|at| ((at * 7_919) % 5_000).to_string())
        .collect();
    let plain: Vec<String> = (0..5_000).map(|at| at.to_string()).collect();
    told(
        &format!("[{}]", plain.join(",")),
        &format!("[{}]", mixed.join(",")),
    );
    let deep = |end: &str| "[".repeat(10_000) + end + &"]".repeat(10_000);
    assert_eq!(told(&deep("1"), &deep("2")).len(), 1);
}

#[test]
fn lines_are_told_with_both_numbers() {
    let told: Vec<String> = line_diff("a\nb\nc", "a\nx\nc\nd")
        .into_iter()
        .map(|line| {
            let sign = match line.kind {
                LineKind::Same => ' ',
                LineKind::Removed => '-',
                LineKind::Added => '+',
            };
            format!("{sign}{} {:?} {:?}", line.text, line.before, line.after)
        })
        .collect();
    assert_eq!(
        told,
        [
            " a Some(1) Some(1)",
            "-b Some(2) None",
            "+x None Some(2)",
            " c Some(3) Some(3)",
            "+d None Some(4)"
        ]
    );
}

proptest! {
    #[test]
    fn what_differs_makes_the_one_of_the_other(before in json(), after in json()) {
        let (a, b) = (read(&before), read(&after));
        let found = diff(&a, &b);
        prop_assert_eq!(apply(&found, &a), after.clone());
        prop_assert_eq!(found.is_empty(), before == after);
    }

    #[test]
    fn one_edit_is_a_small_difference(items in prop::collection::vec(json(), 1..8), new in json(), at in 0_usize..8) {
        let place = at % items.len();
        let mut edited = items.clone();
        edited[place] = new;
        let (before, after) = (format!("[{}]", items.join(",")), format!("[{}]", edited.join(",")));
        let (a, b) = (read(&before), read(&after));
        let found = diff(&a, &b);
        prop_assert_eq!(apply(&found, &a), after.clone());
        for change in found.changes() {
            prop_assert!(!change.path.0.is_empty(), "never the whole");
        }
    }

    #[test]
    fn all_lines_of_both_are_there(a in "[ab\n]{0,30}", b in "[ab\n]{0,30}") {
        let lines = line_diff(&a, &b);
        let side = |skip: LineKind| {
            let texts: Vec<&str> = lines.iter().filter(|line| line.kind != skip).map(|line| line.text.as_str()).collect();
            texts.join("\n")
        };
        prop_assert_eq!(side(LineKind::Added), a);
        prop_assert_eq!(side(LineKind::Removed), b);
    }
}
