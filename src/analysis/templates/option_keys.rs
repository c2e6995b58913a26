//! Which keys the options of each kind of Action have.

/// A key of an Action's options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionKey {
    /// The key.
    pub key: &'static str,
    /// What it is for.
    pub means: &'static str,
}

/// The known keys of a kind, with or without its `Agents::`; none for an unknown one.
pub fn option_keys(_kind: &str) -> &'static [OptionKey] {
    &[]
}
