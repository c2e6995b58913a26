//! Whatever is sent, the answer is one of the contract's, and what was stored can still be read.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::testing::{admin, planted};
use crate::http::object::Object;

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::from("a@example.com")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,6}", inner), 0..4).prop_map(object),
        ]
    })
}

fn object(fields: Vec<(String, Value)>) -> Value {
    Value::Object(fields.into_iter().collect::<Map<_, _>>())
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "id",
        "owner_name",
        "cname",
        "cname_enabled",
        "apis",
        "developer_quota",
        "email_address",
        "org_id",
        "active",
        "user_permissions",
        "password",
        "access_key",
        "PWHistory",
        "new_password",
    ]);
    let field = (
        prop_oneof![4 => known.prop_map(str::to_owned), 1 => ".{0,8}"],
        any_value(),
    );
    prop_oneof![
        6 => prop::collection::vec(field, 0..8).prop_map(|fields| object(fields).to_string().into_bytes()),
        1 => any_value().prop_map(|value| value.to_string().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        // Lone surrogates, huge numbers, names that occur twice: valid JSON that no `Value` holds.
        1 => Just(br#"{"a":"\ud800","b":1E999,"a":-0.0e-0,"owner_name":"x","email_address":"q@x","\udfff":[1,]}"#.to_vec()),
        1 => Just(br#"{"a":"\ud800","b":1E999,"a":-0.0e-0,"owner_name":"x","email_address":"q@x"}"#.to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_body_is_answered_as_the_contract_says(
        body in any_body(),
        call in prop::sample::select(vec![
            ("POST", "/admin/organisations"),
            ("PUT", "/tyk/admin/organisations/o1/"),
            ("POST", "/tyk/admin/users"),
            ("PUT", "/admin/users/u1"),
            ("PUT", "/admin/users/u9"),
            ("POST", "/api/users/u1/actions/reset"),
            ("DELETE", "/admin/organisations/o2"),
        ]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        runtime.block_on(async {
            let tenant = planted();
            let headers = [("admin-auth", "12345"), ("authorization", "key-u1")];
            let answer = tenant.send(call.0, call.1, &headers, body.clone()).await;
            let blank = body.trim_ascii().is_empty();
            match answer.status.as_u16() {
                200 | 400 | 403 | 404 => {}
                500 => prop_assert!(blank, "{}", answer.text),
                status => prop_assert!(false, "{status} {}", answer.text),
            }
            prop_assert!(!answer.text.contains('\n'), "{}", answer.text);
            let envelope = Object::parse(answer.text.as_bytes()).unwrap_or_default();
            prop_assert_eq!(envelope.fields().map(|(name, _)| name).collect::<Vec<_>>(), ["Status", "Message", "Meta"]);
            for path in ["/admin/organisations", "/admin/users"] {
                let list = admin(&tenant, "GET", path, "").await;
                prop_assert_eq!(list.status.as_u16(), 200);
                prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(&list.text).is_ok(), "{}", list.text);
            }
            Ok(())
        })?;
    }
}
