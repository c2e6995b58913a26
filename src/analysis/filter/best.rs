//! The few rows that match words best, for who looks for one record and not for a list. It reads the
//! folded text that a list keeps for its filter: no text is made for it.

use super::columns::Source;
use super::plan::Test;
use super::sheet::Sheet;
use super::syntax::{Term, write};
use super::values::{Asked, plain};

/// What somebody types to find something: words, in any order. Nothing in them is a qualifier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    typed: Vec<String>,
    folded: Vec<String>,
}

/// Where a word stands in a text: the smaller, the closer.
const WHOLE: u32 = 0;
const BEGINS: u32 = 1;
const INSIDE: u32 = 2;

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let mut words = Self::default();
        for word in text.split_whitespace() {
            let folded = plain(word);
            // Nothing but marks that folding takes away occurs everywhere.
            if !folded.is_empty() {
                words.typed.push(word.to_owned());
                words.folded.push(folded);
            }
        }
        words
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// A filter that finds the same rows.
    pub fn filter(&self) -> String {
        let terms: Vec<Term> = self.typed.iter().map(|word| Term::words(word)).collect();
        write(&terms)
    }

    /// How far a folded text is from these words, 0 being closest; `None` if one does not occur. Whole words
    /// are closer than beginnings, and those closer than what stands inside a word; of two equal ones, that
    /// is closer which begins with the first word.
    pub fn distance(&self, text: &str) -> Option<u32> {
        self.within(text, INSIDE)
    }

    /// As [`Self::distance`], but each word must be the beginning of one.
    pub fn distance_of_beginnings(&self, text: &str) -> Option<u32> {
        self.within(text, BEGINS)
    }

    /// Whether a folded text begins with these words, the last of which may be unfinished.
    pub fn begin(&self, text: &str) -> bool {
        text.starts_with(&self.folded.join(" "))
    }

    fn within(&self, text: &str, furthest: u32) -> Option<u32> {
        let mut distance = 0;
        for word in &self.folded {
            distance += nearest(text.as_bytes(), word.as_bytes()).filter(|at| *at <= furthest)?;
        }
        let first = self.folded.first()?;
        Some(distance * 2 + u32::from(!text.starts_with(first.as_str())))
    }

    /// What each row is held against.
    fn tests(&self) -> Vec<Test> {
        let test = |word: &String| Test {
            qualifier: None,
            not: false,
            asked: vec![Asked::Text(word.clone())],
        };
        self.folded.iter().map(test).collect()
    }
}

/// How close the closest place is at which a word stands.
fn nearest(text: &[u8], word: &[u8]) -> Option<u32> {
    let first = *word.first()?;
    let mut nearest = None;
    for at in 0..=text.len().checked_sub(word.len())? {
        let rest = text.get(at..).unwrap_or_default();
        if rest.first() != Some(&first) || !rest.starts_with(word) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| text.get(at).copied());
        let place = if before.is_some_and(is_of_word) {
            INSIDE
        } else if rest.get(word.len()).copied().is_some_and(is_of_word) {
            BEGINS
        } else {
            return Some(WHOLE);
        };
        nearest = Some(nearest.map_or(place, |known: u32| known.min(place)));
    }
    nearest
}

/// Letters and digits; what is not ASCII counts as a letter.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// The rows that match best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// How far each is from the words, and which it is; the closest first, equal ones in the order of
    /// their texts.
    pub rows: Vec<(u32, usize)>,
    /// How many match in all.
    pub total: usize,
}

/// Finds the rows that match best, `most` of them. No words find nothing.
pub fn best(sheet: &mut Sheet, source: &dyn Source, words: &Words, most: usize) -> Best {
    let mut best = Best::default();
    if words.is_empty() {
        return best;
    }
    let verdicts = sheet.verdicts(&words.tests(), source, false);
    for row in (0..verdicts.len()).filter(|row| verdicts.passed(*row)) {
        best.total += 1;
        let text = sheet.text(row);
        let Some(distance) = words.distance(text) else {
            continue;
        };
        let place = best
            .rows
            .partition_point(|&(known, at)| (known, sheet.text(at)) <= (distance, text));
        if place < most {
            best.rows.truncate(most - 1);
            best.rows.insert(place, (distance, row));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::filter::columns::Records;
    use crate::analysis::filter::plan::plan;
    use crate::format::fold::fold;
    use crate::wire::time::Timestamp;
    use proptest::prelude::*;

    fn sheet<T: AsRef<str>>(rows: &[T]) -> Sheet {
        let mut sheet = Sheet::default();
        for row in rows {
            sheet.push(row.as_ref());
        }
        sheet
    }

    fn find(rows: &[&'static str], typed: &str, most: usize) -> Best {
        let source = Records { rows, fields: &[] };
        best(&mut sheet(rows), &source, &Words::of(typed), most)
    }

    fn found(rows: &[&'static str], typed: &str, most: usize) -> Vec<usize> {
        let best = find(rows, typed, most);
        best.rows.iter().map(|(_, row)| *row).collect()
    }

    const PEOPLE: [&str; 6] = [
        "Joanna Smith jo@example.com ",
        "Anna Lee anna@example.com ",
        "Lee Ann lee@example.com ",
        "Ann Lee ann@example.com ",
        "Zoë Hannover zoe@ann.example ",
        "Bob Ray bob@example.com ",
    ];

    #[test]
    fn whole_words_come_first_then_beginnings_then_the_rest() {
        assert_eq!(found(&PEOPLE, "ann", 8), [3, 2, 4, 1, 0]);
        assert_eq!(found(&PEOPLE, "ann lee", 8), [3, 2, 1]);
        assert_eq!(found(&PEOPLE, "LEE  ANN", 8), [2, 3, 1]);
        assert_eq!(found(&PEOPLE, "ann@example.com", 8), [3]);
        assert_eq!(found(&PEOPLE, "zoe", 8), [4]);
        assert_eq!(found(&PEOPLE, "example", 8), [3, 1, 5, 0, 2, 4]);
        assert_eq!(found(&PEOPLE, "nobody", 8), [0_usize; 0]);
        assert_eq!(find(&PEOPLE, " ", 8), Best::default());
        assert_eq!(find(&PEOPLE, "\u{301}", 8), Best::default());
    }

    #[test]
    fn the_best_are_those_that_would_stand_first_and_all_are_counted() {
        let all = found(&PEOPLE, "e", 99);
        for most in 1..8 {
            let best = find(&PEOPLE, "e", most);
            let rows: Vec<usize> = best.rows.iter().map(|(_, row)| *row).collect();
            assert_eq!(rows, all[..most.min(all.len())]);
            assert_eq!(best.total, 6);
        }
    }

    #[test]
    fn a_command_is_found_by_the_beginnings_of_its_words() {
        let of = |typed: &str| Words::of(typed).distance_of_beginnings("sign-ins tines");
        assert!(of("tin ins").is_some() && of("sign-ins") < of("tines"));
        assert_eq!(of("ines"), None);
        assert_eq!(of("sign x"), None);
        let begin = |typed: &str| Words::of(typed).begin("lock: take the keys");
        assert!(begin("LOCK:  ta") && begin("lo") && !begin("take") && !begin("lock take"));
    }

    proptest! {
        /// What the list shows behind "more" is what was counted, and nothing else.
        #[test]
        fn the_list_finds_the_same_rows(rows in proptest::collection::vec("[ab:\"é, -]{0,8}", 0..30), typed in "[ab:\"é, \\\\-]{0,6}|any|none|a:b|-a|\"a b\"", most in 1_usize..40) {
            let source = Records { rows: &rows, fields: &[] };
            let words = Words::of(&typed);
            let found = best(&mut sheet(&rows), &source, &words, most);
            let tests = plan(&words.filter(), &[], &|| Timestamp(0)).tests;
            let verdicts = sheet(&rows).verdicts(&tests, &source, false);
            let listed: Vec<usize> = (0..verdicts.len())
                .filter(|row| verdicts.passed(*row) && !words.is_empty())
                .collect();
            prop_assert_eq!(found.total, listed.len());
            prop_assert_eq!(found.rows.len(), listed.len().min(most));
            let plain = |row: &usize| (words.distance(&fold(&rows[*row])), fold(&rows[*row]));
            let mut ordered = listed.clone();
            ordered.sort_by_key(plain);
            let keys: Vec<_> = found.rows.iter().map(|(_, row)| plain(row)).collect();
            prop_assert_eq!(keys, ordered.iter().take(most).map(plain).collect::<Vec<_>>());
        }

        #[test]
        fn any_words_are_looked_for(typed in "\\PC{0,12}", text in "\\PC{0,24}") {
            let words = Words::of(&typed);
            let folded = fold(&text);
            let all = words.folded.iter().all(|word| folded.contains(word.as_str()));
            prop_assert_eq!(words.distance(&folded).is_some(), all && !words.is_empty());
        }
    }
}
