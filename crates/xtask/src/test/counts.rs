//! How many tests passed and failed, read from what the test programs print.

use std::iter::Sum;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran, and found nothing.
    pub passed: u32,
    /// Ran and found something, or could not run.
    pub failed: u32,
}

impl Counts {
    /// One success: a check that has no tests of its own.
    pub fn success() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    /// One failure.
    pub fn failure() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// What a test program printed, held against how it ended.
    ///
    /// An end without success and without a failed test (it did not compile, it crashed) is one
    /// failure; so is a suite that ran nothing.
    pub fn settle(self, success: bool) -> Self {
        let ran_nothing = self.passed == 0 && self.failed == 0;
        if self.failed == 0 && (!success || ran_nothing) {
            return Self { failed: 1, ..self };
        }
        self
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, counts| Self {
            passed: sum.passed + counts.passed,
            failed: sum.failed + counts.failed,
        })
    }
}

/// The sum of every `test result: ok. 5 passed; 0 failed; …` that libtest and wasm-bindgen's runner print.
pub fn libtest(output: &str) -> Counts {
    output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .map(|result| Counts {
            passed: number_before(result, "passed").unwrap_or(0),
            failed: number_before(result, "failed").unwrap_or(0),
        })
        .sum()
}

/// The last `  3 passed (4.2s)`, `  1 failed`, … that Playwright's list reporter prints.
///
/// A test that was cut short, or that passed only when tried again, did not pass.
pub fn playwright(output: &str) -> Counts {
    let last = |outcome: &str| {
        output
            .lines()
            .rev()
            .find_map(|line| number_of(line, outcome))
            .unwrap_or(0)
    };
    Counts {
        passed: last("passed"),
        failed: last("failed") + last("flaky") + last("interrupted") + last("did not run"),
    }
}

/// The `5` of `ok. 5 passed; 0 failed`.
fn number_before(text: &str, word: &str) -> Option<u32> {
    let before = &text[..text.find(word)?];
    before.split_whitespace().next_back()?.parse().ok()
}

/// The number of a line that says nothing but `5 passed`, perhaps with a time in brackets.
fn number_of(line: &str, outcome: &str) -> Option<u32> {
    let (number, rest) = line.trim().split_once(' ')?;
    let rest = rest.strip_prefix(outcome)?;
    let ends = rest.is_empty() || (rest.starts_with(" (") && rest.ends_with(')'));
    number.parse().ok().filter(|_| ends)
}

/// The outcome of a check that either succeeds or not.
pub fn check(success: bool) -> Counts {
    if success {
        Counts::success()
    } else {
        Counts::failure()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u32, failed: u32) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn every_test_binary_counts() {
        let output = "\nrunning 2 tests\ntest a ... ok\ntest b ... FAILED\n\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            \nrunning 0 tests\n\n\
            test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: ok. 41 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        assert_eq!(libtest(output), counts(42, 1));
    }

    #[test]
    fn the_browser_s_runner_counts_alike() {
        let output = "test browser::query ... ok\n\n\
            test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.05s\n";
        assert_eq!(libtest(output), counts(7, 0));
        assert_eq!(libtest("error: could not compile"), Counts::default());
    }

    #[test]
    fn playwright_s_summary_counts() {
        let output = "Running 9 tests using 2 workers\n\n  ✓  1 smoke.spec.ts:3:1 › 3 passed (1.2s)\n\
            99 passed\n\n  1) smoke.spec.ts:9:1 › fails\n\n  2 failed\n    smoke.spec.ts:9:1 › fails ───\n\
            \x20 1 flaky\n    smoke.spec.ts:12:1 › sometimes ───\n  1 interrupted\n  1 skipped\n  2 did not run\n\
            \x20 3 passed (12.3s)\n";
        assert_eq!(playwright(output), counts(3, 6));
        assert_eq!(playwright("  31 passed (1.2m)\n"), counts(31, 0));
        assert_eq!(playwright("Error: No tests found\n"), Counts::default());
    }

    #[test]
    fn nothing_and_a_bad_end_are_failures() {
        assert_eq!(counts(3, 0).settle(true), counts(3, 0));
        assert_eq!(counts(0, 0).settle(true), counts(0, 1), "ran nothing");
        assert_eq!(counts(0, 0).settle(false), counts(0, 1), "did not compile");
        assert_eq!(counts(3, 0).settle(false), counts(3, 1), "crashed");
        assert_eq!(counts(3, 2).settle(false), counts(3, 2));
    }
}
