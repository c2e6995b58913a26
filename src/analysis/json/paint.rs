//! In which colour a line of JSON is shown. No text goes over the end of a line, so a line needs no other.

use std::ops::Range;

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Blanks, and what is no JSON.
    Plain,
    /// A key.
    Key,
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
    /// Brackets, commas, colons.
    Sign,
}

/// The pieces of a line, without a gap between them.
pub fn hues(line: &str) -> Vec<(Hue, Range<usize>)> {
    let bytes = line.as_bytes();
    let mut pieces: Vec<(Hue, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let hue = match byte {
            b'"' => {
                at = quoted_end(bytes, at);
                let next = bytes[at..]
                    .iter()
                    .find(|byte| !matches!(byte, b' ' | b'\t'));
                if next == Some(&b':') {
                    Hue::Key
                } else {
                    Hue::Text
                }
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {
                at += 1;
                Hue::Sign
            }
            b'-' | b'0'..=b'9' => {
                at += passed(bytes, at, |byte| {
                    byte.is_ascii_digit() || b"-+.eE".contains(&byte)
                });
                Hue::Number
            }
            _ => {
                let ends = |byte: u8| b"\"{}[],:-0123456789".contains(&byte);
                at += passed(bytes, at, |byte| !ends(byte));
                match line.get(start..at).unwrap_or_default().trim() {
                    "true" | "false" | "null" => Hue::Word,
                    _ => Hue::Plain,
                }
            }
        };
        match pieces.last_mut() {
            Some((last, range)) if *last == hue && hue != Hue::Key => range.end = at,
            _ => pieces.push((hue, start..at)),
        }
    }
    pieces
}

fn passed(bytes: &[u8], at: usize, goes_on: impl Fn(u8) -> bool) -> usize {
    bytes[at..]
        .iter()
        .take_while(|byte| goes_on(**byte))
        .count()
}

fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
