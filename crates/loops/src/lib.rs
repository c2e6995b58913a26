//! The loops that run over every record of a list at each key of its filter. They know columns of numbers and
//! nothing else.
//!
//! The dashboard is compiled for size; this crate alone is compiled for speed (`Cargo.toml`, "What is shipped"),
//! because an optimisation level is a crate's. So only what was measured to take long belongs here, and none of
//! it is generic: what is generic is compiled where it is used. For the same reason no function that is called from
//! outside may be inlined there.

pub mod rows;
pub mod tally;
pub mod ticks;
