//! What a change is answered with.

use std::borrow::Cow;
use std::fmt;

use serde_json::value::RawValue;

use crate::wire::fields::{Fields, Record};
use crate::wire::json::Value;
use crate::wire::record::{self, Unreadable};
use crate::wire::secret::Secret;

/// `{"Status":"OK","Message":…,"Meta":…}`. May come as an error with HTTP 200, so a success is what
/// [`Envelope::is_ok`] says. [`crate::wire::refusal::Refusal`] reads the words of an error.
#[derive(Clone)]
pub struct Envelope {
    /// `OK` or `Error`, in any case; `None`: the reply has no such field (a bare object, as v0.9
    /// answers some changes).
    pub status: Option<String>,
    /// Words, or, after making or changing a user (2018 on), that user's access key: hence a secret.
    pub message: Secret,
    /// A text (the new id), an object, a map, `""` or null, as it came; `None` for null.
    pub meta: Option<Box<RawValue>>,
}

impl Record for Envelope {
    fn from_fields(fields: &Fields<'_>) -> Result<Self, &'static str> {
        let either = |name, other| match fields.get(name) {
            Value::MISSING => fields.get(other),
            value => value,
        };
        Ok(Self {
            status: either("Status", "status").words().map(Cow::into_owned),
            message: Secret::new(either("Message", "message").words().unwrap_or_default()),
            meta: either("Meta", "meta").kept(),
        })
    }
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
        let meta = Value::parse(self.meta.as_ref()?.get()).ok()?;
        let id = meta.text().filter(|id| !id.trim().is_empty());
        id.map(Cow::into_owned)
    }

    /// The changed record, where `Meta` is an object of that kind.
    pub fn record<T: Record>(&self) -> Option<T> {
        record::decode(self.meta.as_ref()?.get()).ok()
    }
}

/// Whether a reply is an envelope that says that something was not done. `Status` comes first in those, so
/// that no long list is looked through for it.
pub fn is_error(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', '{', ' ', '\n', '\r', '\t']);
    let begins = text
        .get(..8)
        .is_some_and(|name| name.eq_ignore_ascii_case("\"status\""));
    let said = begins
        .then(|| text.get(8..)?.trim_start().strip_prefix(':'))
        .flatten();
    said.is_some_and(|said| {
        said.trim_start()
            .get(..6)
            .is_some_and(|word| word.eq_ignore_ascii_case("\"error"))
    })
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
