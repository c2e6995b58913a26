//! Outside a person's usual hours, by the clock of the zone in use.
//!
//! People sign in when they begin, and now and then once more later. So the usual day is not the hours that
//! were seen only: it goes on for a day's work after the earliest. Zones that are not the person's own move it as
//! a whole, and it may go over midnight.

use super::ground::{Ground, HOUR, History, USUAL_DAYS};
use super::{Found, Kind, Mark, Rules, weight};

/// Hours of a day's work, breaks included.
pub const DAY_HOURS: u32 = 10;
/// Fewer sign-ins than this make no usual day.
pub const LEAST_SIGN_INS: u32 = 5;

pub(super) fn find(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    let Some(away) = rules.hours_away else {
        return;
    };
    // Hours of the day, a bit for each: the usual ones, and those that were marked.
    let (mut usual, mut odd) = (0_u32, 0_u32);
    let (mut count, mut marked) = (0, 0);
    for seen in history.successes() {
        let hour = u32::try_from(seen.local().div_euclid(HOUR).rem_euclid(24)).unwrap_or(0);
        let is_odd = count >= LEAST_SIGN_INS
            && history.has_habits(seen.at, rules.history_days)
            && distance(usual, hour) >= away;
        count += 1;
        if !is_odd {
            usual |= 1 << hour;
            continue;
        }
        let weight = weight::of(Kind::Hours, history.is_owner(), 0);
        Found::new(Kind::Hours, weight, vec![seen.row]).tell(ground, history, found);
        // One night does not make nights usual; a new shift does.
        odd |= 1 << hour;
        marked += 1;
        if marked >= USUAL_DAYS {
            usual |= odd;
            (odd, marked) = (0, 0);
        }
    }
}

/// How many hours before or after the usual day an hour is; 0 within it.
fn distance(usual: u32, hour: u32) -> u32 {
    let Some((start, length)) = day(usual) else {
        return 0;
    };
    let after_start = (hour + 24 - start) % 24;
    if after_start < length {
        return 0;
    }
    let after_end = after_start - (length - 1);
    after_end.min(24 - after_start)
}

/// The shortest part of the round that has all `hours`, a bit for each: its first hour, and how many there
/// are, a day's work at least. `None`: no hours.
fn day(hours: u32) -> Option<(u32, u32)> {
    let is_set = |hour: u32| hours >> (hour % 24) & 1 == 1;
    // The longest gap ends where the day begins.
    let gap_before = |start: u32| {
        (1..24)
            .take_while(|back| !is_set(start + 24 - back))
            .count()
    };
    let starts = (0..24).filter(|hour| is_set(*hour));
    let start = starts.rev().max_by_key(|start| gap_before(*start))?;
    let gap = u32::try_from(gap_before(start)).unwrap_or(0);
    Some((start, (24 - gap).max(DAY_HOURS)))
}
