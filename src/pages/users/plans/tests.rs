//! Each deed sends one field and nothing else, leaves out those it makes no sense for, and asks as much
//! as it is worth.

use proptest::prelude::*;

use super::*;
use crate::api::call::Verb;
use crate::api::tines::users;
use crate::wire::json::Value;
use crate::wire::{Fields, decode};

fn user(id: i64, more: &str) -> KeptUser {
    decode(&format!(
        r#"{{"id":{id},"email":"u{id}@example.com","first_name":"U","last_name":"{id}","x":1.50{more}}}"#
    ))
    .unwrap()
}

fn facts() -> Facts {
    Facts {
        owners: Outlook::default(),
        scim: false,
        just_invited: Box::new(|_| false),
    }
}

fn planned(deed: &Deed, users: &[KeptUser], facts: &Facts) -> Plan {
    let chosen = Chosen {
        users: users.to_vec(),
        elsewhere: Vec::new(),
    };
    make(deed, &chosen, facts, Rc::new(|_, _| Verdict::Done("")))
}

fn deeds() -> [Deed; 9] {
    [
        Deed::Activate,
        Deed::Deactivate,
        Deed::MakeOwner,
        Deed::RemoveOwnership,
        Deed::AddPermission("A".to_owned()),
        Deed::RemovePermission("A".to_owned()),
        Deed::Delete,
        Deed::ExpireSession,
        RESEND,
    ]
}

const RESEND: Deed = Deed::ResendInvitation { again: false };
const SEEN: &str = r#","last_seen":"2026-01-01T00:00:00Z""#;

fn people() -> impl Strategy<Value = Vec<KeptUser>> {
    let flag = || prop::sample::select(vec!["true", "false", "null"]);
    let seen = prop::sample::select(vec!["", SEEN]);
    let permissions = prop::sample::select(vec!["null", "[]", "[\"A\"]", "[\"B\",\"A\"]"]);
    prop::collection::vec((flag(), flag(), seen, permissions), 0..6).prop_map(|all| {
        (0_i64..)
            .zip(all)
            .map(|(id, (admin, active, seen, permissions))| {
                user(id, &format!(r#","admin":{admin},"is_active":{active},"tenant_permissions":{permissions}{seen}"#))
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn everybody_is_either_a_step_or_left_out(users in people(), which in 0..9_usize) {
        let plan = planned(&deeds()[which], &users, &facts());
        prop_assert_eq!(plan.steps.len() + plan.skipped.len(), users.len());
        prop_assert!(plan.caution != Caution::Held || plan.steps.len() == 1);
    }

    /// A body holds one field, and its value is not what the user has already.
    #[test]
    fn no_body_holds_an_unchanged_field(users in people(), which in 0..9_usize) {
        let deed = &deeds()[which];
        for step in planned(deed, &users, &facts()).steps {
            prop_assert_eq!(step.call.body.is_some(), deed.changes_fields());
            let Some(body) = &step.call.body else { continue };
            let sent = Fields::of(Value::parse(body).unwrap()).unwrap();
            let user = users.iter().find(|user| user.id.to_string() == step.key).unwrap();
            let had = Fields::of(Value::parse(user.raw.get()).unwrap()).unwrap();
            prop_assert_eq!(sent.all().count(), 1);
            for (name, value) in sent.all() {
                if value.is_list() {
                    let sorted = |fields: &Fields<'_>| {
                        let mut names = fields.texts(&name).unwrap();
                        names.sort();
                        names
                    };
                    prop_assert_ne!(sorted(&sent), sorted(&had));
                } else {
                    prop_assert_ne!(value.raw() == "true", had.get(&name).raw() == "true");
                }
            }
        }
    }
}

#[test]
fn each_deed_is_one_call_of_the_api() {
    let off = user(
        7,
        r#","is_active":false,"admin":false,"tenant_permissions":["B"]"#,
    );
    let on = user(
        8,
        r#","is_active":true,"admin":true,"tenant_permissions":["A"],"last_seen":"2026-01-01T00:00:00Z""#,
    );
    let pending = user(9, "");
    let [
        activate,
        deactivate,
        make,
        unmake,
        give,
        take,
        delete,
        expire,
        resend,
    ] = deeds();
    let put = |body: &'static str| (Verb::Put, "", Some(body));
    for (deed, user, expected) in [
        (activate, &off, put(r#"{"is_active":true}"#)),
        (deactivate, &on, put(r#"{"is_active":false}"#)),
        (make, &off, put(r#"{"admin":true}"#)),
        (unmake, &on, put(r#"{"admin":false}"#)),
        (give, &off, put(r#"{"tenant_permissions":["A","B"]}"#)),
        (take, &on, put(r#"{"tenant_permissions":[]}"#)),
        (delete, &on, (Verb::Delete, "", None)),
        (expire, &on, (Verb::Post, "/expire_session", None)),
        (resend, &pending, (Verb::Post, "/resend_invitation", None)),
    ] {
        let plan = planned(&deed, std::slice::from_ref(user), &facts());
        assert!(plan.skipped.is_empty(), "{deed:?}: {:?}", plan.skipped);
        let call = &plan.steps[0].call;
        let path = [&*users::delete(user.id).path, expected.1].concat();
        assert_eq!(
            (call.verb, &call.path, call.body.as_deref()),
            (expected.0, &path, expected.2),
            "{deed:?}"
        );
    }
}

#[test]
fn invitations_go_to_pending_people_who_were_not_just_written_to() {
    let users = [
        user(1, ""),
        user(2, SEEN),
        user(3, r#","is_active":false"#),
        user(4, ""),
    ];
    let facts = Facts {
        just_invited: Box::new(|id| id == 4),
        ..facts()
    };
    let keys =
        |plan: &Plan| -> Vec<String> { plan.steps.iter().map(|step| step.key.clone()).collect() };
    let plan = planned(&RESEND, &users, &facts);
    assert_eq!(keys(&plan), ["1"]);
    assert_eq!(
        plan.skipped.iter().map(|(_, why)| *why).collect::<Vec<_>>(),
        [
            "Has signed in already",
            "Inactive: the invitation would lead nowhere",
            "Was sent one from this tab within the last 10 minutes"
        ]
    );
    assert_eq!(plan.caution, Caution::Asked, "somebody is left out");
    let again = planned(&Deed::ResendInvitation { again: true }, &users, &facts);
    assert_eq!(keys(&again), ["1", "4"]);
    // Chosen alone is chosen deliberately; but it is asked.
    let alone = planned(&RESEND, &users[3..], &facts);
    assert_eq!(
        (keys(&alone), alone.caution),
        (vec!["4".to_owned()], Caution::Asked)
    );
    assert_eq!(planned(&RESEND, &users[..1], &facts).caution, Caution::Held);
}

/// Whoever is selected and not in the list gets nothing, is counted nowhere but among those left out, and
/// is never left out in silence: a held moment without a question could not name them.
#[test]
fn those_who_are_not_in_the_list_are_left_out_and_said() {
    let off = |id| user(id, r#","is_active":false"#);
    let planned = |deed: &Deed, users: &[KeptUser], elsewhere: &[KeptUser], facts: &Facts| {
        let chosen = Chosen {
            users: users.to_vec(),
            elsewhere: elsewhere.to_vec(),
        };
        make(deed, &chosen, facts, Rc::new(|_, _| Verdict::Done("")))
    };
    let plan = planned(&Deed::Activate, &[off(1)], &[off(2), off(3)], &facts());
    let keys: Vec<&str> = plan.steps.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(keys, ["1"]);
    assert_eq!(
        (&*plan.title, &*plan.button),
        ("Activate U 1?", "Activate"),
        "of the one in the list"
    );
    assert_eq!(plan.caution, Caution::Asked);
    assert_eq!(
        plan.left_out(),
        [(
            "2 of the selected are not in this list and are left out".to_owned(),
            vec!["U 2 (u2@example.com)", "U 3 (u3@example.com)"]
        )]
    );

    let delete = planned(&Deed::Delete, &[off(1), off(2)], &[off(3)], &facts());
    assert_eq!(delete.button, "Delete 2 users");
    assert_eq!(delete.caution, Caution::Typed("2".to_owned()));
    assert!(!delete.file.unwrap().1.contains("u3@example.com"));

    let nobody = planned(&Deed::Activate, &[], &[off(1), off(2)], &facts());
    assert_eq!(nobody.title, "Activate 2 users?");
    assert!(nobody.steps.is_empty() && nobody.warnings.len() == 1);

    // With others selected it was not chosen alone, whether one sees them or not.
    let just_invited = Facts {
        just_invited: Box::new(|_| true),
        ..facts()
    };
    let resend = planned(&RESEND, &[user(1, "")], &[user(2, "")], &just_invited);
    assert!(resend.steps.is_empty());
}

#[test]
fn leaving_no_owner_must_be_typed_and_is_said() {
    let owner = [user(1, r#","admin":true,"is_active":true"#)];
    let facts = Facts {
        owners: Outlook {
            leaves_none: true,
            doubt: Some("doubtful"),
        },
        ..facts()
    };
    for deed in [Deed::Deactivate, Deed::RemoveOwnership, Deed::Delete] {
        assert!(deed.takes_owners());
        let plan = planned(&deed, &owner, &facts);
        assert_eq!(plan.caution, Caution::Typed("leave no owner".to_owned()));
        assert_eq!(plan.warnings[..2], [words::NO_OWNER_WARNING, "doubtful"]);
    }
    assert_eq!(deeds().iter().filter(|deed| deed.takes_owners()).count(), 3);
}

#[test]
fn deleting_many_wants_the_number_and_offers_the_records() {
    let users = [user(1, ""), user(2, "")];
    let plan = planned(&Deed::Delete, &users, &facts());
    assert_eq!(plan.caution, Caution::Typed("2".to_owned()));
    let (name, text) = plan.file.unwrap();
    assert_eq!(name, "deleted-users");
    assert!(text.contains("\"x\":1.50"), "byte for byte");
    let list = Value::parse(&text).unwrap();
    assert_eq!(list.elements().unwrap().count(), 2);
    assert_eq!(
        planned(&Deed::Delete, &users[..1], &facts()).caution,
        Caution::Asked
    );
    assert!(planned(&RESEND, &users, &facts()).file.is_none());
}

#[test]
fn a_directory_is_named_where_it_would_refuse() {
    let facts = Facts {
        scim: true,
        ..facts()
    };
    let plan = planned(&Deed::Activate, &[user(1, r#","is_active":false"#)], &facts);
    assert_eq!(plan.warnings[0], words::SCIM_WARNING);
    assert_eq!(plan.caution, Caution::Asked, "or nobody would read it");
    let resend = planned(&RESEND, &[user(2, "")], &facts);
    assert!(!resend.warnings.contains(&words::SCIM_WARNING.to_owned()));
}

#[test]
fn the_words_name_one_and_count_many() {
    let users = [user(1, ""), user(2, "")];
    for (deed, count, title, button) in [
        (Deed::Delete, 1, "Delete U 1?", "Delete"),
        (Deed::Delete, 2, "Delete 2 users?", "Delete 2 users"),
        (Deed::MakeOwner, 1, "Make U 1 an owner?", "Make owner"),
        (
            Deed::MakeOwner,
            2,
            "Make 2 users owners?",
            "Make 2 users owners",
        ),
    ] {
        let plan = planned(&deed, &users[..count], &facts());
        assert_eq!((&*plan.title, &*plan.button), (title, button));
    }
    let nobody = planned(&Deed::RemoveOwnership, &users, &facts());
    assert_eq!(nobody.title, "Remove ownership from 2 users?");
    assert!(nobody.steps.is_empty() && nobody.warnings.len() == 1);
}
