//! A filter's text, taken apart and written back. Any text is a filter: nothing here can fail.

use std::ops::Range;

/// One condition of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not be so.
    pub not: bool,
    /// The qualifier's name in lower case; `None` for words, which may occur anywhere.
    pub name: Option<String>,
    /// Of which one must be so. Words are one value; a qualifier that is still being written may have an
    /// empty one.
    pub values: Vec<Value>,
}

impl Term {
    /// Words that must occur, whatever they look like.
    pub fn words(text: &str) -> Self {
        Self {
            not: false,
            name: None,
            values: vec![Value::exactly(text)],
        }
    }

    /// A qualifier with one value.
    pub fn qualifier(name: &str, value: Value) -> Self {
        Self {
            not: false,
            name: Some(name.to_ascii_lowercase()),
            values: vec![value],
        }
    }

    fn write(&self, into: &mut String) {
        if self.not {
            into.push('-');
        }
        if let Some(name) = &self.name {
            into.push_str(name);
            into.push(':');
        }
        for (index, value) in self.values.iter().enumerate() {
            if index > 0 {
                into.push(',');
            }
            let quoted = match self.name {
                Some(_) => splits_a_value(&value.text),
                None => splits_words(&value.text) || (!self.not && negates(&value.text)),
            };
            value.write(quoted, into);
        }
    }
}

/// What stands behind a qualifier, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Without its quotes.
    pub text: String,
    /// Whether it was in quotes: then it is nothing but text, whatever it looks like.
    quoted: bool,
}

impl Value {
    /// A text that means itself: quoted where it would be taken for something else.
    pub fn exactly(text: &str) -> Self {
        let special = text.is_empty()
            || splits_a_value(text)
            || splits_words(text)
            || negates(text)
            || is_special(text);
        Self {
            text: text.to_owned(),
            quoted: special,
        }
    }

    /// A text in the filter's own words, such as `>45d` or `never`.
    pub fn meaning(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            quoted: text.is_empty() || splits_a_value(text),
        }
    }

    /// Whether it stands in quotes.
    pub const fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// As it stands behind a qualifier.
    pub fn written(&self) -> String {
        let mut text = String::new();
        self.write(splits_a_value(&self.text), &mut text);
        text
    }

    fn write(&self, quoted: bool, into: &mut String) {
        if !(self.quoted || quoted) {
            into.push_str(&self.text);
            return;
        }
        into.push('"');
        for c in self.text.chars() {
            if matches!(c, '"' | '\\') {
                into.push('\\');
            }
            into.push(c);
        }
        into.push('"');
    }
}

/// A term and where it stands, in bytes of the filter's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The term.
    pub term: Term,
    /// All of it, with its `-`.
    pub at: Range<usize>,
    /// Its name without the colon; empty for words.
    pub name_at: Range<usize>,
    /// Each of its values, with quotes.
    pub values_at: Vec<Range<usize>>,
}

/// Takes a filter apart.
pub fn parse(text: &str) -> Vec<Placed> {
    let mut reader = Reader { text, at: 0 };
    let mut terms = Vec::new();
    loop {
        reader.pass(char::is_whitespace);
        if reader.peek().is_none() {
            return terms;
        }
        terms.push(reader.term());
    }
}

/// Writes a filter, so that reading it gives the same terms.
pub fn write<'a>(terms: impl IntoIterator<Item = &'a Term>) -> String {
    let mut text = String::new();
    for term in terms {
        if !text.is_empty() {
            text.push(' ');
        }
        term.write(&mut text);
    }
    text
}

/// Whether a text is more than itself behind a qualifier: `never`, `any`, a comparison, a range.
pub fn is_special(text: &str) -> bool {
    is_missing(text) || is_any(text) || text.starts_with(['<', '>', '=']) || text.contains("..")
}

/// Whether a text asks for what has no value.
pub fn is_missing(text: &str) -> bool {
    text.eq_ignore_ascii_case("none") || text.eq_ignore_ascii_case("never")
}

/// Whether a text asks for what has any value.
pub fn is_any(text: &str) -> bool {
    text.eq_ignore_ascii_case("any")
}

fn splits_a_value(text: &str) -> bool {
    text.starts_with('"') || text.contains(|c: char| c == ',' || c.is_whitespace())
}

fn splits_words(text: &str) -> bool {
    text.starts_with('"') || text.contains(char::is_whitespace) || name_length(text).is_some()
}

fn negates(text: &str) -> bool {
    text.len() > 1 && text.starts_with('-')
}

/// How long the qualifier's name is that a text begins with, if a colon follows one.
fn name_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = bytes
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))?;
    (bytes[length] == b':' && bytes[0].is_ascii_alphabetic()).then_some(length)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn pass(&mut self, what: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !what(c)).unwrap_or(rest.len());
    }

    fn term(&mut self) -> Placed {
        let start = self.at;
        let mut chars = self.rest().chars();
        let not =
            chars.next() == Some('-') && chars.next().is_some_and(|next| !next.is_whitespace());
        self.at += usize::from(not);
        let name_at = self.at..self.at + name_length(self.rest()).unwrap_or(0);
        let name = self.text.get(name_at.clone()).unwrap_or_default();
        let name = (!name.is_empty()).then(|| name.to_ascii_lowercase());
        let mut values = Vec::new();
        let mut values_at = Vec::new();
        if name.is_some() {
            self.at = name_at.end;
        }
        loop {
            // The colon, or the comma.
            self.at += usize::from(name.is_some());
            let from = self.at;
            values.push(self.value(name.is_some()));
            values_at.push(from..self.at);
            if name.is_none() || self.peek() != Some(',') {
                break;
            }
        }
        let term = Term { not, name, values };
        Placed {
            term,
            at: start..self.at,
            name_at,
            values_at,
        }
    }

    fn value(&mut self, in_list: bool) -> Value {
        if self.peek() == Some('"') {
            return self.quoted();
        }
        let from = self.at;
        self.pass(|c| !(c.is_whitespace() || in_list && c == ','));
        Value {
            text: self.text.get(from..self.at).unwrap_or_default().to_owned(),
            quoted: false,
        }
    }

    /// A text in quotes. One whose last quote is still to come goes on to the end.
    fn quoted(&mut self) -> Value {
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let mut end = self.text.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    end = self.at + at + 1;
                    break;
                }
                '\\' => match chars.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                    Some((_, escaped)) => text.push(escaped),
                    None => text.push(c),
                },
                c => text.push(c),
            }
        }
        self.at = end;
        Value { text, quoted: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<Term> {
        parse(text).into_iter().map(|placed| placed.term).collect()
    }

    /// Terms in a form that is easy to compare: `not`, name, values with quotes marked.
    fn shown(text: &str) -> Vec<String> {
        terms(text)
            .iter()
            .map(|term| {
                let values: Vec<String> = term
                    .values
                    .iter()
                    .map(|value| {
                        if value.quoted {
                            format!("«{}»", value.text)
                        } else {
                            value.text.clone()
                        }
                    })
                    .collect();
                format!(
                    "{}{}[{}]",
                    if term.not { "not " } else { "" },
                    term.name.as_deref().unwrap_or("words"),
                    values.join("|")
                )
            })
            .collect()
    }

    #[test]
    fn words_and_qualifiers() {
        assert_eq!(
            shown("last-seen:>45d Role:owner  status:inactive,pending smith"),
            [
                "last-seen[>45d]",
                "role[owner]",
                "status[inactive|pending]",
                "words[smith]"
            ]
        );
        assert_eq!(
            shown("-role:owner -smith"),
            ["not role[owner]", "not words[smith]"]
        );
        assert_eq!(shown(""), [""; 0]);
        assert_eq!(shown(" \t\n"), [""; 0]);
    }

    #[test]
    fn quotes() {
        assert_eq!(
            shown(r#"name:"Ann Lee" "two words" "say \"hi\" \\ \n""#),
            [
                "name[«Ann Lee»]",
                "words[«two words»]",
                r#"words[«say "hi" \ \n»]"#
            ]
        );
        assert_eq!(shown(r#"name:"a,b",c"#), ["name[«a,b»|c]"]);
        assert_eq!(shown(r#"-"role:owner""#), ["not words[«role:owner»]"]);
        assert_eq!(shown(r#"name:"open end"#), ["name[«open end»]"]);
        assert_eq!(shown(r#"O"Brien"#), [r#"words[O"Brien]"#]);
        assert_eq!(shown(r#""ab"cd"#), ["words[«ab»]", "words[cd]"]);
    }

    #[test]
    fn what_is_no_qualifier_is_words() {
        assert_eq!(
            shown(":x - -- --x 12:30 größe:3 a,b"),
            [
                "words[:x]",
                "words[-]",
                "not words[-]",
                "not words[-x]",
                "words[12:30]",
                "words[größe:3]",
                "words[a,b]"
            ]
        );
        assert_eq!(shown("http://x a:b"), ["http[//x]", "a[b]"]);
    }

    #[test]
    fn what_is_still_being_written() {
        assert_eq!(shown("role:"), ["role[]"]);
        assert_eq!(shown("role: x"), ["role[]", "words[x]"]);
        assert_eq!(shown("status:active, x"), ["status[active|]", "words[x]"]);
        assert_eq!(shown("status:,active"), ["status[|active]"]);
    }

    #[test]
    fn places_are_those_in_the_text() {
        let text = r#"é -name:"Ann Lee",bo x"#;
        let placed = parse(text);
        let at = |range: &Range<usize>| &text[range.clone()];
        assert_eq!(at(&placed[1].at), r#"-name:"Ann Lee",bo"#);
        assert_eq!(at(&placed[1].name_at), "name");
        assert_eq!(
            placed[1].values_at.iter().map(at).collect::<Vec<_>>(),
            [r#""Ann Lee""#, "bo"]
        );
        assert_eq!(at(&placed[2].at), "x");
    }

    fn any_term() -> impl Strategy<Value = Term> {
        let text = "[a-c:,\"\\\\ \n<>=.é-]{0,6}|none|any|never|>45d";
        let value = (text, any::<bool>()).prop_map(|(text, exactly)| {
            if exactly {
                Value::exactly(&text)
            } else {
                Value::meaning(&text)
            }
        });
        let values = proptest::collection::vec(value, 1..4);
        let qualifier =
            (any::<bool>(), "[a-zA-Z][a-z0-9_-]{0,5}", values).prop_map(|(not, name, values)| {
                Term {
                    not,
                    values,
                    name: Some(name.to_ascii_lowercase()),
                }
            });
        let words = (any::<bool>(), text).prop_map(|(not, text)| Term {
            not,
            ..Term::words(&text)
        });
        prop_oneof![qualifier, words]
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(filter in proptest::collection::vec(any_term(), 0..6)) {
            let text = write(&filter);
            prop_assert_eq!(terms(&text), filter, "{}", text);
        }

        #[test]
        fn any_text_can_be_read_and_says_the_same_when_written(text in "[a-c:,\"\\\\ \t<>=.é-]{0,24}|\\PC{0,40}") {
            let read = terms(&text);
            let written = write(&read);
            prop_assert_eq!(terms(&written), read, "{}", written);
        }

        #[test]
        fn places_lie_in_order_and_on_characters(text in "[a-c:,\"\\\\ é-]{0,24}") {
            let mut end = 0;
            for placed in parse(&text) {
                prop_assert!(placed.at.start >= end && placed.at.end > placed.at.start);
                end = placed.at.end;
                prop_assert!(text.get(placed.at.clone()).is_some());
                for at in &placed.values_at {
                    prop_assert!(text.get(at.clone()).is_some() && at.end <= end);
                }
            }
        }
    }
}
