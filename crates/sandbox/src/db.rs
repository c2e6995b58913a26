//! The tenant's database: one SQLite file (or memory), opened, migrated and shared.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

/// Each entry brings a database from the version of its index to the next; never edit one that shipped.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// A handle on the database, cheap to clone. One connection serves all: SQLite has one writer anyway,
/// and `:memory:` is private to its connection.
#[derive(Clone, Debug)]
pub struct Db(Arc<Mutex<Connection>>);

impl Db {
    /// Opens (or creates) the database at a path, or in memory for `:memory:`, and migrates it.
    pub fn open(path: &str) -> rusqlite::Result<Self> {
        let mut connection =
            if path == ":memory:" { Connection::open_in_memory()? } else { Connection::open(Path::new(path))? };
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs a piece of work in one transaction: all of it holds, or none.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction()?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let version: usize = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(version) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", index + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
