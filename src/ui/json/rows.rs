//! Which values of a tree are on screen: those whose surroundings are open, as rows.

use crate::analysis::json::{Doc, Kind, shortened, visible, words};

/// Below so many values all is open at first.
const ALL_OPEN: usize = 60;
/// How much of a text one row shows, in characters.
const LONGEST: usize = 160;

/// A tree's rows.
pub(super) struct Rows {
    pub(super) doc: Doc,
    is_open: Vec<bool>,
    /// The values that are seen, in their order.
    pub(super) seen: Vec<usize>,
    depths: Vec<u32>,
    /// The place of each value among its siblings, from 0, and how many lie in it.
    places: Vec<u32>,
    counts: Vec<u32>,
}

impl Rows {
    pub(super) fn new(doc: Doc) -> Self {
        let mut depths = vec![0_u32; doc.len()];
        let (mut places, mut counts) = (depths.clone(), depths.clone());
        for at in 1..doc.len() {
            let parent = doc.parent(at).unwrap_or_default();
            depths[at] = depths[parent] + 1;
            places[at] = counts[parent];
            counts[parent] += 1;
        }
        let all = doc.len() <= ALL_OPEN;
        let is_open = depths.iter().map(|depth| all || *depth == 0).collect();
        let mut this = Self {
            doc,
            is_open,
            seen: Vec::new(),
            depths,
            places,
            counts,
        };
        this.lay();
        this
    }

    fn lay(&mut self) {
        self.seen.clear();
        let mut at = 0;
        while at < self.doc.len() {
            self.seen.push(at);
            at = if self.is_open[at] {
                at + 1
            } else {
                self.doc.behind(at)
            };
        }
    }

    /// How deep a value lies; the whole is at 0.
    pub(super) fn depth(&self, at: usize) -> u32 {
        self.depths.get(at).copied().unwrap_or_default()
    }

    /// Whether something lies in a value, and whether that is shown.
    pub(super) fn open(&self, at: usize) -> Option<bool> {
        let open = self.is_open.get(at).copied().unwrap_or_default();
        (self.count(at) > 0).then_some(open)
    }

    fn count(&self, at: usize) -> u32 {
        self.counts.get(at).copied().unwrap_or_default()
    }

    pub(super) fn set_open(&mut self, at: usize, open: bool) {
        if let Some(is_open) = self.is_open.get_mut(at) {
            *is_open = open;
            self.lay();
        }
    }

    /// Opens all, or closes all but the whole.
    pub(super) fn set_all(&mut self, open: bool) {
        for (at, is_open) in self.is_open.iter_mut().enumerate() {
            *is_open = open || at == 0;
        }
        self.lay();
    }

    /// Opens what a value lies in, so that it is seen; answers its row.
    pub(super) fn uncover(&mut self, at: usize) -> usize {
        let mut outer = self.doc.parent(at);
        while let Some(parent) = outer {
            self.is_open[parent] = true;
            outer = self.doc.parent(parent);
        }
        self.lay();
        self.row_of(at)
    }

    /// The row of a value, or of what it lies in.
    pub(super) fn row_of(&self, at: usize) -> usize {
        self.seen.partition_point(|seen| *seen <= at).max(1) - 1
    }

    /// The value of a row.
    pub(super) fn at(&self, row: usize) -> usize {
        self.seen.get(row).copied().unwrap_or_default()
    }

    /// The place among its siblings from 1, and their number.
    pub(super) fn among(&self, at: usize) -> (u32, u32) {
        let number = self.doc.parent(at).map_or(1, |parent| self.count(parent));
        (self.places.get(at).copied().unwrap_or_default() + 1, number)
    }

    /// What stands before the value: its key, or its number in the array.
    pub(super) fn name(&self, at: usize) -> String {
        match self.doc.raw_key(at) {
            Some(key) => {
                let key = words(key);
                let (key, cut) = shortened(&key, LONGEST);
                [&*visible(key), if cut { "…" } else { "" }].concat()
            }
            None if at == 0 => String::new(),
            None => (self.among(at).0 - 1).to_string(),
        }
    }

    /// The value in a few words, and the class of its colour.
    pub(super) fn value(&self, at: usize) -> (String, &'static str) {
        let raw = self.doc.raw(at);
        let count = |one: &str, more: &str| {
            let number = self.count(at);
            [&*number.to_string(), if number == 1 { one } else { more }].concat()
        };
        let class = match self.doc.node(at).kind {
            Kind::Object => return (["{ } ", &count(" key", " keys")].concat(), "json-sign"),
            Kind::Array => {
                return (
                    ["[ ] ", &count(" element", " elements")].concat(),
                    "json-sign",
                );
            }
            Kind::Text => "json-text",
            Kind::Number => "json-digits",
            Kind::Word => "json-word",
        };
        let (short, cut) = shortened(raw, LONGEST);
        (
            [&*visible(short), if cut { "…" } else { "" }].concat(),
            class,
        )
    }

    /// Whether a row shows only a part of its value.
    pub(super) fn is_cut(&self, at: usize) -> bool {
        !self.doc.node(at).kind.is_nested() && shortened(self.doc.raw(at), LONGEST).1
    }

    /// The values whose key or own words hold what is sought, in any case of plain letters.
    pub(super) fn find(&self, sought: &str) -> Vec<usize> {
        let wanted = sought.as_bytes();
        if wanted.is_empty() {
            return Vec::new();
        }
        let has = |text: &str| {
            text.as_bytes()
                .windows(wanted.len())
                .any(|here| here.eq_ignore_ascii_case(wanted))
        };
        (0..self.doc.len())
            .filter(|at| {
                self.doc
                    .raw_key(*at)
                    .is_some_and(|key| has(key) || has(&words(key)))
                    || (!self.doc.node(*at).kind.is_nested() && {
                        let raw = self.doc.raw(*at);
                        has(raw) || (raw.contains('\\') && has(&words(raw)))
                    })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Rows {
        Rows::new(Doc::read(text).expect("JSON"))
    }

    #[test]
    fn what_is_closed_is_not_seen() {
        let mut rows = rows(r#"{"a":{"b":[1,2]},"c":3}"#);
        assert_eq!(rows.seen, [0, 1, 2, 3, 4, 5]);
        rows.set_open(1, false);
        assert_eq!(rows.seen, [0, 1, 5]);
        assert_eq!((rows.open(1), rows.open(5)), (Some(false), None));
        assert_eq!(rows.row_of(3), 1);
        rows.set_all(false);
        assert_eq!(rows.uncover(4), 4);
        assert_eq!(rows.seen, [0, 1, 2, 3, 4, 5]);
        assert_eq!(
            (rows.depth(4), rows.among(4), rows.among(5)),
            (3, (2, 2), (2, 2))
        );
    }

    #[test]
    fn a_long_value_begins_closed_and_a_text_is_cut() {
        let items = vec!["{\"x\":1}"; 100].join(",");
        assert_eq!(rows(&["[", &items, "]"].concat()).seen.len(), 101);
        let long = rows(&["[\"", &"é".repeat(500), "\u{202e}\"]"].concat());
        assert!(long.is_cut(1));
        assert_eq!(long.value(1).0.chars().count(), LONGEST + 1);
        assert_eq!(rows("[\"a\u{202e}\"]").value(1).0, "\"a\\u202e\"");
        assert_eq!(rows("{\"a\":[1]}").value(1).0, "[ ] 1 element");
    }

    #[test]
    fn keys_and_values_are_found_however_they_are_escaped() {
        let rows = rows(r#"{"Url":"x","b":"\u0041ccept","c":{"url2":12}}"#);
        assert_eq!(rows.find("url"), [1, 4]);
        assert_eq!(rows.find("accept"), [2]);
        assert_eq!(rows.find("12"), [4]);
        assert_eq!(rows.find(""), Vec::<usize>::new());
    }
}
