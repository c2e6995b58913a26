//! Whether a text can be an e-mail address: the rule of a browser's `<input type="email">` (HTML, "valid
//! e-mail address"), with words for what is wrong.

/// The longest address that mail can have (RFC 5321, 4.5.3.1.3, without the brackets), in bytes.
const LONGEST: usize = 254;
/// The longest part of a host's name between two dots (RFC 1034, 3.5).
const LONGEST_LABEL: usize = 63;

/// What is wrong with an address, as a sentence; `None`: nothing. Blanks around it are wrong as well: cut
/// them off before.
pub fn fault(address: &str) -> Option<&'static str> {
    if address.is_empty() {
        return Some("Enter an e-mail address.");
    }
    if address.len() > LONGEST {
        return Some("An e-mail address has 254 characters at most.");
    }
    let Some((name, host)) = address.split_once('@') else {
        return Some("An e-mail address has an @ in it, as in ann@example.com.");
    };
    if host.contains('@') {
        return Some("An e-mail address has one @ only.");
    }
    if name.is_empty() {
        return Some("Something is missing before the @.");
    }
    if host.is_empty() {
        return Some("Something is missing after the @.");
    }
    let in_name = |c: u8| c.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&c);
    if !name.bytes().all(in_name) {
        return Some("There is a character before the @ that no e-mail address has there.");
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= LONGEST_LABEL
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || c == b'-')
    };
    if !host.split('.').all(is_label) {
        return Some("What stands after the @ is no name of a host.");
    }
    None
}

/// An address as it is compared with others: nobody hands out two that differ in case only.
pub fn same_key(address: &str) -> String {
    address.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_takes_is_taken() {
        for good in [
            "a@b",
            "ann@example.com",
            "ann.o'neil+tag@sub.example-host.co.uk",
            "x!#$%&'*+/=?^_`{|}~-@1.2",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        let longest = "a".repeat(LONGEST - 2) + "@b";
        assert_eq!(fault(&longest), None);
    }

    #[test]
    fn what_a_browser_refuses_is_refused() {
        for bad in [
            "",
            "ann",
            "@example.com",
            "ann@",
            "ann@@example.com",
            "ann@example.com@example.com",
            " ann@example.com",
            "ann @example.com",
            "ann@example..com",
            "ann@example.com.",
            "ann@.example.com",
            "ann@-example.com",
            "ann@example-.com",
            "ann@exa_mple.com",
            "änn@example.com",
            "ann@example.com,bob@example.com",
            "Ann <ann@example.com>",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        assert!(fault(&("a".repeat(LONGEST - 1) + "@b")).is_some());
        assert!(fault(&format!("a@{}", "b".repeat(64))).is_some());
    }

    #[test]
    fn case_makes_no_second_person() {
        assert_eq!(same_key(" Ann@Example.COM "), "ann@example.com");
    }
}
