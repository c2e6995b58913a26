//! Which rows of a long table stand in the document: those in view and some around them.

use std::ops::Range;

/// Rows kept ready above and below the view, so that scrolling shows no gap before the next paint.
const SPARE: usize = 12;
/// The window moves by so many rows at a time: fewer, larger changes.
const STEP: usize = 6;

/// The rows to draw for a view at `top` of height `height` over `total` rows of `row` pixels each.
pub fn rows_in_view(top: u32, height: u32, row: u32, total: usize) -> Range<usize> {
    let whole = |rows: u32| usize::try_from(rows).unwrap_or(usize::MAX);
    let first = (whole(top / row.max(1)) / STEP * STEP).saturating_sub(SPARE);
    let shown = whole(height.div_ceil(row.max(1)));
    let last = first + SPARE + shown + STEP + SPARE;
    first.min(total)..last.min(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_rows_are_all_drawn() {
        assert_eq!(rows_in_view(0, 800, 40, 7), 0..7);
        assert_eq!(rows_in_view(0, 0, 40, 0), 0..0);
    }

    proptest! {
        #[test]
        fn everything_in_view_is_drawn_and_not_much_more(top in 0_u32..4_000_000, height in 100_u32..2_000, total in 0_usize..100_000) {
            let window = rows_in_view(top, height, 40, total);
            let (top, height) = (top as usize, height as usize);
            let first = (top / 40).min(total);
            let last = (top + height).div_ceil(40).min(total);
            prop_assert!(window.start <= first);
            prop_assert!(window.end >= last);
            prop_assert!(window.len() <= height / 40 + 40);
        }
    }
}
