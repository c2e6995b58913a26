//! What every request of the Tines half passes: the rate limit, the key, and on the way back the
//! shape of a refusal.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::caller::Caller;
use super::refusal::Refusal;
use crate::app::{App, Keys};
use crate::switches::Key;

/// The middleware.
pub async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let caller = Caller::of(&request, &app.keys);
    let answer = match admit(&app, &request, &caller) {
        Ok(()) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    };
    let Some(refusal) = answer.extensions().get::<Refusal>() else {
        return answer;
    };
    let mut shaped = refusal.render(&app.dialect());
    // `Allow`, which the router adds to a 405.
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        shaped.headers_mut().insert(header::ALLOW, allow.clone());
    }
    shaped
}

/// The limit counts before the key is looked at, so that keys cannot be guessed at full speed.
fn admit(app: &App, request: &Request, caller: &Caller) -> Result<(), Refusal> {
    let sent = Sent::of(request.headers());
    let client = format!("{} {}", caller.ip, sent.any_key());
    app.limits
        .check(request.uri().path(), &client, app.clock.now())
        .map_err(Refusal::busy)?;
    if sent.opens(app.dialect().key, &app.keys) {
        Ok(())
    } else {
        Err(Refusal::unauthorised())
    }
}

/// The three headers that can carry a key or belong to one; empty if they were not sent.
struct Sent<'a> {
    bearer: &'a [u8],
    token: &'a [u8],
    email: &'a [u8],
}

impl<'a> Sent<'a> {
    fn of(headers: &'a HeaderMap) -> Self {
        let value = |name: &str| {
            headers
                .get(name)
                .map_or(&[][..], |value| value.as_bytes().trim_ascii())
        };
        let bearer = match value("authorization").split_at_checked(7) {
            Some((scheme, key)) if scheme.eq_ignore_ascii_case(b"bearer ") => key.trim_ascii(),
            _ => &[],
        };
        Self {
            bearer,
            token: value("x-user-token"),
            email: value("x-user-email"),
        }
    }

    fn any_key(&self) -> String {
        String::from_utf8_lossy(if self.bearer.is_empty() {
            self.token
        } else {
            self.bearer
        })
        .into_owned()
    }

    fn opens(&self, how: Key, keys: &Keys) -> bool {
        let bearer = self.bearer == keys.tines.as_bytes();
        let token = self.token == keys.tines.as_bytes();
        match how {
            Key::Any => bearer || token,
            Key::Bearer => bearer,
            Key::UserToken => token,
            Key::Legacy => token && self.email.eq_ignore_ascii_case(keys.tines_email.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::switches::ErrorShape;
    use crate::testing::Tenant;

    const KEY: &str = "demo-tenant-owner-key";

    async fn status(tenant: &Tenant, headers: &[(&str, &str)]) -> StatusCode {
        tenant
            .send("GET", "/api/v1/admin/users", headers, "")
            .await
            .status
    }

    #[tokio::test]
    async fn each_way_of_sending_the_key() {
        let bearer = format!("bearer {KEY}");
        let sent: [&[(&str, &str)]; 4] = [
            &[("authorization", &bearer)],
            &[("x-user-token", KEY)],
            &[
                ("x-user-token", KEY),
                ("x-user-email", "Grainne.Whelan@example.org"),
            ],
            &[("x-user-token", KEY), ("x-user-email", "other@example.com")],
        ];
        let expected = [
            (Key::Any, [200, 200, 200, 200]),
            (Key::Bearer, [200, 401, 401, 401]),
            (Key::UserToken, [401, 200, 200, 200]),
            (Key::Legacy, [401, 401, 200, 401]),
        ];
        for (how, statuses) in expected {
            let tenant = Tenant::new().switched(|switches| switches.key = how);
            for (headers, expected) in sent.iter().zip(statuses) {
                assert_eq!(
                    status(&tenant, headers).await.as_u16(),
                    expected,
                    "{how:?} {headers:?}"
                );
            }
        }
    }

    #[tokio::test]
    async fn no_key_and_wrong_keys() {
        let tenant = Tenant::new();
        for headers in [
            &[][..],
            &[("authorization", "Bearer wrong")],
            &[("authorization", "Bearer ")],
            &[("authorization", KEY)],
            &[("authorization", "Basic é")],
            &[("x-user-token", "demo-tenant-owner-ke")],
        ] {
            assert_eq!(
                status(&tenant, headers).await,
                StatusCode::UNAUTHORIZED,
                "{headers:?}"
            );
        }
        let unknown = tenant.send("GET", "/api/v1/nothing", &[], "").await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
    }

    #[tokio::test]
    async fn unknown_paths_and_methods_are_refused_in_the_dialect() {
        let tenant = Tenant::new().switched(|switches| switches.error_shape = ErrorShape::Error);
        let unknown = tenant.get("/api/v1/admin/nothing").await;
        assert_eq!(
            (unknown.status.as_u16(), &*unknown.text),
            (404, r#"{"error":"Not found"}"#)
        );
        let nothing = tenant.get("/tines/api/v1").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        let method = tenant
            .call("PATCH", "/tines/api/v1/admin/users", "{}")
            .await;
        assert_eq!(
            (method.status.as_u16(), &*method.text),
            (405, r#"{"error":"Method not allowed"}"#)
        );
        assert!(method.headers.contains_key("allow"));
    }

    #[tokio::test]
    async fn the_limit_is_enforced() {
        let tenant = Tenant::limited();
        for number in 0..500 {
            assert_eq!(
                tenant.get("/api/v1/admin/users").await.status,
                StatusCode::OK,
                "{number}"
            );
        }
        let over = tenant.get("/tines/api/v1/admin/users").await;
        assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(over.headers.contains_key("retry-after"));
        assert_eq!(tenant.get("/api/v1/info").await.status, StatusCode::OK);
    }
}
