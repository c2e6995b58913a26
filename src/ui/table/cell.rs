//! What stands in a cell, as data: one description serves the table, the cards of a narrow screen, and
//! the export. Text is only ever set as text, never as markup.

use std::borrow::Cow;

use web_sys::{Document, Element};

use crate::wire::time::Timestamp;

/// How a badge looks. The shapes differ as well as the colours: colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be: a full dot.
    Good,
    /// Not yet: a ring.
    Waiting,
    /// Switched off: a bar.
    Off,
    /// Worth a look: a square.
    Warning,
    /// No mark, only a frame.
    Plain,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "badge good",
            Self::Waiting => "badge waiting",
            Self::Off => "badge off",
            Self::Warning => "badge warning",
            Self::Plain => "badge plain",
        }
    }
}

/// The content of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Words that say that there is nothing: "never", "none".
    Nothing(&'static str),
    /// A moment: how long ago, and the day. The exact words come when one points at it ([`crate::ui::moment`]).
    Moment {
        /// When.
        at: Timestamp,
        /// `12 d ago`.
        ago: String,
        /// `12 Jan 2026`.
        date: String,
    },
    /// Marks.
    Badges(Vec<(Tone, String)>),
}

impl Cell {
    /// Its words, where it holds nothing but words.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Nothing(words) => words,
            Self::Moment { date, .. } => date,
            Self::Badges(badges) => badges.first().map_or("", |(_, words)| words),
        }
    }

    /// What it says in a file: a moment in RFC 3339 (UTC), badges parted by `; `, and `None` where it
    /// says that there is nothing.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Nothing(_) => return None,
            Self::Moment { at, .. } => Cow::Owned(at.to_rfc3339()),
            Self::Badges(badges) => {
                let words: Vec<&str> = badges.iter().map(|(_, words)| words.as_str()).collect();
                Cow::Owned(words.join("; "))
            }
        })
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Tells the row apart from the others, also after it moved.
    pub key: String,
    /// Where its first cell leads, as a path; the first cell is then a link.
    pub href: Option<String>,
    /// Its cells, one per column.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row of words.
    pub fn of_words(key: String, words: impl IntoIterator<Item = String>) -> Self {
        Self {
            key,
            href: None,
            cells: words.into_iter().map(Cell::Text).collect(),
        }
    }

    /// The row for a file in which a cell that says that there is nothing keeps its words: between "no",
    /// "as owner" and "not said", an empty cell would not tell.
    #[must_use]
    pub fn spelled_out(mut self) -> Self {
        for cell in &mut self.cells {
            if let Cell::Nothing(words) = cell {
                *cell = Cell::Text((*words).to_owned());
            }
        }
        self
    }
}

/// Fills an element with a cell's content. An element that cannot be made (a document that is going
/// away) is left out.
pub fn fill(document: &Document, into: &Element, cell: &Cell) {
    into.set_text_content(None);
    match cell {
        Cell::Text(text) => {
            into.set_text_content(Some(text));
            // The full text on hover, for what the column cuts off.
            drop(into.set_attribute("title", text));
            return;
        }
        Cell::Nothing(words) => append(document, into, "span", "nothing", words),
        Cell::Moment { at, ago, date } => {
            if let Ok(time) = document.create_element("time") {
                drop(time.set_attribute("datetime", &at.to_rfc3339()));
                append(document, &time, "span", "ago", ago);
                append(document, &time, "span", "date", &beside(date));
                drop(into.append_child(&time));
            }
        }
        Cell::Badges(badges) => {
            for (tone, words) in badges {
                append(document, into, "span", tone.class(), words);
            }
        }
    }
    drop(into.remove_attribute("title"));
}

/// Fills an element that holds `old`: what is of the same kind is written over where it stands.
pub fn refill(document: &Document, into: &Element, cell: &Cell, old: Option<&Cell>) {
    if old == Some(cell) {
        return;
    }
    let done = match (old, cell) {
        (Some(Cell::Text(_)), Cell::Text(text)) => {
            into.set_text_content(Some(text));
            into.set_attribute("title", text).ok()
        }
        (Some(old @ Cell::Moment { .. }), Cell::Moment { at, ago, date }) => {
            refill_moment(into, old, *at, ago, date)
        }
        (Some(Cell::Badges(old)), Cell::Badges(badges)) if old.len() == badges.len() => {
            refill_badges(into, old, badges)
        }
        _ => None,
    };
    if done.is_none() {
        fill(document, into, cell);
    }
}

fn refill_moment(into: &Element, old: &Cell, at: Timestamp, ago: &str, date: &str) -> Option<()> {
    let Cell::Moment {
        ago: old_ago,
        date: old_date,
        at: old_at,
    } = old
    else {
        return None;
    };
    let time = into.first_element_child()?;
    if *old_at != at {
        time.set_attribute("datetime", &at.to_rfc3339()).ok()?;
        // What was said in full was another one.
        time.remove_attribute("title").ok()?;
    }
    if old_ago != ago {
        time.first_element_child()?.set_text_content(Some(ago));
    }
    if old_date != date {
        time.last_element_child()?
            .set_text_content(Some(&beside(date)));
    }
    Some(())
}

fn refill_badges(into: &Element, old: &[(Tone, String)], badges: &[(Tone, String)]) -> Option<()> {
    let mut next = into.first_element_child();
    for (before, now) in old.iter().zip(badges) {
        let badge = next?;
        if before.0 != now.0 {
            badge.set_class_name(now.0.class());
        }
        if before.1 != now.1 {
            badge.set_text_content(Some(&now.1));
        }
        next = badge.next_element_sibling();
    }
    Some(())
}

/// The space is for those who hear it.
fn beside(date: &str) -> String {
    [" ", date].concat()
}

fn append(document: &Document, into: &Element, tag: &str, class: &str, words: &str) {
    if let Ok(element) = document.create_element(tag) {
        element.set_class_name(class);
        element.set_text_content(Some(words));
        drop(into.append_child(&element));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_the_cell_says() {
        let moment = Cell::Moment {
            at: Timestamp(1_768_478_400_000),
            ago: "12 d ago".to_owned(),
            date: "15 Jan 2026".to_owned(),
        };
        let badges = Cell::Badges(vec![
            (Tone::Plain, "AUDIT_LOG_READ".to_owned()),
            (Tone::Good, "Active".to_owned()),
        ]);
        let text = |cell: &Cell| cell.text().map(Cow::into_owned);
        assert_eq!(text(&moment).as_deref(), Some("2026-01-15T12:00:00Z"));
        assert_eq!(text(&badges).as_deref(), Some("AUDIT_LOG_READ; Active"));
        assert_eq!(text(&Cell::Text("a".to_owned())).as_deref(), Some("a"));
        assert_eq!(text(&Cell::Nothing("never")), None);
    }
}
