//! Times in replies, as exact as the dialect writes them.

use crate::clock::Millis;
use crate::switches::{Switches, Timestamps};
use crate::time_text::{to_rfc3339, to_rfc3339_ms};

/// How times are written.
#[derive(Clone, Copy, Debug)]
pub struct Moment(Timestamps);

impl Moment {
    /// As the dialect has it.
    pub fn of(dialect: &Switches) -> Self {
        Self(dialect.timestamps)
    }

    /// A time as text.
    pub fn text(self, at: Millis) -> String {
        match self.0 {
            Timestamps::Seconds => to_rfc3339(at),
            Timestamps::Milliseconds => to_rfc3339_ms(at),
        }
    }
}
