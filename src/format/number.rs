//! Numbers as people read them. English, as the words of the app are.

/// A count with its thousands parted: `1,284`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The same of a small number.
pub fn figure(number: u32) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX))
}

/// A count and its noun: `1 user`, `2 users`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        let texts = [0, 7, 999, 1_000, 12_345, 1_234_567].map(count);
        assert_eq!(texts, ["0", "7", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(
            [counted(1, "user", "users"), counted(0, "user", "users")],
            ["1 user", "0 users"]
        );
    }
}
