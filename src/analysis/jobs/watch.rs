//! Watch rules: `dead > 100`, `queue latency > 60 s`, `oldest queued > 10 min`. A rule fires when it becomes true,
//! and again only after it was false.

use crate::wire::time::Timestamp;
use crate::wire::tines::Queue;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// How many jobs a queue holds.
    Count(Queue),
    /// How long a queued job waits by the tenant's own figure, taken as seconds: the vendor names no unit, and
    /// that of the job runner behind such figures is seconds.
    Latency,
    /// How long the oldest job has been there: queued ones since this tab saw them, running ones since they
    /// were taken.
    Oldest(Queue),
}

/// How the figure is held against the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// More than it.
    Above,
    /// Less than it.
    Below,
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it looks at.
    pub subject: Subject,
    /// When it holds.
    pub bound: Bound,
    /// Jobs, or milliseconds.
    pub amount: i64,
}

/// What rules are held against.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// How many jobs each queue holds, by [`Queue::place`]; `None`: not known.
    pub counts: [Option<u32>; 4],
    /// The tenant's figure for how long a job waits.
    pub latency: Option<f64>,
    /// Since when the oldest job of each queue is there, likewise.
    pub oldest: [Option<Timestamp>; 4],
}

/// The subjects by what a rule calls them, in the order in which they are offered.
pub const SUBJECTS: [(&str, Subject); 7] = [
    ("dead", Subject::Count(Queue::Dead)),
    ("retry", Subject::Count(Queue::Retry)),
    ("queued", Subject::Count(Queue::Queued)),
    ("running", Subject::Count(Queue::InProgress)),
    ("queue latency", Subject::Latency),
    ("oldest queued", Subject::Oldest(Queue::Queued)),
    ("oldest running", Subject::Oldest(Queue::InProgress)),
];

/// Units of time and their milliseconds, the largest first. Of each the first is written.
const UNITS: [(&[&str], i64); 4] = [
    (&["d", "day", "days"], 86_400_000),
    (&["h", "hour", "hours"], 3_600_000),
    (&["min", "m", "minute", "minutes"], 60_000),
    (&["s", "sec", "second", "seconds"], 1_000),
];

/// Reads a rule; what is wrong with it, in words, where it is none.
pub fn parse(text: &str) -> Result<Rule, String> {
    let text = text.trim().to_lowercase();
    let Some(at) = text.find(['<', '>']) else {
        return Err(if text.is_empty() {
            "Write a rule, such as dead > 100.".to_owned()
        } else {
            "Say more than or less than what, such as dead > 100.".to_owned()
        });
    };
    let (subject, rest) = text.split_at(at);
    let subject = subject_of(subject)?;
    let bound = if rest.starts_with('>') {
        Bound::Above
    } else {
        Bound::Below
    };
    let amount = rest.get(1..).unwrap_or_default().trim();
    if amount.starts_with('=') {
        return Err("Write > or < alone: a rule holds beyond its number, not at it.".to_owned());
    }
    let end = amount
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(amount.len());
    let (digits, unit) = amount.split_at(end);
    if digits.is_empty() {
        return Err("After > or < stands a whole number.".to_owned());
    }
    let number: i64 = digits
        .parse()
        .ok()
        .filter(|number| *number <= 1_000_000_000)
        .ok_or("That number is too large.")?;
    Ok(Rule {
        subject,
        bound,
        amount: number * scale(subject, unit.trim())?,
    })
}

fn subject_of(text: &str) -> Result<Subject, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let given = words.join(" ");
    let given = match given.as_str() {
        "latency" => "queue latency",
        "oldest" => "oldest queued",
        given => given.strip_suffix(" jobs").unwrap_or(given),
    };
    let known = SUBJECTS.iter().find(|(name, _)| *name == given);
    if let Some((_, subject)) = known {
        return Ok(*subject);
    }
    if given.starts_with("oldest ") {
        return Err("Only queued and running jobs say how long they have been there.".to_owned());
    }
    let names: Vec<&str> = SUBJECTS.iter().map(|(name, _)| *name).collect();
    Err(["A rule begins with one of: ", &names.join(", "), "."].concat())
}

/// What one of a unit is, in jobs or milliseconds.
fn scale(subject: Subject, unit: &str) -> Result<i64, String> {
    if let Subject::Count(_) = subject {
        return match unit {
            "" | "job" | "jobs" => Ok(1),
            _ => Err("This counts jobs: a number alone, such as 100.".to_owned()),
        };
    }
    let known = UNITS.iter().find(|(names, _)| names.contains(&unit));
    known.map(|(_, millis)| *millis).ok_or_else(|| {
        if unit.is_empty() {
            "Say in what the time is: s, min, h or d, such as 60 s.".to_owned()
        } else {
            "The units of time are s, min, h and d.".to_owned()
        }
    })
}

impl Rule {
    /// As it is written: `oldest queued > 10 min`.
    pub fn words(&self) -> String {
        let name = SUBJECTS
            .iter()
            .find(|(_, subject)| *subject == self.subject);
        let name = name.map_or("", |(name, _)| name);
        let sign = match self.bound {
            Bound::Above => " > ",
            Bound::Below => " < ",
        };
        let whole = |millis: &i64| self.amount % millis == 0;
        let unit = match self.subject {
            Subject::Count(_) => None,
            // Nothing is the same in every unit.
            _ if self.amount == 0 => UNITS.last(),
            _ => UNITS.iter().find(|(_, millis)| whole(millis)),
        };
        let (number, unit) = match unit {
            Some((names, millis)) => (self.amount / millis, names.first()),
            None => (self.amount, None),
        };
        let mut words = [name, sign, &number.to_string()].concat();
        if let Some(unit) = unit {
            words.extend([" ", unit]);
        }
        words
    }

    /// Whether it holds; `None`: what it looks at is not known.
    pub fn judge(&self, seen: &Seen, now: Timestamp) -> Option<bool> {
        let figure = match self.subject {
            Subject::Count(queue) => i64::from(seen.counts[queue.place()]?),
            Subject::Latency => millis(seen.latency?)?,
            Subject::Oldest(queue) => match seen.oldest[queue.place()] {
                Some(at) => (now.0 - at.0).max(0),
                // An empty queue has no old job.
                None if seen.counts[queue.place()] == Some(0) => 0,
                None => return None,
            },
        };
        Some(match self.bound {
            Bound::Above => figure > self.amount,
            Bound::Below => figure < self.amount,
        })
    }
}

fn millis(seconds: f64) -> Option<i64> {
    let millis = seconds * 1_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "below 2^53, as the line before says"
    )]
    (0.0..9e15).contains(&millis).then_some(millis as i64)
}

/// Which rules hold, so that each fires once when it begins to.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// The rules that were last known to hold.
    held: Vec<Rule>,
}

impl Watch {
    /// Holds rules against what was seen; answers those that hold now and did not before. What is not known
    /// leaves a rule as it was.
    pub fn judge(&mut self, rules: &[Rule], seen: &Seen, now: Timestamp) -> Vec<Rule> {
        self.held.retain(|rule| rules.contains(rule));
        let mut fired = Vec::new();
        for rule in rules {
            match rule.judge(seen, now) {
                Some(true) if !self.held.contains(rule) => {
                    self.held.push(*rule);
                    fired.push(*rule);
                }
                Some(false) => self.held.retain(|held| held != rule),
                _ => {}
            }
        }
        fired
    }

    /// The rules that hold.
    pub fn held(&self) -> &[Rule] {
        &self.held
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(10_000_000);

    fn words(text: &str) -> Result<String, String> {
        parse(text).map(|rule| rule.words())
    }

    #[test]
    fn rules_as_people_write_them() {
        for (text, read) in [
            ("dead > 100", "dead > 100"),
            ("  DEAD>100 ", "dead > 100"),
            ("retry jobs > 50 jobs", "retry > 50"),
            ("queued < 1", "queued < 1"),
            ("queue latency > 60 s", "queue latency > 1 min"),
            ("latency > 90s", "queue latency > 90 s"),
            ("oldest queued > 10 min", "oldest queued > 10 min"),
            ("oldest   running > 2 hours", "oldest running > 2 h"),
            ("queue latency > 0 s", "queue latency > 0 s"),
        ] {
            assert_eq!(words(text), Ok(read.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_in_words() {
        for (text, why) in [
            ("", "Write a rule"),
            ("dead", "more than or less than"),
            ("deed > 1", "begins with one of: dead, retry"),
            ("dead >", "whole number"),
            ("dead > many", "whole number"),
            ("dead > -1", "whole number"),
            ("dead >= 5", "alone"),
            ("dead > 5 min", "counts jobs"),
            ("queue latency > 60", "in what the time is"),
            ("queue latency > 60 fortnights", "units of time"),
            ("oldest dead > 2 d", "Only queued and running"),
            ("dead > 99999999999999999999", "too large"),
        ] {
            let said = words(text).expect_err(text);
            assert!(said.contains(why), "{text}: {said}");
        }
    }

    fn seen(dead: Option<u32>) -> Seen {
        let mut seen = Seen::default();
        seen.counts[Queue::Dead.place()] = dead;
        seen
    }

    #[test]
    fn a_rule_fires_once_and_again_only_after_it_was_false() {
        let rules = [parse("dead > 100").expect("a rule")];
        let mut watch = Watch::default();
        let mut fired = |dead| watch.judge(&rules, &seen(dead), NOW).len();
        let times: Vec<usize> = [
            Some(100),
            Some(101),
            Some(500),
            None,
            Some(102),
            Some(7),
            Some(101),
        ]
        .map(&mut fired)
        .to_vec();
        assert_eq!(times, [0, 1, 0, 0, 0, 0, 1]);
        assert_eq!(watch.held(), rules);
        assert!(watch.judge(&[], &seen(Some(500)), NOW).is_empty());
        assert!(
            watch.held().is_empty(),
            "a rule that was taken away is forgotten"
        );
    }

    #[test]
    fn times() {
        let rule = |text| parse(text).expect("a rule");
        let mut seen = Seen {
            latency: Some(60.5),
            ..Seen::default()
        };
        assert_eq!(rule("latency > 60 s").judge(&seen, NOW), Some(true));
        assert_eq!(rule("latency > 61 s").judge(&seen, NOW), Some(false));
        let oldest = rule("oldest queued > 10 min");
        assert_eq!(oldest.judge(&seen, NOW), None);
        seen.counts[0] = Some(0);
        assert_eq!(oldest.judge(&seen, NOW), Some(false));
        seen.oldest[0] = Some(Timestamp(NOW.0 - 600_001));
        assert_eq!(oldest.judge(&seen, NOW), Some(true));
        seen.latency = Some(f64::NAN);
        assert_eq!(rule("latency > 1 s").judge(&seen, NOW), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(subject in 0..SUBJECTS.len(), above: bool, number in 0_i64..100_000) {
            let subject = SUBJECTS[subject].1;
            let amount = match subject {
                Subject::Count(_) => number,
                _ => number * 1_000,
            };
            let bound = if above { Bound::Above } else { Bound::Below };
            let rule = Rule { subject, bound, amount };
            prop_assert_eq!(parse(&rule.words()), Ok(rule));
        }

        #[test]
        fn any_text_is_a_rule_or_a_reason(text in "[a-z<>=0-9 ]{0,20}|\\PC{0,30}") {
            if let Err(why) = parse(&text) {
                prop_assert!(why.ends_with('.'));
            }
        }
    }
}
