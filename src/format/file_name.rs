//! Names of the files that a person takes home.

use crate::wire::time::Timestamp;

/// `tines-users-2026-01-15-1200.csv`: what it is, to the minute, and its ending. Whatever could mean
/// something to a file system becomes a hyphen.
pub fn file_name(what: &str, at: Timestamp, ending: &str) -> String {
    let mut name = String::with_capacity(what.len() + 24);
    for c in what.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    if !name.is_empty() && !name.ends_with('-') {
        name.push('-');
    }
    // `2026-01-15T12:00:00Z`
    for c in at.to_rfc3339().chars().take(16) {
        match c {
            'T' => name.push('-'),
            ':' => {}
            c => name.push(c),
        }
    }
    name.push('.');
    name.push_str(ending);
    name
}

/// A number of bytes as people say it: `740 bytes`, `12 kB`, `1.2 MB` (powers of ten, as file managers
/// count).
pub fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => (1_000, "kB"),
        _ => (1_000_000, "MB"),
    };
    let tenths = (bytes + unit / 20) / (unit / 10);
    if tenths < 100 {
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    } else {
        format!("{} {name}", (bytes + unit / 2) / unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_characters_are_left() {
        let at = Timestamp::parse("2026-01-15T09:05:59.5Z").unwrap();
        for (what, name) in [
            ("tines-users", "tines-users-2026-01-15-0905.csv"),
            ("../Etc\\passwd: ä*?", "etc-passwd-2026-01-15-0905.csv"),
            ("a b  c", "a-b-c-2026-01-15-0905.csv"),
            ("", "2026-01-15-0905.csv"),
        ] {
            assert_eq!(file_name(what, at, "csv"), name);
        }
    }

    #[test]
    fn sizes_are_short() {
        let sizes = [0, 999, 1_000, 1_260, 99_949, 123_456, 1_234_567, 45_600_000].map(size);
        assert_eq!(
            sizes,
            [
                "0 bytes",
                "999 bytes",
                "1.0 kB",
                "1.3 kB",
                "100 kB",
                "123 kB",
                "1.2 MB",
                "46 MB"
            ]
        );
    }
}
