//! A text that is JSON, with a flat table of its values.

use std::ops::Range;
use std::rc::Rc;

use super::path::{Path, Step};
use super::read::{Problem, read};
use super::show::words;

/// Where there is nothing.
pub(super) const NONE: u32 = u32::MAX;

/// Of what kind a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{}`
    Object,
    /// `[]`
    Array,
    /// `""`
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
}

impl Kind {
    /// Whether values lie in it.
    pub fn is_nested(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }
}

/// A value: where it stands, and what lies in it.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Of what kind.
    pub kind: Kind,
    /// Its key with its quotes, in bytes.
    pub(super) key: (u32, u32),
    pub(super) start: u32,
    pub(super) end: u32,
    /// The place behind the last value that lies in it: its next sibling, if it has one.
    pub(super) next: u32,
    pub(super) parent: u32,
}

/// A JSON text and its values, each before those that lie in it; 0 is the whole. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Doc(Rc<Held>);

#[derive(Debug)]
struct Held {
    text: Box<str>,
    nodes: Vec<Node>,
}

impl Doc {
    /// Reads a text. Takes what RFC 8259 takes, of any depth.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let nodes = read(text)?;
        Ok(Self(Rc::new(Held {
            text: text.into(),
            nodes,
        })))
    }

    /// The text as it was read.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// How many values there are, the whole included.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.0.nodes.len()
    }

    /// A value. One that is not there reads as the whole.
    pub fn node(&self, place: usize) -> &Node {
        const WHOLE: &Node = &Node {
            kind: Kind::Word,
            key: (NONE, NONE),
            start: 0,
            end: 0,
            next: 1,
            parent: NONE,
        };
        let nodes = &self.0.nodes;
        nodes.get(place).or_else(|| nodes.first()).unwrap_or(WHOLE)
    }

    /// Where a value stands, in bytes.
    pub fn span(&self, place: usize) -> Range<usize> {
        let node = self.node(place);
        node.start as usize..node.end as usize
    }

    /// A value as it is written.
    pub fn raw(&self, place: usize) -> &str {
        self.text().get(self.span(place)).unwrap_or_default()
    }

    /// Where its key begins, in bytes; a value without one, where it begins itself.
    pub fn key_start(&self, place: usize) -> usize {
        let node = self.node(place);
        (if node.key.0 == NONE {
            node.start
        } else {
            node.key.0
        }) as usize
    }

    /// The key of a value as it is written, with its quotes; `None` for one that has none.
    pub fn raw_key(&self, place: usize) -> Option<&str> {
        let (start, end) = self.node(place).key;
        self.text().get(start as usize..end as usize)
    }

    /// The values that lie in a value, one behind the other.
    pub fn children(&self, place: usize) -> Children<'_> {
        Children {
            doc: self,
            at: place + 1,
            end: self.node(place).next as usize,
        }
    }

    /// In which value it lies.
    pub fn parent(&self, place: usize) -> Option<usize> {
        let parent = self.node(place).parent;
        (parent != NONE).then_some(parent as usize)
    }

    /// The place behind the last value that lies in a value.
    pub fn behind(&self, place: usize) -> usize {
        self.node(place).next as usize
    }

    /// How one comes to a value.
    pub fn path(&self, place: usize) -> Path {
        let mut steps = Vec::new();
        let mut at = place;
        while let Some(parent) = self.parent(at) {
            steps.push(match self.raw_key(at) {
                Some(key) => Step::Key(words(key)),
                None => Step::Index(
                    self.children(parent)
                        .take_while(|child| *child < at)
                        .count(),
                ),
            });
            at = parent;
        }
        steps.reverse();
        Path(steps)
    }
}

/// The values that lie in a value.
#[derive(Debug, Clone)]
pub struct Children<'a> {
    doc: &'a Doc,
    at: usize,
    end: usize,
}

impl Iterator for Children<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let at = self.at;
        (at < self.end).then(|| {
            self.at = self.doc.behind(at);
            at
        })
    }
}
