//! The Tyk Dashboard's Admin API, one file per resource. Paths are below the connection's base.

pub mod organisations;
pub mod users;

/// The documented limit that a path counts against: this API documents none.
pub fn limit(_path: &str) -> Option<(&'static str, u32)> {
    None
}
