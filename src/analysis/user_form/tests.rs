//! What is sent is what was changed, and no change of anybody's is lost unseen.

use proptest::prelude::*;

use super::*;
use crate::wire::decode;
use crate::wire::json::Value;
use crate::wire::{Fields, tines::User};

/// A user of whom only the id matters.
pub fn user(id: i64) -> User {
    User {
        id,
        email: format!("u{id}@example.com"),
        first_name: None,
        last_name: None,
        admin: false,
        created_at: None,
        updated_at: None,
        last_seen: None,
        scim_uid: None,
        is_active: Some(true),
        tenant_permissions: Some(Vec::new()),
        team_memberships: None,
    }
}

fn a_user() -> impl Strategy<Value = User> {
    (
        "[a-z]{1,3}@x",
        prop::option::of("[\"\\\\a-cé\u{1}]{0,3}"),
        prop::option::of("[a-c]{0,2}"),
        any::<bool>(),
        any::<Option<bool>>(),
        prop::option::of(prop::collection::vec("[A-C\"]{1,2}", 0..4)),
    )
        .prop_map(
            |(email, first_name, last_name, admin, is_active, tenant_permissions)| User {
                email,
                first_name,
                last_name,
                admin,
                is_active,
                tenant_permissions,
                ..user(7)
            },
        )
}

fn three() -> impl Strategy<Value = [Values; 3]> {
    [a_user(), a_user(), a_user()].prop_map(|users| users.map(|user| values(&user)))
}

/// What a server makes of a body: the fields named in it, laid over the user.
fn carried_out(before: &Values, body: Option<&str>) -> Values {
    let Some(body) = body else {
        return before.clone();
    };
    let with_id = format!("{{\"id\":7,{}", &body[1..]);
    let sent = values(&decode::<User>(&with_id).unwrap());
    let fields = Fields::of(Value::parse(body).unwrap()).unwrap();
    let mut after = before.clone();
    for (index, field) in FIELDS.iter().enumerate() {
        if !fields.get(field.name).is_missing() {
            after[index].clone_from(&sent[index]);
        }
    }
    after
}

proptest! {
    #[test]
    fn a_body_holds_the_changed_fields_and_no_other([before, after, _] in three()) {
        let body = body(&before, &after);
        let names: Vec<String> = body.as_deref().map_or_else(Vec::new, |body| {
            let fields = Fields::of(Value::parse(body).unwrap()).unwrap();
            fields.all().map(|(name, _)| name.into_owned()).collect()
        });
        let changed: Vec<String> = (0..COUNT)
            .filter(|field| after[*field].is_some() && before[*field] != after[*field])
            .map(|field| FIELDS[field].name.to_owned())
            .collect();
        prop_assert_eq!(names, changed);
    }

    #[test]
    fn carried_out_it_leaves_what_was_wanted([before, after, _] in three()) {
        let done = carried_out(&before, body(&before, &after).as_deref());
        for field in 0..COUNT {
            let wanted = after[field].as_ref().or(before[field].as_ref());
            prop_assert_eq!(done[field].as_ref(), wanted);
        }
        prop_assert!(not_kept(&before, &after, &done).is_empty());
    }

    /// Whatever is chosen: a field that only they changed stays theirs unless mine was chosen, one that
    /// only I changed stays mine, and a choice always says both sides.
    #[test]
    fn a_merge_drops_neither_side([opened, mine, theirs] in three(), choices in prop::collection::vec(any::<bool>(), COUNT)) {
        let found = differences(&opened, &mine, &theirs);
        for difference in &found {
            prop_assert_eq!(Some(&difference.mine), mine[difference.field].as_ref());
            prop_assert_eq!(Some(&difference.theirs), theirs[difference.field].as_ref());
            prop_assert_eq!(Some(&difference.opened), opened[difference.field].as_ref());
        }
        let taken: Vec<usize> = found
            .iter()
            .map(|difference| difference.field)
            .filter(|field| choices[*field])
            .collect();
        let wanted = merged(&mine, &theirs, &taken);
        let done = carried_out(&theirs, body(&theirs, &wanted).as_deref());
        for field in 0..COUNT {
            let (Some(was), Some(my), Some(their)) = (&opened[field], &mine[field], &theirs[field]) else {
                continue;
            };
            let done = done[field].as_ref().unwrap();
            let asked = found.iter().any(|difference| difference.field == field);
            if taken.contains(&field) {
                prop_assert_eq!(done, their);
            } else if asked {
                prop_assert_eq!(done, my);
            } else {
                // Nobody was asked: only one side changed it, or both to the same.
                prop_assert!(their == was || their == my);
                prop_assert_eq!(done, my);
            }
        }
    }
}

#[test]
fn the_order_of_permissions_is_no_change() {
    let with = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        values(&User {
            tenant_permissions: Some(names),
            ..user(1)
        })
    };
    assert_eq!(body(&with(&["B", "A"]), &with(&["A", "B", "A"])), None);
    assert_eq!(
        body(&with(&["B", "A"]), &with(&["A"])).as_deref(),
        Some(r#"{"tenant_permissions":["A"]}"#)
    );
    assert_eq!(
        body(&with(&["A"]), &with(&[])).as_deref(),
        Some(r#"{"tenant_permissions":[]}"#)
    );
}

#[test]
fn a_new_user_is_sent_with_what_was_given() {
    let mut wanted = blank();
    wanted[EMAIL] = Some("a\"b@example.com".to_owned());
    wanted[ACTIVE] = Some("false".to_owned());
    assert_eq!(
        body(&blank(), &wanted).as_deref(),
        Some(r#"{"email":"a\"b@example.com","is_active":false}"#)
    );
}

#[test]
fn what_the_server_did_not_keep_is_told() {
    let before = values(&user(1));
    let mut sent = before.clone();
    sent[EMAIL] = Some("Ann@Example.com".to_owned());
    sent[OWNER] = Some("true".to_owned());
    sent[ACTIVE] = Some("false".to_owned());
    let mut answer = sent.clone();
    answer[EMAIL] = Some("ann@example.com".to_owned());
    answer[ACTIVE] = None;
    // Not sent, so none of our business.
    answer[LAST_NAME] = Some("Lee".to_owned());
    assert_eq!(
        not_kept(&before, &sent, &answer),
        [
            (
                EMAIL,
                "Ann@Example.com".to_owned(),
                Some("ann@example.com".to_owned())
            ),
            (ACTIVE, "false".to_owned(), None),
        ]
    );
}

#[test]
fn servers_name_fields_in_their_own_ways() {
    for name in ["email", "Email", "EMAIL", "e-mail"] {
        assert_eq!(field_named(name), Some(EMAIL), "{name}");
    }
    assert_eq!(field_named("firstName"), Some(FIRST_NAME));
    assert_eq!(field_named("last name"), Some(LAST_NAME));
    assert_eq!(field_named("tenant_permissions"), Some(PERMISSIONS));
    assert_eq!(field_named("password"), None);
    assert_eq!(
        field_of_sentence("Email has already been taken"),
        Some(EMAIL)
    );
    assert_eq!(
        field_of_sentence("First name is too long"),
        Some(FIRST_NAME)
    );
    assert_eq!(field_of_sentence("last_name: too long"), Some(LAST_NAME));
    assert_eq!(field_of_sentence("Emails are switched off"), None);
    assert_eq!(field_of_sentence("The email is odd"), None);
}
