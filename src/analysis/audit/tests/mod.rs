//! The whole audit, on small months written down, on the golden ones, and on anything at all.

#![expect(clippy::panic, reason = "tests")]

mod address;
mod counted;
mod figures;
mod golden;
mod marks;
mod month;
mod properties;
mod scene;
mod words;
