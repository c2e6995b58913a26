//! What somebody else changed of a user while the form was open, and which of it is taken.

use leptos::prelude::*;

use crate::analysis::user_form::{Difference, FIELDS, Values, in_words, merged};
use crate::layout::merge::{self, Row};

/// The question. Answers what is wanted in the end, and what is there now.
pub fn dialog(
    differences: Vec<Difference>,
    mine: Values,
    theirs: Values,
    on_choice: Callback<(Values, Values)>,
    on_cancel: Callback<()>,
) -> AnyView {
    let numbers: Vec<usize> = differences.iter().map(|one| one.field).collect();
    let rows = differences
        .iter()
        .map(|one| Row {
            name: FIELDS[one.field].name.to_owned(),
            label: FIELDS[one.field].label.to_owned(),
            opened: in_words(one.field, &one.opened),
            theirs: in_words(one.field, &one.theirs),
            mine: Some(in_words(one.field, &one.mine)),
            is_conflict: one.is_conflict(),
        })
        .collect();
    let chosen = Callback::new(move |take_theirs: Vec<bool>| {
        let taken: Vec<usize> = numbers
            .iter()
            .zip(take_theirs)
            .filter(|(_, theirs)| *theirs)
            .map(|(field, _)| *field)
            .collect();
        on_choice.run((merged(&mine, &theirs, &taken), theirs.clone()));
    });
    merge::dialog("user", rows, chosen, on_cancel)
}
