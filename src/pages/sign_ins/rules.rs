//! The thresholds in the URL: only those that are not as usual.

use crate::analysis::audit::marks::Rules;

/// One threshold.
pub struct Threshold {
    /// Its name in the URL.
    pub name: &'static str,
    /// What is asked, in words.
    pub label: &'static str,
    /// What its number counts.
    pub unit: &'static str,
    /// The least and the greatest number.
    pub limits: (u32, u32),
    /// Its number; `None`: the rule is off.
    pub get: fn(&Rules) -> Option<u32>,
    /// Sets it.
    pub set: fn(&mut Rules, Option<u32>),
    /// Whether the rule can be switched off.
    pub can_be_off: bool,
}

/// All thresholds, in the order of the weights.
pub const THRESHOLDS: &[Threshold] = &[
    Threshold {
        name: "dormant",
        label: "Dormant account awake: silent for at least",
        unit: "days",
        limits: (1, 365),
        get: |rules| rules.dormant_days,
        set: |rules, number| rules.dormant_days = number,
        can_be_off: true,
    },
    Threshold {
        name: "shared",
        label: "Shared address: at least",
        unit: "people",
        limits: (2, 1000),
        get: |rules| rules.shared_people,
        set: |rules, number| rules.shared_people = number,
        can_be_off: true,
    },
    Threshold {
        name: "burst",
        label: "Burst: at least",
        unit: "sign-ins",
        limits: (2, 1000),
        get: |rules| rules.burst_count,
        set: |rules, number| rules.burst_count = number,
        can_be_off: true,
    },
    Threshold {
        name: "within",
        label: "… within",
        unit: "minutes",
        limits: (1, 1440),
        get: |rules| Some(rules.burst_minutes),
        set: |rules, number| rules.burst_minutes = number.unwrap_or(rules.burst_minutes),
        can_be_off: false,
    },
    Threshold {
        name: "failures",
        label: "Failures before a success: at least",
        unit: "failures",
        limits: (1, 1000),
        get: |rules| rules.failures,
        set: |rules, number| rules.failures = number,
        can_be_off: true,
    },
    Threshold {
        name: "two",
        label: "Two addresses: at most",
        unit: "minutes apart",
        limits: (1, 1440),
        get: |rules| rules.two_minutes,
        set: |rules, number| rules.two_minutes = number,
        can_be_off: true,
    },
    Threshold {
        name: "hours",
        label: "Unusual hour: from any usual one at least",
        unit: "hours away",
        limits: (1, 12),
        get: |rules| rules.hours_away,
        set: |rules, number| rules.hours_away = number,
        can_be_off: true,
    },
    Threshold {
        name: "history",
        label: "Two addresses, new address, new client, unusual hour: the person is known for at least",
        unit: "days before",
        limits: (1, 60),
        get: |rules| Some(rules.history_days),
        set: |rules, number| rules.history_days = number.unwrap_or(rules.history_days),
        can_be_off: false,
    },
];

/// The rules that are on or off, without a number.
pub const SWITCHES: &[Threshold] = &[
    Threshold {
        name: "new-address",
        label: "New address",
        unit: "",
        limits: (1, 1),
        get: |rules| rules.new_address.then_some(1),
        set: |rules, number| rules.new_address = number.is_some(),
        can_be_off: true,
    },
    Threshold {
        name: "new-client",
        label: "New client",
        unit: "",
        limits: (1, 1),
        get: |rules| rules.new_client.then_some(1),
        set: |rules, number| rules.new_client = number.is_some(),
        can_be_off: true,
    },
];

fn all() -> impl Iterator<Item = &'static Threshold> {
    THRESHOLDS.iter().chain(SWITCHES)
}

/// Reads them as the URL has them: `dormant:14,burst:off`. What is not understood stays as usual.
pub fn read(text: &str) -> Rules {
    let mut rules = Rules::default();
    for (name, value) in text.split(',').filter_map(|pair| pair.split_once(':')) {
        let Some(threshold) = all().find(|threshold| threshold.name == name) else {
            continue;
        };
        let (least, most) = threshold.limits;
        match value.parse::<u32>() {
            _ if value == "off" && threshold.can_be_off => (threshold.set)(&mut rules, None),
            Ok(number) => (threshold.set)(&mut rules, Some(number.clamp(least, most))),
            Err(_) => {}
        }
    }
    rules
}

/// Writes those that are not as usual.
pub fn write(rules: &Rules) -> String {
    let usual = Rules::default();
    let changed = all().filter(|threshold| (threshold.get)(rules) != (threshold.get)(&usual));
    let pairs: Vec<String> = changed
        .map(|threshold| {
            let value =
                (threshold.get)(rules).map_or("off".to_owned(), |number| number.to_string());
            [threshold.name, ":", &value].concat()
        })
        .collect();
    pairs.join(",")
}
