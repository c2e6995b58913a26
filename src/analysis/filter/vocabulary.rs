//! What a list can be asked for: its qualifiers, as a table.

/// One qualifier, the same for every kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// As it is written: `last-seen`. Empty: nobody writes it; it is where plain words are looked for,
    /// instead of in a search text of each row. It stands last in its list.
    pub name: &'static str,
    /// What people call it: "Last seen".
    pub label: &'static str,
    /// What it looks at, in words: "when the user was last seen".
    pub means: &'static str,
    /// A filter that uses it: `last-seen:>45d`.
    pub example: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// The values there are, and what each means. Of a [`Kind::Choice`] the record's number is the place
    /// in this table.
    pub known: &'static [(&'static str, &'static str)],
    /// The word for no value, where there may be none: `never`, `none`.
    pub missing: Option<&'static str>,
}

/// What a qualifier's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of which a part is asked for: a name, an address.
    Words,
    /// Names of things, which recur among the records and are asked for whole: a domain, a permission.
    Names,
    /// The same, asked for by something that fits many of them: an address by its network.
    Like(Like),
    /// One of the known values.
    Choice,
    /// A moment, in milliseconds since 1970.
    Moment,
    /// A whole number.
    Number,
    /// Yes (1) or no (0).
    Flag,
}

/// Whether a name (the second) is meant by what is asked for (the first), both folded.
#[derive(Clone, Copy)]
pub struct Like(pub fn(&str, &str) -> bool);

impl PartialEq for Like {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Eq for Like {}

impl std::fmt::Debug for Like {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Like")
    }
}

impl Kind {
    /// Names that recur, of which a part is asked for.
    pub const PARTS: Self = Self::Like(Like(|asked, name| name.contains(asked)));

    /// Whether its values are numbers in memory, and not text.
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Choice | Self::Moment | Self::Number | Self::Flag
        )
    }
}

/// The words for yes and no.
pub const FLAGS: &[(&str, &str)] = &[("no", "No"), ("yes", "Yes")];

impl About {
    /// The values there are, with what they mean; the place is the record's number.
    pub const fn values(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            Kind::Flag => FLAGS,
            _ => self.known,
        }
    }
}

/// Takes a name's number, and what writes the name where it is not known yet.
pub type Tell<'a> = &'a mut dyn FnMut(u32, &dyn Fn(&mut String));

/// How a qualifier's value is read from a record.
pub enum Read<T> {
    /// The number of a moment, a choice, a flag or a number.
    Number(fn(&T) -> Option<i64>),
    /// Appends the words, or the names parted by line feeds; nothing where there is no value.
    Text(fn(&T, &mut String)),
    /// Tells each name with a number of its own, small and the same wherever the name recurs: then it is
    /// looked up once, and not in every record.
    Coded(fn(&T, Tell<'_>)),
}

/// A qualifier of a kind of record.
pub struct Field<T: 'static> {
    /// What it is.
    pub about: About,
    /// How it is read.
    pub read: Read<T>,
}

/// The place of a qualifier by its name.
pub fn place(vocabulary: &[&About], name: &str) -> Option<usize> {
    vocabulary.iter().position(|about| about.name == name)
}

/// What was meant, among what there is: the same beginning or end, or few letters apart.
pub fn nearest<'a>(given: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = given.chars().count();
    // Nobody means a known name by something far longer, and the letters are compared pair by pair.
    if !(2..=32).contains(&length) {
        return None;
    }
    among
        .filter_map(|name| {
            let alike = name.starts_with(given)
                || given.starts_with(name)
                || (length > 2 && name.ends_with(given));
            let apart = if alike { 0 } else { apart(given, name) };
            (apart <= 1 + length / 4).then_some((apart, name))
        })
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out or changed to make one text of the other (Levenshtein).
fn apart(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, a) in one.chars().enumerate() {
        let mut corner = above;
        let mut left = above + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(other.chars()) {
            let changed = corner + usize::from(a != b);
            corner = *cell;
            left = changed.min(corner + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_apart() {
        for (one, other, letters) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("kitten", "sitting", 3),
            ("", "ab", 2),
            ("ab", "", 2),
            ("pendng", "pending", 1),
        ] {
            assert_eq!(apart(one, other), letters, "{one} {other}");
        }
    }

    #[test]
    fn the_nearest_name() {
        let names = ["name", "email", "role", "status", "last-seen", "permission"];
        let near = |given| nearest(given, names.into_iter());
        assert_eq!(near("rle"), Some("role"));
        assert_eq!(near("permissions"), Some("permission"));
        assert_eq!(near("seen"), Some("last-seen"));
        assert_eq!(near("lastseen"), Some("last-seen"));
        assert_eq!(near("stauts"), Some("status"));
        assert_eq!(near("http"), None);
        assert_eq!(near("a"), None);
        assert_eq!(near(&"role".repeat(40)), None);
    }
}
