//! The browser's clock.

use crate::wire::time::Timestamp;

/// Now, as the browser's clock shows it.
pub fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds, far below 2^63"
    )]
    Timestamp(js_sys::Date::now() as i64)
}
