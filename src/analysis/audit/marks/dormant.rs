//! An account that was silent for long has signed in.

use super::ground::{DAY, Ground, History};
use super::{Found, Kind, Mark, Rules, weight};

pub(super) fn find(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    let Some(days) = rules.dormant_days else {
        return;
    };
    let mut last = None;
    for seen in history.successes() {
        let span = seen.at - last.unwrap_or(history.known_from);
        if span >= i64::from(days) * DAY {
            // Somebody back from a long holiday, at a desk that was theirs before; or an invitation that was
            // taken up late.
            let is_likely = last.is_some_and(|_| seen.place_days > 0 || ground.is_own(seen.place))
                || (last.is_none() && history.is_whole);
            let mut weight = weight::of(Kind::Dormant, history.is_owner(), 0);
            if is_likely {
                weight = weight::likely(weight);
            }
            let mark = Found {
                span,
                is_whole: last.is_some() || history.is_whole,
                ..Found::new(Kind::Dormant, weight, vec![seen.row])
            };
            mark.tell(ground, history, found);
        }
        last = Some(seen.at);
    }
}
