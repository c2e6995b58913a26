//! What the palette offers: choices in groups.

use crate::state::theme::Theme;
use crate::ui::icon::Icon;

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Goes to a path of the app.
    Go(String),
    Theme(Theme),
    Lock,
    Forget,
    ReadOnly(bool),
}

impl Deed {
    /// Whether it takes something away that one would have to give again. Such a thing is found by the
    /// beginning of its own words alone: who types a name must not be led there.
    pub const fn takes_away(&self) -> bool {
        matches!(self, Self::Lock | Self::Forget)
    }
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The id of its element: the same for as long as it is offered, whatever is offered besides.
    pub id: String,
    pub icon: Icon,
    /// What it is called.
    pub words: String,
    /// What else tells it apart; may be empty.
    pub detail: String,
    /// The connection; empty for what belongs to none.
    pub place: String,
    pub deed: Deed,
}

impl Choice {
    /// Goes to a path of the app, which is also its id: no other choice leads there.
    pub fn going(icon: Icon, words: String, place: String, path: String) -> Self {
        Self {
            // An id may hold anything but blanks, and a path holds none.
            id: ["go:", &path].concat(),
            icon,
            words,
            detail: String::new(),
            place,
            deed: Deed::Go(path),
        }
    }
}

/// Choices of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are, as a heading.
    pub name: &'static str,
    /// The best first.
    pub choices: Vec<Choice>,
}
