//! What the worker remembers between runs of the program.

use rusqlite::{OptionalExtension, Transaction};

/// How many queued jobs the tenant usually has: arrivals keep the queue near it.
pub(crate) const QUEUED_AIM: &str = "worker.queued_aim";
/// How many jobs usually wait for another try.
pub(crate) const RETRY_AIM: &str = "worker.retry_aim";

pub(crate) fn set(tx: &Transaction<'_>, key: &str, value: usize) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, &value.to_string()],
    )?;
    Ok(())
}

/// 0 where nothing was set: a tenant without traffic.
pub(super) fn get(tx: &Transaction<'_>, key: &str) -> rusqlite::Result<i64> {
    let mut select = tx.prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?1")?;
    Ok(select
        .query_row([key], |row| row.get(0))
        .optional()?
        .unwrap_or(0))
}

/// How busy the tenant is: 1 for one with up to some hundred queued jobs, more for larger ones. The
/// worker has so many times the hands, and so many times the jobs arrive.
pub(super) fn scale(tx: &Transaction<'_>) -> rusqlite::Result<i64> {
    Ok((get(tx, QUEUED_AIM)? / 400).max(1))
}
