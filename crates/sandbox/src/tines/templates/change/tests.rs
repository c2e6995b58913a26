#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};

use super::*;
use crate::testing::{Answer, Tenant};

const TEMPLATES: &str = "/tines/api/v1/admin/templates";

/// What no parsed value could give back: number spellings, repeated keys, order, blanks, escapes.
const OPTIONS: &str =
    r#"{"z":1.0,"a":1e2, "a":12345678901234567890123, "ü":"\u00fc\/","n":{ "x":[-0, 0.10] }}"#;
const INPUTS: &str =
    r#"[{"name":"x","type":"NUMBER","required":true,"default_value":1.50,"data":{}},  null]"#;

async fn post(tenant: &Tenant, body: &str) -> Answer {
    tenant.call("POST", TEMPLATES, body.to_owned()).await
}

async fn made(tenant: &Tenant) -> String {
    let body = format!(
        r#"{{"name":"Block","description":null,"vendor":"Acme","agent_type":"Agents::HTTPRequestAgent","unknown":1,
            "agent_options": {OPTIONS} ,"action_inputs":{INPUTS},"team_id":3,"read_access":"SPECIFIC_TEAMS","shared_team_slugs":["a"]}}"#
    );
    let answer = post(tenant, &body).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text);
    format!("{TEMPLATES}/{}", answer.json()["id"])
}

#[tokio::test]
async fn a_new_template_comes_back_byte_for_byte() {
    let tenant = Tenant::new();
    let path = made(&tenant).await;
    let id: i64 = path.rsplit('/').next().unwrap().parse().unwrap();
    assert!(id > 1 << 53, "{id}");
    let shown = tenant.get(&path).await.text;
    assert!(
        shown.contains(&format!(r#""agent_options":{OPTIONS},"team_id":3"#)),
        "{shown}"
    );
    assert!(
        shown.ends_with(&format!(r#""action_inputs":{INPUTS}}}"#)),
        "{shown}"
    );
    let list = tenant.get(TEMPLATES).await.text;
    assert!(list.contains(&shown), "{list}");
    assert!(
        shown.contains(r#""description":"","vendor":"Acme","product":"""#),
        "{shown}"
    );
    assert_eq!(
        tenant.one::<String>("SELECT operation_name FROM audit_entries", []),
        "TemplateCreation"
    );
}

#[tokio::test]
async fn what_a_template_must_have_and_be() {
    let tenant = Tenant::new();
    for (body, fields) in [
        ("{}", &["name", "agent_type"][..]),
        (r#"{"name":"","agent_type":null}"#, &["agent_type", "name"]),
        (
            r#"{"name":"x","agent_type":"y","agent_options":[]}"#,
            &["agent_options"],
        ),
        (
            r#"{"name":"x","agent_type":"y","agent_options":"{}"}"#,
            &["agent_options"],
        ),
        (
            r#"{"name":"x","agent_type":"y","action_inputs":{}}"#,
            &["action_inputs"],
        ),
        (
            r#"{"name":"x","agent_type":"y","read_access":"ALL"}"#,
            &["read_access"],
        ),
        (
            r#"{"name":"x","agent_type":"y","team_id":"1","folder_id":1.5}"#,
            &["team_id", "folder_id"],
        ),
        (
            r#"{"name":"x","agent_type":"y","shared_team_slugs":[1],"vendor":1}"#,
            &["shared_team_slugs", "vendor"],
        ),
    ] {
        let answer = post(&tenant, body).await;
        assert_eq!(answer.status.as_u16(), 422, "{body}");
        let named: Vec<Value> = answer.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["details"].clone())
            .collect();
        assert_eq!(named, fields, "{body}");
    }
    assert_eq!(post(&tenant, "[").await.status.as_u16(), 400);
    assert_eq!(tenant.count("templates"), 0);
}

#[tokio::test]
async fn a_change_keeps_what_it_leaves_out() {
    let tenant = Tenant::new();
    let path = made(&tenant).await;
    let changed = tenant
        .call("PUT", &path, r#"{"name":"Renamed","team_id":null}"#)
        .await;
    assert_eq!(changed.status.as_u16(), 200);
    assert!(
        changed
            .text
            .contains(&format!(r#""agent_options":{OPTIONS},"team_id":null"#)),
        "{}",
        changed.text
    );
    assert_eq!(changed.json()["name"], "Renamed");
    assert_eq!(changed.text, tenant.get(&path).await.text);
    let same = tenant.call("PUT", &path, changed.text.clone()).await;
    assert_eq!(same.text, changed.text);
}

#[tokio::test]
async fn a_refused_change_changes_nothing() {
    let tenant = Tenant::new();
    let path = made(&tenant).await;
    let before = tenant.get(&path).await.text;
    for (body, status) in [
        (r#"{"vendor":"x","name":" "}"#, 422),
        (r#"{"vendor":"x","agent_options":1}"#, 422),
        ("1", 400),
    ] {
        assert_eq!(
            tenant.call("PUT", &path, body).await.status.as_u16(),
            status,
            "{body}"
        );
        assert_eq!(tenant.get(&path).await.text, before);
    }
    let nobody = tenant
        .call("PUT", &format!("{TEMPLATES}/5"), r#"{"name":1}"#)
        .await;
    assert_eq!(nobody.status.as_u16(), 404);
}

#[tokio::test]
async fn gone_is_gone() {
    let tenant = Tenant::new();
    let path = made(&tenant).await;
    let other = made(&tenant).await;
    let gone = tenant.call("DELETE", &path, "").await;
    assert_eq!((gone.status.as_u16(), &*gone.text), (204, ""));
    assert_eq!(tenant.call("DELETE", &path, "").await.status.as_u16(), 404);
    assert_eq!(tenant.get(&other).await.status.as_u16(), 200);
    assert_eq!(tenant.count("templates"), 1);
}

#[tokio::test]
async fn deep_options_are_kept() {
    let tenant = Tenant::new();
    let deep = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    let body = format!(r#"{{"name":"x","agent_type":"y","agent_options":{deep}}}"#);
    let answer = post(&tenant, &body).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(answer.text.contains(&deep));
}

#[test]
fn ids_are_above_what_a_double_holds() {
    let random = &mut Random::new(1);
    for _ in 0..10_000 {
        let id = new_id(random);
        assert!(id > 1 << 53 && json!(id).to_string().len() == 18);
    }
}
