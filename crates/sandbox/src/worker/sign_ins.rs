//! Now and then somebody signs in, as they did before.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::clock::Millis;
use crate::random::Random;
use crate::seed::stories::STORY_ADDRESSES;

const HOUR: Millis = 3_600_000;
const WEEK: Millis = 7 * 24 * HOUR;

struct Before {
    id: i64,
    user: i64,
    ip: String,
    created_at: Millis,
    last_seen: Option<Millis>,
}

/// Looks at one earlier sign-in at random, and repeats it if it is the hour of the week for it: so
/// offices, weekends and nights keep their rhythm. Whoever signed in within the last three hours
/// does not again, and what only a story did is not repeated. Says how many signed in: 0 or 1.
pub(super) fn one(
    tx: &Transaction<'_>,
    now: Millis,
    random: &mut Random,
) -> rusqlite::Result<usize> {
    if !random.one_in(4) {
        return Ok(0);
    }
    let Some(before) = some_earlier_one(tx, random)? else {
        return Ok(0);
    };
    let off_hour = (now - before.created_at + HOUR).rem_euclid(WEEK) > 2 * HOUR;
    let just_here = before.last_seen.is_some_and(|seen| now - seen < 3 * HOUR);
    if off_hour || just_here || STORY_ADDRESSES.contains(&before.ip.as_str()) {
        return Ok(0);
    }
    tx.prepare_cached(
        "INSERT INTO sign_ins (user_id, created_at, ip, user_agent, success, city, region, country)
         SELECT user_id, ?2, ip, user_agent, 1, city, region, country FROM sign_ins WHERE id = ?1",
    )?
    .execute(params![before.id, now])?;
    tx.prepare_cached("UPDATE users SET last_seen = ?2 WHERE id = ?1")?
        .execute([before.user, now])
}

fn some_earlier_one(tx: &Transaction<'_>, random: &mut Random) -> rusqlite::Result<Option<Before>> {
    let newest: Option<i64> = tx
        .prepare_cached("SELECT max(id) FROM sign_ins")?
        .query_row([], |row| row.get(0))?;
    let Some(newest) = newest.and_then(|newest| u64::try_from(newest).ok()) else {
        return Ok(None);
    };
    let mut select = tx.prepare_cached(
        "SELECT sign_ins.id, user_id, ip, sign_ins.created_at, last_seen
         FROM sign_ins JOIN users ON users.id = user_id
         WHERE sign_ins.id = ?1 AND success = 1 AND is_active = 1",
    )?;
    let id = 1 + i64::try_from(random.below(newest)).unwrap_or(0);
    select
        .query_row([id], |row| {
            Ok(Before {
                id: row.get(0)?,
                user: row.get(1)?,
                ip: row.get(2)?,
                created_at: row.get(3)?,
                last_seen: row.get(4)?,
            })
        })
        .optional()
}
