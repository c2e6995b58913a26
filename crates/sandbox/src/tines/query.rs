//! A query string, read leniently.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::refusal::Refusal;
use crate::clock::Millis;
use crate::time_text;

/// The pairs of a query string, decoded; bad UTF-8 becomes replacement characters.
#[derive(Clone, Debug, Default)]
pub struct Query(pub Vec<(String, String)>);

impl Query {
    /// The last value of a name: what Rails makes of a repeated one. An empty value counts as none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self
            .0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// A moment; 400 if the value is none.
    pub fn time(&self, name: &str) -> Result<Option<Millis>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let refusal = || Refusal::bad_request(&format!("{name} is not an ISO 8601 timestamp"));
        time_text::parse(text).map(Some).ok_or_else(refusal)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(pairs)| Self(pairs))
            .map_err(|_| Refusal::bad_request("The query string cannot be read"))
    }
}
