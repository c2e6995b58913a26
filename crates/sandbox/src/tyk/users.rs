//! `/admin/users`: gateway users of any organisation.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};

use super::fields::Fields;
use super::guard::Id;
use super::pages::Page;
use super::reply::{Envelope, Meta, Refusal, dashboard_page, json, text_404};
use super::user::{COLUMNS, Draft, Record};
use super::{both, new_id};
use crate::app::App;
use crate::switches::{TykUsersDelete, TykUsersList, TykVersion};

/// The calls.
pub fn router() -> Router<App> {
    let mut router = both(Router::new(), "/admin/users", &get(list).post(create));
    router = both(
        router,
        "/admin/users/{id}",
        &get(show).put(replace).delete(remove),
    );
    router = both(
        router,
        "/admin/users/{id}/actions/allow_reset_passwords",
        &put(allow_reset),
    );
    both(
        router,
        "/admin/users/{id}/actions/disallow_reset_passwords",
        &put(disallow_reset),
    )
}

async fn list(State(app): State<App>, page: Page) -> Result<Response, Refusal> {
    let dialect = app.dialect();
    match dialect.tyk_users_list {
        TykUsersList::There => {}
        TykUsersList::Missing => return Ok(text_404()),
        TykUsersList::Html => return Ok(dashboard_page()),
    }
    let users = app.db.transaction(|tx| {
        tx.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM gateway_users ORDER BY position, id"
        ))?
        .query_map([], |row| Ok(Record::read(row)?.shown(&dialect)))?
        .collect::<rusqlite::Result<Vec<_>>>()
    })?;
    Ok(json(page.of("users", &users, &dialect)))
}

async fn show(State(app): State<App>, Id(id): Id) -> Result<Response, Refusal> {
    let user = app
        .db
        .transaction(|tx| Record::find(tx, &id))?
        .ok_or_else(Refusal::no_user)?;
    Ok(json(user.shown(&app.dialect())))
}

/// Without `org_id`: a super user over all organisations.
async fn create(State(app): State<App>, fields: Fields) -> Result<Envelope, Refusal> {
    let draft = Draft::read(fields)?;
    let (id, key, now) = (
        new_id(&app),
        app.draw(|random| random.hex(32)),
        app.clock.now(),
    );
    let user = app
        .db
        .transaction(|tx| draft.create(tx, &id, &key, now))?
        .ok_or_else(taken)?;
    let dialect = app.dialect();
    Ok(match dialect.tyk_version {
        // Documented with `""`, whatever the later replies have for nothing.
        TykVersion::V09 => Envelope::done("User created", Meta::Json("\"\"".into())),
        TykVersion::V5 => Envelope::done(user.access_key.clone(), Meta::Json(user.shown(&dialect))),
    })
}

/// The whole object is replaced: without `org_id` the user is over all organisations from now on.
async fn replace(State(app): State<App>, Id(id): Id, fields: Fields) -> Result<Response, Refusal> {
    let draft = Draft::read(fields)?;
    if draft
        .id
        .as_ref()
        .is_some_and(|sent| !sent.is_empty() && *sent != id)
    {
        return Err(Refusal::refused(
            StatusCode::BAD_REQUEST,
            "Object ID in body does not match the path",
        ));
    }
    let user = app.db.transaction(|tx| {
        if Record::find(tx, &id)?.is_none() {
            return Ok(Err(Refusal::no_user()));
        }
        Ok(draft.replace(tx, &id)?.ok_or_else(taken))
    })??;
    let dialect = app.dialect();
    Ok(match dialect.tyk_version {
        TykVersion::V09 => json(user.shown(&dialect)),
        TykVersion::V5 => Envelope::done(user.access_key.clone(), Meta::Json(user.shown(&dialect)))
            .into_response(),
    })
}

async fn remove(State(app): State<App>, Id(id): Id) -> Result<Response, Refusal> {
    match app.dialect().tyk_users_delete {
        TykUsersDelete::There => {}
        TykUsersDelete::Missing => return Ok(text_404()),
        TykUsersDelete::NotAllowed => {
            return Ok((
                StatusCode::METHOD_NOT_ALLOWED,
                [(header::ALLOW, "GET, PUT")],
            )
                .into_response());
        }
        TykUsersDelete::Html => return Ok(dashboard_page()),
    }
    let gone = app
        .db
        .transaction(|tx| tx.execute("DELETE FROM gateway_users WHERE id = ?1", [&id]))?;
    if gone == 0 {
        return Err(Refusal::no_user());
    }
    Ok(Envelope::done("User deleted", Meta::Nothing).into_response())
}

async fn allow_reset(state: State<App>, id: Id) -> Result<Envelope, Refusal> {
    set_reset(&state, &id, true)
}

async fn disallow_reset(state: State<App>, id: Id) -> Result<Envelope, Refusal> {
    set_reset(&state, &id, false)
}

fn set_reset(app: &App, Id(id): &Id, allowed: bool) -> Result<Envelope, Refusal> {
    let user = app.db.transaction(|tx| {
        tx.prepare_cached("UPDATE gateway_users SET reset_allowed = ?2 WHERE id = ?1")?
            .execute(rusqlite::params![id, allowed])?;
        Record::find(tx, id)
    })?;
    let user = user.ok_or_else(Refusal::no_user)?;
    Ok(Envelope::done(
        "User updated",
        Meta::Json(user.shown(&app.dialect())),
    ))
}

fn taken() -> Refusal {
    Refusal::refused(
        StatusCode::FORBIDDEN,
        "User email already exists for this Org",
    )
}

#[cfg(test)]
mod tests;
