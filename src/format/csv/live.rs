//! Cells that a spreadsheet would run as a formula (OWASP, "CSV Injection").

use std::borrow::Cow;

/// What makes a spreadsheet take the text before it as text.
const APOSTROPHE: char = '\'';

/// The cell with an apostrophe in front if a spreadsheet might run it; as it is if not. A plain number
/// such as `-5` is no formula.
pub fn defuse(cell: &str) -> Cow<'_, str> {
    if is_live(cell) && !is_number(cell) {
        let mut defused = String::with_capacity(cell.len() + 1);
        defused.push(APOSTROPHE);
        defused.push_str(cell);
        return Cow::Owned(defused);
    }
    Cow::Borrowed(cell)
}

/// The cell without the apostrophe that [`defuse`], or another careful program, put in front.
pub fn undo(cell: &str) -> &str {
    cell.strip_prefix(APOSTROPHE)
        .filter(|rest| is_live(rest))
        .unwrap_or(cell)
}

/// Whether the first character that counts begins a formula. Blanks, quotation marks and what nobody
/// sees do not count: programs drop them. A tab or a new line among them can begin another cell.
fn is_live(cell: &str) -> bool {
    for c in cell.chars() {
        match c {
            '\t' | '\r' | '\n' | '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' => {
                return true;
            }
            '"' | APOSTROPHE | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => {}
            _ => return false,
        }
    }
    false
}

/// A sign, digits, and at most one decimal sign between digits.
fn is_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    match number.split_once(['.', ',']) {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(number),
    }
}
