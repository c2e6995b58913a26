//! What a plan does may depend on the moment: a call that empties a queue takes whatever is in it. Such a
//! plan brings a [`Watch`], which looks at the tenant when the question opens, just before each step is sent,
//! and after it. What was confirmed is what the last look of the question saw; more than that is never sent.

use futures::future::LocalBoxFuture;

use super::plan::Plan;
use crate::api::error::ApiError;
use crate::wire::time::Timestamp;

/// What one step would do, as the last look saw it: what the question says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// How many records it takes.
    pub number: usize,
    /// The same in words: `312 jobs`.
    pub sum: String,
    /// What one must know of that: a label, and what stands behind it.
    pub facts: Vec<(&'static str, Fact)>,
    /// What is other than it was on screen, sentence by sentence.
    pub news: Vec<String>,
}

/// One fact of a [`Sight`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// In words.
    Words(String),
    /// By kind: each with its number, the largest first.
    Kinds(Vec<(String, usize)>),
    /// The oldest and the newest.
    Span(Timestamp, Timestamp),
}

/// How far the look of a question is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// It is under way; until then, what each step would do by the list on screen.
    Looking(Vec<Sight>),
    /// It failed: nothing can be confirmed.
    Failed(Box<ApiError>),
    /// So much moved meanwhile that some may have been missed: nothing can be confirmed.
    NotSure,
    /// What each step would do now, in their order.
    Seen(Vec<Sight>),
}

/// What a look just before a step is sent says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// It takes no more than was confirmed.
    Agrees,
    /// There is nothing left that it could be done to: why it is not sent.
    Nothing(&'static str),
    /// It would take more than was confirmed: how much more, in a sentence.
    More(String),
    /// It could not be seen: why.
    Failed(String),
}

/// As what the records that will go are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The records as they came.
    Json,
    /// A row each, for a spreadsheet.
    Csv,
}

impl FileKind {
    /// The ending of the file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// What is answered in the question besides yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// As which file what will go is saved, just before it goes.
    pub file: Option<FileKind>,
    /// How many more than was seen may go along.
    pub more: usize,
}

/// Looks at what the steps of one plan would do. Steps are meant by their places in the plan.
pub trait Watch {
    /// Looks anew, for the question.
    fn look(&self);
    /// What the question's look has seen; tracks it.
    fn looked(&self) -> Looked;
    /// What the button says, now that it was looked; tracks it.
    fn button(&self) -> String;
    /// What must be typed; tracks it.
    fn typed(&self) -> Option<String>;
    /// What may be allowed to grow, as a question (`How many more jobs …`): only where it has grown while one
    /// looked. Tracks it.
    fn grows(&self) -> Option<String>;
    /// The name of the file, without its time and ending.
    fn file_name(&self) -> String;
    /// What the question's look has seen is confirmed.
    fn confirm(&self, answer: Answer);
    /// Looks just before a step is sent.
    fn before(&self, step: usize) -> LocalBoxFuture<'static, Before>;
    /// Looks after a step was answered, and says what it has done.
    fn after(&self, step: usize) -> LocalBoxFuture<'static, String>;
    /// Looks whether a step was carried out whose answer never came, and says what speaks for it.
    fn check(&self, step: usize) -> LocalBoxFuture<'static, String>;
    /// The same for some of its steps, to be asked anew.
    fn again(&self, steps: &[usize]) -> Plan;
}
