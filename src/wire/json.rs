//! JSON text that is known to be JSON, taken apart where it lies: a value is a slice of the reply.
//!
//! [`check`] hands the grammar to `serde_json` once per reply, which builds nothing. What follows only
//! has to find where a value ends, is compiled once for all records, and does not recurse.

use std::borrow::Cow;

use serde_json::value::RawValue;

/// Makes sure that a text is one JSON value. Looks at no depth: nesting costs no stack here.
pub(super) fn check(text: &str) -> Result<&RawValue, serde_json::Error> {
    serde_json::from_str(text)
}

/// A text as JSON: in quotes, with what needs it escaped.
pub fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// One JSON value as it came, without the blanks around it; empty where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    /// What stands where a field is missing.
    pub(super) const MISSING: Self = Value("");

    /// A text that must be one JSON value.
    pub fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        check(text).map(|raw| Self(raw.get()))
    }

    /// The value, byte for byte.
    pub fn raw(self) -> &'a str {
        self.0
    }

    /// What says its kind. (Looking for a `char` would cost a call of `memcmp` each time.)
    pub(super) fn first(self) -> Option<u8> {
        self.0.as_bytes().first().copied()
    }

    /// Whether the field was not there.
    pub fn is_missing(self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// Whether it is a text.
    pub fn is_text(self) -> bool {
        self.first() == Some(b'"')
    }

    /// Whether it is an object.
    pub fn is_object(self) -> bool {
        self.first() == Some(b'{')
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        self.first() == Some(b'[')
    }

    /// Its elements; `None` when it is no list.
    pub fn elements(self) -> Option<Cursor<'a>> {
        let mut cursor = Cursor::at(self);
        (cursor.enter()? == b'[').then_some(cursor)
    }
}

/// A place in a JSON text: goes from value to value, into lists and objects and out of them.
#[derive(Debug, Clone, Default)]
pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Before a value, which need not end where its text does.
    pub(super) fn at(value: Value<'a>) -> Self {
        Self {
            text: value.0,
            at: 0,
        }
    }

    /// The first byte of what comes next, a closing bracket included.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            // In JSON nothing else stands between two values, so there is nothing to tell apart.
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Passes a bracket, opening or closing.
    pub(super) fn enter(&mut self) -> Option<u8> {
        let bracket = self.peek()?;
        self.at += 1;
        Some(bracket)
    }

    /// What was passed since `start`.
    pub(super) fn since(&self, start: usize) -> Value<'a> {
        Value(self.text.get(start..self.at).unwrap_or_default())
    }

    /// How far it is.
    pub(super) fn place(&self) -> usize {
        self.at
    }
}

/// The values up to the closing bracket.
impl<'a> Iterator for Cursor<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        self.peek()?;
        let start = self.at;
        self.at = value_end(self.text.as_bytes(), start);
        (self.at > start).then(|| self.since(start))
    }
}

/// Where the text ends whose quote is at `start`; the end of all where its end quote is missing.
/// Most bytes of a reply are passed here.
pub(super) fn text_end(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        while let Some(eight) = json.get(at..).and_then(<[u8]>::first_chunk) {
            let plain = plain_bytes(u64::from_le_bytes(*eight));
            at += plain;
            if plain < 8 {
                break;
            }
        }
        match json.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
            None => return json.len(),
        }
    }
}

/// Appends the names, texts, numbers and flags of a JSON text, each with a blank behind it and without
/// escapes: what one can search for. Takes anything.
pub fn words_into(json: &str, into: &mut String) {
    let bytes = json.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at = match byte {
            b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' | b'[' | b']' | b'{' | b'}' => {
                at += 1;
                continue;
            }
            b'"' => text_end(bytes, start),
            _ => {
                let ends = |byte: &u8| b" \n\r\t[]{},:\"".contains(byte);
                let length = bytes[start..].iter().position(ends);
                length.map_or(bytes.len(), |length| start + length.max(1))
            }
        };
        into.push_str(&unquote(json.get(start..at).unwrap_or_default()));
        into.push(' ');
    }
}

/// How many of eight bytes, the lowest first, come before a quote or a backslash: all at once, by the
/// bit that a subtraction borrows from the lowest byte that is nought (Bit Twiddling Hacks, "haszero").
#[inline]
fn plain_bytes(eight: u64) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let noughts = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & (ONES << 7);
    let found = noughts(eight ^ (ONES * 0x22)) | noughts(eight ^ (ONES * 0x5c));
    found.trailing_zeros() as usize / 8
}

/// Where the value ends that begins at `start`: there itself, at a closing bracket.
pub(super) fn value_end(json: &[u8], start: usize) -> usize {
    match json.get(start) {
        Some(b'"') => text_end(json, start),
        Some(b'[' | b'{') => nested_end(json, start),
        _ => {
            let mut at = start;
            while let Some(byte) = json.get(at) {
                if matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t') {
                    break;
                }
                at += 1;
            }
            at
        }
    }
}

/// Where the brackets close that open at `start`.
fn nested_end(json: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => {
                at = text_end(json, at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth <= 1 => return at + 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    json.len()
}

/// The words of a quoted text. Half of a surrogate pair becomes `�`, as on any page. Takes anything.
pub(super) fn unquote(quoted: &str) -> Cow<'_, str> {
    let mut rest = match quoted.as_bytes() {
        [b'"', .., b'"'] => quoted.get(1..quoted.len() - 1).unwrap_or_default(),
        _ => quoted,
    };
    if !rest.bytes().any(|byte| byte == b'\\') {
        return Cow::Borrowed(rest);
    }
    let mut words = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        words.push_str(before);
        let mut after = escape.chars();
        let meant = match after.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (meant, behind) = code_point(after.as_str());
                after = behind.chars();
                meant
            }
            Some(itself) => itself,
            None => char::REPLACEMENT_CHARACTER,
        };
        words.push(meant);
        rest = after.as_str();
    }
    words.push_str(rest);
    Cow::Owned(words)
}

/// The character that four hex digits, or two groups of them, stand for, and what follows them.
fn code_point(digits: &str) -> (char, &str) {
    let Some((unit, rest)) = code_unit(digits) else {
        return (char::REPLACEMENT_CHARACTER, digits);
    };
    if let 0xD800..0xDC00 = unit
        && let Some((low @ 0xDC00..0xE000, rest)) = rest.strip_prefix("\\u").and_then(code_unit)
        && let Some(pair) = char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    {
        return (pair, rest);
    }
    let single = char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
    (single, rest)
}

fn code_unit(digits: &str) -> Option<(u32, &str)> {
    let (digits, rest) = digits.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}
