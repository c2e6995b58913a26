//! Rust text split into code and literals: enough of a lexer to read paths and words without being
//! fooled by comments, strings and lifetimes.

/// A file's text, split. Lines keep their numbers in both parts.
pub struct Source {
    /// The code, with comments gone and every literal emptied (`""`).
    pub code: String,
    /// Line, from 1, and content of every string literal.
    pub literals: Vec<(usize, String)>,
}

impl Source {
    /// Splits a file's text.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader {
            rest: text,
            line: 1,
            source: Self {
                code: String::new(),
                literals: Vec::new(),
            },
        };
        while !reader.rest.is_empty() {
            reader.step();
        }
        reader.source
    }

    /// The lines of code, numbered from 1.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    source: Source,
}

impl<'a> Reader<'a> {
    fn step(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            self.skip(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.skip(block_comment(rest));
        } else if let Some((open, hashes)) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let length = rest[open..].find(&close).unwrap_or(rest.len() - open);
            self.literal(open, length, close.len());
        } else if let Some(content) = rest.strip_prefix('"') {
            self.literal(1, quoted(content, '"'), 1);
        } else if let Some(length) = character(rest) {
            self.skip(length);
            self.source.code.push_str("''");
        } else {
            // A whole name at a time, so that the `r` of `for"` starts no raw string.
            let name = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let length = name.max(rest.chars().next().map_or(1, char::len_utf8));
            let taken = &rest[..length];
            self.source.code.push_str(taken);
            self.line += taken.matches('\n').count();
            self.rest = &rest[length..];
        }
    }

    /// Passes over bytes, keeping their line breaks.
    fn skip(&mut self, length: usize) -> &'a str {
        let (skipped, rest) = self.rest.split_at(length);
        let breaks = skipped.matches('\n').count();
        self.line += breaks;
        self.source.code.push_str(&"\n".repeat(breaks));
        self.rest = rest;
        skipped
    }

    /// Takes a literal: an opening of so many bytes, the content, a closing.
    fn literal(&mut self, open: usize, length: usize, close: usize) {
        let content = self.rest[open..open + length].to_owned();
        self.source.literals.push((self.line, content));
        self.source.code.push_str("\"\"");
        self.skip((open + length + close).min(self.rest.len()));
    }
}

/// The length of a block comment; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Where the content of a raw string begins, and with how many hashes.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let marks = ["r", "br", "cr"]
        .into_iter()
        .find_map(|prefix| text.strip_prefix(prefix))?;
    let content = marks.trim_start_matches('#');
    let hashes = marks.len() - content.len();
    content
        .starts_with('"')
        .then_some((text.len() - content.len() + 1, hashes))
}

/// The bytes before the closing quote.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal, quotes included; none for a lifetime.
fn character(text: &str) -> Option<usize> {
    let content = text.strip_prefix('\'')?;
    let mut chars = content.chars();
    let first = chars.next()?;
    if first == '\\' {
        return Some((quoted(content, '\'') + 2).min(text.len()));
    }
    (chars.next()? == '\'').then_some(first.len_utf8() + 2)
}

#[test]
fn code_and_literals_come_apart() {
    let source = Source::read(
        "let a = \"x // y\"; // crate::no\n/* crate::no /* nested */\n*/ let b = r#\"q\"w\"#;\nlet c = '\"'; let d: &'a str = \"\\\"e\";\nfor\"f\"",
    );
    assert_eq!(
        source.code,
        "let a = \"\"; \n\n let b = \"\";\nlet c = ''; let d: &'a str = \"\";\nfor\"\""
    );
    let literals: Vec<(usize, &str)> = source
        .literals
        .iter()
        .map(|(line, text)| (*line, text.as_str()))
        .collect();
    assert_eq!(
        literals,
        [(1, "x // y"), (3, "q\"w"), (4, "\\\"e"), (5, "f")]
    );
}

#[test]
fn broken_text_still_ends() {
    for text in ["\"open", "r#\"open", "/* open", "'", "'\\", "r", "é\"é"] {
        Source::read(text);
    }
}
