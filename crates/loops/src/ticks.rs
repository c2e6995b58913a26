//! The ticks of the lanes: one for each sign-in that is drawn.

use crate::tally::Line;

/// One sign-in in its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The place of its lane among all lanes.
    pub lane: u32,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// 0: from the person's usual address; 1 to 5: from another one; and one for what is marked.
    pub colour: u8,
    /// Taller and wider than the others, and above them.
    pub tall: bool,
    /// The caller's own name for it, given back where it is picked or described.
    pub row: u32,
}

/// Appends the ticks of a lane: of the lines at `places`, in their order. One with a mark among `red` has the
/// colour `marked`; one with any mark is tall.
#[inline(never)]
pub fn append(
    lines: &[Line],
    places: &[u32],
    lane: u32,
    (red, marked): (u16, u8),
    into: &mut Vec<Tick>,
) {
    let lines = places.iter().filter_map(|place| lines.get(*place as usize));
    into.extend(lines.map(|line| Tick {
        lane,
        at: line.at,
        colour: if line.marks & red == 0 {
            line.colour
        } else {
            marked
        },
        tall: line.marks != 0,
        row: line.row,
    }));
}
