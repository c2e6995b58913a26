//! The sign-in audit: the sign-ins of a whole tenant, counted, cut in every way, and marked where one
//! looks odd. Pure: times, zone and thresholds are given.

pub mod address;
mod columns;
pub mod entry;
pub mod figures;
pub mod ledger;
pub mod marks;
#[cfg(test)]
mod tests;
pub mod words;
pub mod zone;
