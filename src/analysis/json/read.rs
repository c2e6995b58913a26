//! Reads JSON text (RFC 8259) into a flat table, from token to token and without recursion: ten thousand
//! brackets cost no stack. It takes exactly what the grammar takes, and says in plain words what is wrong.

use super::doc::{Kind, NONE, Node};
use super::place::place;

/// Why a text is no JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes from the start.
    pub at: usize,
    /// The line, from 1.
    pub line: u32,
    /// The character of the line, from 1, as a person counts: an emoji is one.
    pub column: u32,
    /// What is wrong, for a person.
    pub why: &'static str,
}

impl Problem {
    /// "Line 12, column 5: Expected a colon after the key."
    pub fn words(&self) -> String {
        let (line, column) = (self.line.to_string(), self.column.to_string());
        ["Line ", &line, ", column ", &column, ": ", self.why, "."].concat()
    }
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// A value: all there is, or what follows a colon.
    Value,
    /// The first element, or the end of the array.
    FirstElement,
    /// An element, behind a comma.
    Element,
    /// The first key, or the end of the object.
    FirstKey,
    /// A key, behind a comma.
    Key,
    /// A comma, or the end of what is open.
    After,
}

/// The table of a text's values, each before those within it.
pub(super) fn read(text: &str) -> Result<Vec<Node>, Problem> {
    let mut reader = Reader {
        text,
        at: 0,
        comma: 0,
        nodes: Vec::new(),
        open: Vec::new(),
        key: (NONE, NONE),
    };
    reader.all().map_err(|(at, why)| {
        let (line, column) = place(text, at);
        Problem {
            at,
            line,
            column,
            why,
        }
    })?;
    Ok(reader.nodes)
}

type Wrong = (usize, &'static str);

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the last comma stands.
    comma: usize,
    nodes: Vec<Node>,
    /// The objects and arrays that are not closed yet.
    open: Vec<u32>,
    /// The key of the value that is due.
    key: (u32, u32),
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn all(&mut self) -> Result<(), Wrong> {
        // What is longer is no text of an editor, and its places would not fit.
        if u32::try_from(self.text.len()).is_err() {
            return Err((0, "The text is longer than 4 GB"));
        }
        let mut due = Due::Value;
        loop {
            while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
                self.at += 1;
            }
            let Some(byte) = self.peek() else {
                return self.end(due);
            };
            due = match (due, byte) {
                (Due::FirstElement, b']') | (Due::FirstKey, b'}') => self.close(),
                (Due::Element, b']') | (Due::Key, b'}') => {
                    return Err((
                        self.comma,
                        "Trailing comma: a value must follow it, or it goes",
                    ));
                }
                (Due::FirstKey | Due::Key, _) => self.key(byte)?,
                (Due::After, _) => self.after(byte)?,
                (Due::Value | Due::FirstElement | Due::Element, _) => self.value(byte)?,
            };
        }
    }

    fn end(&self, due: Due) -> Result<(), Wrong> {
        let Some(open) = self.open.last().and_then(|at| self.nodes.get(*at as usize)) else {
            return match due {
                Due::After => Ok(()),
                _ => Err((self.at, "Nothing is written here: a value is missing")),
            };
        };
        Err((
            self.at,
            match (due, open.kind) {
                (Due::Value, _) => "The text ends here: a value is missing",
                (_, Kind::Object) => {
                    "The text ends here: the object is not closed, its } is missing"
                }
                _ => "The text ends here: the array is not closed, its ] is missing",
            },
        ))
    }

    fn value(&mut self, byte: u8) -> Result<Due, Wrong> {
        let start = self.at;
        let kind = match byte {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::Text,
            b'-' | b'0'..=b'9' => Kind::Number,
            _ => Kind::Word,
        };
        match kind {
            Kind::Object | Kind::Array => self.at += 1,
            Kind::Text => self.quoted()?,
            Kind::Number => self.number()?,
            Kind::Word => self.word()?,
        }
        let place = self.nodes.len();
        let node = Node {
            kind,
            key: self.key,
            start: narrow(start),
            end: narrow(self.at),
            next: narrow(place + 1),
            parent: self.open.last().copied().unwrap_or(NONE),
        };
        self.nodes.push(node);
        self.key = (NONE, NONE);
        Ok(match kind {
            Kind::Object => {
                self.open.push(narrow(place));
                Due::FirstKey
            }
            Kind::Array => {
                self.open.push(narrow(place));
                Due::FirstElement
            }
            _ => Due::After,
        })
    }

    fn close(&mut self) -> Due {
        self.at += 1;
        let next = narrow(self.nodes.len());
        if let Some(open) = self.open.pop()
            && let Some(node) = self.nodes.get_mut(open as usize)
        {
            node.end = narrow(self.at);
            node.next = next;
        }
        Due::After
    }

    fn after(&mut self, byte: u8) -> Result<Due, Wrong> {
        let Some(open) = self.open.last().and_then(|at| self.nodes.get(*at as usize)) else {
            return Err((
                self.at,
                self.unless_foreign("Nothing may follow the end of the value"),
            ));
        };
        let is_object = open.kind == Kind::Object;
        match (byte, is_object) {
            (b',', _) => {
                self.comma = self.at;
                self.at += 1;
                Ok(if is_object { Due::Key } else { Due::Element })
            }
            (b'}', true) | (b']', false) => Ok(self.close()),
            (_, true) => Err((
                self.at,
                self.unless_foreign("Expected a comma or the end of the object"),
            )),
            (_, false) => Err((
                self.at,
                self.unless_foreign("Expected a comma or the end of the array"),
            )),
        }
    }

    fn key(&mut self, byte: u8) -> Result<Due, Wrong> {
        if byte != b'"' {
            return Err((
                self.at,
                match byte {
                    b',' => "A key is missing before the comma",
                    b'\'' => "A key stands in double quotes, not in single ones",
                    b']' => "This ] closes no array: the object is still open",
                    _ => self.unless_foreign("A key in double quotes is missing"),
                },
            ));
        }
        let start = self.at;
        self.quoted()?;
        self.key = (narrow(start), narrow(self.at));
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        if self.peek() != Some(b':') {
            return Err((self.at, "Expected a colon after the key"));
        }
        self.at += 1;
        Ok(Due::Value)
    }

    /// Passes a quoted text.
    fn quoted(&mut self) -> Result<(), Wrong> {
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(b'\n' | b'\r') => {
                    return Err((
                        self.at,
                        "A text may not go over the end of the line; its quote is missing, or the line break must be written \\n",
                    ));
                }
                Some(b'\t') => return Err((self.at, "A tab within a text is written \\t")),
                Some(0..0x20) => {
                    return Err((
                        self.at,
                        "A control character stands here; within a text it is written \\u and four hex digits",
                    ));
                }
                Some(_) => self.at += 1,
                None => return Err((self.at, "The text is not closed: its quote is missing")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err((start, "Four hex digits must follow \\u"));
                    }
                    self.at += 1;
                }
            }
            _ => {
                return Err((
                    start,
                    "Behind a backslash stands one of \" \\ / b f n r t u; a backslash itself is written twice",
                ));
            }
        }
        Ok(())
    }

    /// Passes a number; nothing is made of its digits.
    fn number(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.peek();
        let digits = self.digits();
        if digits == 0 {
            return Err((start, "A digit is missing behind the minus"));
        }
        if digits > 1 && first == Some(b'0') {
            return Err((
                start,
                "A number does not begin with 0, unless it is 0 or follows with a point",
            ));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err((self.at, "A digit is missing behind the point"));
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err((self.at, "A digit is missing in the exponent"));
            }
        }
        Ok(())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn word(&mut self) -> Result<(), Wrong> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let known = ["true", "false", "null"]
            .into_iter()
            .find(|word| rest.starts_with(word));
        if let Some(word) = known {
            self.at += word.len();
            return Ok(());
        }
        Err((
            self.at,
            match rest.as_bytes().first() {
                Some(b',') => "A value is missing before the comma",
                Some(b'}' | b']' | b':') => "A value is missing here",
                Some(b'\'') => "A text stands in double quotes, not in single ones",
                Some(b'+') => "A number does not begin with a plus",
                Some(b'.') => "A digit is missing before the point",
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => {
                    "A text stands in double quotes; without them JSON knows only true, false and null"
                }
                _ => self.unless_foreign("This is no value: a text, number, object, array, true, false or null may stand here"),
            },
        ))
    }

    /// What is said of a character that no JSON has outside of a text, or else `words`.
    fn unless_foreign(&self, words: &'static str) -> &'static str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            Some('/') => "JSON has no comments",
            Some('#') if self.at == 0 => "JSON has no comments",
            Some('\u{feff}') => "An invisible mark (U+FEFF) stands here: delete it",
            Some(other) if other.is_whitespace() || other.is_control() => {
                "A blank stands here that JSON does not know (as a no-break space): write a usual one"
            }
            Some('\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{202a}'..='\u{202e}') => {
                "An invisible character stands here: delete it"
            }
            Some('\u{201c}'..='\u{201f}') => {
                "A text stands in straight double quotes, not in curved ones"
            }
            _ => words,
        }
    }
}

/// The text is not longer than this holds: [`Reader::all`] has looked.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}
