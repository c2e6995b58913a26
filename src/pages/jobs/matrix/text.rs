//! Words and states of an element, which touch the document only when they change.

use web_sys::Element;

use crate::format::time::ago;
use crate::ui::dom::set;
use crate::wire::time::Timestamp;

/// An element that holds words alone.
pub struct Text {
    /// The element.
    pub element: Element,
    words: String,
}

impl Text {
    /// Of an element without words.
    pub const fn of(element: Element) -> Self {
        Self {
            element,
            words: String::new(),
        }
    }

    /// Says something; whether it said something else before.
    pub fn say(&mut self, words: &str) -> bool {
        let is_new = self.words != words;
        if is_new {
            self.element.set_text_content(Some(words));
            words.clone_into(&mut self.words);
        }
        is_new
    }
}

/// Whether a button is pressed, as far as that was said.
#[derive(Default)]
pub struct Flag(Option<bool>);

impl Flag {
    /// Says it.
    pub fn set(&mut self, button: &Element, pressed: bool) {
        if self.0 != Some(pressed) {
            set(
                button,
                "aria-pressed",
                if pressed { "true" } else { "false" },
            );
            self.0 = Some(pressed);
        }
    }
}

/// `3 h`: how long ago, as short as can be; nothing for no moment.
pub fn age(at: Option<Timestamp>, now: Timestamp) -> String {
    let words = at.map_or_else(String::new, |at| ago(at, now));
    let short = words.strip_suffix(" ago");
    short.map(str::to_owned).unwrap_or(words)
}
