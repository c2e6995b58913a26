use crate::switches::{TykApis, TykMeta, TykPaging, TykUnknown};
use crate::testing::Tenant;
use crate::tyk::testing::{admin, planted};

use super::*;

const ACME: &str = r#"{"id":"o1","owner_name":"Acme","cname":"a.example","cname_enabled":true,"owner_slug":"acme","x_big":9007199254740993,"x_float":1.50,"apis":[{"api_human_name":"Orders","api_id":"a1"},{"api_human_name":"Billing","api_id":"a2"}]}"#;

async fn get(tenant: &Tenant, path: &str) -> (u16, String) {
    let answer = admin(tenant, "GET", path, "").await;
    (answer.status.as_u16(), answer.text)
}

#[tokio::test]
async fn the_list_and_one_of_it_are_bare() {
    let tenant = planted();
    let list = format!(
        r#"{{"organisations":[{ACME},{{"id":"o2","owner_name":"","apis":[]}}],"pages":0}}"#
    );
    for path in [
        "/admin/organisations",
        "/admin/organisations/",
        "/tyk/admin/organisations?p=-1",
        "/tyk/admin/organisations/",
    ] {
        assert_eq!(get(&tenant, path).await, (200, list.clone()), "{path}");
    }
    for path in [
        "/admin/organisations/o1",
        "/tyk/admin/organisations/o1/",
        "/tyk/admin/organisations/%6f1",
    ] {
        assert_eq!(get(&tenant, path).await, (200, ACME.to_owned()), "{path}");
    }
}

#[tokio::test]
async fn pages_of_ten() {
    let tenant = Tenant::new().switched(|switches| switches.tyk_paging = TykPaging::Ten);
    for n in 0..12 {
        let sent = admin(
            &tenant,
            "POST",
            "/admin/organisations",
            &format!(r#"{{"owner_name":"{n}"}}"#),
        )
        .await;
        assert_eq!(sent.status, 200);
    }
    let second = admin(&tenant, "GET", "/admin/organisations?p=2", "")
        .await
        .json();
    assert_eq!(second["pages"], 2);
    let names: Vec<_> = second["organisations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|o| &o["owner_name"])
        .collect();
    assert_eq!(names, ["10", "11"]);
}

#[tokio::test]
async fn what_is_created_is_stored_as_it_came() {
    let tenant = Tenant::new();
    let body = "{ \"id\": \"mine\", \"owner_name\": \"N\\u00e9\", \"cname\": \"x\",\n \"quota\": 1.0e2, \
                \"apis\": [ {\"api_human_name\": \"A\", \"api_id\": \"1\"} ] }";
    let answer = admin(&tenant, "POST", "/tyk/admin/organisations/", body).await;
    let id: String = tenant.one("SELECT id FROM organisations", []);
    assert_eq!(
        answer.text,
        format!(r#"{{"Status":"OK","Message":"Org created","Meta":"{id}"}}"#)
    );
    assert_eq!(answer.headers["content-type"], "application/json");
    assert!(
        id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
    let stored: String = tenant.one("SELECT owner_name || body FROM organisations", []);
    assert_eq!(stored, r#"Né{"cname":"x","quota":1.0e2}"#);
    let link: String = tenant.one(
        "SELECT organisation_id || api_human_name || api_id FROM apis",
        [],
    );
    assert_eq!(link, format!("{id}A1"));
}

#[tokio::test]
async fn a_put_wipes_what_it_leaves_out_links_included() {
    let tenant = planted();
    let answer = admin(
        &tenant,
        "PUT",
        "/admin/organisations/o1",
        r#"{"owner_name":"New","x_float":1.500}"#,
    )
    .await;
    assert_eq!(
        answer.text,
        r#"{"Status":"OK","Message":"Org updated","Meta":null}"#
    );
    let expected = r#"{"id":"o1","owner_name":"New","x_float":1.500}"#;
    assert_eq!(
        get(&tenant, "/admin/organisations/o1").await,
        (200, expected.into())
    );
    assert_eq!(tenant.count("apis"), 0);
    assert_eq!(
        tenant.one::<String>("SELECT apis_absent FROM organisations WHERE id = 'o1'", []),
        "missing"
    );
}

#[tokio::test]
async fn what_was_read_can_be_written_back_unchanged() {
    let tenant = planted();
    let answer = admin(&tenant, "PUT", "/admin/organisations/o1", ACME).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        get(&tenant, "/admin/organisations/o1").await,
        (200, ACME.to_owned())
    );
    assert_eq!(tenant.count("apis"), 2);
}

#[tokio::test]
async fn a_deleted_organisation_leaves_apis_and_users_behind() {
    let tenant = planted();
    let answer = admin(&tenant, "DELETE", "/admin/organisations/o1", "").await;
    assert_eq!(
        answer.text,
        r#"{"Status":"OK","Message":"Org deleted","Meta":null}"#
    );
    assert_eq!(
        (
            tenant.count("organisations"),
            tenant.count("apis"),
            tenant.count("gateway_users")
        ),
        (1, 2, 4)
    );
    let gone = r#"{"Status":"Error","Message":"Could not retrieve org detail","Meta":null}"#;
    for method in ["DELETE", "GET", "PUT"] {
        let answer = admin(&tenant, method, "/admin/organisations/o1", "{}").await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.text),
            (404, gone),
            "{method}"
        );
    }
}

#[tokio::test]
async fn the_first_dialect_knows_fewer_fields_and_lists_fewer_still() {
    let tenant = planted().switched(|switches| switches.tyk_version = TykVersion::V09);
    let links = r#""apis":[{"api_human_name":"Orders","api_id":"a1"},{"api_human_name":"Billing","api_id":"a2"}]"#;
    let odd = r#""x_big":9007199254740993,"x_float":1.50"#;
    let one = format!(
        r#"{{"id":"o1","owner_name":"Acme","cname":"a.example","cname_enabled":true,{odd},{links}}}"#
    );
    assert_eq!(get(&tenant, "/admin/organisations/o1").await.1, one);
    let listed = format!(r#"{{"organisations":[{{"id":"o1","owner_name":"Acme",{odd},{links}}},"#);
    assert!(
        get(&tenant, "/admin/organisations")
            .await
            .1
            .starts_with(&listed)
    );
}

#[tokio::test]
async fn nothing_and_apis_as_the_dialect_has_them() {
    let tenant = planted().switched(|switches| {
        switches.tyk_apis = TykApis::Missing;
        switches.tyk_meta = TykMeta::Empty;
    });
    assert_eq!(
        get(&tenant, "/admin/organisations/o2").await.1,
        r#"{"id":"o2","owner_name":""}"#
    );
    let answer = admin(&tenant, "PUT", "/admin/organisations/o2", "{}").await;
    assert_eq!(
        answer.text,
        r#"{"Status":"OK","Message":"Org updated","Meta":""}"#
    );
    let refused = tenant.send("GET", "/admin/organisations", &[], "").await;
    assert_eq!(
        refused.text,
        r#"{"Status":"Error","Message":"Not authorised","Meta":""}"#
    );
}

#[tokio::test]
async fn only_the_admin_secret_opens_it() {
    let tenant = planted();
    for headers in [
        &[][..],
        &[("admin-auth", "1234")],
        &[("authorization", "12345")],
        &[("authorization", "key-su")],
    ] {
        for path in [
            "/admin/organisations",
            "/tyk/admin/organisations/o1/",
            "/admin/users",
            "/admin/system/reload",
        ] {
            let answer = tenant.send("GET", path, headers, "").await;
            let expected = r#"{"Status":"Error","Message":"Not authorised","Meta":null}"#;
            assert_eq!(
                (answer.status.as_u16(), &*answer.text),
                (401, expected),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn bad_bodies_get_the_documented_statuses_and_change_nothing() {
    let tenant = planted();
    let huge = format!(r#"{{"x":"{}"}}"#, "y".repeat(2 * 1024 * 1024));
    for (body, status) in [
        ("", 500),
        (" \n", 500),
        ("{", 403),
        ("[]", 403),
        ("null", 403),
        (r#"{"owner_name":7}"#, 403),
        (r#"{"cname_enabled":"yes"}"#, 403),
        (r#"{"developer_quota":1.5}"#, 403),
        (r#"{"apis":{}}"#, 403),
        (huge.as_str(), 413),
    ] {
        for (method, path) in [
            ("POST", "/admin/organisations"),
            ("PUT", "/admin/organisations/o1"),
        ] {
            let answer = admin(&tenant, method, path, body).await;
            let shown: String = body.chars().take(40).collect();
            assert_eq!(answer.status.as_u16(), status, "{method} {shown}");
            assert!(
                answer.text.starts_with(r#"{"Status":"Error","Message":""#),
                "{}",
                answer.text
            );
        }
    }
    let raw = tenant
        .send(
            "POST",
            "/admin/organisations",
            &[("admin-auth", "12345")],
            &b"{\"a\":\"\xff\"}"[..],
        )
        .await;
    assert_eq!(raw.status, 403);
    assert_eq!(get(&tenant, "/admin/organisations/o1").await.1, ACME);
    assert_eq!(tenant.count("organisations"), 2);
}

#[tokio::test]
async fn any_content_type_will_do() {
    let tenant = Tenant::new();
    for kind in [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "nonsense",
    ] {
        let headers = [("admin-auth", "12345"), ("content-type", kind)];
        let answer = tenant
            .send(
                "POST",
                "/admin/organisations",
                &headers,
                r#"{"owner_name":"x"}"#,
            )
            .await;
        assert_eq!(answer.status, 200, "{kind}");
    }
    assert_eq!(tenant.count("organisations"), 4);
}

#[tokio::test]
async fn unknown_paths_and_methods() {
    let tenant = planted();
    for path in [
        "/admin/nothing",
        "/tyk/admin/nothing/",
        "/tyk/api/nothing",
        "/tyk/admin",
        "/admin",
    ] {
        assert_eq!(
            get(&tenant, path).await,
            (404, "404 page not found\n".into()),
            "{path}"
        );
    }
    let tenant = tenant.switched(|switches| switches.tyk_unknown = TykUnknown::Json);
    let json = r#"{"Status":"Error","Message":"Not found","Meta":null}"#;
    assert_eq!(get(&tenant, "/tyk/admin/nothing").await, (404, json.into()));
    let tenant = tenant.switched(|switches| switches.tyk_unknown = TykUnknown::Html);
    let answer = admin(&tenant, "GET", "/tyk/admin/nothing", "").await;
    assert_eq!(
        (
            answer.status.as_u16(),
            answer.headers["content-type"].to_str().ok()
        ),
        (200, Some("text/html; charset=utf-8"))
    );
    let method = admin(&tenant, "PATCH", "/admin/organisations/o1", "{}").await;
    assert_eq!(
        (method.status.as_u16(), &*method.text),
        (
            405,
            r#"{"Status":"Error","Message":"Method not allowed","Meta":null}"#
        )
    );
}

#[tokio::test]
async fn the_reload_answers_in_small_letters() {
    let tenant = Tenant::new();
    assert_eq!(
        get(&tenant, "/tyk/admin/system/reload").await,
        (200, r#"{"status":"ok"}"#.into())
    );
}
