//! What every handler shares, and the one router that serves it all.

use std::sync::{Arc, Mutex, RwLock};

use crate::clock::Clock;
use crate::control::faults::Faults;
use crate::control::requests::RequestLog;
use crate::db::Db;
use crate::limits::Limits;
use crate::random::Random;
use crate::switches::Switches;

/// The running tenant. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(pub Arc<Inner>);

/// The parts of a running tenant.
#[derive(Debug)]
pub struct Inner {
    /// The database.
    pub db: Db,
    /// The tenant's time.
    pub clock: Clock,
    /// Ids and keys made while the tenant runs.
    pub random: Mutex<Random>,
    /// Which dialect the two APIs speak; changed at run time through the control API.
    pub switches: RwLock<Switches>,
    /// Faults that tests and people asked for.
    pub faults: Faults,
    /// What was asked of the tenant, oldest first.
    pub requests: RequestLog,
    /// The documented rate limits.
    pub limits: Limits,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
