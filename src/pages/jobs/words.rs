//! Words that more than one part of the page says.

use crate::analysis::jobs::entry::Action;

/// What an Action is called: its name, or its number where no job says the name.
pub fn action_name(action: Option<&Action>) -> String {
    match action {
        None => NO_ACTION.to_owned(),
        Some(action) => action.name().map_or_else(
            || ["Action ", &action.id.to_string()].concat(),
            |name| (*name).to_owned(),
        ),
    }
}

/// Of a job that belongs to no Action.
pub const NO_ACTION: &str = "No Action";
