//! For the first time from an address, for the first time with a client.

use super::ground::{Ground, History, MOST_PLACES};
use super::{Found, Kind, Mark, Rules, weight};
use crate::analysis::audit::columns::NONE;
use crate::analysis::user_agent::Device;

pub(super) fn address(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    if !rules.new_address {
        return;
    }
    for seen in history.seen {
        if seen.is_first
            && u32::from(seen.places) <= MOST_PLACES
            && history.has_habits(seen.at, rules.history_days)
            && !ground.is_own(seen.place)
        {
            let weight = weight::of(Kind::NewAddress, history.is_owner(), 0);
            Found::new(Kind::NewAddress, weight, vec![seen.row]).tell(ground, history, found);
        }
    }
}

pub(super) fn client(
    ground: &Ground<'_>,
    history: &History<'_>,
    rules: &Rules,
    found: &mut Vec<Mark>,
) {
    if !rules.new_client {
        return;
    }
    let mut known: Vec<u32> = Vec::new();
    for seen in history.successes() {
        if seen.family == NONE || known.contains(&seen.family) {
            continue;
        }
        known.push(seen.family);
        if !history.has_habits(seen.at, rules.history_days) {
            continue;
        }
        let client = &ground.entries[seen.row as usize].client;
        let read = client.as_ref().and_then(|client| client.read);
        // A program where a person used to sit.
        let more = u32::MAX * u32::from(read.is_some_and(|read| read.device == Device::Program));
        let weight = weight::of(Kind::NewClient, history.is_owner(), more);
        Found::new(Kind::NewClient, weight, vec![seen.row]).tell(ground, history, found);
    }
}
