//! How much a mark weighs, in one table, so that the list reads as one wants to read it: what cannot be
//! harmless first.

use super::Kind;

/// How much more it weighs when an owner is concerned.
const OWNER: u32 = 150;
/// What a count may add at most: less than the way to the next kind.
const MOST_MORE: u32 = 40;

/// A kind's own weight.
const fn base(kind: Kind) -> u32 {
    match kind {
        Kind::SharedAddress => 800,
        Kind::Burst => 700,
        Kind::Dormant => 650,
        Kind::Failures => 600,
        Kind::TwoAddresses => 500,
        Kind::NewAddress => 300,
        Kind::NewClient => 200,
        Kind::Hours => 100,
    }
}

/// Of a kind; `more` is how many people or records, as far as that matters.
pub(super) fn of(kind: Kind, is_owner: bool, more: u32) -> u32 {
    let owner = match (kind, is_owner) {
        (_, false) => 0,
        // An owner's forgotten account is the worst of all.
        (Kind::Dormant, true) => 2 * OWNER + 50,
        (_, true) => OWNER,
    };
    base(kind) + owner + more.min(MOST_MORE)
}

/// Of one that has an ordinary explanation: behind all others but those that are new or late.
pub(super) fn likely(weight: u32) -> u32 {
    weight / 2
}

/// Of one that says nothing that heavier ones do not say: behind everything else.
pub(super) fn echo(weight: u32) -> u32 {
    weight / 12
}
