//! JSON text laid out for reading. Names, texts and numbers stay as they are spelt, and in their order;
//! only the blanks between them change. Goes from byte to byte, so that nesting costs no stack.

use super::json::text_end;

/// Beyond this depth nothing is indented further: deep nesting must not become a page of blanks.
const DEEPEST: usize = 24;

/// One field or element per line.
pub fn pretty(json: &str) -> String {
    spaced(json, true)
}

/// All on one line.
pub fn compact(json: &str) -> String {
    spaced(json, false)
}

fn spaced(json: &str, lines: bool) -> String {
    let bytes = json.as_bytes();
    let mut text = String::with_capacity(json.len() + json.len() / 2);
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => continue,
            b'[' | b'{' => {
                text.push(char::from(byte));
                let blanks = bytes[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace());
                let next = at + blanks.count();
                // An empty one stays on its line.
                if let Some(close @ (b']' | b'}')) = bytes.get(next) {
                    text.push(char::from(*close));
                    at = next + 1;
                } else {
                    depth += 1;
                    end_line(&mut text, depth, lines);
                }
                continue;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                end_line(&mut text, depth, lines);
            }
            b',' => {
                text.push(',');
                if lines {
                    end_line(&mut text, depth, true);
                } else {
                    text.push(' ');
                }
                continue;
            }
            b':' => {
                text.push_str(": ");
                continue;
            }
            b'"' => at = text_end(bytes, start),
            _ => {
                let rest = bytes[at..].iter();
                at += rest
                    .take_while(|byte| !b" \n\r\t[]{},:\"".contains(byte))
                    .count();
            }
        }
        text.push_str(json.get(start..at).unwrap_or_default());
    }
    text
}

fn end_line(text: &mut String, depth: usize, lines: bool) {
    if lines {
        text.push('\n');
        for _ in 0..depth.min(DEEPEST) {
            text.push_str("  ");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn order_and_spelling_stay() {
        let json = r#"{"b":1.50e+3, "a":[ ],"c":{"x":[1,{"y":null}]},"d":"a, {b}: \"c\" \\","e":472463921472463921}"#;
        assert_eq!(
            pretty(json),
            r#"{
  "b": 1.50e+3,
  "a": [],
  "c": {
    "x": [
      1,
      {
        "y": null
      }
    ]
  },
  "d": "a, {b}: \"c\" \\",
  "e": 472463921472463921
}"#
        );
        assert_eq!(
            compact("{ \"a\" :\n[1 , 2],\"b\":{ \n}}"),
            r#"{"a": [1, 2], "b": {}}"#
        );
    }

    #[test]
    fn deep_nesting_costs_neither_stack_nor_blanks() {
        let deep = "[".repeat(20_000) + &"]".repeat(20_000);
        assert!(pretty(&deep).len() < 40_000 * (2 * DEEPEST + 2));
    }

    /// What is between the texts of a JSON text carries no meaning but its brackets, commas and words.
    fn without_blanks(json: &str) -> String {
        compact(json).replace(' ', "")
    }

    proptest! {
        #[test]
        fn any_text_at_all_is_no_panic(text in "[\\[\\]{}:,\" \\\\a1ü\n]{0,40}") {
            let _ = (pretty(&text), compact(&text));
        }

        #[test]
        fn laying_out_twice_changes_nothing(numbers in proptest::collection::vec(any::<i64>(), 0..6), word in "[a-z\"\\\\ü]{0,6}") {
            let json = serde_json::json!({ "numbers": numbers, "deep": [{ word: [] }] }).to_string();
            let laid_out = pretty(&json);
            prop_assert_eq!(pretty(&laid_out), laid_out.clone());
            prop_assert_eq!(without_blanks(&laid_out), without_blanks(&json));
            let (before, after): (serde_json::Value, serde_json::Value) = (
                serde_json::from_str(&json).expect("JSON"),
                serde_json::from_str(&laid_out).expect("still JSON"),
            );
            prop_assert_eq!(before, after);
        }
    }
}
