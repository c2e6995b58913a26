//! When a failed job is tried again.

use crate::clock::Millis;
use crate::random::Random;

/// A job that failed is tried again so many times before it is dead.
pub(crate) const MAX_RETRIES: i64 = 25;

/// How long a job waits that has been tried again `retries` times so far and failed: Sidekiq's rule
/// (`retries⁴ + 15 + rand(10) · (retries + 1)` seconds), which spreads 25 retries over three weeks.
pub(crate) fn backoff(retries: i64, random: &mut Random) -> Millis {
    let jitter = i64::try_from(random.below(10)).unwrap_or(0);
    (retries.pow(4) + 15 + jitter * (retries + 1)) * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wait_is_longer_than_the_one_before_from_the_third_on() {
        let random = &mut Random::new(1);
        for retries in 3..MAX_RETRIES {
            let longest_before = (0..50).map(|_| backoff(retries - 1, random)).max();
            let shortest = (0..50).map(|_| backoff(retries, random)).min();
            assert!(longest_before < shortest, "{retries}");
        }
    }

    #[test]
    fn all_waits_take_about_three_weeks() {
        let random = &mut Random::new(2);
        let all: Millis = (0..MAX_RETRIES)
            .map(|retries| backoff(retries, random))
            .sum();
        let days = all / 86_400_000;
        assert!((20..=21).contains(&days), "{days}");
    }
}
