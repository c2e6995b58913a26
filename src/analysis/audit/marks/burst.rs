//! Many sign-ins of one person in a short time.

use super::ground::{DAY, Ground, History, MINUTE, Seen, USUAL_DAYS};
use super::{Found, Kind, Mark, Rules, weight};
use crate::analysis::audit::columns::small;

pub(super) fn find(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    let Some(count) = rules.burst_count.map(|count| count.max(2) as usize) else {
        return;
    };
    if history.seen.len() < count {
        return;
    }
    let within = i64::from(rules.burst_minutes) * MINUTE;
    let all: Vec<&Seen> = history.successes().collect();
    let is_dense = |from: usize| {
        let last = all.get(from + count - 1);
        last.is_some_and(|last| last.at - all[from].at <= within)
    };
    // On how many days there was one, and the latest of them.
    let (mut days, mut last_day) = (0, None);
    let mut from = 0;
    while from < all.len() {
        if !is_dense(from) {
            from += 1;
            continue;
        }
        // Bursts that overlap are one.
        let mut to = from + count;
        let mut next = from + 1;
        while next < to {
            if is_dense(next) {
                to = next + count;
            }
            next += 1;
        }
        let burst = &all[from..to];
        let day = burst[0].local().div_euclid(DAY);
        let is_habit = days - u32::from(last_day == Some(day)) >= USUAL_DAYS;
        if last_day != Some(day) {
            days += 1;
            last_day = Some(day);
        }
        if !is_habit {
            let weight = weight::of(Kind::Burst, history.is_owner(), small(burst.len()));
            let records = burst.iter().map(|seen| seen.row).collect();
            let mark = Found {
                span: burst[burst.len() - 1].at - burst[0].at,
                ..Found::new(Kind::Burst, weight, records)
            };
            mark.tell(ground, history, found);
        }
        from = to;
    }
}
