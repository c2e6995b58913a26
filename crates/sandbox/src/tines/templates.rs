//! Private templates: Actions that people keep for reuse.

mod change;
mod record;

use axum::extract::{Request, State};
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::{OptionalExtension, named_params};

use self::record::Template;
use super::id::Id;
use super::input::Input;
use super::page::{Envelope, Paging};
use super::refusal::Refusal;
use crate::app::App;

/// The five calls.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/admin/templates", get(list).post(change::create))
        .route(
            "/admin/templates/{id}",
            get(show).put(change::update).delete(change::delete),
        )
}

/// `search`, which newer tenants know, is documented as a field of the GET's body.
async fn list(
    State(app): State<App>,
    paging: Paging,
    mut input: Input,
) -> Result<Json<Envelope<Template>>, Refusal> {
    let dialect = app.dialect();
    let search: String = input.take("search", "text").unwrap_or_default();
    input.finish()?;
    let (limit, offset) = (paging.limit(), paging.offset());
    let id_as = dialect.template_id;
    let (templates, count) = app
        .db
        .run(move |tx| {
            let wanted = "FROM templates WHERE instr(lower(name), lower(:search)) OR :search = ''";
            let count = tx
                .prepare_cached(&format!("SELECT count(*) {wanted}"))?
                .query_row(named_params! {":search": search}, |row| row.get(0))?;
            let templates = tx
                .prepare_cached(&format!(
                    "SELECT * {wanted} ORDER BY id LIMIT :limit OFFSET :offset"
                ))?
                .query_map(
                    named_params! {":search": search, ":limit": limit, ":offset": offset},
                    |row| Template::read(row, id_as),
                )?
                .collect::<rusqlite::Result<Vec<Template>>>()?;
            Ok::<_, Refusal>((templates, count))
        })
        .await?;
    Ok(Json(paging.envelope(
        "admin/templates",
        templates,
        count,
        &dialect,
    )))
}

async fn show(State(app): State<App>, Id(id): Id, _: Request) -> Result<Json<Template>, Refusal> {
    let id_as = app.dialect().template_id;
    let template = app
        .db
        .run(move |tx| Ok::<_, Refusal>(Template::find(tx, id, id_as).optional()?))
        .await?;
    template.map(Json).ok_or_else(Refusal::not_found)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::switches::TemplateId;
    use crate::testing::Tenant;

    const TEMPLATES: &str = "/tines/api/v1/admin/templates";

    fn tenant() -> Tenant {
        let tenant = Tenant::new();
        tenant.execute(
            r#"INSERT INTO templates (id, name, description, agent_type, agent_options, created_at, updated_at) VALUES
                   (472463921472463921, 'Block an address', '', 'Agents::HTTPRequestAgent', '{"a":1.0}', 1, 1),
                   (472463921472463922, 'Ask a person', 'x', 'Agents::LLMAgent', '{}', 1, 1)"#,
        );
        tenant
    }

    #[tokio::test]
    async fn ids_are_exact_in_both_spellings() {
        let mut tenant = tenant();
        for (id_as, expected) in [
            (TemplateId::Number, json!(472_463_921_472_463_921_i64)),
            (TemplateId::String, json!("472463921472463921")),
        ] {
            tenant = tenant.switched(|switches| switches.template_id = id_as);
            let list = tenant.get(TEMPLATES).await.json();
            assert_eq!(list["admin/templates"][0]["id"], expected);
            let one = tenant
                .get(&format!("{TEMPLATES}/472463921472463921"))
                .await
                .json();
            let whole = json!({
                "id": expected, "name": "Block an address", "description": "", "vendor": "", "product": "",
                "agent_type": "Agents::HTTPRequestAgent", "agent_options": { "a": 1.0 }, "team_id": null,
                "folder_id": null, "read_access": "TEAM", "shared_team_slugs": [], "action_inputs": [],
            });
            assert_eq!(one, whole);
        }
    }

    #[tokio::test]
    async fn pages_and_search() {
        let tenant = tenant();
        let second = tenant
            .get(&format!("{TEMPLATES}?page=2&per_page=1"))
            .await
            .json();
        assert_eq!(
            (
                &second["admin/templates"][0]["name"],
                &second["meta"]["count"]
            ),
            (&json!("Ask a person"), &json!(2))
        );
        for (body, count) in [
            (r#"{"search":"BLOCK"}"#, 1),
            (r#"{"search":"%"}"#, 0),
            (r#"{"search":""}"#, 2),
            ("", 2),
        ] {
            let found = tenant.call("GET", TEMPLATES, body).await.json();
            assert_eq!(found["meta"]["count"], count, "{body}");
            assert_eq!(
                found["admin/templates"].as_array().map(Vec::len),
                Some(count),
                "{body}"
            );
        }
    }

    #[tokio::test]
    async fn unknown_ids() {
        let tenant = tenant();
        for id in ["1", "x", "4724639214724639210000000"] {
            let answer = tenant.get(&format!("{TEMPLATES}/{id}")).await;
            assert_eq!(
                (
                    answer.status.as_u16(),
                    &answer.json()["errors"][0]["message"]
                ),
                (404, &Value::from("Not found"))
            );
        }
    }
}
