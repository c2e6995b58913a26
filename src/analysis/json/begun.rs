//! Which key is being typed: what a completion needs to know of a text that is no JSON yet.

use super::show::words;

/// A key of the outermost object that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What of the text an accepted key takes the place of, its quotes included, in bytes.
    pub at: std::ops::Range<usize>,
    /// What of it stands before the caret.
    pub prefix: String,
    /// Whether a colon follows already.
    pub has_colon: bool,
    /// The keys that the object has already, this one left out.
    pub present: Vec<String>,
}

/// The key that is being typed at a caret, in bytes. `None` where no key of the outermost object can stand.
pub fn begun(text: &str, caret: usize) -> Option<Begun> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut is_object = false;
    let mut key_due = false;
    let mut found = None;
    let mut present = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => {
                depth += 1;
                if depth == 1 {
                    is_object = byte == b'{';
                    key_due = is_object;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => key_due = is_object,
            b'"' => {
                at = quoted_end(bytes, at);
                if depth == 1 && key_due {
                    key_due = false;
                    if start < caret && (caret < at || !is_closed(bytes, start, at) && caret == at)
                    {
                        found = Some((start..at, text.get(start + 1..caret)?.to_owned()));
                    } else {
                        present.push(words(text.get(start..at).unwrap_or_default()));
                    }
                }
            }
            b' ' | b'\n' | b'\r' | b'\t' | b':' => {}
            _ => {
                while bytes.get(at).is_some_and(|byte| {
                    byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80
                }) {
                    at += 1;
                }
                if depth == 1 && key_due && start < caret && caret <= at {
                    found = Some((start..at, text.get(start..caret)?.to_owned()));
                }
            }
        }
    }
    let (at, prefix) = found?;
    let behind = text.get(at.end..).unwrap_or_default().trim_start();
    Some(Begun {
        has_colon: behind.starts_with(':'),
        at,
        prefix,
        present,
    })
}

/// The end of a quoted text, or of its line where the quote is missing.
fn quoted_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\n') | None => return at.min(bytes.len()),
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

fn is_closed(bytes: &[u8], start: usize, end: usize) -> bool {
    end > start + 1 && bytes.get(end - 1) == Some(&b'"')
}
