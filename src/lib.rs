//! Gatehouse: an admin dashboard in the browser for Tines tenants and Tyk dashboards.
//!
//! A value flows one way: `wire → api → data → pages`; `docs/architecture.md` has the map.

pub mod analysis;
pub mod api;
pub mod app;
pub mod data;
pub mod format;
pub mod layout;
pub mod pages;
pub mod parts;
pub mod reactive;
pub mod routes;
pub mod start;
pub mod state;
pub mod ui;
pub mod wire;
