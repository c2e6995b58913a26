//! What a server says when it refuses, in every shape it has been seen to use.
//!
//! Tines has no fixed shape: `{"errors":[{"message","details"}]}`, a bare array of those,
//! `{"errors":["text"]}`, `{"errors":{"field":["text"]}}`, `{"error":"text"}`, `{"message":"text"}`,
//! plain text, HTML (a proxy's page), nothing. Tyk: `{"Status":"Error","Message":…,"Meta":…}`.

use super::fields::Fields;
use super::json::Value;

/// The longest text that is passed on, in characters.
const LONGEST: usize = 300;
/// The most messages, and the most fields, that are passed on.
const MOST: usize = 20;
/// How deep it is looked for words.
const DEEPEST: u8 = 64;

/// A refusal in words. Every text is trimmed, of one line and capped, and is text, never markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What the server said; of an HTML page, its title. `None`: it said nothing we can repeat.
    pub message: Option<String>,
    /// What it said of single fields of the request, in its order.
    pub fields: Vec<(String, Vec<String>)>,
    /// Whether the answer was a page (HTML) and not the API's: most likely a proxy's.
    pub is_html: bool,
}

impl Refusal {
    /// Reads any body at all. The body decides; `content_type` only settles what looks like neither
    /// JSON nor HTML.
    pub fn read(body: &str, content_type: Option<&str>) -> Self {
        let body = body.trim_start_matches('\u{feff}').trim();
        if body.starts_with(['{', '[', '"'])
            && let Ok(value) = Value::parse(body)
        {
            let mut found = Found::default();
            found.take(value, DEEPEST);
            return found.into_refusal();
        }
        let says_html = content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
        if body.starts_with('<') || (says_html && !body.is_empty()) {
            return Self {
                message: title(body),
                fields: Vec::new(),
                is_html: true,
            };
        }
        Self {
            // A bare `null` or `404` is JSON that says nothing.
            message: tidy(body).filter(|_| Value::parse(body).is_err()),
            ..Self::default()
        }
    }

    /// Whether nothing was said.
    pub fn is_silent(&self) -> bool {
        self.message.is_none() && self.fields.is_empty()
    }
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    messages: Vec<String>,
    fields: Vec<(String, Vec<String>)>,
}

impl Found {
    /// Takes what a whole body, or one element of a list of errors, says.
    fn take(&mut self, value: Value<'_>, depth: u8) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        if let Some(text) = value.text() {
            self.say(&text);
        } else if let Some(elements) = value.elements() {
            elements.for_each(|element| self.take(element, depth));
        } else if let Some(fields) = Fields::of(value) {
            self.take_object(&fields, depth);
        }
    }

    fn take_object(&mut self, object: &Fields<'_>, depth: u8) {
        let mut known = false;
        for (name, value) in object.all() {
            match name.to_ascii_lowercase().as_str() {
                "errors" | "details" => match Fields::of(value) {
                    Some(fields) if !speaks(&fields) => self.take_fields(&fields, depth),
                    _ => self.take(value, depth),
                },
                "error" | "message" => self.take(value, depth),
                "status" | "meta" => {}
                _ => continue,
            }
            known = true;
        }
        // `{"email":["is taken"]}` with nothing around it: how the framework below writes it.
        if !known {
            self.take_fields(object, depth);
        }
    }

    fn take_fields(&mut self, fields: &Fields<'_>, depth: u8) {
        for (name, value) in fields.all() {
            let mut said = Self::default();
            said.take(value, depth);
            let mut texts = said.messages;
            texts.extend(said.fields.into_iter().flat_map(|(_, texts)| texts));
            if let Some(name) = tidy(&name)
                && !texts.is_empty()
                && self.fields.len() < MOST
            {
                self.fields.push((name, texts));
            }
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(text) = tidy(text)
            && self.messages.len() < MOST
            && !self.messages.contains(&text)
        {
            self.messages.push(text);
        }
    }

    fn into_refusal(self) -> Refusal {
        Refusal {
            message: tidy(&self.messages.join("; ")),
            fields: self.fields,
            is_html: false,
        }
    }
}

/// Whether a map is itself an error (`{"message": …}`) and not a map from fields to texts.
fn speaks(object: &Fields<'_>) -> bool {
    object.all().any(|(name, value)| {
        value.is_text()
            && ["message", "error"]
                .iter()
                .any(|word| name.eq_ignore_ascii_case(word))
    })
}

/// One line, without control characters, of at most [`LONGEST`] characters; `None` when nothing is left.
fn tidy(text: &str) -> Option<String> {
    let mut tidied = String::new();
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    for word in words.filter(|word| !word.is_empty()) {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
        // A character is at most four bytes: enough is read for the cap below.
        if tidied.len() > LONGEST * 4 {
            break;
        }
    }
    if let Some((cut, _)) = tidied.char_indices().nth(LONGEST) {
        tidied.truncate(cut);
        tidied.push('…');
    }
    (!tidied.is_empty()).then_some(tidied)
}

/// The text of a page's `<title>` ("502 Bad Gateway"): the one thing in it that is meant as words.
fn title(page: &str) -> Option<String> {
    // ASCII lower case keeps every byte's place.
    let lower = page.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower[tag..].find('>')? + 1;
    let end = start + lower[start..].find('<')?;
    tidy(&page[start..end])
}
