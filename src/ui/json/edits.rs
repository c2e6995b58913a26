//! Changes to the text that the browser's own Ctrl+Z takes back.

use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::analysis::json::{from_units, to_units};

/// So much is written as if it were typed, old and new, in bytes: what the browser does for it grows with the
/// square, and at 500 kB it takes more than a minute.
const MOST_TYPED: usize = 20_000;

/// Writes a text in the place of what is selected, as if it were typed. `execCommand` is the one way that
/// keeps the field's own history; where a browser has none, the text is put there without it.
pub(super) fn insert(area: &HtmlTextAreaElement, text: &str) {
    let document: JsValue = document().into();
    let (command, by) = if text.is_empty() {
        ("delete", "")
    } else {
        ("insertText", text)
    };
    let done = Reflect::get(&document, &"execCommand".into())
        .ok()
        .and_then(|run| run.dyn_into::<Function>().ok())
        .and_then(|run| {
            run.call3(&document, &command.into(), &JsValue::FALSE, &by.into())
                .ok()
        })
        .is_some_and(|done| done == JsValue::TRUE);
    if !done {
        put(area, text);
    }
}

fn put(area: &HtmlTextAreaElement, by: &str) {
    let text = area.value();
    let units = |place: Result<Option<u32>, JsValue>| place.ok().flatten().unwrap_or_default();
    let start = from_units(&text, units(area.selection_start()));
    let end = from_units(&text, units(area.selection_end()));
    let (before, behind) = (
        text.get(..start).unwrap_or_default(),
        text.get(end..).unwrap_or_default(),
    );
    let all = [before, by, behind].concat();
    area.set_value(&all);
    let caret = to_units(&all, start + by.len());
    drop(area.set_selection_range(caret, caret));
}

/// Makes one text of another, changing the part between what both have in common. The focus stays where it
/// is, and the field as far scrolled as it was. `false`: so much changes that the browser would take seconds
/// to write it as if it were typed, and nothing was done.
pub(super) fn replace_all(area: &HtmlTextAreaElement, before: &str, after: &str) -> bool {
    if before == after {
        return true;
    }
    let ahead = common(before.chars(), after.chars());
    let (one, two) = (
        before.get(ahead..).unwrap_or_default(),
        after.get(ahead..).unwrap_or_default(),
    );
    let behind = common(one.chars().rev(), two.chars().rev());
    let new = two.get(..two.len() - behind).unwrap_or_default();
    if new.len() + one.len() - behind > MOST_TYPED {
        return false;
    }
    let (start, end) = (
        to_units(before, ahead),
        to_units(before, before.len() - behind),
    );
    let focused = document()
        .active_element()
        .and_then(|active| active.dyn_into::<HtmlElement>().ok());
    let top = area.scroll_top();
    // Writing works where the focus is.
    drop(area.focus());
    drop(area.set_selection_range(start, end));
    insert(area, new);
    let caret = start.min(to_units(after, after.len()));
    drop(area.set_selection_range(caret, caret));
    area.set_scroll_top(top);
    if let Some(focused) = focused.filter(|focused| !area.is_same_node(Some(focused))) {
        drop(focused.focus());
    }
    true
}

/// How many bytes two texts begin with alike.
fn common(one: impl Iterator<Item = char>, two: impl Iterator<Item = char>) -> usize {
    one.zip(two)
        .take_while(|(one, two)| one == two)
        .map(|(c, _)| c.len_utf8())
        .sum()
}

/// What is selected, in bytes.
pub(super) fn selected(area: &HtmlTextAreaElement, text: &str) -> std::ops::Range<usize> {
    let place = |place: Result<Option<u32>, JsValue>| {
        from_units(text, place.ok().flatten().unwrap_or_default())
    };
    place(area.selection_start())..place(area.selection_end())
}

/// What Enter writes at a caret: a line that begins where this one does, further in behind an opening bracket.
/// With the bracket's other half right behind the caret, that comes on a line of its own; the second text
/// stands behind the caret then.
pub(super) fn line_break(text: &str, caret: usize) -> (String, String) {
    let before = text.get(..caret).unwrap_or_default();
    let line = before
        .get(before.rfind('\n').map_or(0, |end| end + 1)..)
        .unwrap_or_default();
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    let same = ["\n", line.get(..blanks).unwrap_or_default()].concat();
    let opens = line.trim_end().chars().next_back();
    let next = text.get(caret..).and_then(|rest| rest.chars().next());
    match (opens, next) {
        (Some('{'), Some('}')) | (Some('['), Some(']')) => ([&same, "  "].concat(), same),
        (Some('{' | '['), _) => ([&same, "  "].concat(), String::new()),
        _ => (same, String::new()),
    }
}

/// The lines that a selection touches, and what they are with two blanks more or less before each.
pub(super) fn indented(
    text: &str,
    part: &std::ops::Range<usize>,
    further: bool,
) -> (std::ops::Range<usize>, String) {
    let start = text
        .get(..part.start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    // A selection that ends where a line begins does not touch it.
    let last = if part.end > part.start {
        part.end - 1
    } else {
        part.end
    };
    let end = text
        .as_bytes()
        .get(last..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'\n'))
        .map_or(text.len(), |at| last + at);
    let lines: Vec<String> = text
        .get(start..end)
        .unwrap_or_default()
        .split('\n')
        .map(|line| match (further, line.is_empty()) {
            (true, false) => ["  ", line].concat(),
            (true, true) => String::new(),
            (false, _) => {
                let less = line
                    .strip_prefix("  ")
                    .or_else(|| line.strip_prefix([' ', '\t']));
                less.unwrap_or(line).to_owned()
            }
        })
        .collect();
    (start..end, lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_line_begins_where_it_should() {
        for (text, written, behind) in [
            ("{|}", "\n  ", "\n"),
            ("  \"a\": [|]", "\n    ", "\n  "),
            ("  \"a\": {|", "\n    ", ""),
            ("\t\"a\": 1,|", "\n\t", ""),
            ("|", "\n", ""),
        ] {
            let caret = text.find('|').expect("a caret");
            let found = line_break(&text.replace('|', ""), caret);
            assert_eq!(found, (written.to_owned(), behind.to_owned()), "{text}");
        }
    }

    #[test]
    fn lines_are_moved_in_and_out() {
        let text = "a\n  b\n\nc";
        assert_eq!(
            indented(text, &(0..5), true),
            (0..5, "  a\n    b".to_owned())
        );
        assert_eq!(indented(text, &(3..3), false), (2..5, "b".to_owned()));
        assert_eq!(indented(text, &(2..6), true), (2..5, "    b".to_owned()));
        assert_eq!(
            indented(text, &(0..8), false),
            (0..8, "a\nb\n\nc".to_owned())
        );
    }
}
