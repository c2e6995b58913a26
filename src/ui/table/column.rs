//! A column's head.

/// One column, the same for every kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the URL; a column without one cannot be sorted by.
    pub sort: Option<&'static str>,
    /// What stands at its head.
    pub label: &'static str,
    /// Its class: width, and from which width of the table on it is shown (`style/table.css`).
    pub class: &'static str,
}
