//! What every handler shares, and the one router that serves it all.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::{Router, middleware};

use crate::clock::{Clock, Millis};
use crate::control::faults::Faults;
use crate::control::requests::RequestLog;
use crate::db::Db;
use crate::limits::Limits;
use crate::random::Random;
use crate::seed::{self, Seed};
use crate::switches::Switches;
use crate::{control, dist, tines, tyk};

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
    /// What opens the two APIs.
    pub keys: Keys,
}

/// What opens the two APIs.
#[derive(Clone, Debug)]
pub struct Keys {
    /// The key of the Tines half.
    pub tines: String,
    /// Whose key it is: sent along by clients of tenants before v13, and named in the audit log.
    pub tines_email: String,
    /// The admin secret of the Tyk half.
    pub tyk: String,
}

impl Default for Keys {
    /// The demo's.
    fn default() -> Self {
        Self {
            tines: "demo-tenant-owner-key".into(),
            tines_email: "grainne.whelan@example.org".into(),
            tyk: "12345".into(),
        }
    }
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// A tenant over a database, which is planted with the seed if it is new.
    pub fn start(
        db: Db,
        seed: Seed,
        clock: Clock,
        keys: Keys,
        switches: Switches,
        limits: bool,
    ) -> rusqlite::Result<Self> {
        let starts = db.transaction(|tx| begin(tx, seed, clock.now()))?;
        Ok(Self(Arc::new(Inner {
            db,
            clock,
            random: Mutex::new(Random::new(starts.cast_unsigned())),
            switches: RwLock::new(switches),
            faults: Faults::default(),
            requests: RequestLog::default(),
            limits: Limits::new(limits),
            keys,
        })))
    }

    /// The dialect at this moment.
    pub fn dialect(&self) -> Switches {
        self.switches
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes something from the tenant's one stream of random numbers.
    pub fn draw<T>(&self, take: impl FnOnce(&mut Random) -> T) -> T {
        take(&mut self.random.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Plants a new database, and counts the starts: each start draws other ids than those before it.
fn begin(tx: &rusqlite::Transaction<'_>, which: Seed, now: Millis) -> rusqlite::Result<i64> {
    let planted: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'planted_at')",
        [],
        |row| row.get(0),
    )?;
    if !planted {
        seed::plant(tx, which, now)?;
        tx.execute(
            "INSERT INTO meta (key, value) VALUES ('planted_at', ?1)",
            [now.to_string()],
        )?;
    }
    tx.query_row(
        "INSERT INTO meta (key, value) VALUES ('starts', '1')
         ON CONFLICT (key) DO UPDATE SET value = value + 1 RETURNING CAST(value AS INTEGER)",
        [],
        |row| row.get(0),
    )
}

/// Everything the tenant answers: both APIs as a reverse proxy shows them and at the bare paths, the
/// dashboard in `dist`, and the control API below `/sandbox` if asked for.
pub fn router(app: App, dist: Option<PathBuf>, control: bool) -> Router {
    let tines = tines::router(app.clone());
    let mut router = Router::new()
        .nest("/tines/api/v1", tines.clone())
        .nest("/api/v1", tines)
        .merge(tyk::router(app.clone()))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            control::observe,
        ));
    if control {
        router = router.merge(control::router(app));
    }
    router.fallback_service(dist::router(dist))
}
