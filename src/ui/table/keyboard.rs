//! What a key does in a list (`docs/architecture.md`, "Keys").

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// So many rows down; up, if it is less than nought.
    By(i32),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Select the row, or take it out.
    Pick,
    /// Select all that match.
    PickAll,
    /// Select none.
    PickNone,
}

/// What was pressed.
#[derive(Clone, Copy, Debug)]
pub struct Pressed<'a> {
    /// The key's value (UI Events, `KeyboardEvent.key`).
    pub key: &'a str,
    /// Control or Command.
    pub command: bool,
    /// Whether letters by themselves do something (WCAG 2.1.4: they can be turned off).
    pub single_keys: bool,
    /// How many rows fit on the screen.
    pub page: i32,
}

/// What a key does; `None`: it is not ours.
pub fn read(pressed: Pressed<'_>) -> Option<Move> {
    if pressed.command {
        return match pressed.key {
            "a" | "A" => Some(Move::PickAll),
            "Home" => Some(Move::First),
            "End" => Some(Move::Last),
            _ => None,
        };
    }
    match pressed.key {
        "ArrowDown" => Some(Move::By(1)),
        "ArrowUp" => Some(Move::By(-1)),
        "PageDown" => Some(Move::By(pressed.page)),
        "PageUp" => Some(Move::By(-pressed.page)),
        "Home" => Some(Move::First),
        "End" => Some(Move::Last),
        "Escape" => Some(Move::PickNone),
        _ if !pressed.single_keys => None,
        "j" => Some(Move::By(1)),
        "k" => Some(Move::By(-1)),
        "x" | "X" => Some(Move::Pick),
        _ => None,
    }
}

/// The place that a move leads to among `total` rows; `None` where it leads nowhere.
pub fn target(from: usize, asked: Move, total: usize) -> Option<usize> {
    let last = total.checked_sub(1)?;
    match asked {
        Move::By(rows) => {
            let step = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
            let to = if rows < 0 {
                from.saturating_sub(step)
            } else {
                from.saturating_add(step)
            };
            Some(to.min(last))
        }
        Move::First => Some(0),
        Move::Last => Some(last),
        Move::Pick | Move::PickAll | Move::PickNone => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, command: bool, single_keys: bool) -> Option<Move> {
        read(Pressed {
            key,
            command,
            single_keys,
            page: 20,
        })
    }

    #[test]
    fn letters_are_off_when_they_are_turned_off() {
        for (key, on) in [("j", Move::By(1)), ("k", Move::By(-1)), ("x", Move::Pick)] {
            assert_eq!(press(key, false, true), Some(on));
            assert_eq!(press(key, false, false), None);
        }
        assert_eq!(press("ArrowDown", false, false), Some(Move::By(1)));
        assert_eq!(press("PageUp", false, false), Some(Move::By(-20)));
        assert_eq!(press("a", true, false), Some(Move::PickAll));
        assert_eq!(press("a", false, true), None);
        // The browser's own.
        assert_eq!(press("j", true, true), None);
    }

    #[test]
    fn a_move_stays_in_the_list() {
        assert_eq!(target(0, Move::By(-1), 10), Some(0));
        assert_eq!(target(9, Move::By(1), 10), Some(9));
        assert_eq!(target(3, Move::By(20), 10), Some(9));
        assert_eq!(target(3, Move::By(i32::MIN), 10), Some(0));
        assert_eq!(target(3, Move::Last, 10), Some(9));
        assert_eq!(target(12, Move::By(-1), 10), Some(9));
        assert_eq!(target(0, Move::By(1), 0), None);
    }
}
