//! What part of the time is shown, and where in it a moment lies.

/// From a moment to a later one, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub from: i64,
    /// The last.
    pub to: i64,
}

/// Closer than this one cannot look: five minutes. More than a millisecond for every pixel there is.
const LEAST: i64 = 300_000;

impl Span {
    /// A span of some length, whatever it is made of.
    pub fn new(from: i64, to: i64) -> Self {
        Self {
            from,
            to: to.max(from.saturating_add(LEAST)),
        }
    }

    fn length(self) -> i64 {
        self.to - self.from
    }

    /// How many of so many things lie in it, were they spread evenly from a moment to another.
    pub fn part(self, all: usize, from: i64, to: i64) -> usize {
        let minutes = |length: i64| usize::try_from(length / 60_000).unwrap_or_default().max(1);
        let whole = minutes(to.saturating_sub(from));
        all.saturating_mul(minutes(self.length()).min(whole)) / whole
    }

    /// How many pixels from the left a moment lies in a plot so wide; `None` outside of the span.
    pub fn x(self, at: i64, width: i32) -> Option<i32> {
        if at < self.from || at > self.to {
            return None;
        }
        let x = (at - self.from) * i64::from(width) / self.length();
        // The very last moment would lie beside the plot.
        i32::try_from(x.min(i64::from(width) - 1)).ok()
    }

    /// The first moment that lies on a pixel.
    pub fn at(self, x: i32, width: i32) -> i64 {
        let (x, width) = (i64::from(x), i64::from(width.max(1)));
        self.from + (x * self.length() + width - 1).div_euclid(width)
    }

    /// Half of it, or twice as much, around a moment and within the `whole`; `None`: all of it.
    pub fn zoomed(self, closer: bool, around: i64, whole: Self) -> Option<Self> {
        let around = around.clamp(self.from, self.to);
        let length = if closer {
            (self.length() / 2).max(LEAST)
        } else {
            self.length() * 2
        };
        if length >= whole.length() {
            return None;
        }
        // What one looks at stays where it is on the screen, as far as there is something on either side.
        // Both lengths by ten: a product of three months and three months would not fit.
        let before = (around - self.from) * (length / 10) / (self.length() / 10);
        Some(Self::new(around - before, around - before + length).within(whole))
    }

    /// The same length, by half of it earlier or later.
    pub fn moved(self, later: bool, whole: Self) -> Self {
        let by = self.length() / 2 * if later { 1 } else { -1 };
        Self::new(self.from + by, self.to + by).within(whole)
    }

    /// The same length, moved so far that a moment is in it.
    pub fn showing(self, at: i64, whole: Self) -> Self {
        if (self.from..=self.to).contains(&at) {
            return self;
        }
        let from = at - self.length() / 2;
        Self::new(from, from + self.length()).within(whole)
    }

    fn within(self, whole: Self) -> Self {
        let from = self.from.min(whole.to - self.length()).max(whole.from);
        Self::new(from, from + self.length())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn zooming_keeps_in_place_what_one_looks_at() {
        let whole = Span::new(0, 24 * HOUR);
        let closer = whole.zoomed(true, 6 * HOUR, whole).expect("closer");
        assert_eq!(closer, Span::new(3 * HOUR, 15 * HOUR));
        assert_eq!(closer.x(6 * HOUR, 1_200), whole.x(6 * HOUR, 1_200));
        assert_eq!(closer.zoomed(false, 6 * HOUR, whole), None);
        assert_eq!(closer.moved(true, whole), Span::new(9 * HOUR, 21 * HOUR));
        assert_eq!(closer.moved(false, whole), Span::new(0, 12 * HOUR));
        assert_eq!(
            closer.showing(20 * HOUR, whole),
            Span::new(12 * HOUR, 24 * HOUR)
        );
        assert_eq!(closer.showing(4 * HOUR, whole), closer);
        assert_eq!(
            [closer, whole].map(|span| span.part(200, 0, 24 * HOUR)),
            [100, 200]
        );
    }

    proptest! {
        #[test]
        fn a_pixel_and_its_moment_lead_to_each_other(
            from in -4_000_000_000_000_i64..4_000_000_000_000,
            length in LEAST..6_000_000_000,
            width in 1..8_000_i32,
            part in 0.0..1.0_f64,
        ) {
            let span = Span::new(from, from + length);
            #[expect(clippy::cast_possible_truncation, reason = "a test's pixel")]
            let x = (f64::from(width) * part) as i32;
            prop_assert_eq!(span.x(span.at(x, width), width), Some(x));
            prop_assert!(x == 0 || span.x(span.at(x, width) - 1, width) == Some(x - 1));
            prop_assert_eq!(span.x(span.from, width), Some(0));
            prop_assert_eq!(span.x(span.to, width), Some(width - 1));
            prop_assert_eq!(span.x(span.to + 1, width), None);
        }

        #[test]
        fn one_never_looks_outside(
            length in LEAST..6_000_000_000,
            steps in prop::collection::vec((0..4_u8, 0..6_000_000_000_i64), 0..30),
        ) {
            let whole = Span::new(0, length);
            let mut span = whole;
            for (step, at) in steps {
                span = match step {
                    0 => span.zoomed(true, at, whole).unwrap_or(whole),
                    1 => span.zoomed(false, at, whole).unwrap_or(whole),
                    2 => span.moved(at % 2 == 0, whole),
                    _ => span.showing(at.min(length), whole),
                };
                prop_assert!(span.from >= whole.from && span.to <= whole.to);
                prop_assert!(span.to - span.from >= LEAST);
            }
        }
    }
}
