//! Whatever is sent to the Tines half, the answer is one of the contract's: never a 5xx, never a
//! panic, never a lost row.
#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use proptest::prelude::*;
use sandbox::app::{self, App, Keys};
use sandbox::clock::Clock;
use sandbox::db::Db;
use sandbox::seed::Seed;
use sandbox::switches::Switches;
use tower::ServiceExt;

/// Everything that reads a body, a query or an id, but deletes nothing.
const CALLS: &[(&str, &str)] = &[
    ("POST", "/api/v1/admin/users"),
    ("PUT", "/api/v1/admin/users/1"),
    ("POST", "/api/v1/admin/users/1/resend_invitation"),
    ("POST", "/api/v1/admin/users/1/expire_session"),
    ("POST", "/api/v1/admin/templates"),
    ("PUT", "/api/v1/admin/templates/472463921472463921"),
    ("GET", "/api/v1/admin/templates"),
    ("GET", "/api/v1/admin/users"),
    ("GET", "/api/v1/admin/users/1/signin_activities"),
    ("GET", "/api/v1/admin/dead_jobs"),
    ("GET", "/api/v1/audit_logs"),
];

const TABLES: &[&str] = &["users", "templates", "sign_ins", "jobs", "teams"];

fn tenant() -> App {
    let db = Db::open(":memory:").unwrap();
    db.transaction(|tx| {
        tx.execute_batch(
            "INSERT INTO templates (id, name, agent_type, created_at, updated_at)
             VALUES (472463921472463921, 'x', 'y', 1, 1);
             INSERT INTO jobs (queue, type, created_at, run_at) VALUES ('dead', 'x', 1, 1);",
        )
    })
    .unwrap();
    App::start(
        db,
        Seed::Empty,
        Clock::still(1_768_478_400_000),
        Keys::default(),
        Switches::default(),
        false,
    )
    .unwrap()
}

fn rows(app: &App) -> Vec<i64> {
    let count = |table: &&str| {
        let sql = format!("SELECT count(*) FROM {table}");
        app.db
            .transaction(|tx| tx.query_row(&sql, [], |row| row.get(0)))
            .unwrap()
    };
    TABLES.iter().map(count).collect()
}

/// Status and body of one request.
fn ask(app: &App, method: &str, path: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", "Bearer demo-tenant-owner-key")
            .body(Body::from(body))
            .unwrap();
        let response = app::router(app.clone(), None, false)
            .oneshot(request)
            .await
            .unwrap();
        let status = response.status().as_u16();
        (
            status,
            response
                .into_body()
                .collect()
                .await
                .unwrap()
                .to_bytes()
                .to_vec(),
        )
    })
}

/// Asserts what holds for every answer: known statuses, JSON, and no row fewer than before.
fn check(app: &App, method: &str, path: &str, body: &[u8]) -> Result<(), TestCaseError> {
    let before = rows(app);
    let (status, answer) = ask(app, method, path, body.to_vec());
    let shown = format!(
        "{method} {path} {:?} → {status}",
        String::from_utf8_lossy(body)
    );
    prop_assert!(
        [200, 201, 204, 400, 404, 405, 413, 422].contains(&status),
        "{}",
        shown
    );
    let empty = answer.is_empty() && status < 300;
    prop_assert!(
        empty || serde_json::from_slice::<serde::de::IgnoredAny>(&answer).is_ok(),
        "{}",
        shown
    );
    let kept = rows(app)
        .iter()
        .zip(&before)
        .all(|(now, before)| now >= before);
    prop_assert!(kept, "{}", shown);
    prop_assert!(
        status < 400 || rows(app) == before,
        "a refused request changed something: {}",
        shown
    );
    Ok(())
}

fn any_value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
        ".{0,20}".prop_map(|text| serde_json::Value::from(text).to_string()),
        Just(r#""a@example.com""#.to_owned()),
        Just(r#""\ud800""#.to_owned()),
        Just(r#""\u0000""#.to_owned()),
        Just("'not json'".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(("[a-z]{0,3}", inner), 0..3).prop_map(|fields| {
                let fields: Vec<String> = fields
                    .into_iter()
                    .map(|(name, value)| format!("\"{name}\":{value}"))
                    .collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

/// Objects of the fields that the calls know, each with a value of any type.
fn any_fields() -> impl Strategy<Value = Vec<u8>> {
    let name = prop::sample::select(vec![
        "email",
        "first_name",
        "last_name",
        "admin",
        "is_active",
        "tenant_permissions",
        "name",
        "description",
        "vendor",
        "agent_type",
        "agent_options",
        "action_inputs",
        "team_id",
        "read_access",
        "shared_team_slugs",
        "search",
        "id",
    ]);
    prop::collection::vec((name, any_value()), 0..8).prop_map(|fields| {
        let fields: Vec<String> = fields
            .into_iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        format!("{{{}}}", fields.join(",")).into_bytes()
    })
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => any_fields(),
        1 => any_value().prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..64),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_body_at_all(bodies in prop::collection::vec((prop::sample::select(CALLS), any_body()), 1..6)) {
        let app = tenant();
        for ((method, path), body) in bodies {
            check(&app, method, path, &body)?;
        }
    }

    #[test]
    fn any_query_at_all(call in prop::sample::select(CALLS), query in "[a-z_%&=+:\\[\\]0-9.é-]{0,40}", page in any::<i64>(), size in "-?[0-9]{0,25}") {
        let query: String = query.chars().map(|c| if c.is_ascii() { c.to_string() } else { "%ff".into() }).collect();
        let app = tenant();
        for query in [query.replace(['[', ']'], ""), format!("page={page}&per_page={size}&before={size}&user_id={page}")] {
            check(&app, call.0, &format!("{}?{query}", call.1), b"")?;
        }
    }

    #[test]
    fn any_path_at_all(method in prop::sample::select(vec!["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "X"]), path in "[a-z_/%.0-9-]{0,30}") {
        check(&tenant(), method, &format!("/api/v1/admin/{path}"), b"{}")?;
    }
}
