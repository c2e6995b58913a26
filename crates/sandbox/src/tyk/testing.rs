//! For this half's tests: calls with the admin secret, and records to start from.

use super::super::testing::{Answer, Tenant};

/// A call with the admin secret.
pub async fn admin(tenant: &Tenant, method: &str, path: &str, body: &str) -> Answer {
    tenant
        .send(method, path, &[("admin-auth", "12345")], body.to_owned())
        .await
}

/// A call in a user's name.
pub async fn user(tenant: &Tenant, key: &str, method: &str, path: &str, body: &str) -> Answer {
    tenant
        .send(method, path, &[("authorization", key)], body.to_owned())
        .await
}

/// Plants an organisation `o1` with two APIs and odd fields, an empty `o2`, and four users: `u1` and
/// `u2` of `o1` (`u2` not active), `u3` of `o2`, `su` over all. Their keys are their ids after `key-`.
pub fn planted() -> Tenant {
    let tenant = Tenant::new();
    tenant.execute(
        r#"INSERT INTO organisations (id, owner_name, body, position) VALUES
             ('o1', 'Acme', '{"cname":"a.example","cname_enabled":true,"owner_slug":"acme","x_big":9007199254740993,"x_float":1.50}', 1),
             ('o2', '', '{}', 2);
           INSERT INTO apis (organisation_id, api_human_name, api_id) VALUES
             ('o1', 'Orders', 'a1'), ('o1', 'Billing', 'a2');
           INSERT INTO gateway_users (id, organisation_id, email_address, access_key, password, reset_allowed, body, position) VALUES
             ('u1', 'o1', 'a@example.com', 'key-u1', 'old', 0, '{"first_name":"Ann","active":true,"user_permissions":{"apis":"write"},"PWHistory":["h"],"x_number":1.50}', 1),
             ('u2', 'o1', 'b@example.com', 'key-u2', NULL, 0, '{"active":false}', 2),
             ('u3', 'o2', 'a@example.com', 'key-u3', NULL, 1, '{"active":true,"user_permissions":null}', 3),
             ('su', '', 'root@example.com', 'key-su', NULL, 1, '{"active":true}', 4);"#,
    );
    tenant
}
