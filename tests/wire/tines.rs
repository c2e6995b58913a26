//! Every reply of the Tines contract, in old and new spellings.

use gatehouse::wire::page::{self, NextPage, Page};
use gatehouse::wire::tines::user::Status;
use gatehouse::wire::tines::{
    ActionRef, AuditLogEntry, Info, Job, SignIn, Template, User, WorkerStats,
};
use gatehouse::wire::{Kept, Record, decode};

use super::at;

/// A golden list in which no record is odd.
fn list<T: Record>(text: &str, key: &str) -> Page<T> {
    let page = page::decode(text, key).unwrap();
    assert_eq!(page.odd, []);
    page
}

#[test]
fn users_of_2019() {
    let page: Page<User> = list(
        include_str!("../golden/tines/users-2019.json"),
        "admin/users",
    );
    let [ada, new] = page.items.as_slice() else {
        panic!("two users");
    };
    assert_eq!(
        *ada,
        User {
            id: 7,
            email: "ada.byrne@example.org".into(),
            first_name: Some("Ada".into()),
            last_name: Some("Byrne".into()),
            admin: true,
            created_at: at("2019-03-04T08:15:30.250Z"),
            updated_at: at("2019-06-01T10:00:00Z"),
            last_seen: at("2019-06-02T17:45:12.875Z"),
            scim_uid: None,
            is_active: None,
            tenant_permissions: None,
            team_memberships: None,
        }
    );
    assert_eq!(ada.full_name(), "Ada Byrne");
    assert_eq!(ada.status(), Status::Active);
    assert_eq!(new.full_name(), "new.person@example.org");
    assert_eq!(new.status(), Status::Pending);
    assert!(!page.has_next(1));
}

#[test]
fn users_of_2026() {
    let page: Page<User> = list(
        include_str!("../golden/tines/users-2026.json"),
        "admin/users",
    );
    let zoe = &page.items[0];
    assert_eq!(zoe.full_name(), "Zoë O'Connor-Łukasiewicz");
    assert_eq!(zoe.email, "zoë.o'connor-ł@example.org");
    assert_eq!(zoe.scim_uid.as_deref(), Some("0f3c9c1e-5a0b"));
    assert_eq!(zoe.is_active, Some(true));
    assert_eq!(
        zoe.tenant_permissions,
        Some(vec!["AUDIT_LOG_READ".into(), "TUNNEL_MANAGE".into()])
    );
    let teams = zoe.team_memberships.as_ref().unwrap();
    assert_eq!(teams[1].team_id, Some(32));
    assert_eq!(teams[1].team_name, "Response");
    assert_eq!(teams[1].role, "VIEWER");

    let left = &page.items[1];
    assert_eq!(left.status(), Status::Inactive);
    assert!(left.is_pending());
    assert_eq!(left.full_name(), "Lee");
    assert_eq!(left.tenant_permissions, Some(vec![]));

    assert_eq!(page.meta.page, Some(2));
    assert_eq!(page.meta.pages, Some(121));
    assert_eq!(page.meta.count, Some(242));
    assert_eq!(page.meta.per_page, Some(2));
    assert_eq!(page.meta.next_page, NextPage::Link);
    assert_eq!(page.meta.next_page_number, Some(3));
    assert!(page.has_next(2));
}

#[test]
fn one_user_comes_bare() {
    let user: User = decode(include_str!("../golden/tines/user.json")).unwrap();
    assert_eq!(user.id, 4101);
    assert!(user.admin);
    assert_eq!(user.status(), Status::Pending);
}

#[test]
fn sign_ins_of_2019_are_a_bare_array_with_result_method_and_place() {
    let page: Page<SignIn> = list(
        include_str!("../golden/tines/sign-ins-2019.json"),
        "admin/login_activities",
    );
    let [failed, fine] = page.items.as_slice() else {
        panic!("two sign-ins");
    };
    assert_eq!(failed.success, Some(false));
    assert_eq!(failed.failure_reason.as_deref(), Some("invalid"));
    assert_eq!(failed.strategy.as_deref(), Some("database_authenticatable"));
    assert_eq!(failed.identity.as_deref(), Some("ada.byrne@example.org"));
    assert_eq!(failed.scope.as_deref(), Some("user"));
    assert_eq!(failed.city.as_deref(), Some("Dublin"));
    assert_eq!(failed.region.as_deref(), Some("Leinster"));
    assert_eq!(failed.country.as_deref(), Some("Ireland"));
    assert_eq!(fine.success, Some(true));
    assert_eq!(
        (&fine.failure_reason, &fine.user_agent, &fine.city),
        (&None, &None, &None)
    );
    assert!(!page.has_next(1));
}

#[test]
fn sign_ins_of_2026_say_who_when_and_whence() {
    let page: Page<SignIn> = list(
        include_str!("../golden/tines/sign-ins-2026.json"),
        "admin/login_activities",
    );
    let sign_in = &page.items[0];
    assert_eq!((sign_in.id, sign_in.user_id), (5_500_123, Some(4101)));
    assert_eq!(sign_in.created_at, at("2026-01-15T11:58:00Z"));
    assert_eq!(sign_in.ip.as_deref(), Some("2001:db8:85a3::8a2e:370:7334"));
    assert!(sign_in.user_agent.as_ref().unwrap().contains("Macintosh"));
    assert_eq!((sign_in.success, &sign_in.country), (None, &None));
}

#[test]
fn audit_logs_without_inputs_or_a_name() {
    let page: Page<AuditLogEntry> = list(
        include_str!("../golden/tines/audit-logs.json"),
        "audit_logs",
    );
    let [zoe, new] = page.items.as_slice() else {
        panic!("two entries");
    };
    assert_eq!((zoe.id, zoe.operation_name.as_str()), (880_001, "Login"));
    assert_eq!(zoe.created_at, at("2026-01-15T11:58:00Z"));
    assert_eq!(zoe.request_ip.as_deref(), Some("198.51.100.4"));
    assert_eq!(zoe.request_user_agent.as_deref(), Some("Mozilla/5.0"));
    assert_eq!((zoe.user_id, zoe.tenant_id), (Some(4101), Some(12)));
    assert_eq!(zoe.user_email.as_deref(), Some("zoe@example.org"));
    assert_eq!(zoe.user_name.as_deref(), Some("Zoë O'Connor"));
    assert!(
        zoe.inputs
            .as_ref()
            .unwrap()
            .get()
            .contains("zoe@example.org")
    );
    assert!(new.inputs.is_none());
    assert_eq!((&new.user_name, &new.request_ip), (&None, &None));
    assert!(page.has_next(1));
}

#[test]
fn dead_jobs_beside_a_count_of_nought() {
    let page: Page<Job> = list(
        include_str!("../golden/tines/dead-jobs.json"),
        "admin/dead_jobs",
    );
    let [job, bare] = page.items.as_slice() else {
        panic!("two jobs");
    };
    assert_eq!(
        *job,
        Job {
            id: 21001,
            kind: "AgentReceiveJob".into(),
            action: Some(ActionRef {
                id: 311,
                name: Some("Look up the address".into())
            }),
            events: Some(1),
            retry_count: Some(25),
            last_retry: at("2026-01-15T12:00:00.250Z"),
            error_class: Some("Faraday::TimeoutError".into()),
            started_at: None,
        }
    );
    assert_eq!(bare.id, 21002, "an id spelt as text");
    assert_eq!(
        (&bare.action, bare.events, &bare.error_class),
        (&None, None, &None)
    );
    assert_eq!((page.meta.pages, page.meta.count), (Some(0), Some(0)));
    assert!(!page.has_next(1));
}

#[test]
fn queued_jobs_name_their_action_in_four_ways() {
    let page: Page<Job> = list(
        include_str!("../golden/tines/queued-jobs.json"),
        "admin/queued_jobs",
    );
    let ids = |job: &Job| job.action.as_ref().map(|action| action.id);
    let [check, schedule, receive] = page.items.as_slice() else {
        panic!("three jobs");
    };
    assert_eq!(
        (ids(check), check.events, check.last_retry),
        (Some(312), Some(3), None)
    );
    assert_eq!((ids(schedule), schedule.events), (None, Some(0)));
    assert_eq!((ids(receive), receive.retry_count), (Some(313), Some(1)));
    assert_eq!(receive.error_class, None);
}

#[test]
fn jobs_in_progress_say_when_they_started() {
    let page: Page<Job> = list(
        include_str!("../golden/tines/in-progress-jobs.json"),
        "admin/in_progress_jobs",
    );
    assert_eq!(page.items[0].started_at, at("2026-01-15T11:59:59.500Z"));
}

#[test]
fn template_ids_and_options_stay_exact() {
    let old: Page<Kept<Template>> = list(
        include_str!("../golden/tines/templates-2019.json"),
        "admin/templates",
    );
    let template = &old.items[0];
    assert_eq!(template.id, "472463921472463921");
    assert_eq!(template.agent_type, "HTTP Request Agent");
    assert_eq!(
        template.agent_options.as_ref().unwrap().get(),
        r#"{ "url": "https://mail.example.org/search", "big": 472463921472463921, "rate": 1.50 }"#
    );
    assert!(template.raw.get().contains(r#""description": """#));
    assert!(template.action_inputs.is_none());

    let new: Page<Template> = list(
        include_str!("../golden/tines/templates-2026.json"),
        "admin/templates",
    );
    let template = &new.items[0];
    assert_eq!(template.id, "9223372036854775807");
    assert_eq!((template.team_id, template.folder_id), (Some(31), None));
    assert_eq!(template.read_access.as_deref(), Some("SPECIFIC_TEAMS"));
    assert_eq!(
        template.shared_team_slugs,
        Some(vec!["detection".into(), "response".into()])
    );
    let [limit, mode] = template.action_inputs.as_ref().unwrap().as_slice() else {
        panic!("two inputs");
    };
    assert_eq!((limit.kind.as_str(), limit.required), ("NUMBER", true));
    assert_eq!(limit.default_value.as_ref().unwrap().get(), "10.0");
    assert!(limit.data.is_none());
    assert_eq!(
        (mode.name.as_str(), mode.description.as_str()),
        ("mode", "")
    );
    assert!(mode.data.as_ref().unwrap().get().contains("slow"));
}

#[test]
fn a_tenant_says_where_it_runs() {
    let info: Info = decode(include_str!("../golden/tines/info.json")).unwrap();
    let stack = info.stack.unwrap();
    assert!(stack.is_dedicated());
    assert_eq!(stack.name, "example-1");
    assert_eq!(stack.region.as_deref(), Some("eu-west-1"));
    assert_eq!(stack.egress_ips.unwrap().len(), 2);

    let shared: Info = decode(r#"{"stack":{"type":"shared"}}"#).unwrap();
    assert!(!shared.stack.unwrap().is_dedicated());
    assert_eq!(decode::<Info>("{}").unwrap().stack, None);
}

#[test]
fn worker_stats() {
    assert_eq!(
        decode::<WorkerStats>(include_str!("../golden/tines/worker-stats.json")).unwrap(),
        WorkerStats {
            current_workers: Some(4),
            max_workers: Some(10),
            queue_count: Some(120),
            queue_latency: Some(3.75),
        }
    );
}

#[test]
fn wrong_kinds_degrade_where_they_are_harmless() {
    let user: User = decode(
        r#"{"id":"9","email":7,"first_name":[1],"last_name":{"x":1},"admin":"true","is_active":0,
            "last_seen":"yesterday","created_at":{},"tenant_permissions":{"a":1},
            "team_memberships":[3,{"team_id":"5","team_name":null},["x"]],"scim_uid":false}"#,
    )
    .unwrap();
    assert_eq!((user.id, user.email.as_str()), (9, "7"));
    assert_eq!((&user.first_name, &user.last_name), (&None, &None));
    assert!(user.admin);
    assert_eq!(user.is_active, Some(false));
    assert_eq!((user.last_seen, user.created_at), (None, None));
    assert_eq!(user.tenant_permissions, None);
    let teams = user.team_memberships.unwrap();
    assert_eq!(teams.len(), 1);
    assert_eq!(
        (teams[0].team_id, teams[0].team_name.as_str()),
        (Some(5), "")
    );
}

#[test]
fn without_its_id_there_is_no_record() {
    for json in [
        "{}",
        r#"{"id":null}"#,
        r#"{"id":1.5}"#,
        r#"{"id":[1]}"#,
        r#"{"id":"x"}"#,
        r#"{"id":18446744073709551616}"#,
        "[1]",
        "7",
        "null",
    ] {
        let refused = decode::<User>(json).unwrap_err();
        assert!(!refused.why.is_empty(), "{json}");
    }
    assert!(decode::<User>(r#"{"id":1}"#).is_ok());
    for text in [r#"{"id":1} {"id":2}"#, r#"{"id":1}x"#, r#"{"id":1"#, "<p>"] {
        assert!(decode::<User>(text).is_err(), "{text}");
    }
    assert!(decode::<Template>(r#"{"id":""}"#).is_err());
    assert!(
        decode::<Template>(r#"{"id":4.7e17}"#).is_err(),
        "digits are lost already"
    );
}
