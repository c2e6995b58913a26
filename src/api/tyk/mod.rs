//! The Tyk Dashboard's Admin API, one file per resource. Paths are below the connection's base.

pub mod organisations;
pub mod users;

use super::client::Reply;
use super::error::{ApiError, Kind};
use crate::wire::tyk::envelope;

/// The documented limit that a path counts against: this API documents none.
pub fn limit(_path: &str) -> Option<(&'static str, u32)> {
    None
}

/// An answer as this API means it. An envelope that says "Error" is a refusal whatever its HTTP status; and
/// 403 is about the body of a change, never about a right: the secret may do everything
/// (`docs/contract.md`, "Errors").
pub fn judge(answer: Result<Reply, ApiError>) -> Result<Reply, ApiError> {
    match answer {
        Ok(reply) if envelope::is_error(&reply.text) => Err(ApiError {
            status: Some(reply.status),
            ..ApiError::refused(400, &reply.text, None, None, reply.request)
        }),
        Err(error) if error.kind == Kind::Forbidden && error.request.method != "GET" => {
            Err(ApiError {
                kind: Kind::Invalid,
                ..error
            })
        }
        answer => answer,
    }
}

/// The path of one record: ids are opaque texts.
fn one(path: &str, id: &str) -> String {
    let mut path = [path, "/"].concat();
    crate::routes::escape(id, &mut path);
    path
}
