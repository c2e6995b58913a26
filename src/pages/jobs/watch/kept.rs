//! The watch rules as they are kept in the browser: the words of each on a line of its own. They are the
//! person's, and the same for every connection.

use crate::state::storage::{Store, WATCH};

/// So many rules are kept.
pub const MOST: usize = 20;
/// So long may one be.
pub const LONGEST: usize = 80;

/// The rules, in the order they were added.
pub fn all() -> Vec<String> {
    let kept = Store::Local.get(WATCH).unwrap_or_default();
    read(&kept)
}

/// Keeps them; where the browser refuses, they live as long as the page.
pub fn keep(rules: &[String]) {
    if rules.is_empty() {
        Store::Local.remove(WATCH);
    } else {
        Store::Local.set(WATCH, &rules.join("\n"));
    }
}

/// Somebody may have written there by hand: what is too long or too many is left out.
fn read(kept: &str) -> Vec<String> {
    kept.lines()
        .map(str::trim)
        .filter(|rule| !rule.is_empty() && rule.len() <= LONGEST)
        .take(MOST)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_line_by_line() {
        assert_eq!(
            read("dead > 100\n\n  retry > 5 \r\n"),
            ["dead > 100", "retry > 5"]
        );
        assert_eq!(read(""), [""; 0]);
        let long = "x".repeat(LONGEST + 1) + "\nqueued > 1";
        assert_eq!(read(&long), ["queued > 1"]);
        assert_eq!(read(&"dead > 1\n".repeat(50)).len(), MOST);
    }
}
