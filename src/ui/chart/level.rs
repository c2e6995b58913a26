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

/// The class of a number.
pub fn class(count: u32, most: u32) -> &'static str {
    HEAT.get(level(count, most)).copied().unwrap_or(HEAT[0])
}

#[cfg(test)]
mod tests {
    use super::*;

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
