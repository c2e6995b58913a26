//! What is about to be done, as data: the dialog shows it, the runner carries it out.

use std::rc::Rc;

use crate::api::call::Call;
use crate::api::client::Reply;

/// One call of a plan, and what it is done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Tells the record apart.
    pub key: String,
    /// The record in words: `Ann Lee (ann@example.com)`.
    pub label: String,
    /// What is sent.
    pub call: Call,
}

/// How much is asked before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Nothing is asked; the held moment is enough.
    Held,
    /// A dialog says what exactly.
    Asked,
    /// The dialog also wants this typed: a number, or a name.
    Typed(String),
}

/// What a 2xx answer to a step means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was done: `Invitation sent`.
    Done(&'static str),
    /// There was nothing to do: `Had already accepted`.
    Unneeded(&'static str),
}

/// What is done with a successful answer: what it means, and what of the lists is brought up to date.
pub type OnReply = Rc<dyn Fn(&Step, &Reply) -> Verdict>;

/// What is about to be done.
#[derive(Clone)]
pub struct Plan {
    /// As a question, the dialog's heading: `Delete 3 users?`
    pub title: String,
    /// The button that confirms: `Delete 3 users`.
    pub button: String,
    /// What one step is, for the journal: `Delete user`.
    pub deed: &'static str,
    /// How much is asked.
    pub caution: Caution,
    /// What one must know first, sentence by sentence (`They lose access at once.`).
    pub warnings: Vec<String>,
    /// The calls, in their order.
    pub steps: Vec<Step>,
    /// What was chosen and will not be touched, with the reason.
    pub skipped: Vec<(String, &'static str)>,
    /// The records that will go, as JSON, to be saved as a file first: a name without ending, and the text.
    pub file: Option<(String, String)>,
    /// What a successful answer means.
    pub on_reply: OnReply,
}
