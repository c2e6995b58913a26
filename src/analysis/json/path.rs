//! How one comes to a value, as people write it: `options.headers["X-A"][3]`.

use std::fmt;

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an element, from 0.
    Index(usize),
}

/// The steps from the whole to a value; none for the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The path below a name: `agent_options.url`; the name alone for the whole.
    pub fn under(&self, root: &str) -> String {
        let path = self.to_string();
        if root.is_empty() || path.is_empty() {
            return [root, &path].concat();
        }
        let dot = if path.starts_with('[') { "" } else { "." };
        [root, dot, &path].concat()
    }

    /// The path, or words where it is empty.
    pub fn words(&self) -> String {
        if self.0.is_empty() {
            "the whole value".to_owned()
        } else {
            self.to_string()
        }
    }

    pub(super) fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => {
                    f.write_str("[")?;
                    f.write_str(&index.to_string())?;
                    f.write_str("]")?;
                }
                Step::Key(key) if is_plain(key) => {
                    if place > 0 {
                        f.write_str(".")?;
                    }
                    f.write_str(key)?;
                }
                Step::Key(key) => {
                    f.write_str("[")?;
                    f.write_str(&crate::wire::json::quote(key))?;
                    f.write_str("]")?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a key needs no quotes: a name as programs write it.
fn is_plain(key: &str) -> bool {
    let mut letters = key.bytes();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}
