//! What the driver measured: many numbers for each thing and each page.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// The samples by what was measured and of whom, in the order in which the driver told them.
#[derive(Debug, Default)]
pub struct Samples(BTreeMap<(String, String), Vec<f64>>);

impl Samples {
    /// Read the driver's lines: what, whose and the number, parted by tabs.
    pub fn read(text: &str) -> Result<Self> {
        let mut samples = Self::default();
        for line in text.lines() {
            let mut parts = line.split('\t');
            let read = (|| {
                let (what, whose) = (parts.next()?, parts.next()?);
                let number: f64 = parts.next()?.parse().ok()?;
                (number.is_finite() && parts.next().is_none()).then_some((what, whose, number))
            })();
            let (what, whose, number) = read.with_context(|| format!("not a sample: {line}"))?;
            let key = (what.to_owned(), whose.to_owned());
            samples.0.entry(key).or_default().push(number);
        }
        for numbers in samples.0.values_mut() {
            numbers.sort_by(f64::total_cmp);
        }
        Ok(samples)
    }

    /// The samples of one thing and page; `None` if there are none.
    pub fn of(&self, what: &str, whose: &str) -> Option<Spread<'_>> {
        self.0
            .get(&(what.to_owned(), whose.to_owned()))
            .map(|numbers| Spread(numbers))
    }
}

/// Samples of one thing: at least one, the smallest first.
#[derive(Clone, Copy, Debug)]
pub struct Spread<'a>(&'a [f64]);

impl Spread<'_> {
    /// How many there are.
    pub fn count(self) -> usize {
        self.0.len()
    }

    /// The smallest.
    pub fn min(self) -> f64 {
        self.part(0)
    }

    /// Half of them are no larger.
    pub fn median(self) -> f64 {
        self.part(50)
    }

    /// 95 of a hundred are no larger.
    pub fn p95(self) -> f64 {
        self.part(95)
    }

    /// The largest.
    pub fn max(self) -> f64 {
        self.part(100)
    }

    /// The smallest sample that so many of a hundred do not exceed (nearest rank).
    fn part(self, of_hundred: usize) -> f64 {
        let rank = (self.0.len() * of_hundred).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_samples() {
        let lines: Vec<_> = (1..=30)
            .rev()
            .map(|n| format!("sort\tplain\t{n}.5"))
            .collect();
        let samples = Samples::read(&lines.join("\n")).unwrap();
        let spread = samples.of("sort", "plain").unwrap();
        let told = [spread.min(), spread.median(), spread.p95(), spread.max()];
        assert_eq!(
            told.map(|n| format!("{n}")),
            ["1.5", "15.5", "29.5", "30.5"]
        );
        assert_eq!(spread.count(), 30);
        assert!(samples.of("sort", "dashboard").is_none());

        let one = Samples::read("a\tb\t7").unwrap();
        let one = one.of("a", "b").unwrap();
        assert_eq!([one.min(), one.p95()].map(|n| format!("{n}")), ["7", "7"]);
    }

    #[test]
    fn what_is_no_sample_is_named() {
        for line in [
            "sort",
            "sort\tplain",
            "sort\tplain\tx",
            "sort\tplain\tNaN",
            "a\tb\t1\t2",
        ] {
            let error = Samples::read(line).unwrap_err().to_string();
            assert!(error.contains(line), "{error}");
        }
    }
}
