//! Where something stands: bytes for us, UTF-16 units for the browser, lines and characters for people.

/// The line and the character of it, each from 1, of a place in bytes. A place within a character counts as
/// that character's.
pub fn place(text: &str, at: usize) -> (u32, u32) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text.get(..at).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(start..).unwrap_or_default().chars().count();
    let narrow = |number: usize| u32::try_from(number + 1).unwrap_or(u32::MAX);
    (narrow(line), narrow(column))
}

/// A place in UTF-16 units, of one in bytes.
pub fn to_units(text: &str, bytes: usize) -> u32 {
    let before = text.as_bytes().get(..bytes).unwrap_or(text.as_bytes());
    // Each character begins with a byte that continues none; beyond the basic plane it begins with 0xF0 and
    // more, and is two units.
    let units: usize = before
        .iter()
        .map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0))
        .sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// A place in bytes, of one in UTF-16 units. Within a pair: behind it.
pub fn from_units(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while left > 0 {
        let (long, takes) = match bytes.get(at) {
            None => return text.len(),
            Some(0..0x80) => (1, 1),
            Some(0x80..0xE0) => (2, 1),
            Some(0xE0..0xF0) => (3, 1),
            Some(_) => (4, 2),
        };
        at += long;
        left = left.saturating_sub(takes);
    }
    at
}
