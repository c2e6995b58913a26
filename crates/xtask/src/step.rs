//! Progress: what is being done, and how long it took.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::Result;

/// Announce a piece of work, do it, and say how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {what}");
    flush();
    let start = Instant::now();
    let done = work()?;
    println!("  {what}: {}", in_words(start.elapsed()));
    flush();
    Ok(done)
}

/// Say that a piece of work was not needed.
pub fn up_to_date(what: &str) {
    println!("✓ {what}: up to date");
    flush();
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 9.95 {
        return format!("{seconds:.1} s");
    }
    let whole = duration.as_millis().saturating_add(500) / 1000;
    if whole < 60 {
        format!("{whole} s")
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

/// The other programs write to the same terminal: what we said must be there first.
fn flush() {
    // A closed standard output is noticed by the next `println!`.
    let _ = io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        let cases = [
            (40, "0.0 s"),
            (1_240, "1.2 s"),
            (9_940, "9.9 s"),
            (9_960, "10 s"),
            (59_400, "59 s"),
            (59_600, "1 min 0 s"),
            (185_000, "3 min 5 s"),
        ];
        for (millis, expected) in cases {
            assert_eq!(in_words(Duration::from_millis(millis)), expected);
        }
    }
}
