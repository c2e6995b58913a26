//! Gatehouse: an admin dashboard in the browser for Tines tenants and Tyk dashboards.
//!
//! A value flows one way: `wire → api → data → pages`; `docs/architecture.md` has the map.

pub mod wire;
