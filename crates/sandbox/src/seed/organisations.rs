//! Tyk organisations, and the APIs in them.

use rusqlite::{Transaction, params};
use serde_json::{Map, Value, json};

use super::chance::{between, number, one_of, percent, stream};
use crate::random::Random;

const OWNERS: [&str; 12] = [
    "Kittiwake Logistics",
    "Kittiwake Payments",
    "Acme & Söhne GmbH",
    "Sandbox",
    "partners-emea",
    "Sandbox",
    "Télé-Saint-Laurent",
    "株式会社サンプル",
    "",
    "North Harbour Credit Union",
    "The Honourable Company of Master Mariners, Lightermen and Harbour Pilots of the Eastern Approaches",
    "=HYPERLINK(\"https://example.com\")",
];

const APIS: [&str; 14] = [
    "Payments",
    "Orders",
    "Tracking",
    "Rates & surcharges",
    "Identity",
    "Webhooks",
    "Warehouse",
    "Customs",
    "Drivers",
    "Fleet telemetry",
    "Invoices",
    "Search",
    "Notifications",
    "Legacy SOAP bridge",
];

/// The position of the organisation whose `apis` is null.
pub const APIS_NULL: usize = 3;
/// The position of the organisation that has no `apis` at all.
pub const APIS_MISSING: usize = 8;
/// The position of the organisation with the most APIs.
pub const LARGEST: usize = 1;

/// Stores so many organisations and returns their ids in reading order.
pub(super) fn store(
    tx: &Transaction<'_>,
    count: usize,
    largest: usize,
) -> rusqlite::Result<Vec<String>> {
    let mut insert = tx.prepare(
        "INSERT INTO organisations (id, owner_name, body, apis_absent, position) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut link = tx.prepare(
        "INSERT INTO apis (organisation_id, api_human_name, api_id) VALUES (?1, ?2, ?3)",
    )?;
    let mut ids = Vec::with_capacity(count);
    for position in 0..count {
        let random = &mut stream("organisations", position as u64);
        let id = random.hex(24);
        let copy = position / OWNERS.len();
        let owner = OWNERS[position % OWNERS.len()];
        let owner = if copy == 0 {
            owner.to_owned()
        } else {
            format!("{owner} {copy}").trim().to_owned()
        };
        let absent = match position {
            APIS_NULL => Some("null"),
            APIS_MISSING => Some("missing"),
            _ => None,
        };
        insert.execute(params![
            id,
            owner,
            body(random, position, &owner).to_string(),
            absent,
            number(position)
        ])?;
        let apis = match position {
            _ if absent.is_some() => 0,
            LARGEST => number(largest),
            5 => 2,
            _ => between(random, 2, 30),
        };
        for turn in 0..apis {
            link.execute(params![id, api_name(random, turn), random.hex(32)])?;
        }
        ids.push(id);
    }
    Ok(ids)
}

fn api_name(random: &mut Random, turn: i64) -> String {
    let name = one_of(random, &APIS);
    match random.below(5) {
        0 => format!("{name} v{} #external", between(random, 1, 5)),
        1 => format!(
            "{name} (internal) #{}",
            one_of(random, &["orders", "billing", "pilot"])
        ),
        2 => format!("{name} – Übergang {turn}"),
        _ => format!("{name} {}", turn + 1),
    }
}

/// Every field but the id, the name and the APIs, in the order in which a dashboard of some age wrote them.
fn body(random: &mut Random, position: usize, owner: &str) -> Value {
    let slug: String = owner
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(20)
        .collect();
    let cname = if position.is_multiple_of(3) {
        format!("{slug}.portal.example.org")
    } else {
        String::new()
    };
    // The oldest wrote no more than this.
    if position == 4 {
        return json!({ "cname": "", "cname_enabled": false });
    }
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("owner_slug", json!(slug));
    put("cname_enabled", json!(!cname.is_empty()));
    put("cname", json!(cname));
    put("sso_enabled", json!(percent(random, 30)));
    put(
        "developer_quota",
        json!(one_of(random, &[0, 0, 0, 25, 500, -1])),
    );
    put("developer_count", json!(between(random, 0, 40)));
    put("event_options", event_options(random));
    put("hybrid_enabled", json!(percent(random, 35)));
    put("ui", ui(random));
    put(
        "org_options_meta",
        if percent(random, 30) {
            Value::Null
        } else {
            json!({})
        },
    );
    put("open_policy", open_policy(random));
    put(
        "additional_permissions",
        if percent(random, 60) {
            Value::Null
        } else {
            json!({ "api_designer": "API designer", "may_publish": "May publish" })
        },
    );
    if position % 4 == 1 {
        put(
            "x_billing",
            json!({ "account": 9_007_199_254_740_993_i64, "tier": "gold", "tags": [null, 1.5, "é"] }),
        );
        put("oas_default", json!(true));
    }
    Value::Object(fields)
}

fn event_options(random: &mut Random) -> Value {
    match random.below(4) {
        0 => Value::Null,
        1 => json!({}),
        2 => json!({ "key_event": { "webhook": "", "email": "ops@example.org", "redis": true } }),
        _ => json!({
            "key_event": { "webhook": "https://hooks.example.org/tyk", "email": "", "redis": true },
            "hashed_key_event": { "webhook": "", "email": "", "redis": false },
            "quota_event": { "webhook": "https://hooks.example.org/quota", "email": "billing@example.org", "redis": false },
        }),
    }
}

fn ui(random: &mut Random) -> Value {
    match random.below(3) {
        0 => {
            json!({ "languages": null, "hide_help": false, "default_lang": "", "login_page": {}, "nav": {}, "uptime": {}, "portal_section": {}, "designer": {}, "dont_show_admin_sockets": false, "dont_allow_license_management": false, "dont_allow_license_management_view": false })
        }
        1 => {
            json!({ "languages": { "English": "en", "Deutsch": "de", "日本語": "ja" }, "hide_help": true, "default_lang": "en" })
        }
        _ => json!({}),
    }
}

fn open_policy(random: &mut Random) -> Value {
    if percent(random, 60) {
        return json!({ "enabled": false, "rules": "" });
    }
    json!({
        "enabled": true,
        "rules": "package dashboard_users\n\ndefault allow = false\n\nallow {\n  input.user.user_permissions[\"apis\"] == \"write\"\n  input.request.method == \"PUT\"\n}\n",
    })
}
