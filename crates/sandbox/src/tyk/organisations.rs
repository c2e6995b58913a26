//! `/admin/organisations`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::apis::Apis;
use super::fields::Fields;
use super::guard::Id;
use super::pages::Page;
use super::reply::{Envelope, Meta, Refusal, json};
use super::{both, new_id};
use crate::app::App;
use crate::json_text;
use crate::switches::{Switches, TykVersion};

/// The fields that came after v0.9.
const LATER: &[&str] = &[
    "owner_slug",
    "sso_enabled",
    "developer_quota",
    "developer_count",
    "event_options",
    "hybrid_enabled",
    "ui",
    "org_options_meta",
    "open_policy",
    "additional_permissions",
];

/// The calls.
pub fn router() -> Router<App> {
    let router = both(
        Router::new(),
        "/admin/organisations",
        &get(list).post(create),
    );
    both(
        router,
        "/admin/organisations/{id}",
        &get(show).put(replace).delete(remove),
    )
}

async fn list(State(app): State<App>, page: Page) -> Result<Response, Refusal> {
    let dialect = app.dialect();
    let records = app.db.transaction(|tx| {
        let mut select = tx.prepare_cached(
            "SELECT id, owner_name, body, apis_absent FROM organisations ORDER BY position, id",
        )?;
        let rows = select
            .query_map([], Record::read)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter()
            .map(|record| record.shown(tx, &dialect, true))
            .collect::<rusqlite::Result<Vec<_>>>()
    })?;
    Ok(json(page.of("organisations", &records, &dialect)))
}

async fn show(State(app): State<App>, Id(id): Id) -> Result<Response, Refusal> {
    let dialect = app.dialect();
    let shown = app.db.transaction(|tx| {
        let mut select = tx.prepare_cached(
            "SELECT id, owner_name, body, apis_absent FROM organisations WHERE id = ?1",
        )?;
        let record = select.query_row([&id], Record::read).optional()?;
        record
            .map(|record| record.shown(tx, &dialect, false))
            .transpose()
    })?;
    shown.map(json).ok_or_else(Refusal::no_organisation)
}

async fn create(State(app): State<App>, fields: Fields) -> Result<Envelope, Refusal> {
    let draft = Draft::read(fields)?;
    let id = new_id(&app);
    app.db.transaction(|tx| {
        tx.prepare_cached(
            "INSERT INTO organisations (id, owner_name, body, apis_absent, position)
             SELECT ?1, ?2, ?3, ?4, coalesce(max(position), 0) + 1 FROM organisations",
        )?
        .execute(params![
            id,
            draft.owner_name,
            draft.body,
            draft.apis.absent()
        ])?;
        draft.apis.replace(tx, &id)
    })?;
    Ok(Envelope::done(
        "Org created",
        Meta::Json(json_text::string(&id)),
    ))
}

/// The whole object is replaced: a field left out is gone, the links to APIs too.
async fn replace(State(app): State<App>, Id(id): Id, fields: Fields) -> Result<Envelope, Refusal> {
    let draft = Draft::read(fields)?;
    let known = app.db.transaction(|tx| {
        let changed = tx
            .prepare_cached("UPDATE organisations SET owner_name = ?2, body = ?3, apis_absent = ?4 WHERE id = ?1")?
            .execute(params![id, draft.owner_name, draft.body, draft.apis.absent()])?;
        if changed == 1 {
            draft.apis.replace(tx, &id)?;
        }
        Ok(changed == 1)
    })?;
    if known {
        Ok(Envelope::done("Org updated", Meta::Nothing))
    } else {
        Err(Refusal::no_organisation())
    }
}

/// Its APIs and users stay behind: nothing in the documentation says that they go along.
async fn remove(State(app): State<App>, Id(id): Id) -> Result<Envelope, Refusal> {
    let gone = app
        .db
        .transaction(|tx| tx.execute("DELETE FROM organisations WHERE id = ?1", [&id]))?;
    if gone == 1 {
        Ok(Envelope::done("Org deleted", Meta::Nothing))
    } else {
        Err(Refusal::no_organisation())
    }
}

/// An organisation as somebody sent it. Its id is the server's: one in the body is ignored.
struct Draft {
    owner_name: String,
    body: String,
    apis: Apis,
}

impl Draft {
    fn read(mut fields: Fields) -> Result<Self, Refusal> {
        fields.take("id");
        let owner_name = fields.take_as("owner_name")?;
        let apis = Apis::take(&mut fields)?;
        for name in ["cname", "owner_slug"] {
            fields.expect::<String>(name)?;
        }
        for name in ["cname_enabled", "sso_enabled", "hybrid_enabled"] {
            fields.expect::<bool>(name)?;
        }
        for name in ["developer_quota", "developer_count"] {
            fields.expect::<i64>(name)?;
        }
        Ok(Self {
            owner_name,
            body: fields.to_json(),
            apis,
        })
    }
}

/// An organisation as it is stored.
struct Record {
    id: String,
    owner_name: String,
    body: String,
    apis_absent: Option<String>,
}

impl Record {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            owner_name: row.get(1)?,
            body: row.get(2)?,
            apis_absent: row.get(3)?,
        })
    }

    fn shown(
        self,
        tx: &Transaction<'_>,
        dialect: &Switches,
        listed: bool,
    ) -> rusqlite::Result<String> {
        let mut fields = Fields::parse(self.body.as_bytes()).unwrap_or_default();
        fields.set("id", json_text::string(&self.id));
        fields.set("owner_name", json_text::string(&self.owner_name));
        fields.take("apis");
        fields.lead_with(&["id", "owner_name"]);
        let apis = Apis::load(tx, &self.id, self.apis_absent.as_deref())?;
        if let Some(apis) = apis.shown(dialect.tyk_apis) {
            fields.set("apis", apis);
        }
        if dialect.tyk_version == TykVersion::V09 {
            fields.retain(|name| !LATER.contains(&name));
            if listed {
                fields.retain(|name| !name.starts_with("cname"));
            }
        }
        Ok(fields.to_json())
    }
}

#[cfg(test)]
mod tests;
