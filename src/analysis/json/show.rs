//! Texts of a JSON value as they are shown: nothing invisible, nothing that turns the line around.

use std::borrow::Cow;

use crate::wire::json::Value;

/// The words of a quoted text; the text itself if it is none.
pub fn words(raw: &str) -> String {
    let text = Value::parse(raw).ok().and_then(Value::text);
    text.map_or_else(|| raw.to_owned(), Cow::into_owned)
}

/// Whether a character is not seen, or changes how others are seen: control characters, blanks of no width,
/// and the marks that turn the direction of writing (Unicode Standard Annex #9).
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A text in which what would not be seen is written as JSON escapes it: `\u202e`. A joiner between two
/// emoji stays what it is.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for c in text.chars() {
        // An emoji of several parts, as a family, is held together by U+200D.
        let joins = c == '\u{200d}' && before >= '\u{2190}';
        if is_hidden(c) && !joins {
            shown.push_str("\\u");
            let code = u32::from(c);
            for shift in [12, 8, 4, 0] {
                shown.push(char::from_digit(code >> shift & 15, 16).unwrap_or('0'));
            }
        } else {
            shown.push(c);
        }
        before = c;
    }
    Cow::Owned(shown)
}

/// As [`visible`], of a text of several lines: their ends stay.
pub fn visible_lines(text: &str) -> String {
    let lines = text.split('\n').map(visible);
    lines.collect::<Vec<_>>().join("\n")
}

/// The first characters of a text, and whether some were left out.
pub fn shortened(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((at, _)) => (text.get(..at).unwrap_or(text), true),
        None => (text, false),
    }
}
