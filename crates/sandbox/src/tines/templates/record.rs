//! A template as JSON.

use rusqlite::{Row, Transaction};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::switches::TemplateId;

/// A template. The options and inputs are shown byte for byte as they were stored.
#[derive(Debug, Serialize)]
pub struct Template {
    id: Value,
    name: String,
    description: String,
    vendor: String,
    product: String,
    agent_type: String,
    agent_options: Box<RawValue>,
    team_id: Option<i64>,
    folder_id: Option<i64>,
    read_access: String,
    shared_team_slugs: Box<RawValue>,
    action_inputs: Box<RawValue>,
}

impl Template {
    /// Reads a row of `templates`.
    pub fn read(row: &Row<'_>, id_as: TemplateId) -> rusqlite::Result<Self> {
        let id: i64 = row.get("id")?;
        Ok(Self {
            id: match id_as {
                TemplateId::Number => id.into(),
                TemplateId::String => id.to_string().into(),
            },
            name: row.get("name")?,
            description: row.get("description")?,
            vendor: row.get("vendor")?,
            product: row.get("product")?,
            agent_type: row.get("agent_type")?,
            agent_options: raw(row, "agent_options")?,
            team_id: row.get("team_id")?,
            folder_id: row.get("folder_id")?,
            read_access: row.get("read_access")?,
            shared_team_slugs: raw(row, "shared_team_slugs")?,
            action_inputs: raw(row, "action_inputs")?,
        })
    }

    /// The template with an id.
    pub fn find(tx: &Transaction<'_>, id: i64, id_as: TemplateId) -> rusqlite::Result<Self> {
        tx.prepare_cached("SELECT * FROM templates WHERE id = ?1")?
            .query_row([id], |row| Self::read(row, id_as))
    }
}

/// JSON text as it stands; what somebody put into the database that is no JSON is shown as null.
fn raw(row: &Row<'_>, column: &str) -> rusqlite::Result<Box<RawValue>> {
    Ok(RawValue::from_string(row.get(column)?).unwrap_or_else(|_| RawValue::NULL.to_owned()))
}
