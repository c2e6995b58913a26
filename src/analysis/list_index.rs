//! Searching and sorting a whole list: one folded text for all rows, made once while pages arrive, and
//! one sorted index per column, made when the column is first sorted by; rows that arrive later are
//! merged in.

use std::cmp::Ordering;
use std::rc::Rc;

use super::filter::columns::{Records, index};
use super::filter::plan::Test;
use super::filter::sheet::Sheet;
use crate::format::fold::fold;

/// What a column is sorted by. A row without a value stands last, whichever way the column is sorted:
/// "never" is neither the newest nor the oldest.
pub enum SortBy<T> {
    /// Folded text; an empty one is no value.
    Text(fn(&T) -> String),
    /// A number, a time or a rank.
    Number(fn(&T) -> Option<i64>),
}

impl<T> Clone for SortBy<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SortBy<T> {}

/// A column's rows in ascending order; those from `missing` on have no value, in the list's own order.
#[derive(Debug, Default)]
struct Sorted {
    rows: Vec<u32>,
    missing: usize,
}

/// What a list keeps for its filter, and its sorted columns.
#[derive(Debug, Default)]
pub struct ListIndex {
    sheet: Sheet,
    /// By column: a handful.
    sorted: Vec<(&'static str, Rc<Sorted>)>,
}

/// A view of a list: the rows that match, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// What each row is held against.
    pub tests: &'a [Test],
    /// The column to sort by, and whether the largest stands first.
    pub sort: Option<(&'static str, bool)>,
}

impl ListIndex {
    /// An index of no rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes rows in that were added behind those already here, which must be as they were; `write`
    /// appends a row's search text, field by field.
    pub fn extend<T>(&mut self, rows: &[T], write: fn(&T, &mut String)) {
        let mut plain = String::new();
        for row in rows.iter().skip(self.sheet.len()) {
            plain.clear();
            write(row, &mut plain);
            self.sheet.push(&plain);
        }
    }

    /// How many rows are indexed.
    pub fn len(&self) -> usize {
        self.sheet.len()
    }

    /// Whether no row is indexed.
    pub fn is_empty(&self) -> bool {
        self.sheet.is_empty()
    }

    /// Forgets the order of a column: what it is sorted by has changed.
    pub fn forget(&mut self, column: &str) {
        self.sorted.retain(|(name, _)| *name != column);
    }

    /// What it keeps for the filter.
    pub fn sheet(&mut self) -> &mut Sheet {
        &mut self.sheet
    }

    /// The rows that match, in order, as positions in the list. `by` gives the key of the column to
    /// sort by.
    pub fn view<T>(
        &mut self,
        records: &Records<'_, T>,
        wanted: &Wanted<'_>,
        by: Option<SortBy<T>>,
    ) -> Vec<u32> {
        let rows = records.rows;
        let tests = wanted.tests;
        let verdicts = (!tests.is_empty()).then(|| self.sheet.verdicts(tests, records, false));
        let keep = |rows: &[u32], backwards: bool, into: &mut Vec<u32>| match &verdicts {
            Some(verdicts) => verdicts.keep(rows, backwards, into),
            None if backwards => into.extend(rows.iter().rev()),
            None => into.extend_from_slice(rows),
        };
        let Some(((column, descending), by)) = wanted.sort.zip(by) else {
            let all: Vec<u32> = (0..).take(rows.len()).collect();
            let mut view = Vec::new();
            keep(&all, false, &mut view);
            return view;
        };
        let known = self.sorted.iter().position(|(name, _)| *name == column);
        let mut sorted = known
            .map(|place| self.sorted.swap_remove(place).1)
            .unwrap_or_default();
        if sorted.rows.len() < rows.len() {
            sorted = Rc::new(sort(rows, by, &sorted));
        }
        self.sorted.push((column, Rc::clone(&sorted)));
        let (present, missing) = sorted.rows.split_at(sorted.missing);
        let mut view = Vec::with_capacity(sorted.rows.len());
        keep(present, descending, &mut view);
        keep(missing, false, &mut view);
        view
    }
}

/// Sorts the rows that `before` does not know, and merges them with those that it does: while pages
/// arrive, sorting all of them for each page would take most of the time.
fn sort<T>(rows: &[T], by: SortBy<T>, before: &Sorted) -> Sorted {
    let length = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    match by {
        SortBy::Text(text) => {
            let folded = |row| Some(fold(&text(row))).filter(|text| !text.trim().is_empty());
            let keys: Vec<Option<String>> = rows.iter().map(folded).collect();
            let at = |row: u32| keys.get(index(row)).and_then(Option::as_ref);
            sort_rows(length, before, &|row| at(row).is_some(), &mut |a, b| {
                at(a).cmp(&at(b))
            })
        }
        // Read where they stand: kept beside the records for a moment, they would be megabytes.
        SortBy::Number(number) => {
            let at = |row: u32| rows.get(index(row)).and_then(number);
            sort_rows(length, before, &|row| at(row).is_some(), &mut |a, b| {
                at(a).cmp(&at(b))
            })
        }
    }
}

fn sort_rows(
    length: u32,
    before: &Sorted,
    has_value: &dyn Fn(u32) -> bool,
    order: &mut dyn FnMut(u32, u32) -> Ordering,
) -> Sorted {
    let known = u32::try_from(before.rows.len()).unwrap_or(u32::MAX);
    let (mut present, missing): (Vec<u32>, Vec<u32>) =
        (known..length).partition(|row| has_value(*row));
    // Equal values stay in the list's own order.
    let order = &mut |a, b| order(a, b).then(a.cmp(&b));
    sort_by(&mut present, order);
    let (known, known_missing) = before.rows.split_at(before.missing);
    let mut sorted = merge(known, &present, order);
    let present = sorted.len();
    sorted.extend_from_slice(known_missing);
    sorted.extend(missing);
    Sorted {
        rows: sorted,
        missing: present,
    }
}

/// Two sorted runs as one.
fn merge(left: &[u32], right: &[u32], order: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut rest = left;
    for &next in right {
        while let Some((&first, others)) = rest.split_first()
            && order(first, next).is_lt()
        {
            merged.push(first);
            rest = others;
        }
        merged.push(next);
    }
    merged.extend_from_slice(rest);
    merged
}

/// Sorts positions by what stands there. One function for all keys: each sort compiled for a type of its
/// own is two kilobytes of wasm.
pub fn sort_by(positions: &mut [u32], order: &mut dyn FnMut(u32, u32) -> Ordering) {
    positions.sort_unstable_by(|a, b| order(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::filter::plan::plan;
    use crate::wire::time::Timestamp;
    use proptest::prelude::*;

    type Row = (&'static str, Option<i64>);

    const ROWS: [Row; 4] = [
        ("Zoë Smith", Some(3)),
        ("adam smithson", None),
        ("Émile Zola", Some(1)),
        ("", Some(3)),
    ];

    fn view(search: &str, sort: Option<(&'static str, bool)>) -> Vec<u32> {
        let mut index = ListIndex::new();
        index.extend(&ROWS, |row, text| text.push_str(row.0));
        let by = sort.map(|(column, _)| match column {
            "name" => SortBy::Text(|row: &Row| row.0.to_owned()),
            _ => SortBy::Number(|row: &Row| row.1),
        });
        look(&mut index, &ROWS, search, sort, by)
    }

    fn look<T: 'static>(
        index: &mut ListIndex,
        rows: &[T],
        search: &str,
        sort: Option<(&'static str, bool)>,
        by: Option<SortBy<T>>,
    ) -> Vec<u32> {
        let tests = plan(search, &[], &|| Timestamp(0)).tests;
        let wanted = Wanted {
            tests: &tests,
            sort,
        };
        index.view(&Records { rows, fields: &[] }, &wanted, by)
    }

    #[test]
    fn every_word_must_occur() {
        assert_eq!(view("smith", None), [0, 1]);
        assert_eq!(view(" SMITH  zoe ", None), [0]);
        assert_eq!(view("zo", None), [0, 2]);
        assert_eq!(view("nobody", None), [0_u32; 0]);
        assert_eq!(view("", None), [0, 1, 2, 3]);
    }

    #[test]
    fn a_word_never_matches_across_two_rows() {
        let rows = ["ab\ncd", "ef"];
        let mut index = ListIndex::new();
        index.extend(&rows, |row, text| text.push_str(row));
        let mut find = |search| look(&mut index, &rows, search, None, None);
        assert_eq!(find("cd"), [0]);
        assert_eq!(find("cdef"), [0_u32; 0]);
        assert_eq!(find("ef"), [1]);
    }

    #[test]
    fn rows_without_a_value_stand_last_both_ways() {
        assert_eq!(view("", Some(("name", false))), [1, 2, 0, 3]);
        assert_eq!(view("", Some(("name", true))), [0, 2, 1, 3]);
        assert_eq!(view("", Some(("age", false))), [2, 0, 3, 1]);
        assert_eq!(view("", Some(("age", true))), [3, 0, 2, 1]);
    }

    proptest! {
        #[test]
        fn searching_agrees_with_looking_at_each_row(rows in proptest::collection::vec("[ab\n é]{0,6}", 0..40), search in "[abé]{0,3}") {
            let mut index = ListIndex::new();
            index.extend(&rows, |row, text| text.push_str(row));
            let found = look(&mut index, &rows, &search, None, None);
            let plain: Vec<u32> = rows.iter().zip(0..)
                .filter(|(row, _)| fold(row).contains(&fold(&search)))
                .map(|(_, number)| number)
                .collect();
            prop_assert_eq!(found, plain);
        }

        #[test]
        fn sorting_page_by_page_is_sorting_all(rows in proptest::collection::vec(("[abé]{0,2}", proptest::option::of(-5_i64..5)), 0..60), pages in 1_usize..7, descending: bool) {
            let text = SortBy::Text(|row: &(String, Option<i64>)| row.0.clone());
            let number = SortBy::Number(|row: &(String, Option<i64>)| row.1);
            for (column, by) in [("text", text), ("number", number)] {
                let sort = Some((column, descending));
                let mut whole = ListIndex::new();
                whole.extend(&rows, |_, _| ());
                let mut growing = ListIndex::new();
                let mut view = Vec::new();
                for page in 1..=pages {
                    let arrived = rows.get(..rows.len() * page / pages).expect("a part");
                    growing.extend(arrived, |_, _| ());
                    view = look(&mut growing, arrived, "", sort, Some(by));
                }
                prop_assert_eq!(view, look(&mut whole, &rows, "", sort, Some(by)));
            }
        }

        #[test]
        fn sorting_loses_and_doubles_no_row(numbers in proptest::collection::vec(proptest::option::of(-5_i64..5), 0..60), descending: bool) {
            let mut index = ListIndex::new();
            index.extend(&numbers, |_, _| ());
            let view = look(&mut index, &numbers, "", Some(("n", descending)), Some(SortBy::Number(|n| *n)));
            let mut all = view.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..u32::try_from(numbers.len()).expect("few")).collect::<Vec<_>>());
            let keys: Vec<i64> = view.iter().filter_map(|row| numbers[*row as usize]).collect();
            let ordered = keys.windows(2).all(|pair| if descending { pair[0] >= pair[1] } else { pair[0] <= pair[1] });
            prop_assert!(ordered);
        }
    }
}
