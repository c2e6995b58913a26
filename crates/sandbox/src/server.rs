//! From the command line to a tenant that answers, and to its end.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::{self, App};
use crate::cli::Options;
use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::{listener, worker};

/// Why the tenant cannot start, or end in order.
#[derive(Debug)]
pub enum ServeError {
    /// The database cannot be opened, migrated, planted or closed.
    Database(String, rusqlite::Error),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// Nobody could be told where it listens, or the signals cannot be heard.
    System(io::Error),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(path, error) => {
                write!(formatter, "the database {path} cannot be used: {error}")
            }
            Self::Listen(address, error) => {
                write!(formatter, "cannot listen on {address}: {error}")
            }
            Self::System(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for ServeError {}

/// Serves until Ctrl-C or SIGTERM. The first line of standard output says where.
pub async fn serve(options: Options) -> Result<(), ServeError> {
    let database = |error| ServeError::Database(options.db.clone(), error);
    // Heard from here on: who stops a tenant that is still planting its seed is obeyed when it is done.
    let stop = stop_signal().map_err(ServeError::System)?;
    let start = options.now.unwrap_or_else(machine_time);
    let clock = if options.still {
        Clock::still(start)
    } else {
        Clock::running(start)
    };
    let db = Db::open(&options.db).map_err(database)?;
    let (seed, keys, switches) = (options.seed, options.keys(), options.switches.clone());
    let app = App::start(db, seed, clock, keys, switches, !options.no_limits).map_err(database)?;

    let address = SocketAddr::from((options.host, options.port));
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| ServeError::Listen(address, error))?;
    announce(&listener).map_err(ServeError::System)?;

    let worker = (!options.still).then(|| tokio::spawn(worker::run(app.clone())));
    let router = app::router(app.clone(), options.dist.clone(), options.control);
    listener::run(listener, router, stop).await;
    if let Some(worker) = worker {
        worker.abort();
    }
    app.db.checkpoint().map_err(database)
}

fn announce(listener: &TcpListener) -> io::Result<()> {
    let mut stdout = io::stdout();
    writeln!(stdout, "listening on http://{}", listener.local_addr()?)?;
    stdout.flush()
}

/// Ends with the first Ctrl-C or SIGTERM.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "where the tenant's clock starts if nobody says"
)]
fn machine_time() -> Millis {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
