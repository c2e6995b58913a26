//! A local tenant: both admin APIs on SQLite, for trying Gatehouse out and for its tests.
//!
//! It imitates somebody else's servers, so it shares no type with the dashboard: a shared type would
//! let one mistake pass on both sides.

pub mod app;
pub mod cli;
pub mod clock;
pub mod control;
pub mod db;
pub mod dist;
pub mod http;
pub mod json_text;
pub mod limits;
pub mod listener;
pub mod random;
pub mod seed;
pub mod server;
pub mod switches;
#[cfg(test)]
mod testing;
pub mod time_text;
pub mod tines;
pub mod tyk;
pub mod worker;

pub use server::serve;
