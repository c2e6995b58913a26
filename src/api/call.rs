//! One changing call, as a value: it is shown, confirmed, held and logged before it is sent.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use futures::future::LocalBoxFuture;

use crate::wire::secret::Secret;

/// The method of a changing call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Tells the server to do something, where the API has no better method for it.
    Get,
    /// Makes something, or tells the server to do something.
    Post,
    /// Replaces or changes something.
    Put,
    /// Removes something.
    Delete,
}

impl Verb {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
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
    /// What is sent as `authorization` in the place of the connection's key: Tyk's companions want a user's
    /// own access key. Their 401 is about that one.
    pub access_key: Option<Secret>,
}

/// A look at the tenant: whether a call may still be sent.
pub type Look = Rc<dyn Fn() -> LocalBoxFuture<'static, bool>>;

/// What a call is about, for the journal, and whether it is still wanted when its turn comes.
#[derive(Clone, Default)]
pub struct About {
    /// What it is, in words: `Delete user Ann Lee (ann@example.com)`.
    pub what: String,
    /// Why, in the person's words; may be empty.
    pub reason: String,
    /// Becomes true when the person stops it. What was not sent by then never is.
    pub stop: Rc<Cell<bool>>,
    /// Looks when its turn has come, before **each** sending: after a 429 and its pause as well. The call is
    /// sent only if it agrees.
    pub look: Option<Look>,
}

impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("About")
            .field("what", &self.what)
            .finish_non_exhaustive()
    }
}

impl About {
    /// A call that needs no reason and that nobody stops.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            ..Self::default()
        }
    }

    /// With the person's reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

impl Call {
    /// A call without a body.
    pub fn bare(verb: Verb, path: String) -> Self {
        Self {
            verb,
            path,
            body: None,
            access_key: None,
        }
    }

    /// A call with a body of JSON.
    pub fn with(verb: Verb, path: String, body: String) -> Self {
        Self {
            verb,
            path,
            body: Some(body),
            access_key: None,
        }
    }

    /// The same with a user's own access key.
    #[must_use]
    pub fn by(self, access_key: Secret) -> Self {
        Self {
            access_key: Some(access_key),
            ..self
        }
    }
}
