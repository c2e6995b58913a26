//! Words that more than one panel says.

use crate::analysis::audit::marks::Kind;

/// A mark in two words, as a badge has it.
pub const fn mark_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Dormant => "dormant",
        Kind::SharedAddress => "shared address",
        Kind::Burst => "burst",
        Kind::Failures => "after failures",
        Kind::TwoAddresses => "two addresses",
        Kind::NewAddress => "new address",
        Kind::NewClient => "new client",
        Kind::Hours => "unusual hour",
    }
}

/// From here on a mark is what somebody must look at, or should.
const HEAVY: u32 = 600;
const MIDDLE: u32 = 250;

/// How a mark looks: shape and colour by how heavy it is.
pub const fn shape(weight: u32) -> &'static str {
    match weight {
        HEAVY.. => "heavy",
        MIDDLE..HEAVY => "middle",
        _ => "light",
    }
}
