//! Every reply of the Tyk contract, in old and new spellings.

use gatehouse::wire::page::{self, Page};
use gatehouse::wire::tyk::{Envelope, GatewayUser, Organisation};
use gatehouse::wire::{Kept, decode};

use super::at;

fn organisations(text: &str) -> Page<Kept<Organisation>> {
    let page = page::decode(text, "organisations").unwrap();
    assert_eq!(page.odd, []);
    page
}

#[test]
fn organisations_of_v0_9() {
    let page = organisations(include_str!("../golden/tyk/organisations-v0.9.json"));
    let [first, second] = page.items.as_slice() else {
        panic!("two organisations");
    };
    assert_eq!(first.id, "53ac07777cbb8c2d53000002");
    assert_eq!((&first.cname, first.cname_enabled), (&None, None));
    let apis = first.apis.as_ref().unwrap();
    assert_eq!(apis[0].api_human_name, "Orders");
    assert_eq!(apis[1].api_id, "477b1b5d46b745a7574ceb9bac2a1b05");
    assert_eq!(second.owner_name, first.owner_name, "names are not unique");
    assert_eq!(second.apis, None);
    assert!(!page.has_next(1));
}

#[test]
fn organisations_of_5_keep_what_we_do_not_know() {
    let page = organisations(include_str!("../golden/tyk/organisations-5.json"));
    let organisation = &page.items[0];
    assert_eq!(organisation.owner_slug.as_deref(), Some("beispiel"));
    assert_eq!(organisation.cname.as_deref(), Some("portal.example.org"));
    assert_eq!(organisation.cname_enabled, Some(true));
    assert_eq!(organisation.apis.as_deref(), Some(&[][..]));
    assert_eq!(
        (organisation.sso_enabled, organisation.hybrid_enabled),
        (Some(false), Some(true))
    );
    assert_eq!(
        (organisation.developer_quota, organisation.developer_count),
        (Some(0), Some(12))
    );
    let raw = organisation.raw.get();
    assert!(
        raw.contains(r#""quota_of_next_year": 18446744073709551616"#),
        "{raw}"
    );
    assert!(raw.contains("hook.example.org"));
    assert!(page.has_next(1) && page.has_next(2) && !page.has_next(3));
}

#[test]
fn a_list_that_is_null_is_empty() {
    let page = organisations(include_str!("../golden/tyk/organisations-none.json"));
    assert_eq!(page.received(), 0);
    assert!(!page.has_next(1));
}

#[test]
fn one_organisation_comes_bare() {
    let text = include_str!("../golden/tyk/organisation.json").trim();
    let organisation: Kept<Organisation> = decode(text).unwrap();
    assert_eq!(organisation.raw.get(), text, "byte for byte");
    assert_eq!(organisation.owner_name, "Beispiel AG");
    assert_eq!(organisation.cname, None);
}

#[test]
fn gateway_users() {
    let page: Page<Kept<GatewayUser>> =
        page::decode(include_str!("../golden/tyk/users.json"), "users").unwrap();
    let [grace, root] = page.items.as_slice() else {
        panic!("two users");
    };
    assert_eq!(grace.full_name(), "Grace Example");
    assert_eq!(grace.org_id.as_deref(), Some("53ac07777cbb8c2d53000002"));
    assert!(grace.active && !grace.is_super_user());
    assert_eq!(
        grace.access_key.as_ref().unwrap().reveal(),
        "f81ee6f0c8f2467d539c132c8a422346"
    );
    assert_eq!(
        grace.user_permissions,
        [
            ("IsAdmin".into(), "admin".into()),
            ("analytics".into(), "read".into())
        ]
    );
    assert_eq!((&grace.group_id, grace.password_max_days), (&None, Some(0)));
    assert_eq!(grace.password_updated, at("2026-01-02T01:04:05.678Z"));
    assert_eq!(grace.last_login_date, None, "Go's zero time is never");
    assert_eq!(grace.created_at, at("2025-12-31T23:00:00Z"));

    assert_eq!(root.full_name(), "super@example.org");
    assert!(root.is_super_user() && !root.active);
    assert_eq!((&root.access_key, root.user_permissions.len()), (&None, 0));
}

#[test]
fn changes_are_answered_in_an_envelope() {
    let read = |text| Envelope::read(text).unwrap();
    let created = read(include_str!("../golden/tyk/org-created.json"));
    assert!(created.is_ok());
    assert_eq!(created.message.reveal(), "Org created");
    assert_eq!(
        created.new_id().as_deref(),
        Some("54b53d3aeba6db5c35000002")
    );

    for text in [
        include_str!("../golden/tyk/org-updated.json"),
        include_str!("../golden/tyk/org-deleted.json"),
        include_str!("../golden/tyk/user-created-v0.9.json"),
    ] {
        let envelope = read(text);
        assert!(envelope.is_ok());
        assert_eq!(envelope.new_id(), None, "{text}");
        assert_eq!(envelope.record::<GatewayUser>(), None, "{text}");
    }

    let user = read(include_str!("../golden/tyk/user-created-5.json"));
    let record = user.record::<GatewayUser>().unwrap();
    assert_eq!(record.email_address, "grace@example.org");
    assert_eq!(record.access_key.as_ref(), Some(&user.message));
    assert_eq!(user.new_id(), None);

    assert!(read(include_str!("../golden/tyk/reload.json")).is_ok());
}

#[test]
fn an_error_is_an_error_whatever_the_http_status() {
    let refused = Envelope::read(include_str!("../golden/tyk/not-authorised.json")).unwrap();
    assert!(!refused.is_ok());
    assert_eq!(refused.message.reveal(), "Not authorised");
    assert!(
        Envelope::read(r#"{"Status":"ok","Message":null,"Meta":[1]}"#)
            .unwrap()
            .is_ok()
    );
    assert!(!Envelope::read(r#"{"Status":"ERROR"}"#).unwrap().is_ok());
    let bare = Envelope::read(r#"{"id":"5","email_address":"a@example.org"}"#).unwrap();
    assert_eq!((bare.status.clone(), bare.is_ok()), (None, false));
    assert!(Envelope::read("<html></html>").is_err());
}
