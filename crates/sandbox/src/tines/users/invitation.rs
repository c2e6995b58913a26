//! The invitation of a user who never signed in, and the session of one who did.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rusqlite::OptionalExtension;
use serde_json::json;

use crate::app::App;
use crate::tines::audit;
use crate::tines::caller::Caller;
use crate::tines::id::Id;
use crate::tines::refusal::Refusal;

/// `POST admin/users/{id}/resend_invitation`: 200 with an empty body; 200 with a message, and no mail,
/// for who signed in already.
pub async fn resend(
    State(app): State<App>,
    Id(id): Id,
    caller: Caller,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    app.db
        .run(move |tx| {
            let user = tx
                .prepare_cached("SELECT email, last_seen IS NULL FROM users WHERE id = ?1")?
                .query_row([id], |row| <(String, bool)>::try_from(row))
                .optional()?;
            let (email, pending) = user.ok_or_else(Refusal::not_found)?;
            if !pending {
                return Ok(
                    Json(json!({ "message": "User already accepted invitation." })).into_response(),
                );
            }
            tx.prepare_cached("UPDATE users SET invited_at = ?2 WHERE id = ?1")?
                .execute([id, now])?;
            audit::record(
                tx,
                now,
                &caller,
                "UserReinvitation",
                &json!({ "id": id, "email": email }),
            )?;
            Ok(StatusCode::OK.into_response())
        })
        .await
}

/// `POST admin/users/{id}/expire_session`: 204. The user stays, signed out everywhere.
pub async fn expire_session(
    State(app): State<App>,
    Id(id): Id,
    caller: Caller,
) -> Result<StatusCode, Refusal> {
    let now = app.clock.now();
    app.db
        .run(move |tx| {
            let sql = "UPDATE users SET session_expired_at = ?2 WHERE id = ?1";
            if tx.prepare_cached(sql)?.execute([id, now])? == 0 {
                return Err(Refusal::not_found());
            }
            audit::record(
                tx,
                now,
                &caller,
                "UserSessionExpiration",
                &json!({ "id": id }),
            )?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

#[cfg(test)]
mod tests {
    use crate::testing::{NOW, Tenant};

    fn tenant() -> Tenant {
        let tenant = Tenant::new();
        tenant.execute(
            "INSERT INTO users (email, created_at, updated_at, last_seen, invited_at)
             VALUES ('pending@example.com', 1, 1, NULL, 1), ('seen@example.com', 1, 1, 2, 1)",
        );
        tenant
    }

    #[tokio::test]
    async fn both_answers_to_an_invitation() {
        let tenant = tenant();
        let sent = tenant
            .call("POST", "/api/v1/admin/users/1/resend_invitation", "")
            .await;
        assert_eq!((sent.status.as_u16(), &*sent.text), (200, ""));
        let no_op = tenant
            .call("POST", "/api/v1/admin/users/2/resend_invitation", "{}")
            .await;
        let message = r#"{"message":"User already accepted invitation."}"#;
        assert_eq!((no_op.status.as_u16(), &*no_op.text), (200, message));
        let nobody = tenant
            .call("POST", "/api/v1/admin/users/3/resend_invitation", "")
            .await;
        assert_eq!(nobody.status.as_u16(), 404);
        let invited =
            |id: i64| tenant.one::<i64>("SELECT invited_at FROM users WHERE id = ?1", [id]);
        assert_eq!((invited(1), invited(2)), (NOW, 1));
        assert_eq!(tenant.count("audit_entries"), 1);
    }

    #[tokio::test]
    async fn a_session_ends_and_the_user_stays() {
        let tenant = tenant();
        let ended = tenant
            .call("POST", "/api/v1/admin/users/2/expire_session", "")
            .await;
        assert_eq!((ended.status.as_u16(), &*ended.text), (204, ""));
        assert_eq!(
            tenant.one::<i64>("SELECT session_expired_at FROM users WHERE id = 2", []),
            NOW
        );
        assert_eq!(
            tenant.one::<i64>("SELECT last_seen FROM users WHERE id = 2", []),
            2
        );
        let nobody = tenant
            .call("POST", "/api/v1/admin/users/3/expire_session", "")
            .await;
        assert_eq!(nobody.status.as_u16(), 404);
        assert_eq!(tenant.count("audit_entries"), 1);
    }
}
