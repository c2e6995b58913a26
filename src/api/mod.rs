//! HTTP: one client, one async function per endpoint, one error type.

mod ahead;
pub mod call;
pub mod client;
pub mod count;
pub mod error;
pub mod pace;
pub mod tines;
pub mod tyk;
pub mod waits;
