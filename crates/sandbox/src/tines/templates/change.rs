//! Making, changing and deleting templates.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::{OptionalExtension, Transaction, named_params};
use serde_json::json;
use serde_json::value::RawValue;

use super::record::Template;
use crate::app::App;
use crate::random::Random;
use crate::tines::audit;
use crate::tines::caller::Caller;
use crate::tines::id::Id;
use crate::tines::input::Input;
use crate::tines::refusal::Refusal;

/// Who may use a template.
const READ_ACCESS: [&str; 3] = ["TEAM", "GLOBAL", "SPECIFIC_TEAMS"];

/// The smallest and the largest id, both of 18 digits: above 2^53, so that a client which puts one
/// through a floating-point number is found out, and below 2^63.
const IDS: (u64, u64) = (100_000_000_000_000_000, 999_999_999_999_999_999);

/// What a caller wants a template to be; what was left out is `None`.
#[expect(
    clippy::option_option,
    reason = "left out, null and a value are three things"
)]
struct Wanted {
    name: Option<String>,
    description: Option<String>,
    vendor: Option<String>,
    product: Option<String>,
    agent_type: Option<String>,
    agent_options: Option<Box<RawValue>>,
    team_id: Option<Option<i64>>,
    folder_id: Option<Option<i64>>,
    read_access: Option<String>,
    shared_team_slugs: Option<String>,
    action_inputs: Option<Box<RawValue>>,
}

impl Wanted {
    fn read(input: &mut Input) -> Self {
        let slugs: Option<Vec<String>> = input.take("shared_team_slugs", "a list of texts");
        let read_access: Option<String> = input.take("read_access", "text");
        if read_access
            .as_deref()
            .is_some_and(|access| !READ_ACCESS.contains(&access))
        {
            input.problem("read_access", "is not one of TEAM, GLOBAL, SPECIFIC_TEAMS");
        }
        Self {
            name: input.take("name", "text"),
            description: text_or_null(input, "description"),
            vendor: text_or_null(input, "vendor"),
            product: text_or_null(input, "product"),
            agent_type: input.take("agent_type", "text"),
            agent_options: input.take_raw("agent_options", '{', "an object"),
            team_id: input.take("team_id", "a number"),
            folder_id: input.take("folder_id", "a number"),
            read_access,
            shared_team_slugs: slugs.map(|slugs| json!(slugs).to_string()),
            action_inputs: input.take_raw("action_inputs", '[', "a list"),
        }
    }

    /// Lays what was given over the row.
    fn store(&self, tx: &Transaction<'_>, id: i64, now: i64) -> rusqlite::Result<()> {
        tx.prepare_cached(
            "UPDATE templates SET
                 name = coalesce(:name, name),
                 description = coalesce(:description, description),
                 vendor = coalesce(:vendor, vendor),
                 product = coalesce(:product, product),
                 agent_type = coalesce(:agent_type, agent_type),
                 agent_options = coalesce(:agent_options, agent_options),
                 team_id = iif(:has_team, :team_id, team_id),
                 folder_id = iif(:has_folder, :folder_id, folder_id),
                 read_access = coalesce(:read_access, read_access),
                 shared_team_slugs = coalesce(:shared_team_slugs, shared_team_slugs),
                 action_inputs = coalesce(:action_inputs, action_inputs),
                 updated_at = :now
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":id": id,
            ":name": self.name,
            ":description": self.description,
            ":vendor": self.vendor,
            ":product": self.product,
            ":agent_type": self.agent_type,
            ":agent_options": self.agent_options.as_deref().map(RawValue::get),
            ":has_team": self.team_id.is_some(),
            ":team_id": self.team_id.flatten(),
            ":has_folder": self.folder_id.is_some(),
            ":folder_id": self.folder_id.flatten(),
            ":read_access": self.read_access,
            ":shared_team_slugs": self.shared_team_slugs,
            ":action_inputs": self.action_inputs.as_deref().map(RawValue::get),
            ":now": now,
        })?;
        Ok(())
    }
}

/// A text that may be empty: null means the same.
fn text_or_null(input: &mut Input, name: &'static str) -> Option<String> {
    input
        .take::<Option<String>>(name, "text")
        .map(Option::unwrap_or_default)
}

fn new_id(random: &mut Random) -> i64 {
    let (smallest, largest) = IDS;
    (smallest + random.below(largest - smallest + 1)).cast_signed()
}

/// `POST admin/templates`: 200, not 201.
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    mut input: Input,
) -> Result<Json<Template>, Refusal> {
    let wanted = Wanted::read(&mut input);
    input.require("name", wanted.name.as_deref());
    input.require("agent_type", wanted.agent_type.as_deref());
    input.finish()?;
    let (id_as, now) = (app.dialect().template_id, app.clock.now());
    let db = app.db.clone();
    db.run(move |tx| {
        let insert =
            "INSERT OR IGNORE INTO templates (id, name, agent_type, created_at, updated_at)
                      VALUES (?1, '', '', ?2, ?2)";
        let mut id = app.draw(new_id);
        // Two templates never drew the same id yet, but a lost row would be worse than a second draw.
        while tx.prepare_cached(insert)?.execute([id, now])? == 0 {
            id = app.draw(new_id);
        }
        wanted.store(tx, id, now)?;
        let inputs = json!({ "templateId": id.to_string(), "name": wanted.name });
        audit::record(tx, now, &caller, "TemplateCreation", &inputs)?;
        Ok(Json(Template::find(tx, id, id_as)?))
    })
    .await
}

/// `PUT admin/templates/{id}`: what was left out stays (nobody outside the vendor knows whether it does).
pub async fn update(
    State(app): State<App>,
    Id(id): Id,
    caller: Caller,
    mut input: Input,
) -> Result<Json<Template>, Refusal> {
    let wanted = Wanted::read(&mut input);
    if wanted.name.is_some() {
        input.require("name", wanted.name.as_deref());
    }
    if wanted.agent_type.is_some() {
        input.require("agent_type", wanted.agent_type.as_deref());
    }
    let (id_as, now) = (app.dialect().template_id, app.clock.now());
    let change = move |tx: &Transaction<'_>| {
        Template::find(tx, id, id_as)
            .optional()?
            .ok_or_else(Refusal::not_found)?;
        input.finish()?;
        wanted.store(tx, id, now)?;
        audit::record(
            tx,
            now,
            &caller,
            "TemplateUpdate",
            &json!({ "templateId": id.to_string() }),
        )?;
        Ok(Json(Template::find(tx, id, id_as)?))
    };
    app.db.run(change).await
}

/// `DELETE admin/templates/{id}`: 204.
pub async fn delete(
    State(app): State<App>,
    Id(id): Id,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    app.db
        .run(move |tx| {
            if tx
                .prepare_cached("DELETE FROM templates WHERE id = ?1")?
                .execute([id])?
                == 0
            {
                return Err(Refusal::not_found());
            }
            audit::record(
                tx,
                now,
                &caller,
                "TemplateDestruction",
                &json!({ "templateId": id.to_string() }),
            )?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

#[cfg(test)]
mod tests;
