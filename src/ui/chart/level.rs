//! How warm a number is, and how that looks.

/// The classes of a cell by its level (`--heat-0` to `--heat-5` in `style/tokens.css`).
pub const HEAT: [&str; 6] = [
    "heat",
    "heat heat-1",
    "heat heat-2",
    "heat heat-3",
    "heat heat-4",
    "heat heat-5",
];

/// How warm a number is, 0 to 5. Five or fewer are never the warmest: one sign-in a month is no hot day.
pub fn level(count: u32, most: u32) -> usize {
    let warmth = u64::from(count) * 5;
    usize::try_from(warmth.div_ceil(u64::from(most.max(5)))).map_or(5, |level| level.min(5))
}

/// How warm a number is where a few are far larger than the others: each level is many times the one before,
/// and the smallest is no cold cell.
pub fn steep_level(count: u32, most: u32) -> usize {
    let bits = |number: u32| u32::BITS - number.leading_zeros();
    let warmth = (bits(count) * 5).div_ceil(bits(most.max(count).max(31)));
    usize::try_from(warmth).map_or(5, |level| level.min(5))
}

/// The class of a number by [`steep_level`].
pub fn steep_class(count: u32, most: u32) -> &'static str {
    HEAT.get(steep_level(count, most))
        .copied()
        .unwrap_or(HEAT[0])
}

/// The class of a number.
pub fn class(count: u32, most: u32) -> &'static str {
    HEAT.get(level(count, most)).copied().unwrap_or(HEAT[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_floods_leaves_the_others_their_differences() {
        let levels = [0, 1, 6, 14, 34, 86, 504].map(|count| steep_level(count, 504));
        assert_eq!(levels, [0, 1, 2, 3, 4, 4, 5]);
        assert_eq!(steep_level(3, 3), 2, "three are no flood");
        assert_eq!(steep_level(u32::MAX, 1), 5);
    }

    #[test]
    fn heat_grows_with_the_count_and_a_quiet_month_is_not_hot() {
        assert_eq!([0, 1, 2, 5].map(|count| level(count, 5)), [0, 1, 2, 5]);
        assert_eq!(level(1, 1), 1);
        assert_eq!(
            [1, 20, 21, 100].map(|count| level(count, 100)),
            [1, 1, 2, 5]
        );
        assert_eq!(level(u32::MAX, 1), 5);
        assert_eq!([class(0, 9), class(9, 9)], ["heat", "heat heat-5"]);
    }
}
