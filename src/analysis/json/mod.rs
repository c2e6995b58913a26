//! JSON as it is written: read, laid out, compared and merged without losing a spelling.
//!
//! A number stays the digits it was written with, a key stands as often and where it stood, and what is
//! written back differs only where somebody changed it. No browser, no API.

mod align;
mod begun;
mod change;
mod diff;
mod doc;
mod lay_out;
mod lines;
mod merge;
mod paint;
mod path;
mod place;
mod read;
mod show;
mod warn;

#[cfg(test)]
mod tests;

pub use begun::{Begun, begun};
pub use change::{Change, ChangeKind};
pub use diff::{Diff, apply, diff};
pub use doc::{Doc, Kind, Node};
pub use lay_out::{compact, format, same, sort_keys};
pub use lines::{Line, LineKind, line_diff};
pub use merge::{Conflict, Merge, Pick, Taken, merge};
pub use paint::{Hue, hues};
pub use path::{Path, Step};
pub use place::{from_units, place, to_units};
pub use read::Problem;
pub use show::{shortened, visible, visible_lines, words};
pub use warn::{MOST_WARNINGS, Warning, warnings};
