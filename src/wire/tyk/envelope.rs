//! What a change is answered with.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::wire::lenient::{self, Scalar};
use crate::wire::record::{self, Unreadable};
use crate::wire::secret::Secret;

/// `{"Status":"OK","Message":…,"Meta":…}`. May come as an error with HTTP 200, so a success is what
/// [`Envelope::is_ok`] says. [`crate::wire::refusal::Refusal`] reads the words of an error.
#[derive(Clone, Deserialize)]
pub struct Envelope {
    /// `OK` or `Error`, in any case; `None`: the reply has no such field (a bare object, as v0.9
    /// answers some changes).
    #[serde(
        default,
        rename = "Status",
        alias = "status",
        deserialize_with = "lenient::maybe_text"
    )]
    pub status: Option<String>,
    /// Words, or, after making or changing a user (2018 on), that user's access key: hence a secret.
    #[serde(default, rename = "Message", alias = "message")]
    pub message: Secret,
    /// A text (the new id), an object, a map, `""` or null, as it came; `None` for null.
    #[serde(default, rename = "Meta", alias = "meta")]
    pub meta: Option<Box<RawValue>>,
}

impl Envelope {
    /// Reads the reply to a change.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        record::decode(text)
    }

    /// Whether the change was made. A reply without a status says nothing of it.
    pub fn is_ok(&self) -> bool {
        self.status
            .as_deref()
            .is_some_and(|status| status.eq_ignore_ascii_case("ok"))
    }

    /// The new id, where `Meta` is a text with something in it.
    pub fn new_id(&self) -> Option<String> {
        match serde_json::from_str(self.meta.as_ref()?.get()) {
            Ok(Scalar::Text(id)) if !id.trim().is_empty() => Some(id.into_owned()),
            _ => None,
        }
    }

    /// The changed record, where `Meta` is an object of that kind.
    pub fn record<T: DeserializeOwned>(&self) -> Option<T> {
        record::decode(self.meta.as_ref()?.get()).ok()
    }
}

impl fmt::Debug for Envelope {
    /// Without `Meta`, which may hold an access key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("status", &self.status)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}
