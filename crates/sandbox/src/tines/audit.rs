//! Writing down what was changed, for the audit log.

use rusqlite::{Transaction, params};
use serde_json::Value;

use super::caller::Caller;
use crate::clock::Millis;

/// Notes a change. `inputs` is what the caller asked for, without secrets.
pub fn record(
    tx: &Transaction<'_>,
    now: Millis,
    caller: &Caller,
    operation: &str,
    inputs: &Value,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO audit_entries
             (created_at, operation_name, user_id, user_email, user_name, request_ip, request_user_agent, inputs)
         SELECT ?1, ?2, users.id, given.email,
                coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, ''), ?4, ?5, ?6
         FROM (SELECT ?3 AS email) AS given LEFT JOIN users ON users.email = given.email",
    )?
    .execute(params![now, operation, caller.email, caller.ip, caller.agent, inputs.to_string()])?;
    Ok(())
}
