//! CSV, written and read as RFC 4180 has it, and kept from being run by a spreadsheet.

mod live;
mod read;

pub use live::{defuse, undo};
pub use read::{Fault, Line, Why, import, read};

/// What may part two cells: a comma, a semicolon (where the comma is the decimal sign), a tab.
pub const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// What may stand at the beginning of a file to say that it is UTF-8; Excel asks for it.
pub const BOM: char = '\u{feff}';

/// Appends one row with its line end (CRLF; RFC 4180, 2.1). [`read`] gives the same cells back, whatever
/// is in them, as long as there is at least one.
pub fn write_row(delimiter: char, cells: &mut dyn Iterator<Item = &str>, into: &mut String) {
    let start = into.len();
    let mut parted = false;
    for cell in cells {
        if parted {
            into.push(delimiter);
        }
        parted = true;
        write_cell(cell, into);
    }
    // One empty cell would be an empty line, which is no row.
    if into.len() == start {
        into.push_str("\"\"");
    }
    into.push_str("\r\n");
}

/// In quotation marks where another program could otherwise see more than one cell: with any of the
/// delimiters in it, for a spreadsheet may expect another one than ours (OWASP, "CSV Injection").
fn write_cell(cell: &str, into: &mut String) {
    let is_plain = !cell.contains(['"', '\r', '\n', ',', ';', '\t', BOM]) && cell.trim() == cell;
    if is_plain {
        into.push_str(cell);
        return;
    }
    into.push('"');
    for (index, part) in cell.split('"').enumerate() {
        if index > 0 {
            into.push_str("\"\"");
        }
        into.push_str(part);
    }
    into.push('"');
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
