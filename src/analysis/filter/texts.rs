//! The folded text of every row, in one piece: looking for a word is one pass over it.

use crate::format::fold::fold_into;

/// One text per row.
#[derive(Debug, Default)]
pub struct Texts {
    /// All of them, each ended by a line feed.
    all: String,
    /// Where each ends, behind its line feed.
    ends: Vec<u32>,
}

impl Texts {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes in the next row's text, which is not folded yet.
    pub fn push(&mut self, plain: &str) {
        let start = self.all.len();
        // Not by doubling: this is megabytes, and wasm gives none back. A letter may fold into two.
        let room = 2 * plain.len() + 1;
        if self.all.capacity() - start < room {
            self.all.reserve_exact(room + start / 8);
        }
        fold_into(plain, &mut self.all);
        // A line feed ends a row; inside one it would let a word match across two rows.
        if self
            .all
            .get(start..)
            .is_some_and(|text| text.contains('\n'))
        {
            let text = self.all.split_off(start).replace('\n', " ");
            self.all.push_str(&text);
        }
        self.all.push('\n');
        self.ends
            .push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// One row's text, without its line feed.
    pub fn row(&self, row: usize) -> &str {
        let end_of = |row: usize| {
            let end = self.ends.get(row).copied().unwrap_or(0);
            usize::try_from(end).unwrap_or(usize::MAX)
        };
        let start = row.checked_sub(1).map_or(0, end_of);
        let end = end_of(row).saturating_sub(1);
        self.all.get(start..end).unwrap_or_default()
    }

    /// Tells of each row in which a word occurs, in order, each once.
    pub fn find(&self, word: &str, hit: &mut dyn FnMut(usize)) {
        let mut row = 0;
        let mut last = None;
        for (at, _) in self.all.match_indices(word) {
            while self
                .ends
                .get(row)
                .is_some_and(|end| usize::try_from(*end).is_ok_and(|end| end <= at))
            {
                row += 1;
            }
            // Behind the last line feed there is no row; only the empty word occurs there.
            if last != Some(row) && row < self.ends.len() {
                last = Some(row);
                hit(row);
            }
        }
    }
}
