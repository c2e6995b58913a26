//! One person from two addresses within minutes: faster than anybody travels.

use super::ground::{Ground, History, MINUTE, MOST_PLACES, Seen};
use super::{Found, Kind, Mark, Rules, weight};
use crate::analysis::audit::columns::NONE;

/// One time after the other, put together while they follow closely.
struct Episode {
    records: Vec<u32>,
    last: i64,
    /// The shortest way between two addresses.
    span: i64,
}

pub(super) fn find(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    let Some(minutes) = rules.two_minutes else {
        return;
    };
    let within = i64::from(minutes) * MINUTE;
    let is_strange = |seen: &Seen| u32::from(seen.places) <= MOST_PLACES && ground.is_strange(seen);
    let mut episode: Option<Episode> = None;
    let mut tell = |episode: Option<Episode>| {
        if let Some(episode) = episode {
            let weight = weight::of(Kind::TwoAddresses, history.is_owner(), 0);
            let mark = Found {
                span: episode.span,
                ..Found::new(Kind::TwoAddresses, weight, episode.records)
            };
            mark.tell(ground, history, found);
        }
    };
    let mut before: Option<&Seen> = None;
    for seen in history.successes() {
        let Some(last) = before.replace(seen) else {
            continue;
        };
        let apart = seen.at - last.at;
        let is_odd = apart <= within
            && last.place != seen.place
            && last.place != NONE
            && seen.place != NONE
            && history.has_habits(seen.at, rules.history_days)
            && (is_strange(last) || is_strange(seen));
        if !is_odd {
            continue;
        }
        let mut now = match episode.take() {
            Some(now) if last.at - now.last <= within => now,
            ended => {
                tell(ended);
                Episode {
                    records: Vec::new(),
                    last: 0,
                    span: apart,
                }
            }
        };
        if now.records.last() != Some(&last.row) {
            now.records.push(last.row);
        }
        now.records.push(seen.row);
        now.last = seen.at;
        now.span = now.span.min(apart);
        episode = Some(now);
    }
    tell(episode);
}
