//! What holds for anything at all.

use gatehouse::wire::page::{self, Page};
use gatehouse::wire::refusal::Refusal;
use gatehouse::wire::secret::mask;
use gatehouse::wire::time::Timestamp;
use gatehouse::wire::tines::{AuditLogEntry, Info, Job, SignIn, Template, User, WorkerStats};
use gatehouse::wire::tyk::{Envelope, GatewayUser, Organisation};
use gatehouse::wire::{Kept, Record, decode};
use proptest::prelude::*;

use serde_json::{Map, Value, json};

/// The names that some reader looks for, so that the values below meet the readers.
const NAMES: [&str; 40] = [
    "id",
    "email",
    "first_name",
    "admin",
    "created_at",
    "last_seen",
    "is_active",
    "tenant_permissions",
    "team_memberships",
    "team_id",
    "users",
    "admin/users",
    "meta",
    "next_page",
    "next_page_number",
    "current_page",
    "pages",
    "count",
    "errors",
    "error",
    "message",
    "details",
    "Status",
    "Message",
    "Meta",
    "agent",
    "name",
    "events",
    "last_retry",
    "started_at",
    "agent_options",
    "action_inputs",
    "inputs",
    "stack",
    "type",
    "egress_ips",
    "apis",
    "access_key",
    "PWHistory",
    "user_permissions",
];

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        9 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        any::<i64>().prop_map(|number| number.to_string()),
        (any::<u32>(), any::<u32>()).prop_map(|(a, b)| format!(
            "{:04}-{:02}-15T12:00:00Z",
            a % 10_000,
            b % 14
        )),
        prop::sample::select(
            &[
                "",
                " ",
                "true",
                "OK",
                "1",
                "<html>",
                "https://x.example.org?page=2"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any_name(), inner), 0..8)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Reads `text` as everything there is, and walks over what came out.
fn read_as_everything(text: &str) {
    fn read<T: Record + std::fmt::Debug>(text: &str) {
        match decode::<T>(text) {
            Ok(value) => assert!(!format!("{value:?}").is_empty()),
            Err(error) => assert!(!error.why.is_empty()),
        }
        match page::decode::<Kept<T>>(text, "admin/users") {
            Ok(page) => {
                assert_eq!(page.received(), page.items.len() + page.odd.len());
                let _ = page.has_next(1);
            }
            Err(error) => assert!(!error.why.is_empty()),
        }
    }
    read::<User>(text);
    read::<SignIn>(text);
    read::<AuditLogEntry>(text);
    read::<Job>(text);
    read::<Template>(text);
    read::<Info>(text);
    read::<WorkerStats>(text);
    read::<Organisation>(text);
    read::<GatewayUser>(text);
    if let Ok(envelope) = Envelope::read(text) {
        let _ = (
            envelope.is_ok(),
            envelope.new_id(),
            envelope.record::<GatewayUser>(),
        );
    }
    let refusal = Refusal::read(text, None);
    assert!(
        refusal
            .message
            .is_none_or(|message| !message.is_empty() && !message.contains('\n'))
    );
    assert!(mask(text).len() <= text.len() * 4 + 16);
}

/// One record, or what no reader takes for one.
fn row() -> impl Strategy<Value = (bool, Value)> {
    let good = (any::<i64>(), any_json())
        .prop_map(|(id, any)| (true, json!({"id": id, "first_name": any})));
    let odd = prop_oneof![
        Just(json!(null)),
        Just(json!({"email": "a@example.org"})),
        Just(json!({"id": null})),
        Just(json!({"id": "seven"})),
        Just(json!({"id": 1.5})),
        Just(json!([1, "a@example.org"])),
        any::<String>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ]
    .prop_map(|value| (false, value));
    prop_oneof![4 => good, 1 => odd]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_json_is_a_value_or_an_error(json in any_json()) {
        read_as_everything(&json.to_string());
    }

    #[test]
    fn any_list_of_any_json_is_read_row_by_row(rows in prop::collection::vec(any_json(), 0..6)) {
        let text = json!({"admin/users": rows}).to_string();
        let page: Page<User> = page::decode(&text, "admin/users").unwrap();
        prop_assert_eq!(page.received(), rows.len());
        read_as_everything(&text);
    }

    #[test]
    fn any_text_is_a_value_or_an_error(text in any::<String>()) {
        read_as_everything(&text);
    }

    #[test]
    fn json_cut_off_anywhere_is_a_value_or_an_error(json in any_json(), at in any::<prop::sample::Index>()) {
        let text = json.to_string();
        let cut = text.floor_char_boundary(at.index(text.len() + 1));
        read_as_everything(&text[..cut]);
    }

    #[test]
    fn no_good_record_is_lost_to_an_odd_one(rows in prop::collection::vec(row(), 0..40)) {
        let good: Vec<i64> = rows.iter().filter(|(good, _)| *good).filter_map(|(_, row)| row["id"].as_i64()).collect();
        let values: Vec<&Value> = rows.iter().map(|(_, row)| row).collect();
        for text in [json!({"admin/users": values}).to_string(), json!(values).to_string()] {
            let page: Page<User> = page::decode(&text, "admin/users").unwrap();
            let ids: Vec<i64> = page.items.iter().map(|user| user.id).collect();
            prop_assert_eq!(&ids, &good);
            prop_assert_eq!(page.odd.len(), rows.len() - good.len());
        }
    }

    #[test]
    fn ids_of_64_bits_are_exact(id in any::<u64>(), quoted in any::<bool>()) {
        let spelt = if quoted { format!("\"{id}\"") } else { id.to_string() };
        let template: Template = decode(&format!(r#"{{"id":{spelt}}}"#)).unwrap();
        prop_assert_eq!(template.id, id.to_string());
        if let Ok(signed) = i64::try_from(id) {
            prop_assert_eq!(decode::<User>(&format!(r#"{{"id":{spelt}}}"#)).unwrap().id, signed);
        }
    }

    #[test]
    fn what_is_kept_comes_back_byte_for_byte(json in any_json(), id in any::<u32>()) {
        let text = format!("{{\"id\": {id}, \"extra\" : {json}, \"rate\":1.50}}");
        let kept: Kept<Template> = decode(&text).unwrap();
        prop_assert_eq!(kept.raw.get(), text);
    }

    #[test]
    fn masked_json_is_still_json(json in any_json()) {
        prop_assert!(serde_json::from_str::<Value>(&mask(&json.to_string())).is_ok());
    }

    #[test]
    fn a_timestamp_survives_its_text(ms in Timestamp::MIN.0..=Timestamp::MAX.0) {
        let at = Timestamp(ms);
        prop_assert_eq!(Timestamp::parse(&at.to_rfc3339()), Some(at));
    }

    #[test]
    fn a_timestamp_is_the_same_at_any_offset(
        seconds in Timestamp::MIN.0 / 1_000 + 86_400..Timestamp::MAX.0 / 1_000 - 86_400,
        minutes in -1_439_i64..1_440,
    ) {
        let local = Timestamp((seconds + minutes * 60) * 1_000).to_rfc3339();
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hour, minute) = (minutes.abs() / 60, minutes.abs() % 60);
        let text = format!("{}{sign}{hour:02}:{minute:02}", local.trim_end_matches('Z'));
        prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp(seconds * 1_000)), "{}", text);
    }

    #[test]
    fn later_text_is_a_later_moment(a in Timestamp::MIN.0..=Timestamp::MAX.0, b in Timestamp::MIN.0..=Timestamp::MAX.0) {
        let date = |ms| Timestamp(ms).to_rfc3339()[..19].to_owned();
        prop_assert_eq!(a.div_euclid(1_000).cmp(&b.div_euclid(1_000)), date(a).cmp(&date(b)));
    }

    #[test]
    fn any_text_is_a_timestamp_or_none(text in any::<String>(), digits in "[0-9TZ:+. -]{0,30}") {
        let _ = (Timestamp::parse(&text), Timestamp::parse(&digits));
    }

    #[test]
    fn any_number_of_seconds_is_a_timestamp_or_none(seconds in any::<f64>()) {
        if let Some(at) = Timestamp::from_epoch_seconds(seconds) {
            prop_assert!((Timestamp::MIN..=Timestamp::MAX).contains(&at));
        }
    }
}
