//! Secrets stay secret in every way a value can be printed.

use gatehouse::wire::Kept;
use gatehouse::wire::page::{self, Page};
use gatehouse::wire::secret::{Secret, mask};
use gatehouse::wire::tyk::{Envelope, GatewayUser};

const SECRETS: [&str; 3] = [
    "f81ee6f0c8f2467d539c132c8a422346",
    "a-password",
    "an-old-password",
];

fn assert_hidden(printed: &str) {
    for secret in SECRETS {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn printing_shows_a_mask() {
    let secret = Secret::new(SECRETS[0]);
    assert_eq!(format!("{secret} {secret:?} {secret:#?}"), "••• ••• •••");
    assert_eq!(secret.reveal(), SECRETS[0]);

    let text = include_str!("../golden/tyk/users.json");
    let kept: Page<Kept<GatewayUser>> = page::decode(text, "users").unwrap();
    assert_hidden(&format!("{kept:?} {kept:#?}"));
    let plain: Page<GatewayUser> = page::decode(text, "users").unwrap();
    assert_hidden(&format!("{plain:?}"));

    let envelope = Envelope::read(include_str!("../golden/tyk/user-created-5.json")).unwrap();
    assert_hidden(&format!("{envelope:?} {envelope:#?}"));
}

#[test]
fn an_odd_users_json_can_be_read_without_its_secrets() {
    let text = include_str!("../golden/tyk/users.json").replace("\"id\"", "\"ID\"");
    let page: Page<GatewayUser> = page::decode(&text, "users").unwrap();
    assert_eq!(page.odd.len(), 2);
    assert_hidden(&format!("{:?}", page.odd));
    assert!(page.odd[0].raw.contains("grace@example.org"));
}

#[test]
fn masking_changes_nothing_else() {
    for (json, masked) in [
        (
            r#"{"access_key":"k","a":1}"#,
            r#"{"access_key":"•••","a":1}"#,
        ),
        (
            r#"{ "Password" : "k\"}" , "a": 1.50 }"#,
            r#"{ "Password" : "•••" , "a": 1.50 }"#,
        ),
        (
            r#"{"PWHistory":["a","]",{"b":"}"}],"c":[]}"#,
            r#"{"PWHistory":"•••","c":[]}"#,
        ),
        (
            r#"[{"password":7},{"password":null}]"#,
            r#"[{"password":"•••"},{"password":"•••"}]"#,
        ),
        (
            r#"{"x":{"pass\u0077ord":"k"}}"#,
            r#"{"x":{"pass\u0077ord":"•••"}}"#,
        ),
        (r#"["password","k"]"#, r#"["password","k"]"#),
        (r#"{"a":"password","b":"k"}"#, r#"{"a":"password","b":"k"}"#),
        (r#"{"password_max_days":3}"#, r#"{"password_max_days":3}"#),
        (r#"{"password":"cut of"#, r#"{"password":"•••""#),
        (r#"{"password":"#, r#"{"password":"•••""#),
        (r#"{"password":["cut", "#, r#"{"password":"•••""#),
        ("", ""),
    ] {
        assert_eq!(mask(json), masked, "{json}");
    }
}
