use proptest::prelude::*;

use super::super::{Doc, Merge, Pick, compact, merge, sort_keys};
use super::any::json;

fn merged(base: &str, mine: &str, theirs: &str) -> Merge {
    let read = |text: &str| Doc::read(text).expect("JSON");
    merge(&read(base), &read(mine), &read(theirs))
}

fn result(merge: &Merge, pick: Pick) -> String {
    let picks = vec![pick; merge.conflicts().len()];
    compact(&merge.with(&picks)).expect("JSON")
}

fn paths(merge: &Merge) -> Vec<String> {
    merge
        .conflicts()
        .iter()
        .map(|conflict| conflict.path.to_string())
        .collect()
}

#[test]
fn what_only_one_changed_is_taken() {
    let merge = merged(
        r#"{"a":1,"b":2,"c":{"x":1,"y":0.10},"gone":1}"#,
        r#"{"a":9,"b":2,"c":{"x":1,"y":0.10},"gone":1,"mine":1}"#,
        r#"{"a":1,"b":2,"c":{"x":5,"y":0.10},"theirs":2}"#,
    );
    assert_eq!(paths(&merge), Vec::<String>::new());
    assert_eq!(
        result(&merge, Pick::Mine),
        r#"{"a":9,"b":2,"c":{"x":5,"y":0.10},"mine":1,"theirs":2}"#
    );
    let taken: Vec<String> = merge
        .taken()
        .iter()
        .map(|taken| format!("{:?} {}", taken.whose, taken.change.path))
        .collect();
    assert_eq!(
        taken,
        [
            "Mine a",
            "Mine mine",
            "Theirs gone",
            "Theirs c.x",
            "Theirs theirs"
        ]
    );
}

#[test]
fn what_both_changed_is_picked() {
    let merge = merged(
        r#"{"a":1,"b":{"c":1},"d":1,"l":[1]}"#,
        r#"{"a":2,"b":{"c":2},"l":[1,2]}"#,
        r#"{"a":3,"b":{"c":1e1},"d":5,"l":[1,3]}"#,
    );
    let mut found = paths(&merge);
    found.sort();
    assert_eq!(found, ["a", "b.c", "d", "l"]);
    assert_eq!(
        result(&merge, Pick::Mine),
        r#"{"a":2,"b":{"c":2},"l":[1,2]}"#
    );
    assert_eq!(
        result(&merge, Pick::Theirs),
        r#"{"a":3,"b":{"c":1e1},"d":5,"l":[1,3]}"#
    );
    assert_eq!(
        result(&merge, Pick::Base),
        r#"{"a":1,"b":{"c":1},"d":1,"l":[1]}"#
    );
    let gone = merge
        .conflicts()
        .iter()
        .find(|conflict| conflict.path.to_string() == "d")
        .expect("d");
    assert_eq!(
        (
            gone.base.as_deref(),
            gone.mine.as_deref(),
            gone.theirs.as_deref()
        ),
        (Some("1"), None, Some("5"))
    );
}

#[test]
fn elements_are_merged_where_they_stand() {
    let merge = merged(
        r#"[{"id":1,"v":1},{"id":2,"v":1},{"id":3,"v":1}]"#,
        r#"[{"id":0},{"id":1,"v":1},{"id":2,"v":7},{"id":3,"v":1}]"#,
        r#"[{"id":1,"v":1},{"id":2,"v":1},{"id":3,"v":8},{"id":4}]"#,
    );
    assert_eq!(paths(&merge), Vec::<String>::new());
    assert_eq!(
        result(&merge, Pick::Mine),
        r#"[{"id":0},{"id":1,"v":1},{"id":2,"v":7},{"id":3,"v":8},{"id":4}]"#
    );
    let both = merged(
        r#"[{"id":1,"v":1},2]"#,
        r#"[{"id":1,"v":2},2]"#,
        r#"[{"id":1,"v":3},2]"#,
    );
    assert_eq!(paths(&both), ["[0].v"]);
    assert_eq!(result(&both, Pick::Theirs), r#"[{"id":1,"v":3},2]"#);
}

#[test]
fn depth_is_no_trap() {
    let deep = |end: &str| "[".repeat(10_000) + end + &"]".repeat(10_000);
    let merge = merged(&deep("1"), &deep("2"), &deep("3"));
    assert_eq!(merge.conflicts().len(), 1);
    assert_eq!(result(&merge, Pick::Theirs), deep("3"));
}

proptest! {
    #[test]
    fn if_one_changed_nothing_it_is_the_other(base in json(), other in json()) {
        for pick in [Pick::Mine, Pick::Theirs] {
            let mine = merged(&base, &other, &base);
            prop_assert!(mine.conflicts().is_empty());
            prop_assert_eq!(result(&mine, pick), other.clone());
            let theirs = merged(&base, &base, &other);
            prop_assert_eq!(result(&theirs, pick), other.clone());
            let both = merged(&base, &other, &other);
            prop_assert_eq!(result(&both, pick), other.clone());
        }
    }

    #[test]
    fn whose_is_whose_makes_no_difference(base in json(), mine in json(), theirs in json()) {
        let (one, two) = (merged(&base, &mine, &theirs), merged(&base, &theirs, &mine));
        let places = |merge: &Merge, turned: bool| {
            let mut places: Vec<String> = merge.conflicts().iter().map(|conflict| {
                let (mine, theirs) = if turned { (&conflict.theirs, &conflict.mine) } else { (&conflict.mine, &conflict.theirs) };
                format!("{} {:?} {mine:?} {theirs:?}", conflict.path, conflict.base)
            }).collect();
            places.sort();
            places
        };
        prop_assert_eq!(places(&one, false), places(&two, true));
        let sizes = |text: String| sort_keys(&text).expect("JSON").len();
        prop_assert_eq!(sizes(result(&one, Pick::Mine)), sizes(result(&two, Pick::Theirs)));
    }

    #[test]
    fn each_conflict_names_three_different_things(base in json(), mine in json(), theirs in json()) {
        let merge = merged(&base, &mine, &theirs);
        for conflict in merge.conflicts() {
            let tight = |value: &Option<String>| value.as_deref().map(|text| compact(text).expect("JSON"));
            let (base, mine, theirs) = (tight(&conflict.base), tight(&conflict.mine), tight(&conflict.theirs));
            prop_assert!(mine != theirs && base != mine && base != theirs);
        }
        for pick in [Pick::Base, Pick::Mine, Pick::Theirs] {
            prop_assert!(Doc::read(&merge.with(&vec![pick; merge.conflicts().len()])).is_ok());
        }
    }
}
