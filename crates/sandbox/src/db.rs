//! The tenant's database: one SQLite file (or memory), opened, migrated and shared.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction};

/// Each entry brings a database from the version of its index to the next; never edit one that shipped.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// A handle on the database, cheap to clone. One connection serves all: SQLite has one writer anyway,
/// and `:memory:` is private to its connection.
#[derive(Clone, Debug)]
pub struct Db(Arc<Mutex<Connection>>);

impl Db {
    /// Opens (or creates) the database at a path, or in memory for `:memory:`, and migrates it.
    pub fn open(path: &str) -> rusqlite::Result<Self> {
        let mut connection = if path == ":memory:" {
            Connection::open_in_memory()?
        } else {
            Connection::open(Path::new(path))?
        };
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // 64 MiB: the large tenant stays in memory, where the default of 2 MiB would read it anew.
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.set_prepared_statement_cache_capacity(128);
        migrate(&mut connection)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs a piece of work in one transaction: all of it holds, or none. For start-up, tests and
    /// threads that may wait; handlers use [`Db::run`].
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.attempt(work)
    }

    /// [`Db::transaction`] for work that may refuse with an error of its own, which undoes what it did.
    pub fn attempt<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction()?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Like [`Db::attempt`], on a thread where waiting holds nobody up. It runs to its end even if
    /// the caller hangs up.
    pub async fn run<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let db = self.clone();
        let task = tokio::task::spawn_blocking(move || db.attempt(work));
        task.await
            .unwrap_or_else(|_| Err(rusqlite::Error::UnwindingPanic.into()))
    }

    /// Moves what stands in the write-ahead log into the file itself.
    pub fn checkpoint(&self) -> rusqlite::Result<()> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    }
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (next, sql) in (1_u32..).zip(MIGRATIONS).skip(version as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", next)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn count(db: &Db) -> i64 {
        db.transaction(|tx| tx.query_row("SELECT count(*) FROM teams", [], |row| row.get(0)))
            .unwrap()
    }

    #[tokio::test]
    async fn refused_work_leaves_nothing_behind() {
        let db = Db::open(":memory:").unwrap();
        let insert = "INSERT INTO teams (name) VALUES ('x')";
        let refused: rusqlite::Result<()> = db
            .run(move |tx| {
                tx.execute(insert, [])?;
                Err(rusqlite::Error::InvalidQuery)
            })
            .await;
        assert!(refused.is_err());
        assert_eq!(count(&db), 0);
        db.run(move |tx| tx.execute(insert, [])).await.unwrap();
        assert_eq!(count(&db), 1);
    }

    #[tokio::test]
    #[expect(clippy::panic, reason = "that is what is tried")]
    async fn work_that_panics_is_an_error_and_the_database_goes_on() {
        let db = Db::open(":memory:").unwrap();
        let result: rusqlite::Result<()> = db.run(|_| panic!("on purpose")).await;
        assert_eq!(result, Err(rusqlite::Error::UnwindingPanic));
        assert_eq!(count(&db), 0);
    }

    #[test]
    fn a_migrated_database_is_not_migrated_again() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        let version: u32 = connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap();
        assert_eq!(version as usize, MIGRATIONS.len());
    }
}
