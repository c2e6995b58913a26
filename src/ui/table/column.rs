//! A column's head, and which columns are shown.

/// One column, the same for every kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the URL and in exported files.
    pub name: &'static str,
    /// Whether the list can be sorted by it.
    pub sorts: bool,
    /// What stands at its head.
    pub label: &'static str,
    /// Its class: width, and from which width of the table on it is shown (`style/table.css`).
    pub class: &'static str,
}

impl Column {
    /// One that the list can be sorted by.
    pub const fn sorted(name: &'static str, label: &'static str, class: &'static str) -> Self {
        Self {
            name,
            sorts: true,
            label,
            class,
        }
    }

    /// One that it cannot.
    pub const fn unsorted(name: &'static str, label: &'static str, class: &'static str) -> Self {
        Self {
            sorts: false,
            ..Self::sorted(name, label, class)
        }
    }
}

/// Which columns are shown: one bit for each, the first column in the lowest. The first one heads the
/// row and is always shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown(u32);

impl Shown {
    /// All columns; the style sheet leaves out those for which there is no room.
    pub const ALL: Self = Self(u32::MAX);

    /// The columns that a list of names asks for (`email,status`). Unknown names are nobody's; a list
    /// without any known one asks for all.
    pub fn named(columns: &[Column], names: &str) -> Self {
        let chosen = columns
            .iter()
            .zip(0..u32::BITS)
            .filter(|(column, _)| names.split(',').any(|name| name == column.name))
            .fold(0, |bits, (_, at)| bits | 1 << at);
        if chosen == 0 {
            Self::ALL
        } else {
            Self(chosen | 1)
        }
    }

    /// The names to write into the URL; nothing for all columns.
    pub fn names(self, columns: &[Column]) -> String {
        if self == Self::ALL {
            return String::new();
        }
        let names: Vec<&str> = columns
            .iter()
            .enumerate()
            .filter(|(at, _)| self.has(*at))
            .map(|(_, column)| column.name)
            .collect();
        names.join(",")
    }

    /// Whether the column at a place is shown.
    pub fn has(self, at: usize) -> bool {
        u32::try_from(at)
            .ok()
            .and_then(|at| 1_u32.checked_shl(at))
            .is_some_and(|bit| self.0 & bit != 0)
    }

    /// The same with one column shown or hidden. The last one to be shown brings all back.
    #[must_use]
    pub fn with(self, columns: &[Column], at: usize, shown: bool) -> Self {
        let all = u32::try_from(columns.len())
            .ok()
            .and_then(|count| 1_u32.checked_shl(count))
            .map_or(u32::MAX, |bit| bit - 1);
        let bit = u32::try_from(at)
            .ok()
            .and_then(|at| 1_u32.checked_shl(at))
            .unwrap_or(0);
        let bits = if shown {
            self.0 & all | bit
        } else {
            self.0 & all & !bit | 1
        };
        if bits == all { Self::ALL } else { Self(bits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn column(name: &'static str) -> Column {
        Column {
            name,
            sorts: true,
            label: name,
            class: "",
        }
    }
    const COLUMNS: [Column; 4] = [
        column("name"),
        column("email"),
        column("role"),
        column("status"),
    ];

    #[test]
    fn names_go_into_the_url_and_come_back() {
        let cases = [
            ("", ""),
            ("email", "name,email"),
            ("status,name,role", "name,role,status"),
            ("nonsense", ""),
            ("role,nonsense", "name,role"),
            ("name,email,role,status", "name,email,role,status"),
        ];
        for (asked, written) in cases {
            let shown = Shown::named(&COLUMNS, asked);
            assert_eq!(shown.names(&COLUMNS), written, "{asked}");
            assert_eq!(Shown::named(&COLUMNS, written), shown, "{asked}");
        }
    }

    #[test]
    fn the_first_column_stays_and_the_last_one_shown_brings_all_back() {
        let without = Shown::ALL.with(&COLUMNS, 2, false);
        assert_eq!(without.names(&COLUMNS), "name,email,status");
        assert!(!without.has(2) && without.has(3));
        assert!(Shown::ALL.with(&COLUMNS, 0, false).has(0));
        assert_eq!(without.with(&COLUMNS, 2, true), Shown::ALL);
    }
}
