//! One changing call, as a value: it is shown, confirmed, held and logged before it is sent.

/// The method of a changing call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Makes something, or tells the server to do something.
    Post,
    /// Replaces or changes something.
    Put,
    /// Removes something.
    Delete,
}

impl Verb {
    /// `POST`, `PUT` or `DELETE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One changing call. The functions of `api::tines` and `api::tyk` make them; `Client::write` sends them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The method.
    pub verb: Verb,
    /// The path below the connection's base.
    pub path: String,
    /// The JSON that is sent, if any.
    pub body: Option<String>,
}

impl Call {
    /// A call without a body.
    pub fn bare(verb: Verb, path: String) -> Self {
        Self {
            verb,
            path,
            body: None,
        }
    }

    /// A call with a body of JSON.
    pub fn with(verb: Verb, path: String, body: String) -> Self {
        Self {
            verb,
            path,
            body: Some(body),
        }
    }
}
