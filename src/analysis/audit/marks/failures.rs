//! Failed attempts, and then a success: somebody guessed, or tried what leaked elsewhere. Only tenants that list
//! failures show it.

use super::ground::{Ground, HOUR, History, Seen};
use super::{Found, Kind, Mark, Rules, weight};
use crate::analysis::audit::columns::small;

pub(super) fn find(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    let Some(least) = rules.failures.map(|least| least.max(1)) else {
        return;
    };
    let mut failed: Vec<&Seen> = Vec::new();
    for seen in history.seen {
        if seen.is_failed {
            failed.push(seen);
            continue;
        }
        failed.retain(|before| seen.at - before.at <= HOUR);
        let is_strange = ground.is_strange(seen) && history.is_known(seen.at, rules.history_days);
        let least = if is_strange {
            (least - 1).max(1)
        } else {
            least
        };
        let count = small(failed.len());
        if count < least {
            continue;
        }
        let weight = weight::of(Kind::Failures, history.is_owner(), count);
        let mut records: Vec<u32> = failed.iter().map(|seen| seen.row).collect();
        records.push(seen.row);
        let mark = Found {
            span: seen.at - failed[0].at,
            ..Found::new(Kind::Failures, weight, records)
        };
        mark.tell(ground, history, found);
        // They led to this success and to no other.
        failed.clear();
    }
}
