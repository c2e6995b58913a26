//! A tenant whose every text tries something: markup, script addresses, formulas, letters that turn the direction of
//! writing, null bytes, a megabyte, nesting without end. What reads it must show it as text and stay in shape.

use rusqlite::types::Value as Sql;
use rusqlite::{Transaction, params, params_from_iter};
use serde_json::{Map, Value, json};

/// What a text tries, one after the other. `hostile` is what must never come true in a page.
const TRICKS: [&str; 16] = [
    "\"><img src=x onerror=\"window.hostile=1\"><script>window.hostile=2</script>",
    "javascript:window.hostile=3//",
    "=HYPERLINK(\"https://example.com/?\"&A1,\"Click\")",
    "\u{202e}gpj.exe\u{202c}\u{2067} turned \u{202e}round",
    "a\u{0}null\u{1}and\u{7}bells\u{1b}[31m",
    "<svg/onload=window.hostile=4><style>*{display:none!important}</style>",
    "+1+cmd|' /C calc'!A0",
    "{{constructor.constructor('window.hostile=5')()}} ${window.hostile=6}",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "data:text/html,<script>window.hostile=7</script>",
    "\t=1+1",
    "Z\u{335}\u{322}\u{321}\u{32d}a\u{334}\u{31b}\u{359}l\u{336}\u{348}g\u{337}\u{353}o\u{338}\u{313}\u{30d}\u{300} \u{fdfd} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "-2+3+cmd|' /C calc'!A0",
    "\r\nSet-Cookie: hostile=8\r\n\r\n\u{2028}\u{2029}\u{feff}",
    "%2e%2e%2f../../admin?key=1#<b>&amp;&lt;",
    "'; DROP TABLE users; -- \\\" \\u003cscript\\u003e",
];

/// The columns of texts: table, key, columns.
const TEXTS: [(&str, &str, &[&str]); 10] = [
    ("teams", "id", &["name"]),
    (
        "users",
        "id",
        &["email", "first_name", "last_name", "scim_uid"],
    ),
    (
        "sign_ins",
        "id",
        &[
            "ip",
            "user_agent",
            "failure_reason",
            "city",
            "region",
            "country",
        ],
    ),
    (
        "audit_entries",
        "id",
        &[
            "operation_name",
            "user_email",
            "user_name",
            "request_ip",
            "request_user_agent",
        ],
    ),
    ("actions", "id", &["name", "error_class"]),
    ("jobs", "id", &["type", "error_class"]),
    (
        "templates",
        "id",
        &[
            "name",
            "description",
            "vendor",
            "product",
            "agent_type",
            "read_access",
        ],
    ),
    ("organisations", "id", &["owner_name"]),
    ("apis", "row_id", &["api_human_name", "api_id"]),
    ("gateway_users", "id", &["email_address"]),
];

/// The columns of JSON: table, column, and whether it is an object (or else a list).
const JSON: [(&str, &str, bool); 8] = [
    ("users", "tenant_permissions", false),
    ("audit_entries", "inputs", true),
    ("jobs", "events", false),
    ("templates", "agent_options", true),
    ("templates", "shared_team_slugs", false),
    ("templates", "action_inputs", false),
    ("organisations", "body", true),
    ("gateway_users", "body", true),
];

/// So many brackets within brackets has the deepest template.
const DEPTH: usize = 100_000;
/// So long is the longest text of each API.
const LONG: usize = 1_000_000;
/// So long is a word without a place to break it.
const WORD: usize = 4_000;

/// Turns every text of a tenant into one that tries something.
pub fn spoil(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    for (table, key, columns) in TEXTS {
        let set: Vec<String> = columns.iter().map(|name| format!("{name} = ?")).collect();
        let update = format!("UPDATE {table} SET {} WHERE {key} = ?", set.join(", "));
        let mut update = tx.prepare(&update)?;
        for (row, id) in (0..).zip(keys(tx, table, key)?) {
            // Another one in each column; the number keeps what must be unique unique.
            let texts = (0..columns.len()).map(|column| text(row + column * 5, row).into());
            update.execute(params_from_iter(texts.chain([id])))?;
        }
    }
    for (table, column, is_object) in JSON {
        let read = format!("SELECT {column} FROM {table} WHERE rowid = ?");
        let update = format!("UPDATE {table} SET {column} = ? WHERE rowid = ?");
        for (row, id) in (0..).zip(keys(tx, table, "rowid")?) {
            let before: Option<String> = tx.query_row(&read, [&id], |row| row.get(0))?;
            let json = if is_object {
                object(before.as_deref().unwrap_or_default(), row)
            } else {
                Value::Array((0..3).map(|at| text(row + at, row).into()).collect())
            };
            tx.execute(&update, params![json.to_string(), id])?;
        }
    }
    tx.execute(
        "UPDATE templates SET agent_options = ?1 WHERE id = (SELECT max(id) FROM templates)",
        [[
            "{\"deep\":".to_owned(),
            "[".repeat(DEPTH),
            "]".repeat(DEPTH),
            "}".to_owned(),
        ]
        .concat()],
    )?;
    let long = "<b>long</b> ".repeat(LONG / 12);
    for (table, column, key) in [
        ("templates", "description", "id"),
        ("users", "last_name", "id"),
        ("apis", "api_human_name", "row_id"),
    ] {
        let update = format!(
            "UPDATE {table} SET {column} = ?1 WHERE {key} = (SELECT min({key}) FROM {table})"
        );
        tx.execute(&update, [&long])?;
    }
    Ok(())
}

fn keys(tx: &Transaction<'_>, table: &str, key: &str) -> rusqlite::Result<Vec<Sql>> {
    let mut keys = tx.prepare(&format!("SELECT {key} FROM {table} ORDER BY {key}"))?;
    keys.query_map([], |row| row.get(0))?.collect()
}

/// A text that tries something; now and then a word that cannot be broken.
fn text(which: usize, number: usize) -> String {
    if which % 23 == 22 {
        return format!("{}{number}", "W".repeat(WORD));
    }
    // SQLite compares without case up to the first null byte.
    let trick = TRICKS[which % TRICKS.len()].replace('\0', &format!("{number}\0"));
    format!("{trick} {number}")
}

/// An object with the same keys, its texts spoilt, and some keys that try something themselves.
fn object(before: &str, row: usize) -> Value {
    let mut object: Map<String, Value> = serde_json::from_str(before).unwrap_or_default();
    for (at, value) in object.values_mut().enumerate() {
        // Moments and keys of others stay what they are: an object that cannot be read proves nothing.
        if let Value::String(old) = value
            && !old.ends_with('Z')
        {
            *value = text(row + at, row).into();
        }
    }
    object.insert("__proto__".to_owned(), json!({ "hostile": 9 }));
    object.insert("constructor".to_owned(), text(row, row).into());
    object.insert(
        TRICKS[row % TRICKS.len()].to_owned(),
        text(row + 1, row).into(),
    );
    Value::Object(object)
}
