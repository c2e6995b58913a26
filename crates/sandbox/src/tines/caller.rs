//! Who asks: what the audit log says about it.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;

use crate::app::Keys;

/// The sender of a request.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The address at the other end of the connection.
    pub ip: String,
    /// `User-Agent`, if it was sent.
    pub agent: Option<String>,
    /// Whose key it is.
    pub email: String,
}

impl Caller {
    /// Reads a request.
    pub fn of(request: &Request, keys: &Keys) -> Self {
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let agent = request.headers().get(header::USER_AGENT);
        Self {
            ip: address.map_or_else(
                || "127.0.0.1".into(),
                |ConnectInfo(address)| address.ip().to_string(),
            ),
            agent: agent.map(|agent| String::from_utf8_lossy(agent.as_bytes()).into_owned()),
            email: keys.tines_email.clone(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}
